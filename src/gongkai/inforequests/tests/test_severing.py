"""区分处理: a severed copy is another file, without the words, with every passage accounted for."""

from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from docx import Document

from gongkai.inforequests import flow
from gongkai.inforequests.models import ProvidedFile, SealedFile, SeveredPart
from gongkai.inforequests.papers.fixed import GROUND_LABELS
from gongkai.inforequests.rules.severing import (
    GROUNDS,
    Copies,
    Passage,
    reasons_against_copy,
    reasons_against_passages,
)
from gongkai.inforequests.selectors import request_of_case
from gongkai.inforequests.selectors.provided import annexes_of, passages_of, provided_files
from gongkai.inforequests.services.sealed_files import open_sealed
from gongkai.inforequests.services.severing import (
    Upload,
    mask_original,
    provide_file,
    sever_file,
    take_out,
)
from gongkai.inforequests.tests.factories import NOW, standing_in
from gongkai.inforequests.tests.paperwork import letterhead
from gongkai.kernel.errors import Refusal

PASSAGES = [Passage("第1段", "E15", "报价属于商业秘密")]


def docx(*paragraphs):
    document, buffer = Document(), BytesIO()
    document.core_properties.author = ""
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(buffer)
    return buffer.getvalue()


ORIGINAL = Upload("合同.docx", docx("供货单价每斤三元八角", "合同期限一年"))
COPY = Upload("合同.docx", docx("供货单价（已遮盖）", "合同期限一年"))


@pytest.fixture
def request_in_hand(cast):
    letterhead(cast)
    return standing_in(cast, flow.HANDLING)


def sever(cast, request, **changes):
    given = {
        "actor": cast.actor("clerk"),
        "request_id": request.pk,
        "original": ORIGINAL,
        "copy": COPY,
        "passages": PASSAGES,
        "pages": 2,
        "now": NOW,
        "hidden": ("每斤三元八角",),
    }
    return sever_file(**given | changes)


def refusal(*args, **more):
    with pytest.raises(Refusal) as refused:
        sever(*args, **more)
    return refused.value


def test_every_ground_has_its_words_for_the_applicant():
    assert set(GROUNDS) == set(GROUND_LABELS)


def test_passages_need_place_ground_and_reason():
    assert [each.code for each in reasons_against_passages([])] == ["passages"]
    assert len(reasons_against_passages([Passage(" ", "x", "")])) == 3
    assert reasons_against_passages(PASSAGES) == []


def test_copy_with_the_same_words_laid_out_otherwise_is_no_copy():
    copies = Copies("1", "2", "甲 乙\n丙", "甲乙 丙")
    assert [each.code for each in reasons_against_copy(copies)] == ["copy"]
    assert reasons_against_copy(Copies("1", "2", None, None)) == []


def test_severed_copy_and_original_are_kept_side_by_side_sealed(cast, request_in_hand):
    row = sever(cast, request_in_hand)
    assert open_sealed(row.file) == COPY.data
    assert open_sealed(row.original) == ORIGINAL.data
    assert {row.file.purpose, row.original.purpose} == {"provided", "unsevered"}
    files = provided_files(request_in_hand.pk)
    assert annexes_of(files)[0].name == "合同（区分处理本）"
    assert [each.place for each in passages_of(files)] == ["第1段"]


def test_original_itself_is_refused_as_a_copy(cast, request_in_hand):
    assert "完全相同" in str(refusal(cast, request_in_hand, copy=ORIGINAL))


def test_empty_copy_is_refused(cast, request_in_hand):
    assert "file_empty" in refusal(cast, request_in_hand, copy=Upload("空.docx", b"")).codes


def test_copy_that_still_holds_the_words_is_refused_without_telling_them_whole(
    cast, request_in_hand
):
    still = Upload("合同.docx", docx("供货单价（已遮盖）每斤三元八角", "合同期限"))
    refused = refusal(cast, request_in_hand, copy=still)
    assert "hidden" in refused.codes
    assert not SealedFile.objects.filter(request=request_in_hand).exists()


def test_copy_with_personal_data_asks_for_a_confirmation(cast, request_in_hand):
    left = Upload("合同.docx", docx("联系人手机13912345678", "供货单价（已遮盖）"))
    assert refusal(cast, request_in_hand, copy=left).codes == ("confirmed",)
    assert sever(cast, request_in_hand, copy=left, confirmed=True).method == "redacted"


def test_copy_without_register_is_refused(cast, request_in_hand):
    assert refusal(cast, request_in_hand, passages=[]).codes == ("passages",)


def test_masker_makes_the_copy_and_the_register(cast, request_in_hand):
    original = Upload("名单.docx", docx("联系电话13912345678，身份证号110101199003071233"))
    row = mask_original(
        actor=cast.actor("clerk"),
        request_id=request_in_hand.pk,
        original=original,
        words=(),
        pages=1,
        now=NOW,
    )
    text = "".join(each.text for each in Document(BytesIO(open_sealed(row.file))).paragraphs)
    assert "13912345678" not in text
    assert "110101199003071233" not in text
    assert row.method == "masked"
    assert {part.ground for part in row.parts.all()} == {"E15"}
    assert "13912345678" not in str(list(SeveredPart.objects.values()))


def test_masker_says_when_there_is_nothing_to_mask(cast, request_in_hand):
    with pytest.raises(Refusal) as refused:
        mask_original(
            actor=cast.actor("clerk"),
            request_id=request_in_hand.pk,
            original=Upload("通知.docx", docx("关于开展检查的通知")),
            words=(),
            pages=1,
            now=NOW,
        )
    assert "自行遮盖" in str(refused.value)


def whole(cast, request, by="clerk"):
    return provide_file(
        actor=cast.actor(by), request_id=request.pk, upload=ORIGINAL, pages=2, now=NOW
    )


def test_whole_file_goes_with_the_reply_until_it_is_taken_out(cast, request_in_hand):
    row = whole(cast, request_in_hand)
    assert [each.name for each in provided_files(request_in_hand.pk)] == ["合同.docx"]
    out = {"actor": cast.actor("clerk"), "request_id": request_in_hand.pk, "now": NOW}
    take_out(file_id=row.pk, **out)
    assert provided_files(request_in_hand.pk) == []
    with pytest.raises(Refusal, match="已经撤下"):
        take_out(file_id=row.pk, **out)


def test_files_are_fixed_once_the_reply_is_under_review(cast):
    letterhead(cast)
    request = standing_in(cast, flow.AUDIT)
    with pytest.raises(Refusal) as refused:
        whole(cast, request)
    assert refused.value.codes == ("wrong_step",)


def test_others_give_nothing(cast, request_in_hand):
    with pytest.raises(Refusal) as refused:
        whole(cast, request_in_hand, by="other_clerk")
    assert refused.value.codes == ("permission",)


def test_tables_refuse_a_severed_copy_equal_to_its_original(cast, request_in_hand):
    row = sever(cast, request_in_hand)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProvidedFile.objects.create(
            request=request_of_case(request_in_hand.case_id),
            name="x",
            method="redacted",
            file=SealedFile.objects.create(purpose="provided", size=1, place="p", stored_at=NOW),
            sha256="a",
            original=SealedFile.objects.create(
                purpose="unsevered", size=1, place="q", stored_at=NOW
            ),
            original_sha256="a",
            made_at=NOW,
            by=cast.clerk,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        ProvidedFile.objects.filter(pk=row.pk).update(sha256="b")
    with pytest.raises(IntegrityError), transaction.atomic():
        SeveredPart.objects.update(reason="改")
