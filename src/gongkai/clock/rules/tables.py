"""Edits of a region's table as pure functions, and what an edit changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai.clock.rules.arrangements import (
    FIRST_YEAR,
    LAST_YEAR,
    NAME_LENGTH,
    SOURCE_LENGTH,
    Arrangement,
)
from gongkai.clock.rules.calendar import (
    KIND_LABELS,
    SATURDAY,
    Calendar,
    Day,
    DayKind,
    SpecialDay,
    Table,
    YearArrangement,
)
from gongkai.kernel.errors import Reason


@dataclass(frozen=True, slots=True)
class DayChange:
    """A date that is another kind of day (or bears another name) after an edit."""

    date: date
    before: Day
    after: Day

    def __str__(self) -> str:
        return f"{self.date}：{self.before.label} → {self.after.label}"


@dataclass(frozen=True, slots=True)
class YearChange:
    """A year whose arrangement became known, or is no longer held to be known."""

    year: int
    known: bool

    def __str__(self) -> str:
        return f"{self.year}年：{'已有安排' if self.known else '暂定'}"


def filled(table: Table, known: Table) -> Table:
    """*table* with every year of *known* that it does not have; nothing in it is overwritten."""
    missing = {year: row for year, row in known.years.items() if year not in table.years}
    days = {day: row for day, row in known.days.items() if day.year in missing}
    return replace(table, days={**days, **table.days}, years={**missing, **table.years})


def with_day(table: Table, day: SpecialDay) -> Table:
    return replace(table, days={**table.days, day.date: day})


def without_day(table: Table, day: date) -> Table:
    return replace(table, days={at: row for at, row in table.days.items() if at != day})


def with_year(table: Table, year: YearArrangement) -> Table:
    return replace(table, years={**table.years, year.year: year})


def with_arrangements(table: Table, arrangements: Iterable[Arrangement]) -> Table:
    """*table* with each arrangement in place of what it held for that year.

    Days set by hand stay as they are. A file without any day (the year is not announced yet)
    changes nothing, so the year stays provisional (§15.2, trap 13).
    """
    for arrangement in arrangements:
        if not arrangement.days:
            continue
        days = {
            day: row
            for day, row in table.days.items()
            if row.by_hand or not arrangement.governs(day)
        }
        for special in arrangement.days:
            if special.date not in days or not days[special.date].by_hand:
                days[special.date] = special
        known = YearArrangement(arrangement.year, True, arrangement.source)
        table = replace(table, days=days, years={**table.years, arrangement.year: known})
    return table


def kept_by_hand(table: Table, arrangements: Sequence[Arrangement]) -> list[SpecialDay]:
    """Days set by hand that differ from what the arrangements say, and therefore win over them."""
    spoken = [each for each in arrangements if each.days]
    said = {row.date: row.kind for each in spoken for row in each.days}
    return [
        row
        for day, row in sorted(table.days.items())
        if row.by_hand
        and (day in said or any(each.governs(day) for each in spoken))
        and said.get(day) is not row.kind
    ]


def day_changes(before: Calendar, after: Calendar) -> tuple[DayChange, ...]:
    """Every date on which the two calendars differ in kind or name, in order."""
    dates = sorted(before.days.keys() | after.days.keys())
    pairs = ((day, before.day(day), after.day(day)) for day in dates)
    return tuple(
        DayChange(day, old, new)
        for day, old, new in pairs
        if (old.kind, old.name) != (new.kind, new.name)
    )


def year_changes(before: Calendar, after: Calendar) -> tuple[YearChange, ...]:
    years = sorted(before.years.keys() | after.years.keys())
    return tuple(
        YearChange(year, after.knows(year))
        for year in years
        if before.knows(year) is not after.knows(year)
    )


def reasons_against_day(day: date, kind: DayKind, name: str, source: str) -> list[Reason]:
    """Why a day cannot be set so: a make-up workday is a Saturday or Sunday, a holiday has a name,
    and every entry names the arrangement it rests on (放假办法第四条, 国务院年度安排)."""
    weekend = day.weekday() >= SATURDAY
    reasons = []
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        reasons.append(Reason("year", f"年份应在{FIRST_YEAR}—{LAST_YEAR}之间"))
    if kind in {DayKind.MAKEUP_WORKDAY, DayKind.WEEKEND} and not weekend:
        reasons.append(
            Reason("not_a_weekend", f"{day}不是周六或周日，不能设为“{KIND_LABELS[kind]}”")
        )
    if kind is DayKind.WORKING and weekend:
        reasons.append(
            Reason(
                "is_a_weekend",
                f"{day}是周末，周末上班请设为“{KIND_LABELS[DayKind.MAKEUP_WORKDAY]}”",
            )
        )
    if kind in {DayKind.PUBLIC_HOLIDAY, DayKind.MAKEUP_WORKDAY} and not name.strip():
        reasons.append(Reason("name_missing", "请写明是哪个节日（例如“春节”）"))
    if len(name.strip()) > NAME_LENGTH:
        reasons.append(Reason("name_too_long", f"节日名称不超过{NAME_LENGTH}字"))
    return reasons + _reasons_against_source(source)


def reasons_against_year(year: int, source: str) -> list[Reason]:
    """Why a year cannot be marked: it lies outside the table, or no ground is named."""
    reasons = []
    if not FIRST_YEAR <= year <= LAST_YEAR:
        reasons.append(Reason("year", f"年份应在{FIRST_YEAR}—{LAST_YEAR}之间"))
    return reasons + _reasons_against_source(source)


def _reasons_against_source(source: str) -> list[Reason]:
    if not source.strip():
        return [Reason("source_missing", "请写明依据（放假通知的标题或文号）")]
    if len(source.strip()) > SOURCE_LENGTH:
        return [Reason("source_too_long", f"依据不超过{SOURCE_LENGTH}字，写文号或标题即可")]
    return []


def reasons_against_region(region: str) -> list[Reason]:
    """Why a region cannot have a table: it is not the country ('') nor an area code (GB/T 2260)."""
    digits = region.isascii() and region.isdigit() and region[:2] != "00"
    if region == "" or (digits and len(region) in {6, 9, 12}):
        return []
    return [Reason("region", "地区应当是6、9或12位行政区划代码；不填表示全国")]
