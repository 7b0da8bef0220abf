"""Deadlines from events, lights from deadlines, and what forbids an action. Plain Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from gongkai.casework.flows import Action, Clock, Flow
from gongkai.clock.rules import Calendar, Deadline, Pause, Period, deadline, wd_add
from gongkai.kernel.errors import Reason

ZONE = ZoneInfo("Asia/Shanghai")
NO_DEADLINE = datetime(9999, 1, 1, tzinfo=UTC)


class Light(StrEnum):
    """The lamp of a case: always derived from its due time and now, never stored."""

    NONE = "none"
    NORMAL = "normal"
    SOON = "soon"
    OVERDUE = "overdue"
    CLOSED = "closed"


LIGHT_LABELS = {
    Light.NONE: "无期限",
    Light.NORMAL: "正常",
    Light.SOON: "临期",
    Light.OVERDUE: "超期",
    Light.CLOSED: "已办结",
}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that moved a clock: its code, when it happened, and days for an extension."""

    code: str
    at: datetime
    days: int = 0
    note: str = ""


def local_day(moment: datetime) -> date:
    """The day in China on which *moment* falls."""
    return moment.astimezone(ZONE).date()


def end_of(day: date) -> datetime:
    """The last second of *day* in China: a period that ends on a day ends with it."""
    return datetime.combine(day, time(23, 59, 59), ZONE)


def derive(clock: Clock, events: Iterable[Event], calendar: Calendar) -> Deadline | None:
    """The deadline that *events* give, with its day-by-day explanation.

    *events* come in the order in which they were recorded: the start recorded last counts, so a
    date that was corrected to an earlier one takes effect. None when the clock never started or
    has stopped. ``Deadline.due`` is None while a pause is open. Pauses are a union, extensions add
    to the period, a second start begins anew (§1.5).
    """
    recorded = list(events)
    starts = [event for event in recorded if event.code in clock.starts]
    if not starts or any(event.code in clock.stops for event in recorded):
        return None
    begun = [event for event in recorded if event.at >= starts[-1].at and event not in starts]
    running = [starts[-1], *sorted(begun, key=lambda event: event.at)]
    days = clock.days + sum(event.days for event in running if event.code == clock.extends)
    pauses = tuple(_pauses(clock, running))
    unit = Period(clock.unit)
    return deadline(calendar, local_day(running[0].at), days, unit, pauses)


def _pauses(clock: Clock, events: Sequence[Event]) -> Iterable[Pause]:
    for opening, closing in clock.pauses.items():
        since: Event | None = None
        for event in events:
            if event.code == opening and since is None:
                since = event
            elif event.code == closing and since is not None:
                yield Pause(local_day(since.at), local_day(event.at), since.note)
                since = None
        if since is not None:
            yield Pause(local_day(since.at), None, since.note)


@dataclass(frozen=True, slots=True)
class Lamps:
    """The two moments that divide lights today: computed once, then each row is a comparison."""

    now: datetime
    soon_until: datetime

    def light(self, due: datetime, closed: bool) -> Light:
        if closed:
            return Light.CLOSED
        if due >= NO_DEADLINE:
            return Light.NONE
        if due < self.now:
            return Light.OVERDUE
        return Light.SOON if due <= self.soon_until else Light.NORMAL


def lamps(now: datetime, calendar: Calendar, early_days: int = 3) -> Lamps:
    """Lights as of *now*: due soon means within ``early_days`` working days."""
    return Lamps(now, end_of(wd_add(calendar, local_day(now), early_days)))


def reasons_against_action(
    flow: Flow, action: Action, state: str, note: str | None
) -> list[Reason]:
    """What the flow itself has against *action* now: wrong step, or a missing opinion.

    ``note`` None means that the person has not written yet (the button is only being shown).
    """
    if state not in action.sources:
        here = flow.state(state).label
        sentence = f"此件现处“{here}”环节，不能办理“{action.label}”，可能刚由他人办理，请刷新后再看"
        return [Reason("wrong_step", sentence)]
    if action.needs_note and note is not None and not note.strip():
        return [Reason("note_missing", f"“{action.label}”须写明意见或理由")]
    return []
