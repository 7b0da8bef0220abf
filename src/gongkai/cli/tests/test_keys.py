"""`gongkai keys` changes keys without losing a value, and says what is still in use."""

import json

import pytest
from click.testing import CliRunner

from gongkai.audit import selectors as audit
from gongkai.cli.keys import command
from gongkai.kernel import keys
from gongkai.kernel.errors import Refusal


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA = tmp_path
    settings.FIELD_KEYS = ""


def run(*arguments):
    return CliRunner().invoke(command, arguments)


def test_a_new_ring_can_be_given_as_the_setting(settings):
    written = run("new").output.strip()
    assert keys.parse_ring(written).keys
    assert not keys.ring_path().exists()
    settings.FIELD_KEYS = written
    assert keys.ring().text().split() == written.split(",")


@pytest.mark.django_db
def test_after_a_rotation_the_old_key_still_opens_until_it_is_forgotten():
    old = keys.ring().current
    answer = run("rotate")
    assert answer.exit_code == 0, answer.output
    assert "已重新加密" in answer.output
    found = json.loads(run("list", "--json").output)
    assert found["current"] != old
    assert set(found["keys"]) == {found["current"], old}
    assert run("forget", old).exit_code == 0
    assert list(keys.ring().keys) == [found["current"]]
    assert audit.verify() is None
    assert audit.length() == 2


@pytest.mark.django_db
def test_the_current_key_and_an_unknown_one_are_not_forgotten():
    for name, code in ((keys.ring().current, "current"), ("nobody", "unknown")):
        refusal = run("forget", name).exception
        assert isinstance(refusal, Refusal)
        assert refusal.codes == (code,)


@pytest.mark.django_db
def test_a_ring_given_by_the_setting_is_not_changed_behind_its_back(settings):
    settings.FIELD_KEYS = ",".join(keys.new_ring().text().split())
    refusal = run("rotate").exception
    assert isinstance(refusal, Refusal)
    assert "GONGKAI_FIELD_KEYS" in str(refusal)
    assert run("reseal").exit_code == 0


def test_an_unreadable_ring_is_said_in_one_sentence(settings):
    settings.FIELD_KEYS = "nonsense"
    answer = run("list")
    assert answer.exit_code == 2
    assert "gongkai keys new" in answer.output


@pytest.mark.django_db
def test_a_rotation_seals_applicants_and_their_files_anew(settings, tmp_path):
    from django.apps import apps
    from django.utils import timezone

    from gongkai.inforequests.services.sealed_files import keep_sealed, open_sealed

    settings.FILES_ROOT = tmp_path / "files"
    requesters = apps.get_model("inforequests", "Requester").objects
    requesters.create(name="王小明", identity_index="a" * 64, created_at=timezone.now())
    stored = keep_sealed(
        data=b"paper", name="文书", media_type="x/y", purpose="paper", now=timezone.now()
    )
    old = keys.ring().current
    assert run("forget", old).exception.codes == ("current",)
    assert run("rotate").exit_code == 0
    used = json.loads(run("list", "--json").output)["columns"]
    assert all(old not in counts for counts in used.values())
    assert run("forget", old).exit_code == 0
    assert requesters.get().name == "王小明"
    stored.refresh_from_db()
    assert open_sealed(stored) == b"paper"


@pytest.mark.django_db
def test_a_key_still_in_use_is_not_forgotten():
    from django.apps import apps
    from django.utils import timezone

    apps.get_model("inforequests", "Requester").objects.create(
        name="王小明", created_at=timezone.now()
    )
    old = keys.ring().current
    keys.write_ring(keys.with_new_key(keys.ring()), replace=True)
    assert run("forget", old).exception.codes == ("used",)
