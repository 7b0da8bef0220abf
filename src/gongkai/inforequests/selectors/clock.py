"""The clock of a request: its events, and the deadline that the law makes of them."""

from dataclasses import dataclass
from datetime import date

from gongkai.clock.rules import Calendar
from gongkai.clock.selectors import calendar_for
from gongkai.inforequests.models import InformationRequest, RequestEvent
from gongkai.inforequests.rules import clock
from gongkai.inforequests.rules.clock import ClockState, RequestDeadline
from gongkai.inforequests.rules.events import Event
from gongkai.inforequests.rules.explain import DayLine

REPLY_ARTICLE = "条例第三十三条"


@dataclass(frozen=True)
class RequestTerm:
    """What the engine shows of a request's deadline (`casework.kinds.Term`)."""

    deadline: RequestDeadline

    @property
    def standing(self) -> bool:
        return self.deadline.state is not ClockState.RUNNING

    @property
    def label(self) -> str:
        waits = self.standing and self.deadline.pending
        return f"等待{self.deadline.pending[0].label}" if waits else "答复期限"

    @property
    def article(self) -> str:
        waits = self.standing and self.deadline.pending
        return self.deadline.pending[0].article if waits else REPLY_ARTICLE

    @property
    def due(self) -> date | None:
        return self.deadline.next_date

    @property
    def remaining(self) -> int:
        return self.deadline.remaining

    @property
    def provisional(self) -> bool:
        return self.deadline.provisional

    @property
    def lines(self) -> tuple[DayLine, ...]:
        return self.deadline.explanation


def events_of(request_id: int) -> list[Event]:
    """The events of a request in the order in which they were recorded."""
    rows = RequestEvent.objects.filter(request_id=request_id).order_by("id")
    return [Event(*row) for row in rows.values_list("kind", "on", "days", "ref")]


def deadline_of(request: InformationRequest) -> RequestDeadline:
    """The deadline of a request now, by the calendar of its unit's region."""
    return clock.deadline_of(events_of(request.pk), calendar_for(request.unit.region))


def term_of_case(case_id: int, calendar: Calendar) -> RequestTerm | None:
    """The deadline of the request behind a case; None once its reply has been served."""
    rows = RequestEvent.objects.filter(request__case_id=case_id).order_by("id")
    events = [Event(*row) for row in rows.values_list("kind", "on", "days", "ref")]
    found = clock.deadline_of(events, calendar)
    return None if found.state is ClockState.STOPPED else RequestTerm(found)
