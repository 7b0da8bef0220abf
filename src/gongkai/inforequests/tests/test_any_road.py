"""Whatever people do to a request through the services, the law and the records stay together.

A clerk, an office and an applicant do anything in any order; what is refused changes nothing. After
every step: an open request has a date, on a working day, or says what it waits for; a pause has
somebody who is being asked; what the case shows is what the events give, in whatever order they are
read; the steps that were told lead to the step it is in. A concluded one counts in exactly one row.
"""

from datetime import date, timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.audit import selectors as audit
from gongkai.casework import selectors as cases
from gongkai.casework.rules import NO_DEADLINE, end_of
from gongkai.clock.selectors import calendar_for
from gongkai.inforequests import flow, selectors
from gongkai.inforequests.models import Consultation, InformationRequest, IssuedReply
from gongkai.inforequests.rules.clock import ClockState, deadline_of
from gongkai.inforequests.rules.replies import REPORT_ROWS
from gongkai.inforequests.selectors.figures import ids_by
from gongkai.inforequests.tests.hands import ANYTHING, IN_PLACE, Hands
from gongkai.kernel.measures import Period

HARMLESS = {"confirmed_late", "opinion_late", "opinion_long", "paid_late"}
"""Remarks on what others did late; no deed of the agency without effect is among them."""


def _holds(asked):
    """Law and records agree about *asked* now."""
    found = selectors.deadline_of(asked)
    known = selectors.events_of(asked.pk)
    calendar = calendar_for(asked.unit.region)
    assert deadline_of(reversed(known), calendar) == found
    assert {remark.code for remark in found.remarks} <= HARMLESS, found.remarks
    shown = asked.case.next_due_at
    assert shown == (end_of(found.next_date) if found.next_date else NO_DEADLINE)
    assert asked.due_on == found.due
    for day in (found.due, found.next_date):
        assert day is None or calendar.works(day)
    waiting = Consultation.objects.filter(request=asked, answer="").exists()
    if asked.closed_at is None:
        assert found.state is not ClockState.STOPPED
        assert found.next_date is not None
        assert asked.report_row == ""
    else:
        assert asked.report_row in REPORT_ROWS
        assert not waiting
        assert IssuedReply.objects.filter(request=asked).count() == (asked.outcome == "replied")
    if found.state is ClockState.PAUSED:
        assert waiting
    assert found.state is not ClockState.WAITING or found.pending


def _replayed(case, flow_of):
    """The state to which the steps lead that the timeline tells of."""
    state = flow_of.states[0].code
    steps = {action.code: action for action in flow_of.actions}
    for entry in cases.timeline_of(case.pk):
        if entry.action in steps:
            step = steps[entry.action]
            assert state in step.sources, f"{entry.action} from {state}"
            state = step.target
        assert entry.state == state
    return state


def _steps_lead_here(asked):
    """The timeline tells each step of the flow, and no other way to the present one."""
    own = [consultation.case for consultation in asked.consultations.select_related("case")]
    for case, its_flow in [
        (asked.case, flow.REQUEST),
        *((each, flow.CONSULTATION) for each in own),
    ]:
        state = _replayed(case, its_flow)
        assert case.state == state
        assert (case.closed_at is not None) == its_flow.state(state).closed


def _counted_once(requests):
    """Every concluded request stands in one row of the yearly report, no open one in any."""
    rows = ids_by("requests.concluded", Period(date(2026, 1, 1), date(2028, 12, 31)), ("row",))
    counted = sorted(number for numbers in rows.values() for number in numbers)
    assert counted == sorted(each.pk for each in requests if each.closed_at is not None)
    assert all(row[0] in REPORT_ROWS for row in rows)


def _requests():
    return list(InformationRequest.objects.select_related("unit", "case"))


STEPS = st.lists(
    st.tuples(st.integers(0, 15), st.integers(0, 1000), st.integers(0, 5)),
    min_size=12,
    max_size=16,
)


TRIES = 3


def _does_something(hands, pick, whim):
    """Mostly what fits the step the request is in; now and then whatever comes to mind."""
    state = cases.find_case(hands.request.case_id).state
    deeds = IN_PLACE.get(state, ANYTHING) if whim else ANYTHING
    tried = (deeds[(pick + nth) % len(deeds)] for nth in range(TRIES))
    return any(hands.try_to(deed, pick // 7) for deed in tried)


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(channel=st.sampled_from(["counter", "internet"]), steps=STEPS)
def test_law_and_records_agree_after_any_deeds_in_any_order(cast, channel, steps):
    with transaction.atomic():
        hands = Hands(cast, channel)
        for deed in ("accept", "assign"):
            assert hands.try_to(deed)
        for days, pick, whim in steps:
            hands.now += timedelta(days=days)
            if _does_something(hands, pick, whim):
                for request in _requests():
                    _holds(request)
        requests = _requests()
        for request in requests:
            _steps_lead_here(request)
        _counted_once(requests)
        assert audit.verify() is None
        transaction.set_rollback(True)
