"""A year laid out in months and weeks, for a page or a print."""

from calendar import Calendar as Weeks
from dataclasses import dataclass
from datetime import date

from gongkai.clock.rules.calendar import Calendar, Day, SpecialDay


@dataclass(frozen=True, slots=True)
class Month:
    """A month; ``weeks`` are seven days each, Monday first, None outside the month."""

    number: int
    weeks: tuple[tuple[Day | None, ...], ...]
    working_days: int


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a calendar. ``special``: the rows that set days in it, in order."""

    number: int
    known: bool
    source: str
    months: tuple[Month, ...]
    special: tuple[SpecialDay, ...]

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
        special=tuple(row for day, row in sorted(calendar.days.items()) if day.year == number),
    )


def _month(calendar: Calendar, year: int, number: int) -> Month:
    weeks = tuple(
        tuple(calendar.day(date(year, number, day)) if day else None for day in week)
        for week in Weeks().monthdayscalendar(year, number)
    )
    working = sum(day is not None and day.works for week in weeks for day in week)
    return Month(number, weeks, working)
