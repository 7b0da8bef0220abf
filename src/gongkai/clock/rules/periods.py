"""Counting days (民事诉讼法第八十五条, §15.1). Which periods are working days: §12.9."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from gongkai.clock.rules.calendar import Calendar

LAST_ORDINAL = date.max.toordinal()
BEYOND = "期限超出了能够计算的日期范围"


class Period(StrEnum):
    """The unit a period is stated in."""

    WORKING_DAYS = "wd"
    CALENDAR_DAYS = "cd"
    MONTHS = "months"


def wd_add(calendar: Calendar, start: date, days: int) -> date:
    """The *days*-th working day after *start*; *start* itself never counts (§15.1).

    *days* = 0 gives *start*. Raises ValueError for negative *days* or a date beyond the year 9999.
    """
    _check(days)
    at = start.toordinal()
    works_on = calendar.works_on
    while days and at < LAST_ORDINAL:
        at += 1
        if works_on(at):
            days -= 1
    if days:
        raise ValueError(BEYOND)
    return date.fromordinal(at)


def wd_between(calendar: Calendar, start: date, end: date) -> int:
    """Working days in (start, end]; negative when *end* lies before *start*."""
    until = calendar.working_days_until
    return until(end.toordinal()) - until(start.toordinal())


def cd_add(calendar: Calendar, start: date, days: int) -> date:
    """The last day of a period of calendar days: when it is a day of rest, the next working day.

    民事诉讼法第八十五条. Fixed dates (31 January) do not move and never come here.
    Raises ValueError as `wd_add` does.
    """
    return next_working_day(calendar, days_after(start, days))


def months_add(calendar: Calendar, start: date, months: int) -> date:
    """Same day number *months* later, else the month's last day; moved like `cd_add` (§15.1)."""
    return next_working_day(calendar, months_after(start, months))


def next_working_day(calendar: Calendar, day: date) -> date:
    """*day* itself when it is a working day, else the first one after it."""
    return day if calendar.works(day) else wd_add(calendar, day, 1)


def days_after(start: date, days: int) -> date:
    """*start* plus *days*, not moved. Raises ValueError as `wd_add` does."""
    _check(days)
    try:
        return start + timedelta(days=days)
    except OverflowError:
        raise ValueError(BEYOND) from None


def months_after(start: date, months: int) -> date:
    """Same day number *months* later, else the month's last day, not moved."""
    _check(months)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        raise ValueError(BEYOND)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _check(days: int) -> None:
    if days < 0:
        raise ValueError("期限天数不能为负数")
