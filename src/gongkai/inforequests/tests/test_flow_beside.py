"""Every edge of a consultation and every deed beside the flow: it does its own, and no one else may."""

import pytest

from gongkai.audit.selectors import story_of
from gongkai.casework import selectors as cases
from gongkai.casework.rules import NO_DEADLINE
from gongkai.inforequests import flow, selectors
from gongkai.inforequests.models import Consultation, InformationRequest, ReplyDraft
from gongkai.inforequests.rules.clock import ClockState
from gongkai.inforequests.tests.edges import (
    ASIDE,
    ASIDE_FROM,
    BEFORE_ASIDE,
    CONSULTATION_EDGES,
    LATER,
    asked_party,
    assert_whole,
    standing_anywhere,
)
from gongkai.inforequests.tests.factories import standing_in
from gongkai.kernel.actor import may
from gongkai.kernel.errors import Refusal
from gongkai.orgs.tests.cast import Cast

ALL = [(source, each.code) for each in flow.CONSULTATION.actions for source in each.sources]
edges = pytest.mark.parametrize(("source", "action"), ALL)
NOTHING_YET = {(flow.CLARIFYING, "dispute"), (flow.PAYING, "dispute")}
"""It waits for the applicant: there is neither a reply nor a delay to dispute (条例第五十一条)."""
ASIDES = [(state, each.code) for each in flow.ASIDE.values() for state in each.states]
asides = pytest.mark.parametrize(
    ("state", "code"), [each for each in ASIDES if each not in NOTHING_YET]
)


def test_the_tables_have_every_edge_and_no_other() -> None:
    assert set(CONSULTATION_EDGES) == set(ALL)
    assert set(ASIDE) == set(flow.ASIDE)


def waiting(cast: Cast) -> Consultation:
    return asked_party(cast, standing_in(cast, flow.HANDLING))


@edges
def test_an_edge_of_a_consultation_ends_it_and_lets_the_request_run_on(
    cast: Cast, source: str, action: str
) -> None:
    asked = waiting(cast)
    assert cases.find_case(asked.case_id).state == source
    assert selectors.deadline_of(asked.request).state is ClockState.PAUSED
    CONSULTATION_EDGES[source, action](cast, "clerk", asked)
    case = cases.find_case(asked.case_id)
    assert case.state == flow.CONSULTATION.action(action).target
    assert case.closed_at is not None
    assert case.next_due_at == NO_DEADLINE
    assert cases.timeline_of(case.pk)[-1].action == action
    assert selectors.deadline_of(asked.request).state is ClockState.RUNNING
    for again in CONSULTATION_EDGES.values():
        with pytest.raises(Refusal):
            again(cast, "clerk", asked, now=LATER)


@edges
def test_an_edge_of_a_consultation_is_closed_to_people_without_its_right(
    cast: Cast, source: str, action: str
) -> None:
    asked = waiting(cast)
    before = story_of(f"request:{asked.request_id}")
    for part in people_without(cast, asked.case.unit, flow.CONSULTATION.action(action).deed):
        with pytest.raises(Refusal) as refusal:
            CONSULTATION_EDGES[source, action](cast, part, asked)
        assert "permission" in refusal.value.codes, part
    assert cases.find_case(asked.case_id).state == source
    assert story_of(f"request:{asked.request_id}") == before


def people_without(cast: Cast, unit, deed: str) -> list[str]:
    found = [part for part in cast.people if not may(cast.actor(part), deed, unit)]
    assert found
    return found


def ready(cast: Cast, code: str, state: str) -> InformationRequest:
    request = standing_anywhere(cast, ASIDE_FROM.get(code, state))
    if code in BEFORE_ASIDE:
        BEFORE_ASIDE[code](cast, request)
    assert cases.find_case(request.case_id).state == state
    return request


@asides
def test_a_deed_beside_the_flow_is_written_down_and_leaves_the_step(
    cast: Cast, state: str, code: str
) -> None:
    request = ready(cast, code, state)
    told = len(cases.timeline_of(request.case_id))
    written = len(story_of(f"request:{request.pk}"))
    ASIDE[code](cast, person_for(code), request)
    case = cases.find_case(request.case_id)
    assert case.state == state
    assert_whole(selectors.find_request(request.pk), case)
    if code == "draft":  # a version of it is written down when it is submitted
        assert ReplyDraft.objects.get(request=request).saved_by_id == cast.clerk.pk
    else:
        assert len(cases.timeline_of(request.case_id)) > told
        deeds = [line.deed for line in story_of(f"request:{request.pk}")[written:]]
        assert deeds[0] == flow.ASIDE[code].deed


def person_for(code: str) -> str:
    return {"split": "office", "explain": "applicant"}.get(code, "clerk")


@pytest.mark.parametrize(("state", "code"), sorted(NOTHING_YET))
def test_nothing_is_disputed_while_the_applicant_is_waited_for(
    cast: Cast, state: str, code: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        ASIDE[code](cast, person_for(code), ready(cast, code, state))
    assert refusal.value.codes == ("nothing_to_dispute",)


@asides
def test_a_deed_beside_the_flow_is_closed_to_people_without_its_right(
    cast: Cast, state: str, code: str
) -> None:
    request = ready(cast, code, state)
    before = story_of(f"request:{request.pk}")
    for part in people_without(cast, request.unit, flow.ASIDE[code].deed):
        with pytest.raises(Refusal) as refusal:
            ASIDE[code](cast, part, request)
        assert "permission" in refusal.value.codes, part
    assert story_of(f"request:{request.pk}") == before


@asides
def test_a_deed_beside_the_flow_is_refused_in_every_other_step(
    cast: Cast, state: str, code: str
) -> None:
    request = ready(cast, code, state)
    deed = flow.ASIDE[code]
    case = cases.find_case(request.case_id)
    for other in flow.REQUEST.states:
        if other.code in deed.states:
            continue
        type(case).objects.filter(pk=case.pk).update(state=other.code)
        with pytest.raises(Refusal) as refusal:
            ASIDE[code](cast, person_for(code), request)
        assert "wrong_step" in refusal.value.codes, other.code
