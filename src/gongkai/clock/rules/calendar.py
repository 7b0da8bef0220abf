"""The working-day calendar as a value: what kind of day a date is, by whose word, how surely."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class DayKind(StrEnum):
    """What a date is for the counting of periods (§15.1)."""

    WORKING = "working"
    WEEKEND = "weekend"
    PUBLIC_HOLIDAY = "public_holiday"
    MAKEUP_WORKDAY = "makeup_workday"


KIND_LABELS: Mapping[DayKind, str] = {
    DayKind.WORKING: "工作日",
    DayKind.WEEKEND: "周末",
    DayKind.PUBLIC_HOLIDAY: "法定节假日",
    DayKind.MAKEUP_WORKDAY: "调休上班",
}
MARKS: Mapping[DayKind, str] = {
    DayKind.WORKING: "",
    DayKind.WEEKEND: "末",
    DayKind.PUBLIC_HOLIDAY: "休",
    DayKind.MAKEUP_WORKDAY: "班",
}
WORKING_KINDS = frozenset({DayKind.WORKING, DayKind.MAKEUP_WORKDAY})
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A date that a table names. ``by_hand``: set by a person, so no file may overwrite it."""

    date: date
    kind: DayKind
    name: str = ""
    source: str = ""
    by_hand: bool = False

    @property
    def label(self) -> str:
        """Such as 春节（法定节假日）, 国庆节（调休上班）, 周末."""
        return f"{self.name}（{KIND_LABELS[self.kind]}）" if self.name else KIND_LABELS[self.kind]


@dataclass(frozen=True, slots=True)
class YearArrangement:
    """Whether the State Council's (or a province's) arrangement of a year is in the table."""

    year: int
    arranged: bool = True
    source: str = ""


@dataclass(frozen=True)
class Table:
    """The rows of one region; ``region`` is an area code, '' for the whole country."""

    region: str = ""
    days: Mapping[date, SpecialDay] = field(default_factory=dict)
    years: Mapping[int, YearArrangement] = field(default_factory=dict)

    @classmethod
    def of(
        cls, region: str, days: Iterable[SpecialDay], years: Iterable[YearArrangement]
    ) -> "Table":
        return cls(region, {day.date: day for day in days}, {row.year: row for row in years})


@dataclass(frozen=True, slots=True)
class Day:
    """One date as a calendar sees it. ``provisional``: its year's arrangement is not known yet."""

    date: date
    kind: DayKind
    name: str
    source: str
    provisional: bool

    @property
    def works(self) -> bool:
        return self.kind in WORKING_KINDS

    @property
    def label(self) -> str:
        """Such as 春节（法定节假日）, 国庆节（调休上班）, 周末."""
        return f"{self.name}（{KIND_LABELS[self.kind]}）" if self.name else KIND_LABELS[self.kind]

    @property
    def mark(self) -> str:
        """One character that tells the kind without colour; nothing for a plain working day."""
        return MARKS[self.kind]

    @property
    def seen(self) -> str:
        """What a person who edits the day has seen of it."""
        return f"{self.kind}/{self.name}"


class Calendar:
    """Monday to Friday, corrected by tables: the country's first, then ever smaller areas.

    A later table overrides an earlier one date by date and year by year (放假办法第四条: a minority
    festival is a holiday in its own area only). Two calendars are equal when every date in them is;
    ``digest`` says which one a stored deadline was computed with.
    """

    def __init__(self, *tables: Table) -> None:
        self.region = tables[-1].region if tables else ""
        self.days: dict[date, SpecialDay] = {}
        self.years: dict[int, YearArrangement] = {}
        for table in tables:
            self.days.update(table.days)
            self.years.update(table.years)
        ordinals = [(day.toordinal(), row.kind) for day, row in sorted(self.days.items())]
        self._off = [at for at, kind in ordinals if kind not in WORKING_KINDS and at % 7 in _WEEK]
        self._on = [at for at, kind in ordinals if kind in WORKING_KINDS and at % 7 not in _WEEK]
        self._exceptions = frozenset(self._off) | frozenset(self._on)
        self._arranged = frozenset(row.year for row in self.years.values() if row.arranged)
        self.digest = self._digest()

    def works_on(self, ordinal: int) -> bool:
        """Whether the day with this ordinal (`date.toordinal`) is a working day."""
        return (ordinal % 7 in _WEEK) is not (ordinal in self._exceptions)

    def works(self, day: date) -> bool:
        return self.works_on(day.toordinal())

    def working_days_until(self, ordinal: int) -> int:
        """Working days from the first day of year 1 to this one, inclusive; for differences."""
        weeks, rest = divmod(ordinal, 7)
        return (
            weeks * 5
            + min(rest, 5)
            - bisect_right(self._off, ordinal)
            + bisect_right(self._on, ordinal)
        )

    def day(self, day: date) -> Day:
        provisional = not self.knows(day.year)
        row = self.days.get(day)
        if row is None:
            kind = DayKind.WEEKEND if day.weekday() >= SATURDAY else DayKind.WORKING
            return Day(day, kind, "", "", provisional)
        return Day(day, row.kind, row.name, row.source, provisional)

    def knows(self, year: int) -> bool:
        """Whether the year's arrangement is known; if not, every date in it is provisional."""
        return year in self._arranged

    def _digest(self) -> str:
        content = hashlib.sha256()
        for year in sorted(self._arranged):
            content.update(f"{year}\n".encode())
        for day in sorted(self.days):
            row = self.days[day]
            content.update(f"{day}\t{row.kind}\t{row.name}\n".encode())
        return content.hexdigest()[:16]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Calendar) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"<Calendar {self.region or '全国'} {self.digest}>"


# date.toordinal() % 7: 1 is a Monday, 5 a Friday, 6 and 0 the weekend.
_WEEK = frozenset({1, 2, 3, 4, 5})


def region_chain(region: str) -> tuple[str, ...]:
    """The country, the province, the city, the county (and the town) of an area code, in order.

    ``"451022"`` → ``("", "450000", "451000", "451022")``; a later one overrides an earlier one.
    """
    areas = [region[:2].ljust(6, "0"), region[:4].ljust(6, "0"), region[:6], region]
    return ("", *dict.fromkeys(area for area in areas if area.strip("0")))
