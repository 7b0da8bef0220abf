"""The reply period of a request as a pure function of its events (条例第三十至三十五条; §1.5, §2.4).

Order of recording never matters, time has one direction: what comes after the period is over does
not bring it back (ADR 0003, 0009).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from gongkai.clock.rules import Calendar, merged, wd_add, wd_between
from gongkai.inforequests.rules import events as ev
from gongkai.inforequests.rules.course import (
    LONGEST_EXTENSION,
    REPLY_DAYS,
    Course,
    course_of,
)
from gongkai.inforequests.rules.events import Event
from gongkai.inforequests.rules.explain import DayLine, lines_of
from gongkai.inforequests.rules.pending import Pending, pending_of
from gongkai.kernel.errors import Reason


class ClockState(StrEnum):
    """What the reply clock does."""

    RUNNING = "running"
    PAUSED = "paused"
    WAITING = "waiting"
    STOPPED = "stopped"


STATE_LABELS = {
    ClockState.RUNNING: "计时中",
    ClockState.PAUSED: "征求意见，暂停计时",
    ClockState.WAITING: "等待",
    ClockState.STOPPED: "已停止计时",
}


@dataclass(frozen=True)
class RequestDeadline:
    """When a reply must have been served, and why then.

    ``due``: the last day; None while the clock waits or is paused, and then ``pending`` says what
    for and until when. After the end it stays what it was. ``receipt``: R of the present run.
    ``due0``: twenty working days from R, before anything moved it. ``extend_by``: the last day for
    an extension notice, None while the clock stands. All days are working days. ``remarks`` name
    events that had no effect or were late. ``provisional``: a year without arrangement was counted.
    """

    state: ClockState
    due: date | None
    provisional: bool
    pending: tuple[Pending, ...]
    receipt: date | None
    due0: date | None
    extend_by: date | None
    extended_days: int
    delayed_days: int
    excluded_days: int
    remaining: int
    ended: Event | None
    answered_on: date | None
    remarks: tuple[Reason, ...]
    calendar_digest: str
    course: Course = field(repr=False, compare=False)

    @property
    def next_date(self) -> date | None:
        """The next day on which somebody has to have acted: due, or what is pending. None at the end."""
        if self.state is ClockState.STOPPED:
            return None
        days = [self.due] if self.due else [each.by for each in self.pending]
        return min(days, default=None)

    @property
    def on_time(self) -> bool | None:
        """Whether the reply was served in time (国办公开办函〔2016〕235号); None without a reply."""
        if self.answered_on is None or self.due is None:
            return None
        return self.answered_on <= self.due

    @property
    def days_used(self) -> int | None:
        """Working days from receipt to the answer without the pauses; None without an answer."""
        if self.answered_on is None or self.receipt is None:
            return None
        taken = wd_between(self.course.calendar, self.receipt, max(self.answered_on, self.receipt))
        return max(taken - self.excluded_days, 0)

    @cached_property
    def explanation(self) -> tuple[DayLine, ...]:
        """One line per day, from the arrival to the due date or to where the clock stands."""
        return lines_of(self.course, self.due)


def deadline_of(events: Iterable[Event], calendar: Calendar) -> RequestDeadline:
    """The reply deadline that *events* give under *calendar*; never raises for an odd sequence.

    20 working days after R (第三十三条); one extension of at most 20, given before the first due date;
    consultations are taken out, as a union (第三十三条第三款); a correction or a payment starts a new
    period (第三十条, §2.4); reasonable delay adds to it (第三十五条).
    """
    course = course_of(list(events), calendar)
    run = course.run
    found = course.period(run.days) if run else None
    state = _state(course, found is not None and found.due is None)
    waiting = state is ClockState.WAITING
    due = found.due if found and not waiting else None
    if state is ClockState.STOPPED and course.waiting:
        due = None
    first = course.period(REPLY_DAYS + run.delayed) if run and not waiting else None
    pending = pending_of(course, due) if state is not ClockState.STOPPED else ()
    estimates = [not calendar.knows(each.by.year) for each in pending]
    due0 = wd_add(calendar, run.start, REPLY_DAYS) if run else None
    return RequestDeadline(
        state=state,
        due=due,
        provisional=bool(found and due and found.provisional) or (due is None and any(estimates)),
        pending=pending,
        receipt=run.start if run else None,
        due0=due0,
        extend_by=first.due if first and run and run.extended_on is None else None,
        extended_days=run.extended if run else 0,
        delayed_days=run.delayed if run else 0,
        excluded_days=_excluded(course),
        remaining=found.remaining if found and state is ClockState.PAUSED else 0,
        ended=course.ended,
        answered_on=_answered_on(course),
        remarks=tuple(course.remarks),
        calendar_digest=calendar.digest,
        course=course,
    )


def _state(course: Course, standing: bool) -> ClockState:
    if course.ended is not None or not course.events:
        return ClockState.STOPPED
    if course.run is None or course.waiting:
        return ClockState.WAITING
    return ClockState.PAUSED if standing else ClockState.RUNNING


def _answered_on(course: Course) -> date | None:
    """The day that counts for timeliness: service, or the reply's own date when only that is known."""
    if course.ended is not None and course.ended.kind == ev.SERVED:
        return course.ended.on
    return course.replied if course.ended is not None else None


