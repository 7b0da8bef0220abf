"""The pages of a request's papers: previews without a name, issuing, opening noted, severing."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.audit.selectors import story_of
from gongkai.inforequests import flow
from gongkai.inforequests.models import Requester
from gongkai.inforequests.selectors import request_of_case
from gongkai.inforequests.selectors.occasions import paper_rows
from gongkai.inforequests.selectors.provided import provided_files
from gongkai.inforequests.services.papers import issue_paper
from gongkai.inforequests.tests.factories import NOW, standing_in
from gongkai.inforequests.tests.paperwork import MARKER, letterhead, somebody
from gongkai.inforequests.tests.test_severing import COPY, ORIGINAL, docx


@pytest.fixture(autouse=True)
def _letterhead(cast):
    letterhead(cast)


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.clerk)
    return client


def standing(cast, state):
    request = standing_in(cast, state, requester=somebody())
    return request_of_case(request.case_id)


def url(name, request, *rest):
    return reverse(f"inforequests:{name}", args=[request.case_id, *rest])


def nameless(cast, state):
    """A request whose applicant is entered later: its papers are still wanting."""
    request = standing_in(cast, state)
    Requester.objects.filter(pk=request.requester_id).update(name=MARKER)
    return request_of_case(request.case_id)


def issued(cast, request, code="receipt"):
    found = request.notices.filter(code=code).first()
    if found is not None:
        return found
    ref = next(row.occasion.ref for row in paper_rows(request) if row.occasion.code == code)
    return issue_paper(
        actor=cast.actor("clerk"), request_id=request.pk, code=code, ref=ref, now=NOW
    )


def test_list_says_what_is_wanting_and_shows_no_name(clerk, cast):
    request = nameless(cast, flow.CLARIFYING)
    text = clerk.get(url("papers", request)).content.decode()
    assert "还没有出具的文书" in text
    assert "补正告知书" in text
    assert MARKER not in text


def test_sheet_of_the_request_leads_to_its_papers(clerk, cast):
    request = standing(cast, flow.HANDLING)
    assert url("papers", request) in clerk.get(url("case", request)).content.decode()


def test_preview_leaves_the_name_to_the_issued_paper(clerk, cast):
    request = nameless(cast, flow.CLARIFYING)
    ref = f"clarification:{request.clarifications.get().pk}"
    text = clerk.get(url("paper", request, "clarification"), {"ref": ref}).content.decode()
    assert "（出具时填入）：" in text
    assert "未写明是哪一年的决算" in text
    assert MARKER not in text


def test_button_issues_the_paper(clerk, cast):
    request = nameless(cast, flow.CLARIFYING)
    ref = f"clarification:{request.clarifications.get().pk}"
    answer = clerk.post(url("paper", request, "clarification"), {"ref": ref}, follow=True)
    assert "已出具补正告知书 澄教公补〔" in answer.content.decode()
    again = clerk.post(url("paper", request, "clarification"), {"ref": ref})
    assert again.status_code == 422
    assert "不能重复出具" in again.content.decode()


def test_typed_paper_is_previewed_and_issued(clerk, cast):
    request = standing(cast, flow.SCREENING)
    page = url("paper", request, "transfer")
    assert clerk.get(page).status_code == 200
    typed = {"ref": "", "other_organ": "澄明县水利局", "sent_on": "2026-06-15"}
    text = clerk.post(page, {**typed, "preview": "1"}).content.decode()
    assert "由澄明县水利局负责公开" in text
    answer = clerk.post(page, typed, follow=True)
    assert "已出具转送告知书" in answer.content.decode()
    assert clerk.post(page, {"ref": "", "other_organ": ""}).status_code == 422


def test_unsigned_reply_is_shown_but_has_no_button(client, cast):
    client.force_login(cast.leader)
    request = standing(cast, flow.SIGNING)
    page = client.get(url("paper", request, "reply_granted"), {"ref": "draft"})
    text = page.content.decode()
    assert "随本答复书提供" in text
    assert "答复还没有签发和印发" in text
    assert MARKER not in text


def test_unknown_paper_is_not_found(clerk, cast):
    request = standing(cast, flow.HANDLING)
    assert clerk.get(url("paper", request, "nothing")).status_code == 404
    assert clerk.get(url("paper", request, "clarification")).status_code == 404
    assert clerk.get(url("paper_print", request, 0)).status_code == 404
    assert clerk.get(url("paper_file", request, 0, 0)).status_code == 404


def test_opening_an_issued_paper_is_noted(clerk, cast):
    request = standing(cast, flow.SCREENING)
    notice = issued(cast, request)
    printed = clerk.get(url("paper_print", request, notice.pk))
    assert MARKER in printed.content.decode()
    assert "<style" not in printed.content.decode()
    word = clerk.get(url("paper_file", request, notice.pk, 0))
    assert ZipFile(BytesIO(word.content)).testzip() is None
    opened = [line for line in story_of(f"request:{request.pk}") if "open_paper" in line.deed]
    assert len(opened) == 2
    assert MARKER not in str(opened)
    assert clerk.get(url("paper_file", request, notice.pk, 9)).status_code == 404


def test_papers_are_closed_to_other_units(client, cast):
    request = standing(cast, flow.SCREENING)
    notice = issued(cast, request)
    client.force_login(cast.other_clerk)
    for address in (
        url("papers", request),
        url("paper_print", request, notice.pk),
        url("archive", request),
        url("provide", request, "whole"),
    ):
        assert client.get(address).status_code == 404


def test_service_is_recorded_with_its_day(clerk, cast):
    request = standing(cast, flow.SCREENING)
    notice = issued(cast, request)
    page = url("paper_serve", request, notice.pk)
    assert clerk.get(page).status_code == 200
    given = {"kind": "post", "sent_on": "2026-06-15", "receipt": "none", "tracking": "XA1"}
    refused = clerk.post(page, {**given, "carrier": "其他"})
    assert refused.status_code == 422
    assert "其他快递公司寄送的不算送达" in refused.content.decode()
    answer = clerk.post(page, {**given, "carrier": "邮政企业"}, follow=True)
    assert "邮政寄送，2026-06-15 送达" in answer.content.decode()


def upload(given):
    return SimpleUploadedFile(given.name, given.data)


def test_severed_copy_is_put_with_the_reply(clerk, cast):
    request = standing(cast, flow.HANDLING)
    page = url("provide", request, "sever")
    assert clerk.get(page).status_code == 200
    given = {
        "pages": 2,
        "hidden": "每斤三元八角",
        "place_1": "第1段",
        "ground_1": "E15",
        "reason_1": "报价属于商业秘密",
    }
    files = lambda: {"original": upload(ORIGINAL), "copy": upload(COPY)}  # noqa: E731
    refused = clerk.post(page, {**given, **files(), "copy": upload(ORIGINAL)})
    assert refused.status_code == 422
    assert "完全相同" in refused.content.decode()
    assert "报价属于商业秘密" in refused.content.decode()
    answer = clerk.post(page, {**given, **files()}, follow=True)
    assert "第1段：报价属于商业秘密" in answer.content.decode()
    row = provided_files(request.pk)[0]
    assert clerk.get(url("provided_file", request, row.pk, "copy")).content == COPY.data
    assert clerk.get(url("provided_file", request, row.pk, "original")).content == ORIGINAL.data
    assert clerk.get(url("provided_file", request, 0, "copy")).status_code == 404


def test_masked_copy_and_whole_file_come_and_go(clerk, cast):
    request = standing(cast, flow.HANDLING)
    named = SimpleUploadedFile("名单.docx", docx("联系电话13912345678"))
    masked = clerk.post(
        url("provide", request, "mask"), {"original": named, "pages": 1, "words": ""}, follow=True
    )
    assert "系统脱敏" in masked.content.decode()
    clerk.post(url("provide", request, "whole"), {"upload": upload(ORIGINAL), "pages": 1})
    assert len(provided_files(request.pk)) == 2
    row = provided_files(request.pk)[0]
    clerk.post(url("provided_remove", request, row.pk))
    assert [each.name for each in provided_files(request.pk)] == [ORIGINAL.name]
    assert clerk.get(url("provided_remove", request, row.pk)).status_code == 302
    assert clerk.get(url("provide", request, "nothing")).status_code == 404


def test_archive_needs_its_button(clerk, cast):
    request = standing(cast, flow.SERVED)
    assert clerk.get(url("archive", request)).status_code == 302
    answer = clerk.post(url("archive", request))
    assert answer["Content-Type"] == "application/zip"
    assert "0-目录.csv" in ZipFile(BytesIO(answer.content)).namelist()
