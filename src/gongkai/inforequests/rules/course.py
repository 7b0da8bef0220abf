"""The events of a request read in order: runs of the clock, pauses, what was of no effect."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from gongkai.clock.rules import Calendar, Deadline, Pause, deadline, wd_add
from gongkai.inforequests.rules import events as ev
from gongkai.inforequests.rules.events import Event, in_order
from gongkai.inforequests.rules.letters import Letter, letters_of
from gongkai.inforequests.rules.receipt import needs_confirmation
from gongkai.kernel.errors import Reason

REPLY_DAYS = 20
LONGEST_EXTENSION = 20
PAYMENT_DAYS = 20
CLARIFICATION_NOTICE_DAYS = 7
PAUSE_WHY = "征求意见，条例第三十三条第三款"
AFTER_REPLY = frozenset(
    {ev.REPLIED, ev.SERVED, ev.TRANSFERRED, ev.WITHDRAWN, ev.CLOSED}
    | {ev.CLARIFICATION_LAPSED, ev.FEE_LAPSED}
)
ENDS = frozenset({ev.SERVED, ev.WITHDRAWN, ev.CLOSED, ev.CLARIFICATION_LAPSED, ev.FEE_LAPSED})


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the reply period, from its R; a new one begins with a correction or a payment."""

    start: date
    article: str
    extended: int = 0
    extended_on: date | None = None
    delayed: int = 0
    delayed_on: date | None = None

    @property
    def days(self) -> int:
        return REPLY_DAYS + self.extended + self.delayed


@dataclass(frozen=True, slots=True)
class Wait:
    """What stops everything until the applicant acts: a correction or a payment."""

    opened: Event
    since: date


@dataclass
class Course:
    """What the events came to. ``runs``: the last is the present one; none before R is fixed."""

    calendar: Calendar
    events: tuple[Event, ...]
    arrived: date | None = None
    runs: list[Run] = field(default_factory=list)
    waits: list[tuple[date, date | None, str]] = field(default_factory=list)
    waiting: Wait | None = None
    letters: tuple[Letter, ...] = ()
    ended: Event | None = None
    replied: date | None = None
    reasons_asked: Event | None = None
    remarks: list[Reason] = field(default_factory=list)

    @property
    def run(self) -> Run | None:
        return self.runs[-1] if self.runs else None

    @property
    def pauses(self) -> tuple[Pause, ...]:
        return tuple(Pause(letter.sent, letter.closed, PAUSE_WHY) for letter in self.letters)

    def all_waits(self) -> list[tuple[date, date | None, str]]:
        """Times of waiting for the applicant: from, until (None: still), the kind of the notice."""
        now = self.waiting
        return [*self.waits, *([(now.opened.on, None, now.opened.kind)] if now else [])]

    def known_on(self, day: date) -> tuple[Pause, ...]:
        """The pauses as they stood on *day*: one that ends later was still open."""
        return tuple(
            Pause(letter.sent, letter.end_known_on(day), PAUSE_WHY)
            for letter in self.letters
            if letter.sent <= day
        )

    def period(self, days: int, pauses: Sequence[Pause] | None = None) -> Deadline | None:
        """The end of *days* working days of the present run."""
        if self.run is None:
            return None
        gaps = self.pauses if pauses is None else pauses
        return deadline(self.calendar, self.run.start, days, pauses=tuple(gaps))

    def expired(self, day: date, days: int | None = None) -> bool:
        """Whether the present run (or *days* of it) was over before *day*."""
        if self.run is None:
            return False
        length = self.run.days if days is None else days
        found = self.period(length, self.known_on(day))
        return found is not None and found.due is not None and found.due < day


def course_of(events: Sequence[Event], calendar: Calendar) -> Course:
    """Read *events*, in whatever order they come; total: what has no effect becomes a remark."""
    ordered = in_order(list(events))
    end = next((event for event in ordered if event.kind in ENDS), None)
    course = Course(calendar, tuple(ordered))
    course.letters = letters_of(calendar, ordered, end, course.remarks)
    for event in ordered:
        step = _STEPS.get(event.kind)
        if course.replied is not None and event.kind not in AFTER_REPLY:
            sentence = f"{event.on}的“{event.label}”在答复之后，不影响期限"
            _remark(course, "after_reply", sentence, "条例第三十三条")
        elif step is not None:
            step(course, event)
        if event is end:
            course.ended = event
            break
    return course


def _remark(course: Course, code: str, sentence: str, ground: str) -> None:
    course.remarks.append(Reason(code, sentence, ground))


def _received(course: Course, event: Event) -> None:
    course.arrived = course.arrived or event.on
    confirmed = any(each.kind == ev.CONFIRMED for each in course.events)
    if not course.runs and not confirmed and not needs_confirmation(event.ref):
        course.runs.append(Run(event.on, "条例第三十一条"))


def _confirmed(course: Course, event: Event) -> None:
    if course.runs:
        _remark(
            course,
            "confirmed_again",
            f"{event.on}的确认没有改变收到申请之日：已于{course.runs[0].start}确定",
            "条例第三十一条",
        )
        return
    course.runs.append(Run(event.on, "条例第三十一条"))
    if course.arrived and event.on > wd_add(course.calendar, course.arrived, 1):
        sentence = f"{course.arrived}到达的申请，{event.on}才确认收到：申请人可能主张自到达之日起算"
        _remark(course, "confirmed_late", sentence, "条例第三十一条")


