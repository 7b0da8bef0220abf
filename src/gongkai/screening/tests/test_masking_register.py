"""Masked copies on the desk: who may make them, what the register keeps, what pages show."""

import hashlib
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.utils import timezone

from gongkai.audit.selectors import story_of
from gongkai.kernel.errors import Refusal
from gongkai.screening import selectors, services
from gongkai.screening.masking.comparing import compare
from gongkai.screening.models import MaskingRecord
from gongkai.screening.tests.leaks import numbers
from gongkai.screening.tests.leaks.office_papers import DOCX
from gongkai.screening.tests.leaks.other_papers import PDF

pytestmark = pytest.mark.django_db
HOME = "/desk/screening/masks/"
ID = numbers.identity_number(5)
DATA = f"某甲，身份证号：{ID}，符合条件。\n公示期五个工作日。\n".encode()


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.FILES_ROOT = tmp_path


def _signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def _masked(cast, part="clerk", data=DATA, name="名单.txt", **options):
    return services.mask_copy(
        actor=cast.actor(part),
        unit=cast.education,
        name=name,
        data=data,
        now=timezone.now(),
        **options,
    )


def _kept(row: MaskingRecord) -> str:
    return json.dumps({f.name: str(getattr(row, f.attname)) for f in row._meta.concrete_fields})


def test_a_copy_is_stored_and_entered_without_any_clear_text(cast):
    made = _masked(cast, name=f"某甲{ID}.txt", words=("某甲",), subject="document:7")
    row = selectors.maskings_of("document:7")[0]
    assert row == made.record
    assert row.counts == {"id_number": 1, "by_hand": 1}
    assert row.original_sha256 == hashlib.sha256(DATA).hexdigest()
    assert row.masked_sha256 == hashlib.sha256(made.masked.data).hexdigest()
    assert row.made_by == cast.clerk
    assert ID not in _kept(row)
    assert "某甲" not in row.name


def test_the_deed_stands_in_the_audit_log_without_any_clear_text(cast):
    row = _masked(cast).record
    lines = story_of(f"masking:{row.pk}")
    assert len(lines) == 1
    assert ID not in str(lines)


@pytest.mark.parametrize("part", ["other_clerk", "inspector", "stranger", "admin"])
def test_only_the_unit_and_the_office_make_copies(cast, part):
    with pytest.raises(Refusal) as refused:
        _masked(cast, part)
    assert refused.value.codes == ("permission",)
    assert _masked(cast, "office").record.pk


def test_nothing_to_mask_leaves_no_entry(cast):
    with pytest.raises(Refusal, match="没有需要脱敏"):
        _masked(cast, data="办公电话：0571-87051234".encode())
    assert not MaskingRecord.objects.exists()


def test_an_entry_can_be_neither_changed_nor_deleted(cast):
    row = _masked(cast).record
    for deed in (
        lambda: MaskingRecord.objects.filter(pk=row.pk).update(name="x"),
        lambda: MaskingRecord.objects.filter(pk=row.pk).delete(),
    ):
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
            deed()


def test_the_page_shows_both_sides_and_offers_the_copy(cast):
    clerk = _signed_in(cast.clerk)
    assert "不是遮住" in clerk.get(f"{HOME}new/").content.decode()
    sent = {
        "unit": cast.education.pk,
        "file": SimpleUploadedFile("名单.txt", DATA),
        "words": "某甲",
    }
    page = clerk.post(f"{HOME}new/", sent).content.decode()
    assert f"<del>某甲，身份证号：{ID}，符合条件。</del>" in page
    assert f"<mark>***，身份证号：{ID[:6]}********{ID[-4:]}，符合条件。</mark>" in page
    assert "公示期五个工作日。" in page
    row = MaskingRecord.objects.get()
    copy = clerk.get(f"{HOME}{row.pk}/file/")
    body = b"".join(copy.streaming_content).decode()
    assert ID not in body
    assert "filename" in copy["Content-Disposition"]


def test_the_register_shows_the_entries_of_the_own_unit(cast):
    _masked(cast, name="补贴名单.txt")
    assert "补贴名单.txt" in _signed_in(cast.clerk).get(HOME).content.decode()
    assert "补贴名单.txt" in _signed_in(cast.office).get(HOME).content.decode()
    assert "补贴名单.txt" not in _signed_in(cast.other_clerk).get(HOME).content.decode()


def test_another_unit_does_not_get_the_copy(cast):
    row = _masked(cast).record
    assert _signed_in(cast.other_clerk).get(f"{HOME}{row.pk}/file/").status_code == 403
    assert _signed_in(cast.clerk).get(f"{HOME}99999/file/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"words": "甲"}, "至少两个字"),
        ({"file": SimpleUploadedFile("a.zip", b"PK\x05\x06" + b"\0" * 18)}, "压缩包不能脱敏"),
        ({"file": SimpleUploadedFile("a.docx", b"PK\x03\x04rubbish")}, "损坏"),
        ({"file": SimpleUploadedFile("a.txt", "公示".encode())}, "没有需要脱敏"),
    ],
)
def test_a_wrong_form_comes_back_with_what_to_do(cast, changes, sentence):
    sent = {"unit": cast.education.pk, "file": SimpleUploadedFile("名单.txt", DATA)} | changes
    answer = _signed_in(cast.clerk).post(f"{HOME}new/", sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "name"),
    [(DOCX["table"](f"身份证号：{ID}"), "a.docx"), (PDF["page"](f"身份证号：{ID}"), "a.pdf")],
)
def test_lines_of_any_kind_of_file_stand_side_by_side(cast, data, name):
    made = _masked(cast, data=data, name=name)
    compared = compare(data, made.masked.data, name)
    changed = [pair for pair in compared.rows if pair.is_changed]
    assert compared.changed == len(changed) == 1
    assert ID in changed[0].before
    assert ID not in changed[0].after
    assert changed[0].after


def test_a_long_file_is_shown_where_it_differs():
    before = "\n".join(f"第{n}行" for n in range(2_000))
    after = before.replace("第1500行", "第****行")
    compared = compare(before.encode(), after.encode(), "a.txt")
    assert compared.cut
    assert [pair.before for pair in compared.rows] == ["第1499行", "第1500行", "第1501行"]
