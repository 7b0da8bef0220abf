"""Questions to the calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from gongkai.clock.models import CalendarDay, CalendarVersion, CalendarYear
from gongkai.clock.rules import Calendar, SpecialDay, Table, region_chain
from gongkai.clock.rules.arrangements import Arrangement
from gongkai.clock.rules.library import library_table
from gongkai.clock.rules.tables import (
    DayChange,
    YearChange,
    day_changes,
    filled,
    kept_by_hand,
    with_arrangements,
    year_changes,
)

_kept: dict[str, tuple[str, Calendar]] = {}


def calendar_for(region: str | None = None) -> Calendar:
    """The calendar of an area code (None: the site's own region, '': the country).

    Kept in the process and read again when an edit has changed the version: one small query.
    """
    region = settings.REGION if region is None else region
    token = CalendarVersion.objects.values_list("token", flat=True).first()
    known = _kept.get(region)
    if known and token and known[0] == token:
        return known[1]
    calendar = fresh_calendar(region)
    if token:
        _kept[region] = (token, calendar)
    return calendar


def fresh_calendar(region: str) -> Calendar:
    """The calendar as the tables hold it at this moment."""
    return Calendar(*tables_for(region))


def tables_for(region: str) -> list[Table]:
    """The tables that make up a region's calendar, the country's first.

    Years the country's table does not have come from the library; what neither knows stays unknown
    (§15.2).
    """
    chain = region_chain(region)
    days: dict[str, list[SpecialDay]] = {area: [] for area in chain}
    for row in CalendarDay.objects.filter(region__in=chain).order_by():
        days[row.region].append(row.value)
    years = CalendarYear.objects.filter(region__in=chain).order_by()
    found = [
        Table.of(area, days[area], [row.value for row in years if row.region == area])
        for area in chain
    ]
    return [filled(found[0], library_table()), *found[1:]]


def table_of(region: str) -> Table:
    """The rows of one region alone, as stored."""
    days = CalendarDay.objects.filter(region=region).order_by()
    years = CalendarYear.objects.filter(region=region).order_by()
    return Table.of(region, [row.value for row in days], [row.value for row in years])


def day_sayings(region: str, day: date) -> list[tuple[str, SpecialDay]]:
    """Who says what of a date: (area, row) from the country down to the region; the last counts."""
    return [(table.region, table.days[day]) for table in tables_for(region) if day in table.days]


def regions() -> list[str]:
    """The site's region and every other that has rows of its own, the country left out."""
    found = set(CalendarDay.objects.exclude(region="").values_list("region", flat=True).distinct())
    found |= set(CalendarYear.objects.exclude(region="").values_list("region", flat=True))
    return sorted(found | {settings.REGION})


@dataclass(frozen=True)
class ImportPreview:
    """What an import would change. ``kept``: local edits that win over the file.

    ``unannounced``: years the file names without any day; they stay as they are. ``seen`` is the
    digest of the calendar before, which the import is given back to notice edits in between.
    """

    days: tuple[DayChange, ...]
    years: tuple[YearChange, ...]
    kept: tuple[SpecialDay, ...]
    unannounced: tuple[int, ...]
    seen: str


def preview_import(region: str, arrangements: Sequence[Arrangement]) -> ImportPreview:
    """What `services.import_calendar` would do with *arrangements*, without doing it."""
    tables = tables_for(region)
    before = Calendar(*tables)
    after = Calendar(*tables[:-1], with_arrangements(tables[-1], arrangements))
    return ImportPreview(
        days=day_changes(before, after),
        years=year_changes(before, after),
        kept=tuple(kept_by_hand(tables[-1], arrangements)),
        unannounced=tuple(each.year for each in arrangements if not each.days),
        seen=before.digest,
    )
