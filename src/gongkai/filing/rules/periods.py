"""For which period a form is filed, and by when (条例第四十九条; 国办公开办函〔2021〕30号)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gongkai.clock.rules import Calendar, months_after, next_working_day, wd_add, wd_between

ONE_DAY = timedelta(days=1)


class Cadence(StrEnum):
    """How often a form is filed."""

    ONCE = "once"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


CADENCE_LABELS: Mapping[Cadence, str] = {
    Cadence.ONCE: "一次",
    Cadence.MONTHLY: "每月",
    Cadence.QUARTERLY: "每季度",
    Cadence.YEARLY: "每年",
}
MONTHS: Mapping[Cadence, int] = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.YEARLY: 12}


class RestDay(StrEnum):
    """What becomes of a due date on a day of rest."""

    LATER = "later"
    EARLIER = "earlier"
    FIXED = "fixed"


REST_DAY_LABELS: Mapping[RestDay, str] = {
    RestDay.LATER: "顺延到下一个工作日",
    RestDay.EARLIER: "提前到前一个工作日",
    RestDay.FIXED: "不变（法定日期）",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A period, both days counted. ``key`` is its name among the rounds of a form."""

    key: str
    start: date
    end: date

    @property
    def year(self) -> int:
        return self.end.year

    @property
    def label(self) -> str:
        """2026年, 2026年第1季度, 2026年3月; any other period by its days."""
        if "Q" in self.key:
            year, quarter = self.key.split("Q")
            return f"{year}年第{quarter}季度"
        parts = self.key.split("-")
        if len(parts) == 1:
            return f"{self.key}年"
        if len(parts) == 2:
            return f"{parts[0]}年{int(parts[1])}月"
        return f"{self.start}至{self.end}"


def span_at(cadence: Cadence, day: date) -> Span:
    """The month, quarter or year in which *day* lies."""
    months = MONTHS[cadence]
    first = (day.month - 1) // months * months + 1
    start = date(day.year, first, 1)
    end = months_after(start, months) - ONE_DAY
    if cadence is Cadence.YEARLY:
        key = f"{day.year}"
    elif cadence is Cadence.QUARTERLY:
        key = f"{day.year}Q{first // 3 + 1}"
    else:
        key = f"{day.year}-{first:02d}"
    return Span(key, start, end)


def span_between(start: date, end: date) -> Span:
    """The period of a form that is filed once."""
    return Span(f"{start.isoformat()}-{end.isoformat()}", start, end)


def last_ended(cadence: Cadence, today: date) -> Span:
    """The latest period that was over before *today*."""
    return span_at(cadence, span_at(cadence, today).start - ONE_DAY)


def before(cadence: Cadence, span: Span) -> Span:
    """The period before *span*."""
    return span_at(cadence, span.start - ONE_DAY)


def year_before(cadence: Cadence, span: Span) -> Span:
    """The same period one year earlier."""
    return span_at(cadence, date(span.start.year - 1, span.start.month, 1))


KEYS = {
    Cadence.YEARLY: re.compile(r"(\d{4})"),
    Cadence.QUARTERLY: re.compile(r"(\d{4})Q([1-4])"),
    Cadence.MONTHLY: re.compile(r"(\d{4})-(0[1-9]|1[0-2])"),
}


def span_named(cadence: Cadence, key: str) -> Span | None:
    """The period of that name; None when there is none."""
    match = KEYS[cadence].fullmatch(key)
    if match is None or not 2000 <= int(match[1]) <= 2200:
        return None
    month = 1
    if cadence is not Cadence.YEARLY:
        month = int(match[2]) if cadence is Cadence.MONTHLY else int(match[2]) * 3 - 2
    return span_at(cadence, date(int(match[1]), month, 1))


@dataclass(frozen=True, slots=True)
class Due:
    """Due on the ``day`` of the ``months``-th month after the period; short months end earlier."""

    months: int
    day: int
    rest: RestDay

    def on(self, span: Span, calendar: Calendar) -> date:
        """The due date for *span*; on a working day unless a statute names the day."""
        first = months_after(span.end.replace(day=1), self.months)
        last = months_after(first, 1) - ONE_DAY
        return settled(first.replace(day=min(self.day, last.day)), self.rest, calendar)


def settled(day: date, rest: RestDay, calendar: Calendar) -> date:
    """*day*, moved as ``rest`` says when it is a day of rest."""
    if rest is RestDay.FIXED or calendar.works(day):
        return day
    if rest is RestDay.LATER:
        return next_working_day(calendar, day)
    while not calendar.works(day):
        day -= ONE_DAY
    return day


def urging_day(
    *, due_on: date, today: date, ahead: int, every: int, calendar: Calendar
) -> date | None:
    """The latest day up to *today* on which units are to be reminded; None before the first.

    First ``ahead`` working days before the due date (0: not before it), then on the first working
    day after it and every ``every`` working days from there (§3.6: warn at least 5 before).
    """
    if today > due_on:
        past = wd_between(calendar, due_on, today)
        if past >= 1:
            return wd_add(calendar, due_on, 1 + (past - 1) // max(every, 1) * max(every, 1))
    first = due_on
    while ahead and (wd_between(calendar, first, due_on) < ahead or not calendar.works(first)):
        first -= ONE_DAY
    return first if ahead and first <= today else None
