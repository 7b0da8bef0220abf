"""Deadlines from events, lights and reminders from deadlines, what forbids an action."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from gongkai.casework.flows import Action, Clock, Flow
from gongkai.clock.rules import Calendar, Deadline, Pause, Period, deadline, wd_add, wd_between
from gongkai.kernel.errors import Reason

ZONE = ZoneInfo("Asia/Shanghai")
NO_DEADLINE = datetime(9999, 1, 1, tzinfo=UTC)
EARLY_DAYS = 3
NOTE_LIMIT = 2000
ONE_DAY = timedelta(days=1)


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


class Stage(StrEnum):
    """The three reminders of a deadline, in their order."""

    EARLY = "early"
    DUE = "due"
    OVERDUE = "overdue"


STAGE_LABELS = {Stage.EARLY: "早提醒", Stage.DUE: "今日到期", Stage.OVERDUE: "已超期"}


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


def start_of(day: date) -> datetime:
    """The first moment of *day* in China."""
    return datetime.combine(day, time.min, ZONE)


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
    calendar: Calendar

    def light(self, due: datetime, closed: bool) -> Light:
        if closed:
            return Light.CLOSED
        if due >= NO_DEADLINE:
            return Light.NONE
        if due < self.now:
            return Light.OVERDUE
        return Light.SOON if due <= self.soon_until else Light.NORMAL

    def days_left(self, due: datetime) -> int | None:
        """Working days from today until *due*, 0 on the day itself, negative ones overdue.

        None without a deadline, and while only days of rest have passed since it ran out.
        """
        if due >= NO_DEADLINE:
            return None
        days = wd_between(self.calendar, local_day(self.now), local_day(due))
        return None if days == 0 and due < self.now else days


def lamps(now: datetime, calendar: Calendar, early_days: int = EARLY_DAYS) -> Lamps:
    """Lights as of *now*: due soon means within ``early_days`` working days."""
    return Lamps(now, end_of(wd_add(calendar, local_day(now), early_days)), calendar)


def stage_at(due: datetime, now: datetime) -> Stage:
    """Which reminder fits *now*."""
    if due < now:
        return Stage.OVERDUE
    return Stage.DUE if local_day(due) == local_day(now) else Stage.EARLY


def reminder_at(due: datetime, calendar: Calendar, given: Stage | None) -> datetime:
    """When the reminder after *given* is to be left (None: the first); NO_DEADLINE after the last.

    The early one comes with the first day on which the case is due soon, the second with the day
    itself, the last once it has passed.
    """
    if given is Stage.OVERDUE or due >= NO_DEADLINE:
        return NO_DEADLINE
    if given is Stage.DUE:
        return due
    day = local_day(due)
    return start_of(day if given is Stage.EARLY else _first_soon_day(day, calendar))


def _first_soon_day(due: date, calendar: Calendar) -> date:
    day = due
    while wd_between(calendar, day - ONE_DAY, due) <= EARLY_DAYS:
        day -= ONE_DAY
    return day


def reasons_against_text(text: str, missing: Reason) -> list[Reason]:
    """Something a person has to write is *missing*, or is too long to keep."""
    if not text.strip():
        return [missing]
    return [_too_long(text)] if len(text) > NOTE_LIMIT else []


def _too_long(text: str) -> Reason:
    sentence = f"文字不能超过 {NOTE_LIMIT} 字，现有 {len(text)} 字，请精简，或写成附件"
    return Reason("text_too_long", sentence)


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
    if note is None:
        return []
    if action.needs_note and not note.strip():
        return [Reason("note_missing", f"“{action.label}”须写明意见或理由")]
    return [_too_long(note)] if len(note) > NOTE_LIMIT else []
