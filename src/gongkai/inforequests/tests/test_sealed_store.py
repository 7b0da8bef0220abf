"""Files and drafts of applicants are ciphertext on disk and in the database, and can go for good."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from gongkai.casework.rules import ZONE
from gongkai.inforequests.intake.codes import code_from, new_token
from gongkai.inforequests.models import DoorCount, QueryCode, RequestDraft, SealedFile
from gongkai.inforequests.services import codes, drafts, throttle
from gongkai.inforequests.services import sealed_files as store
from gongkai.inforequests.tests.test_schema import plain_request
from gongkai.kernel.errors import Refusal

NOW = datetime(2026, 6, 15, 9, 20, tzinfo=ZONE)
MARKER = "11010519491231002X 王小明"
PDF = b"%PDF-1.4 " + MARKER.encode()

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    return settings.FILES_ROOT


def keep(**given):
    return store.store_sealed(
        **{"data": PDF, "name": f"{MARKER}.pdf", "purpose": "identity", "now": NOW, **given}
    )


def bytes_of(model):
    """Everything the database holds of a model."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table}")
        return repr(cursor.fetchall())


def test_a_file_opens_for_us_and_tells_nothing_on_disk(own_folder):
    stored = keep()
    assert store.open_sealed(SealedFile.objects.get(pk=stored.pk)) == PDF
    (path,) = (own_folder / "sealed").iterdir()
    assert MARKER.encode() not in path.read_bytes()
    assert path.name == stored.place
    assert MARKER not in bytes_of(SealedFile)
    assert stored.key not in bytes_of(SealedFile)


def test_a_purged_file_is_gone_and_leaves_its_size(own_folder):
    stored = keep()
    store.purge_sealed(stored=stored, now=NOW)
    kept = SealedFile.objects.get(pk=stored.pk)
    assert (kept.name, kept.key, kept.size) == ("", "", len(PDF))
    assert list((own_folder / "sealed").iterdir()) == []
    with pytest.raises(Refusal, match="清除"):
        store.open_sealed(kept)


def test_a_damaged_or_missing_file_is_said_in_words(own_folder):
    stored = keep()
    path = own_folder / "sealed" / stored.place
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(Refusal, match="损坏"):
        store.open_sealed(stored)
    path.unlink()
    with pytest.raises(Refusal, match="备份"):
        store.open_sealed(stored)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"data": b""}, "file_empty"),
        ({"data": PDF * 10, "limit": 100}, "file_too_large"),
        ({"name": "病毒.exe"}, "file_type"),
        ({"name": "照片.png"}, "file_mismatch"),
        ({"name": "无扩展名"}, "file_type"),
    ],
)
def test_a_wrong_file_is_refused_and_nothing_is_left(change, code, own_folder):
    with pytest.raises(Refusal) as refusal:
        keep(**change)
    assert code in refusal.value.codes
    assert not (own_folder / "sealed").exists()
    assert SealedFile.objects.count() == 0


def test_the_schema_holds_that_a_purged_file_has_no_key():
    stored = keep()
    with pytest.raises(IntegrityError), transaction.atomic():
        SealedFile.objects.filter(pk=stored.pk).update(purged_at=NOW)


def test_bytes_without_a_row_are_swept_after_a_day(own_folder):
    stored = keep()
    orphan = own_folder / "sealed" / "orphan"
    orphan.write_bytes(b"x")
    assert store.sweep_orphans(now=datetime.now(ZONE)) == 0
    assert store.sweep_orphans(now=datetime.now(ZONE) + timedelta(days=2)) == 1
    assert [path.name for path in Path(own_folder / "sealed").iterdir()] == [stored.place]


def test_a_draft_is_sealed_and_known_by_its_secret_only():
    token = new_token()
    drafts.save_draft(token=token, content={"name": MARKER}, now=NOW)
    assert drafts.find_draft(token, NOW).content == {"name": MARKER}
    assert drafts.find_draft(new_token(), NOW) is None
    assert drafts.find_draft("", NOW) is None
    assert MARKER not in bytes_of(RequestDraft)
    assert token not in bytes_of(RequestDraft)


