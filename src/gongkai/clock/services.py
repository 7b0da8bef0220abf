"""Edits of the calendar. Each returns what changed and tells the listeners in its transaction."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.clock import selectors
from gongkai.clock.models import CalendarDay, CalendarVersion, CalendarYear
from gongkai.clock.rules import DayKind, SpecialDay, Table, YearArrangement
from gongkai.clock.rules.arrangements import Arrangement
from gongkai.clock.rules.library import library_table
from gongkai.clock.rules.tables import (
    DayChange,
    YearChange,
    day_changes,
    reasons_against_day,
    reasons_against_region,
    reasons_against_year,
    with_arrangements,
    with_day,
    with_year,
    without_day,
    year_changes,
)
from gongkai.kernel.actor import Actor, SystemActor, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.kernel.registry import Registry

EDIT = "clock.edit_calendar"
CHANGED_MEANWHILE = "日历在您查看之后已被他人修改，请核对现在的内容后再提交"
DEED_LABELS = {
    "set_day": "设定一天",
    "clear_day": "清除一天的设定",
    "set_year": "标明一年的状态",
    "import": "导入放假安排",
    "seed": "补入内置的放假安排",
}


@dataclass(frozen=True)
class CalendarChange:
    """What one edit did. ``deed`` is set_day, clear_day, set_year, import or seed.

    ``days`` and ``years`` are what is different for the region's calendar ('' is the country, whose
    change reaches every region). Both may be empty when only a source or a name's ground changed.
    """

    deed: str
    actor: Actor
    now: datetime
    region: str
    source: str
    days: tuple[DayChange, ...]
    years: tuple[YearChange, ...]

    @property
    def dates(self) -> tuple[date, ...]:
        return tuple(change.date for change in self.days)

    def as_detail(self) -> dict[str, Any]:
        """The change as plain JSON, in words that a reader of the ledger understands."""
        return {
            "做法": DEED_LABELS[self.deed],
            "地区": self.region or "全国",
            "依据": self.source,
            "日子": [str(change) for change in self.days],
            "年份": [str(change) for change in self.years],
        }


@dataclass(frozen=True)
class CalendarListener:
    """Who hears of a change, in the same transaction: an exception undoes the edit.

    Casework registers one that records the edit in the ledger and derives running deadlines anew.
    """

    code: str
    hear: Callable[[CalendarChange], None]


calendar_listeners: Registry[CalendarListener] = Registry("calendar listener")


def set_day(
    *,
    actor: Actor,
    region: str,
    day: date,
    kind: DayKind,
    name: str,
    source: str,
    now: datetime,
    seen: str | None = None,
) -> CalendarChange:
    """Set what kind of day a date is in a region ('' for the country), by the word of *source*.

    ``seen`` is `Day.seen` as the person saw it; Refusal when the day has changed since then.
    """
    refuse_if(reasons_against(actor, EDIT))
    refuse_if([*reasons_against_region(region), *reasons_against_day(day, kind, name, source)])
    row = SpecialDay(day, kind, name.strip(), source.strip(), by_hand=True)
    edit = _Edit("set_day", actor, now, region, row.source)
    return edit.make(lambda table: with_day(table, row), lambda: _day_unchanged(region, day, seen))


def clear_day(
    *, actor: Actor, region: str, day: date, now: datetime, seen: str | None = None
) -> CalendarChange:
    """Take a date out of a region's table: it is again what the country, or its weekday, says."""
    refuse_if(reasons_against(actor, EDIT))
    refuse_if(reasons_against_region(region))
    edit = _Edit("clear_day", actor, now, region, "")
    return edit.make(
        lambda table: without_day(table, day), lambda: _day_unchanged(region, day, seen)
    )


def set_year(
    *, actor: Actor, region: str, year: int, arranged: bool, source: str, now: datetime
) -> CalendarChange:
    """Say whether a year's arrangement is complete in the table; if not, it is provisional."""
    refuse_if(reasons_against(actor, EDIT))
    refuse_if([*reasons_against_region(region), *reasons_against_year(year, source)])
    row = YearArrangement(year, arranged, source.strip())
    edit = _Edit("set_year", actor, now, region, row.source)
    return edit.make(lambda table: with_year(table, row))


