"""Consultations as the clock sees them: from the letter to the answer (条例第三十二至三十四条; §1.5)."""

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from gongkai.clock.rules import Calendar, wd_add, wd_between
from gongkai.inforequests.rules import events as ev
from gongkai.inforequests.rules.events import Event
from gongkai.kernel.errors import Reason

OPINION_DAYS = 15


@dataclass(frozen=True, slots=True)
class Letter:
    """A consultation: sent, answered (or silent) on ``closed``, ``last``: the end of its term."""

    sent: date
    closed: date | None
    ref: str = ""
    last: date | None = None
    term: int = OPINION_DAYS

    def end_known_on(self, day: date) -> date | None:
        """Its end if that lay on or before *day*: the answer, or the term's end without one."""
        ends = [end for end in (self.closed, self.last) if end is not None and end <= day]
        return min(ends, default=None)


def letters_of(
    calendar: Calendar, ordered: Iterable[Event], end: Event | None, remarks: list[Reason]
) -> tuple[Letter, ...]:
    """The consultations among *ordered* events up to the reply or the *end* of the request.

    Where the day the letter arrived is known, its time ends with the fifteenth working day after
    that at the latest: who answers later, answers on the agency's time. A reply, or the end, closes
    what is still open. What has no effect is added to *remarks*.
    """
    open_: dict[str, deque[Letter]] = defaultdict(deque)
    found = []
    for event in ordered:
        waiting = open_[event.ref]
        if event.kind == ev.CONSULT_SENT:
            waiting.append(Letter(event.on, None, event.ref, None, event.days or OPINION_DAYS))
        elif event.kind == ev.CONSULT_RECEIVED and waiting:
            waiting[0] = _arrived(calendar, waiting[0], event)
        elif event.kind == ev.CONSULT_CLOSED and waiting:
            letter = waiting.popleft()
            found.append(_closed(letter, event.on))
            remarks += _on_lateness(calendar, letter, event.on)
        elif event.kind == ev.CONSULT_CLOSED:
            sentence = f"{event.on}结束的征求意见没有尚未收回的征求意见书，没有计入"
            remarks.append(Reason("consultation_unsent", sentence, "条例第三十三条第三款"))
        elif event.kind == ev.REPLIED or event is end:
            found += [_closed(letter, event.on) for letters in open_.values() for letter in letters]
            open_.clear()
            break
    left = [letter for letters in open_.values() for letter in letters]
    return tuple(sorted([*found, *left], key=lambda each: (each.sent, each.ref)))


def _arrived(calendar: Calendar, letter: Letter, event: Event) -> Letter:
    term = event.days or letter.term
    return replace(letter, last=wd_add(calendar, event.on, term), term=term)


def _closed(letter: Letter, day: date) -> Letter:
    return replace(letter, closed=min(day, letter.last or day))


def _on_lateness(calendar: Calendar, letter: Letter, day: date) -> list[Reason]:
    if letter.last is None:
        return _on_length(wd_between(calendar, letter.sent, day), letter)
    if day <= letter.last:
        return []
    sentence = (
        f"{day}收回的意见已过期限（{letter.term}个工作日，至{letter.last}），其后的时间计入答复期限"
    )
    return [Reason("opinion_late", sentence, "条例第三十二条、第三十四条")]


def _on_length(days: int, letter: Letter) -> list[Reason]:
    """A long pause without the day of receipt: nothing shows that the time was needed."""
    if days <= letter.term:
        return []
    sentence = (
        f"{letter.sent}发出的征求意见停了{days}个工作日，超过{letter.term}个工作日，"
        "又没有登记对方收到之日：申请人可能主张超出部分应当计入"
    )
    return [Reason("opinion_long", sentence, "条例第三十二条、第三十四条")]
