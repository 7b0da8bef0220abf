"""The straight road of a request, and what stands in its file at the end."""

import pytest

from gongkai.audit import selectors as audit
from gongkai.casework import selectors as cases
from gongkai.casework.rules import NO_DEADLINE, end_of
from gongkai.inforequests import flow, selectors
from gongkai.inforequests.models import InformationRequest
from gongkai.inforequests.tests.factories import NOW, day, received, standing_in
from gongkai.orgs.tests.cast import Cast


def test_a_request_goes_from_the_counter_to_the_archive(cast: Cast) -> None:
    request = standing_in(cast, flow.ARCHIVED)
    assert request.number == "990000002-2026-00001"
    assert request.case.number == request.number
    assert request.case.title == request.subject == "2025年义务教育经费决算"
    assert (request.outcome, request.report_row) == ("replied", "granted")
    assert request.issue.document_number == "县教育局公复〔2026〕1号"
    assert request.case.closed_at is not None
    assert [entry.sentence for entry in cases.timeline_of(request.case_id)] == [
        "收到申请（当面提交）",
        "登记，收到申请之日为 2026-06-15",
        "分办给县教育局",
        "提交审核（第1稿）",
        "审核通过",
        "法律顾问审查通过",
        "领导签发",
        "印发答复 县教育局公复〔2026〕1号",
        "出具予以公开 县教育局公复〔2026〕1号",
        "邮政寄送，2026-06-15 送达",
        "归档",
    ]
    assert audit.verify() is None


def test_the_case_follows_the_clock_of_the_request(cast: Cast) -> None:
    request = standing_in(cast, flow.HANDLING)
    assert request.receipt_day == day("2026-06-15")
    case = cases.find_case(request.case_id)
    assert case.next_due_at == end_of(day("2026-07-14"))
    assert case.waiting_role == "clerk"
    assert selectors.deadline_of(request).due == day("2026-07-14")
    served = standing_in(cast, flow.SERVED)
    assert cases.find_case(served.case_id).next_due_at == NO_DEADLINE


def test_an_application_on_line_waits_for_its_confirmation(cast: Cast) -> None:
    request = received(cast, channel="internet")
    case = cases.find_case(request.case_id)
    assert request.receipt_day is None
    assert case.next_due_at == end_of(day("2026-06-15"))
    assert cases.term_of(case).label == "等待与申请人确认收到申请"


@pytest.mark.parametrize("count", [3])
def test_numbers_have_no_gaps(cast: Cast, count: int) -> None:
    for _ in range(count):
        received(cast, now=NOW)
    numbers = InformationRequest.objects.order_by("id").values_list("number", flat=True)
    assert list(numbers) == [f"990000002-2026-{serial:05d}" for serial in (1, 2, 3)]