def import_calendar(
    *,
    actor: Actor,
    region: str,
    arrangements: Sequence[Arrangement],
    now: datetime,
    seen: str | None = None,
) -> CalendarChange:
    """Put yearly arrangements (`rules.arrangements.read_arrangements`) in place of the former ones.

    Days set by hand stay. A year without days is not announced yet and stays provisional. ``seen``
    is `selectors.ImportPreview.seen`; Refusal when the calendar has changed since the preview.
    """
    refuse_if(reasons_against(actor, EDIT))
    refuse_if(reasons_against_region(region))
    source = "；".join(f"{each.year}年：{each.source}" for each in arrangements if each.days)
    edit = _Edit("import", actor, now, region, source)
    return edit.make(
        lambda table: with_arrangements(table, arrangements),
        lambda: seen is None or selectors.fresh_calendar(region).digest == seen,
    )


def seed_calendar(*, now: datetime) -> CalendarChange | None:
    """Add the library's years that the country's table lacks; overwrite nothing; None if none.

    Runs after every migrate. The very first filling tells no listener: nothing can depend on it.
    """
    known = set(CalendarYear.objects.filter(region="").values_list("year", flat=True))
    if known >= library_table().years.keys():
        return None
    edit = _Edit("seed", SystemActor(), now, "", "chinesecalendar")
    return edit.make(lambda table: table, tell=bool(known))


@dataclass(frozen=True)
class _Edit:
    """One edit of one region's table."""

    deed: str
    actor: Actor
    now: datetime
    region: str
    source: str

    @transaction.atomic
    def make(
        self,
        change: Callable[[Table], Table],
        still_as_seen: Callable[[], bool] = lambda: True,
        tell: bool = True,
    ) -> CalendarChange:
        """Lock, compare, write what is different, give the calendar a new version, tell.

        *change* gets the country's table with the library's years in it, so that any edit stores
        them too.
        """
        CalendarVersion.objects.get_or_create(id=1)
        CalendarVersion.objects.select_for_update().get(id=1)
        if not still_as_seen():
            raise Refusal(Reason("changed_meanwhile", CHANGED_MEANWHILE))
        before = selectors.fresh_calendar(self.region)
        wanted = change(selectors.tables_for(self.region)[-1])
        written = _write(selectors.table_of(self.region), wanted)
        after = selectors.fresh_calendar(self.region)
        made = CalendarChange(
            deed=self.deed,
            actor=self.actor,
            now=self.now,
            region=self.region,
            source=self.source,
            days=day_changes(before, after),
            years=year_changes(before, after),
        )
        if written:
            CalendarVersion.objects.filter(id=1).update(token=secrets.token_hex(16))
            for listener in calendar_listeners if tell else ():
                listener.hear(made)
        return made


def _day_unchanged(region: str, day: date, seen: str | None) -> bool:
    return seen is None or selectors.fresh_calendar(region).day(day).seen == seen


def _write(old: Table, new: Table) -> bool:
    """Bring the stored rows of a region from *old* to *new*; whether anything was different."""
    gone = old.days.keys() - new.days.keys()
    days = [row for day, row in new.days.items() if old.days.get(day) != row]
    years = [row for year, row in new.years.items() if old.years.get(year) != row]
    CalendarDay.objects.filter(region=new.region, date__in=gone).delete()
    CalendarDay.objects.bulk_create(
        [
            CalendarDay(
                region=new.region,
                date=row.date,
                kind=row.kind,
                name=row.name,
                source=row.source,
                by_hand=row.by_hand,
            )
            for row in days
        ],
        update_conflicts=True,
        unique_fields=["region", "date"],
        update_fields=["kind", "name", "source", "by_hand"],
    )
    CalendarYear.objects.bulk_create(
        [
            CalendarYear(region=new.region, year=row.year, source=row.source, arranged=row.arranged)
            for row in years
        ],
        update_conflicts=True,
        unique_fields=["region", "year"],
        update_fields=["source", "arranged"],
    )
    return bool(gone or days or years)
