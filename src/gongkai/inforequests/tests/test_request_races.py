"""Two people at once: exactly one deed happens, the other is told."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from gongkai.casework import selectors as cases
from gongkai.inforequests import flow, selectors, services
from gongkai.inforequests.models import InformationRequest, IssuedReply, ReplyReview
from gongkai.inforequests.tests import factories as f
from gongkai.inforequests.tests.factories import NOW, act, received, standing_in
from gongkai.kernel.errors import Refusal
from gongkai.orgs.tests.cast import Cast
from gongkai.orgs.tests.factories import AppointmentFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], Any]) -> list[str]:
    """Run the deeds in threads that start together; for each "done" or the refusal's first code."""
    start, outcomes = threading.Barrier(len(deeds)), ["?"] * len(deeds)

    def run(place: int, deed: Callable[[], Any]) -> None:
        try:
            start.wait()
            deed()
            outcomes[place] = "done"
        except Refusal as refusal:
            outcomes[place] = refusal.codes[0]
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, deed)) for place, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_two_leaders_sign_at_once_and_it_is_signed_once(cast: Cast) -> None:
    AppointmentFactory(person=cast.secrecy_reviewer, unit=cast.education, role="leader")
    request = standing_in(cast, flow.SIGNING)
    signs = [
        lambda part=part: act(cast, part, request, "sign")
        for part in ("leader", "secrecy_reviewer")
    ]
    assert at_once(*signs) == ["done", "wrong_step"]
    assert ReplyReview.objects.filter(step="sign").count() == 1


def test_a_reply_issued_twice_at_once_leaves_once(cast: Cast) -> None:
    request = standing_in(cast, flow.ISSUING)
    assert at_once(*[lambda: f.issue(cast, request)] * 2) == ["done", "wrong_step"]
    assert IssuedReply.objects.count() == 1


def test_a_withdrawal_and_an_issue_at_once_leave_one_row(cast: Cast) -> None:
    request = standing_in(cast, flow.ISSUING)

    def withdraw() -> None:
        services.withdraw_request(
            actor=cast.actor("office"), request_id=request.pk, note="撤回", now=NOW
        )

    assert at_once(withdraw, lambda: f.issue(cast, request)) == ["done", "wrong_step"]
    request.refresh_from_db()
    assert request.report_row in {"o3", "granted"}
    assert (request.report_row == "granted") == IssuedReply.objects.exists()


def test_requests_that_arrive_at_once_have_numbers_of_their_own(cast: Cast) -> None:
    assert at_once(*[lambda: received(cast)] * 6) == ["done"] * 6
    numbers = InformationRequest.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [f"990000002-2026-{serial:05d}" for serial in range(1, 7)]


def test_replies_issued_at_once_have_numbers_without_gaps(cast: Cast) -> None:
    ready = [standing_in(cast, flow.ISSUING) for _ in range(4)]
    deeds = [lambda each=each: f.issue(cast, each) for each in ready]
    assert at_once(*deeds) == ["done"] * 4
    numbers = IssuedReply.objects.values_list("document_number", flat=True)
    assert {number.partition("〕")[2] for number in numbers} == {"1号", "2号", "3号", "4号"}


def test_an_extension_is_decided_once(cast: Cast) -> None:
    request = standing_in(cast, flow.EXTENDING)
    outcome = at_once(
        lambda: act(cast, "office", request, "approve_extension"),
        lambda: act(cast, "office", request, "reject_extension", "按期办理"),
    )
    assert outcome == ["done", "wrong_step"]
    assert selectors.deadline_of(request).extended_days in {0, 10}


def test_a_late_correction_and_its_lapse_at_once_leave_one_of_them(cast: Cast) -> None:
    request = standing_in(cast, flow.CLARIFYING)
    late = f.at("2026-07-02")
    outcome = at_once(
        lambda: f.clarified(cast, request, received_on=late.date(), now=late),
        lambda: act(cast, "office", request, "lapse_clarification", now=late),
    )
    assert outcome == ["done", "wrong_step"]
    request.refresh_from_db()
    state = cases.find_case(request.case_id).state
    assert (state == flow.LAPSED) == (request.closed_at is not None)


def test_two_saves_of_the_same_draft_keep_the_first(cast: Cast) -> None:
    request = standing_in(cast, flow.HANDLING)
    saves = [lambda: f.draft(cast, request, expected_version=0)] * 2
    assert at_once(*saves) == ["done", "stale"]


def test_the_lapse_job_run_twice_at_once_tells_once(cast: Cast) -> None:
    request = standing_in(cast, flow.CLARIFYING)
    jobs = [lambda: services.close_lapsed(now=f.at("2026-07-02"))] * 2
    assert at_once(*jobs) == ["done", "done"]
    told = [e for e in cases.timeline_of(request.case_id) if "请确认" in e.sentence]
    assert len(told) == 1