def _clarification_asked(course: Course, event: Event) -> None:
    ground = "条例第三十条"
    run = course.run
    if run is None or course.waiting:
        _remark(course, "clarification_void", f"{event.on}的补正告知不影响期限", ground)
        return
    if any(each.kind == ev.CLARIFICATION_ASKED and each.on < event.on for each in course.events):
        sentence = f"{event.on}再次要求补正，不影响期限：补正事项应当一次性告知"
        _remark(course, "clarification_again", sentence, ground)
        return
    if course.expired(event.on):
        sentence = f"{event.on}才要求补正，答复期限已经届满，不再重新起算"
        _remark(course, "clarification_expired", sentence, ground)
        return
    if event.on > wd_add(course.calendar, course.runs[0].start, CLARIFICATION_NOTICE_DAYS):
        sentence = f"{event.on}要求补正，已超过收到申请之日起{CLARIFICATION_NOTICE_DAYS}个工作日"
        _remark(course, "clarification_late", sentence, ground)
    course.waiting = Wait(event, event.on)


def _clarified(course: Course, event: Event) -> None:
    ground = "条例第三十条"
    waiting = course.waiting
    if waiting is None or waiting.opened.kind != ev.CLARIFICATION_ASKED:
        asked = any(each.kind == ev.CLARIFICATION_ASKED for each in course.events)
        if course.run is None or asked or course.waiting:
            _remark(course, "clarified_void", f"{event.on}的补正不影响期限", ground)
            return
        sentence = f"{event.on}收到补正的申请，但没有补正告知书的记录"
        _remark(course, "clarified_unasked", sentence, ground)
    _restart(course, event, ground)


def _fee_noticed(course: Course, event: Event) -> None:
    ground = "条例第四十二条"
    if course.run is None or course.waiting:
        _remark(course, "fee_void", f"{event.on}的收费通知不影响期限", ground)
    elif course.expired(event.on):
        sentence = f"{event.on}才发出收费通知，答复期限已经届满，不再重新起算"
        _remark(course, "fee_expired", sentence, ground)
    else:
        course.waiting = Wait(event, event.on)


def _fee_receipt(course: Course, event: Event) -> None:
    if course.waiting and course.waiting.opened.kind == ev.FEE_NOTICED:
        course.waiting = Wait(course.waiting.opened, event.on)


def _fee_paid(course: Course, event: Event) -> None:
    ground = "国办函〔2020〕109号"
    waiting = course.waiting
    if waiting is None or waiting.opened.kind != ev.FEE_NOTICED:
        noticed = any(each.kind == ev.FEE_NOTICED for each in course.events)
        if course.run is None or noticed or course.waiting:
            _remark(course, "paid_void", f"{event.on}的缴费不影响期限", ground)
            return
        _remark(course, "paid_unasked", f"{event.on}缴费，但没有收费通知书的记录", ground)
    elif event.on > wd_add(course.calendar, waiting.since, PAYMENT_DAYS):
        sentence = f"{event.on}缴费，已超过收到收费通知次日起{PAYMENT_DAYS}个工作日"
        _remark(course, "paid_late", sentence, ground)
    _restart(course, event, ground)


def _restart(course: Course, event: Event, ground: str) -> None:
    if course.waiting:
        course.waits.append((course.waiting.opened.on, event.on, course.waiting.opened.kind))
    course.waiting = None
    course.runs.append(Run(event.on, ground))


def _extended(course: Course, event: Event) -> None:
    ground = "条例第三十三条第二款"
    run = course.run
    if run is None or course.waiting:
        _remark(course, "extension_void", f"{event.on}的延期没有可以延长的期限", ground)
    elif run.extended_on is not None:
        sentence = f"{event.on}再次延期，没有计入：同一答复期限只能延长一次"
        _remark(course, "extended_again", sentence, ground)
    elif course.expired(event.on, REPLY_DAYS + run.delayed):
        sentence = f"{event.on}的延期没有计入：答复期限届满之后不能再延长"
        _remark(course, "extension_late", sentence, ground)
    else:
        days = min(event.days, LONGEST_EXTENSION)
        if days < event.days:
            sentence = f"延期{event.days}个工作日超过上限，按{LONGEST_EXTENSION}个工作日计"
            _remark(course, "extension_too_long", sentence, ground)
        course.runs[-1] = replace(run, extended=days, extended_on=event.on)


def _delay_set(course: Course, event: Event) -> None:
    ground = "条例第三十五条"
    run = course.run
    if run is None or course.waiting or run.delayed_on or course.expired(event.on):
        _remark(course, "delay_void", f"{event.on}确定的延迟答复期限没有计入", ground)
        return
    course.runs[-1] = replace(run, delayed=event.days, delayed_on=event.on)


def _reasons_asked(course: Course, event: Event) -> None:
    course.reasons_asked = event


def _reasons_given(course: Course, event: Event) -> None:
    course.reasons_asked = None


def _replied(course: Course, event: Event) -> None:
    """A reply ends every waiting: the period is then that of the present run."""
    course.replied = course.replied or event.on
    course.reasons_asked = course.waiting = None


def _served(course: Course, event: Event) -> None:
    course.reasons_asked = course.waiting = None


_STEPS = {
    ev.RECEIVED: _received,
    ev.CONFIRMED: _confirmed,
    ev.CLARIFICATION_ASKED: _clarification_asked,
    ev.CLARIFIED: _clarified,
    ev.REASONS_ASKED: _reasons_asked,
    ev.REASONS_GIVEN: _reasons_given,
    ev.DELAY_SET: _delay_set,
    ev.FEE_NOTICED: _fee_noticed,
    ev.FEE_RECEIPT: _fee_receipt,
    ev.FEE_PAID: _fee_paid,
    ev.EXTENDED: _extended,
    ev.REPLIED: _replied,
    ev.SERVED: _served,
}