def test_a_draft_goes_with_its_files_when_its_time_is_over(own_folder, settings):
    token = new_token()
    draft = drafts.save_draft(token=token, content={}, now=NOW)
    drafts.add_file(draft=draft, data=PDF, name="证件.pdf", purpose="identity", now=NOW)
    later = NOW + timedelta(hours=settings.DRAFT_HOURS, minutes=1)
    assert drafts.find_draft(token, later) is None
    assert drafts.drop_old_drafts(now=later) == 1
    assert RequestDraft.objects.count() == SealedFile.objects.count() == 0
    assert list((own_folder / "sealed").iterdir()) == []


def test_files_of_a_draft_have_a_number_and_can_be_taken_out():
    draft = drafts.save_draft(token=new_token(), content={}, now=NOW)
    for _ in range(drafts.MOST_FILES):
        last = drafts.add_file(draft=draft, data=PDF, name="a.pdf", purpose="material", now=NOW)
    with pytest.raises(Refusal, match="最多"):
        drafts.add_file(draft=draft, data=PDF, name="b.pdf", purpose="material", now=NOW)
    other = drafts.save_draft(token=new_token(), content={}, now=NOW)
    drafts.remove_file(draft=other, file_id=last.pk, now=NOW)
    assert draft.files.count() == drafts.MOST_FILES
    drafts.remove_file(draft=draft, file_id=last.pk, now=NOW)
    assert draft.files.count() == drafts.MOST_FILES - 1


def test_a_code_opens_its_request_only_and_is_kept_as_a_hash(cast):
    request, token = plain_request(cast), new_token()
    code = codes.give_code(request=request, token=token, now=NOW)
    assert code == code_from(token)
    opened = codes.open_by_code(
        number=request.number, code=f" {code.lower()} ", who="192.0.2.1", now=NOW
    )
    assert opened.request_id == request.pk
    assert codes.still_open(opened)
    assert code.replace("-", "") not in bytes_of(QueryCode)
    for number, wrong in (
        (request.number, "AAAA-BBBB-CCCC"),
        ("990000002-2026-99999", code),
        (request.number, ""),
    ):
        with pytest.raises(Refusal) as refusal:
            codes.open_by_code(number=number, code=wrong, who="192.0.2.1", now=NOW)
        assert str(refusal.value) == codes.WRONG


def test_wrong_codes_close_the_door_for_an_hour(cast, settings):
    request = plain_request(cast)
    code = codes.give_code(request=request, token=new_token(), now=NOW)
    for _ in range(settings.CODE_TRIES_PER_HOUR):
        with pytest.raises(Refusal):
            codes.open_by_code(number=request.number, code="X", who="192.0.2.1", now=NOW)
    with pytest.raises(Refusal, match="次数过多"):
        codes.open_by_code(number=request.number, code=code, who="192.0.2.1", now=NOW)
    assert codes.open_by_code(number=request.number, code=code, who="192.0.2.2", now=NOW)
    later = NOW + timedelta(hours=1)
    assert codes.open_by_code(number=request.number, code=code, who="192.0.2.1", now=later)


def test_guessing_from_many_addresses_closes_the_number(cast, settings):
    request = plain_request(cast)
    code = codes.give_code(request=request, token=new_token(), now=NOW)
    for place in range(settings.CODE_TRIES_PER_HOUR * 3):
        with pytest.raises(Refusal):
            codes.open_by_code(number=request.number, code="X", who=f"192.0.2.{place}", now=NOW)
    with pytest.raises(Refusal, match="次数过多"):
        codes.open_by_code(number=request.number, code=code, who="198.51.100.1", now=NOW)


def test_a_code_is_reset_at_the_counter_and_the_old_one_ends(cast):
    request, token = plain_request(cast), new_token()
    old = codes.give_code(request=request, token=token, now=NOW)
    opened = codes.open_by_code(number=request.number, code=old, who="a", now=NOW)
    with pytest.raises(Refusal, match="权限"):
        codes.reset_code(actor=cast.actor("other_clerk"), request=request, now=NOW)
    new = codes.reset_code(actor=cast.actor("clerk"), request=request, now=NOW)
    assert not codes.still_open(opened)
    with pytest.raises(Refusal):
        codes.open_by_code(number=request.number, code=old, who="a", now=NOW)
    assert codes.open_by_code(number=request.number, code=new, who="a", now=NOW)


def test_addresses_are_counted_without_being_known():
    for _ in range(3):
        throttle.count_try(door=throttle.SEND, who="192.0.2.77", now=NOW)
    assert DoorCount.objects.get().count == 3
    assert "192.0.2.77" not in bytes_of(DoorCount)
    assert throttle.forget_tries(now=NOW + timedelta(days=3)) == 1
