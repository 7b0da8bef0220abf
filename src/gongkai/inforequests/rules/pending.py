"""What a request waits for, and by when: never an open clock without a date (§1.5, §2.4)."""

from dataclasses import dataclass
from datetime import date

from gongkai.clock.rules import next_working_day, wd_add
from gongkai.inforequests.rules import events as ev
from gongkai.inforequests.rules.course import PAYMENT_DAYS, Course
from gongkai.inforequests.rules.letters import Letter

CLARIFICATION_DAYS = 15
REASONS_DAYS = 7
"""Where a notice named no term of its own; both are local settings, the law says 合理."""


@dataclass(frozen=True, slots=True)
class Pending:
    """Something that is awaited. ``by``: the last day for it, always a date.

    ``estimated``: counted from the day of sending, the day of receipt not being known.
    """

    kind: str
    label: str
    since: date
    by: date
    article: str
    ref: str = ""
    estimated: bool = False


def pending_of(course: Course, due: date | None) -> tuple[Pending, ...]:
    """Everything awaited now, the earliest first."""
    found = [*_confirmation(course), *_wait(course), *_opinions(course), *_rest(course, due)]
    return tuple(sorted(found, key=lambda each: (each.by, each.kind, each.ref)))


def _confirmation(course: Course) -> list[Pending]:
    if course.run is not None:
        return []
    since = course.arrived or course.events[0].on
    by = next_working_day(course.calendar, since)
    return [Pending("confirmation", "与申请人确认收到申请", since, by, "条例第三十一条")]


def _wait(course: Course) -> list[Pending]:
    wait = course.waiting
    if wait is None:
        return []
    if wait.opened.kind == ev.FEE_NOTICED:
        by = wd_add(course.calendar, wait.since, PAYMENT_DAYS)
        guessed = not any(event.kind == ev.FEE_RECEIPT for event in course.events)
        article = "国办函〔2020〕109号"
        return [Pending("payment", "申请人缴纳信息处理费", wait.since, by, article, "", guessed)]
    by = wd_add(course.calendar, wait.since, wait.opened.days or CLARIFICATION_DAYS)
    return [Pending("clarification", "申请人补正", wait.since, by, "条例第三十条")]


def _opinions(course: Course) -> list[Pending]:
    """Consultations not answered yet."""
    return [_opinion(course, letter) for letter in course.letters if letter.closed is None]


def _opinion(course: Course, letter: Letter) -> Pending:
    by = letter.last or wd_add(course.calendar, letter.sent, letter.term)
    article = "条例第三十二条、第三十四条"
    guessed = letter.last is None
    return Pending("opinion", "征求意见的答复", letter.sent, by, article, letter.ref, guessed)


def _rest(course: Course, due: date | None) -> list[Pending]:
    found = []
    asked = course.reasons_asked
    if asked is not None:
        by = wd_add(course.calendar, asked.on, asked.days or REASONS_DAYS)
        found.append(Pending("reasons", "申请人说明理由", asked.on, by, "条例第三十五条"))
    if course.replied is not None and due is not None:
        article = "国办公开办函〔2016〕235号"
        found.append(Pending("service", "送达答复", course.replied, due, article))
    return found