def _excluded(course: Course) -> int:
    """Working days that the pauses took out of the present run, so far."""
    run = course.run
    if run is None:
        return 0
    nominal = wd_add(course.calendar, run.start, run.days)
    found = course.period(run.days)
    if found is None or found.due is not None:
        return wd_between(course.calendar, nominal, found.due) if found and found.due else 0
    since = next(gap.start for gap in merged(course.pauses) if gap.end is None)
    return wd_between(course.calendar, run.start, max(since, run.start)) - (
        run.days - found.remaining
    )


def silences(events: Iterable[Event], calendar: Calendar, today: date) -> tuple[Event, ...]:
    """The ends of consultations by silence: those whose term was over before *today* (§1.5).

    What silence means is another question: consent of joint makers (第三十四条), nothing at all of a
    third party (第三十二条).
    """
    pending = deadline_of(events, calendar).pending
    return tuple(
        Event(ev.CONSULT_CLOSED, each.by, ref=each.ref)
        for each in pending
        if each.kind == "opinion" and not each.estimated and each.by < today
    )


def what_if(events: Iterable[Event], extra: Iterable[Event], calendar: Calendar) -> RequestDeadline:
    """The deadline if *extra* happened too."""
    return deadline_of([*events, *extra], calendar)


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a deed would make of the due date. ``moves``: working days later than now, None if open."""

    label: str
    due: date | None
    moves: int | None


def prospects(events: Iterable[Event], calendar: Calendar, today: date) -> tuple[Prospect, ...]:
    """What the due date would be if, today, the usual deeds were done; only those that move it."""
    known = list(events)
    now = deadline_of(known, calendar)
    if now.state is ClockState.STOPPED or now.course.replied is not None:
        return ()
    asked = "？"
    letters = [
        Event(ev.CONSULT_SENT, today, ref=asked),
        Event(ev.CONSULT_RECEIVED, today, ref=asked),
        Event(ev.CONSULT_CLOSED, wd_add(calendar, today, 15), ref=asked),
    ]
    closing = [Event(ev.CONSULT_CLOSED, today, ref=each.ref) for each in now.pending if each.ref]
    deeds = (
        ("今日延期20个工作日", [Event(ev.EXTENDED, today, LONGEST_EXTENSION)]),
        ("今日发函征求意见，15个工作日后收回", letters),
        ("今日收回全部意见", closing),
        ("今日收到补正", [Event(ev.CLARIFIED, today)]),
        ("今日缴费", [Event(ev.FEE_PAID, today)]),
        ("今日双方确认收到", [Event(ev.CONFIRMED, today)]),
        *_last_days(now, today),
    )
    found = []
    for label, extra in deeds:
        then = what_if(known, extra, calendar)
        if extra and then.due != now.due and _is_lawful(known, now, extra[0], then):
            moves = wd_between(calendar, now.due, then.due) if now.due and then.due else None
            found.append(Prospect(label, then.due, moves))
    return tuple(found)


def _last_days(now: RequestDeadline, today: date) -> list[tuple[str, list[Event]]]:
    """What is awaited, coming on the last day for it."""
    kinds = {"clarification": ev.CLARIFIED, "payment": ev.FEE_PAID}
    found = [
        (f"{each.by}（最后一天）{each.label}", [Event(kinds[each.kind], each.by)])
        for each in now.pending
        if each.kind in kinds and each.by > today
    ]
    opinions = [each for each in now.pending if each.kind == "opinion"]
    if not opinions or any(each.estimated and each.by < today for each in opinions):
        return found
    last = max(each.by for each in opinions)
    over = last < today
    label = f"意见期限已于{last}届满，登记逾期未提出意见" if over else f"{last}（最后一天）收回意见"
    silent = [Event(ev.CONSULT_CLOSED, each.by, ref=each.ref) for each in opinions]
    return [*found, (label, silent)]


def _is_lawful(
    known: list[Event], now: RequestDeadline, deed: Event, then: RequestDeadline
) -> bool:
    """Whether *deed* fits where the request stands: no remark of its own, and asked for."""
    if deed.kind == ev.CONSULT_CLOSED:
        return True
    if len(then.remarks) > len(now.remarks):
        return False
    asked = {ev.CLARIFIED: ev.CLARIFICATION_ASKED, ev.FEE_PAID: ev.FEE_NOTICED}.get(deed.kind)
    return asked is None or any(each.kind == asked for each in known)
