"""Every edge of the flow: it leads where it should, and nobody else may take it."""

import pytest

from gongkai.casework import selectors as cases
from gongkai.inforequests import flow, selectors, services
from gongkai.inforequests.tests.edges import EDGES, assert_whole
from gongkai.inforequests.tests.factories import NOW, standing_in
from gongkai.kernel.actor import may
from gongkai.kernel.errors import Refusal
from gongkai.orgs.tests.cast import Cast

ALL = [(source, action) for action in flow.REQUEST.actions for source in action.sources]
edges = pytest.mark.parametrize(("source", "action"), [(s, a.code) for s, a in ALL], ids=str)


def test_the_table_has_every_edge_and_no_other() -> None:
    assert set(EDGES) == {(source, action.code) for source, action in ALL}


@edges
def test_an_edge_leads_to_its_target(cast: Cast, source: str, action: str) -> None:
    request = standing_in(cast, source)
    told = len(cases.timeline_of(request.case_id))
    EDGES[source, action](cast, request)
    case = cases.find_case(request.case_id)
    request = selectors.find_request(request.pk)
    assert case.state == flow.REQUEST.action(action).target
    since = [entry.action for entry in cases.timeline_of(request.case_id)[told:]]
    assert [each for each in since if each != "issue_paper"][-1] == action
    assert_whole(request, case)


@edges
def test_an_edge_is_closed_to_people_without_its_right(
    cast: Cast, source: str, action: str
) -> None:
    """Whoever has no right to the step is told so, whatever door the step has."""
    request = standing_in(cast, source)
    deed = flow.REQUEST.action(action).deed
    case = cases.find_case(request.case_id)
    for part in cast.people:
        actor = cast.actor(part)
        if may(actor, deed, case.unit):
            continue
        found = cases.reasons_against(
            case=case, action=flow.REQUEST.action(action), actor=actor, now=NOW, note="说明"
        )
        assert "permission" in {reason.code for reason in found}, part


@pytest.mark.parametrize("action", [action.code for action in flow.REQUEST.actions])
def test_a_step_is_refused_where_it_does_not_belong(cast: Cast, action: str) -> None:
    """From the archive nothing is possible any more."""
    request = standing_in(cast, flow.ARCHIVED)
    step = EDGES[flow.REQUEST.action(action).sources[0], action]
    with pytest.raises(Refusal) as refusal:
        step(cast, request)
    assert "wrong_step" in refusal.value.codes


def test_a_step_with_a_form_is_no_button(cast: Cast) -> None:
    request = standing_in(cast, flow.HANDLING)
    offered = cases.offers(
        case=cases.find_case(request.case_id), actor=cast.actor("clerk"), now=NOW
    )
    shown = {offer.action.code for offer in offered if offer.allowed}
    assert "request_extension" not in shown
    with pytest.raises(Refusal, match="表单"):
        services.perform(
            actor=cast.actor("clerk"),
            case_id=request.case_id,
            action="request_extension",
            note="",
            now=NOW,
        )
