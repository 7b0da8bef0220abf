"""The sheet points out papers that should have been issued with a deed."""

import pytest
from django.urls import reverse

from gongkai.inforequests import flow, services
from gongkai.inforequests.rules.telling import DUTIES
from gongkai.inforequests.selectors import facts_of, request_of_case
from gongkai.inforequests.selectors.telling import DAYS, untold
from gongkai.inforequests.services import hand
from gongkai.inforequests.services.papers import issue_paper
from gongkai.inforequests.tests.factories import NOW, act, day, standing_in
from gongkai.inforequests.tests.paperwork import letterhead, somebody


def standing(cast, state):
    letterhead(cast)
    return standing_in(cast, state, requester=somebody())


@pytest.fixture
def _by_hand(monkeypatch):
    """Papers are issued by hand, as when a deed could not issue its own."""
    monkeypatch.setattr(hand, "AFTERWARDS", [])


def codes(request, today="2026-06-16"):
    asked = request_of_case(request.case_id)
    found = untold(asked, facts_of(asked), day(today))
    return [reason.code for reason in found]


def issued(cast, request, code, ref):
    issue_paper(actor=cast.actor("clerk"), request_id=request.pk, code=code, ref=ref, now=NOW)


@pytest.mark.usefixtures("_by_hand")
def test_an_extension_is_wanting_until_its_paper_is_issued(cast):
    request = standing(cast, flow.EXTENDING)
    assert codes(request) == []
    act(cast, "office", request, "approve_extension")
    assert codes(request) == ["untold_extension"]
    issued(cast, request, "extension", f"extension:{request.extensions.get().pk}")
    assert codes(request) == []


@pytest.mark.usefixtures("_by_hand")
def test_a_letter_that_was_never_written_is_pointed_out_on_the_sheet(cast, client):
    request = standing(cast, flow.HANDLING)
    services.consult_third_party(
        actor=cast.actor("clerk"), request_id=request.pk, party="禾田公司", summary="合同", now=NOW
    )
    client.force_login(cast.clerk)
    page = client.get(reverse("inforequests:case", args=[request.case_id])).content.decode()
    assert "没有书面征求，时间就不能扣除" in page
    asked = request.consultations.get()
    issued(cast, request, "third_party", f"consultation:{asked.pk}")
    assert codes(request) == []


def test_what_is_asked_of_the_applicant_is_told_him(cast):
    for state, code in (
        (flow.CLARIFYING, "clarification"),
        (flow.EXPLAINING, "reasons"),
        (flow.PAYING, "fee"),
    ):
        request = standing_in(cast, state)
        assert codes(request) == [f"untold_{code}"]


def test_every_duty_knows_its_day():
    assert set(DUTIES) == {*DAYS, "extension", "delay"}


def test_nothing_is_asked_of_the_database_where_nothing_was_to_be_told(
    cast, django_assert_num_queries
):
    request = request_of_case(standing_in(cast, flow.HANDLING).case_id)
    facts = facts_of(request)
    with django_assert_num_queries(0):
        assert untold(request, facts, day("2026-12-01")) == []
