"""A year laid out in months and weeks, for a page or a print."""

from calendar import Calendar as Weeks
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.clock.rules.calendar import WORKING_KINDS, Calendar, Day, SpecialDay


@dataclass(frozen=True, slots=True)
class Month:
    """A month; ``weeks`` are seven days each, Monday first, None outside the month."""

    number: int
    weeks: tuple[tuple[Day | None, ...], ...]
    working_days: int


@dataclass(frozen=True, slots=True)
class Festival:
    """The days set under one name by one word, as a notice puts them: 2月15日至23日, 2月14日."""

    name: str
    source: str
    by_hand: bool
    off: str
    on: str


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a calendar; ``festivals`` are the days set in it, by name in order of date."""

    number: int
    known: bool
    source: str
    months: tuple[Month, ...]
    festivals: tuple[Festival, ...]

    @property
    def working_days(self) -> int:
        return sum(month.working_days for month in self.months)


def year_of(calendar: Calendar, number: int) -> Year:
    """The twelve months of a year as *calendar* sees them."""
    arrangement = calendar.years.get(number)
    return Year(
        number=number,
        known=calendar.knows(number),
        source=arrangement.source if arrangement else "",
        months=tuple(_month(calendar, number, month) for month in range(1, 13)),
        festivals=_festivals(row for at, row in sorted(calendar.days.items()) if at.year == number),
    )


def _month(calendar: Calendar, year: int, number: int) -> Month:
    weeks = tuple(
        tuple(calendar.day(date(year, number, day)) if day else None for day in week)
        for week in Weeks().monthdayscalendar(year, number)
    )
    working = sum(day is not None and day.works for week in weeks for day in week)
    return Month(number, weeks, working)


def _festivals(rows: Iterable[SpecialDay]) -> tuple[Festival, ...]:
    groups: dict[tuple[str, str, bool], list[SpecialDay]] = {}
    for row in rows:
        groups.setdefault((row.name, row.source, row.by_hand), []).append(row)
    return tuple(
        Festival(
            *key,
            off=_spans(row.date for row in group if row.kind not in WORKING_KINDS),
            on=_spans(row.date for row in group if row.kind in WORKING_KINDS),
        )
        for key, group in groups.items()
    )


def _spans(days: Iterable[date]) -> str:
    """Dates of one year in order, runs joined: 2月15日至23日、2月28日."""
    runs: list[list[date]] = []
    for day in days:
        if runs and (day - runs[-1][-1]).days == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return "、".join(_span(run[0], run[-1]) for run in runs)


def _span(first: date, last: date) -> str:
    start = f"{first.month}月{first.day}日"
    if first == last:
        return start
    month = "" if first.month == last.month else f"{last.month}月"
    return f"{start}至{month}{last.day}日"
