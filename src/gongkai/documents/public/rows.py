"""Rows of public records: lists of a section, of a unit, the newest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from gongkai.documents.models import Publication, ValidityChange
from gongkai.documents.rules import VALIDITY_LABELS, ZONE, validity_on

PAGE = 20
LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True, slots=True)
class PublicRow:
    """A record in a list. ``date`` is None when an old site stated none."""

    id: int
    title: str
    number: str
    unit: str
    section: str
    date: datetime | None
    validity: str
    summary: str = ""
    period: str = ""
    listed_at: datetime | None = None
    """What lists are sorted by: ``date``, or when it came in where none is stated."""
    updated: datetime | None = None
    """When the present text became public here."""

    @property
    def url(self) -> str:
        return f"/documents/{self.id}/"


@dataclass(frozen=True, slots=True)
class RowPage:
    """Rows, newest first; ``next`` is the cursor of older rows, ``previous`` of newer ones."""

    rows: list[PublicRow]
    next: str | None
    previous: str | None


def visible(now: datetime) -> QuerySet[Publication]:
    """The publications that are public at *now*: the condition everything public starts from."""
    still = Q(visible_until__isnull=True) | Q(visible_until__gt=now)
    return Publication.objects.filter(still, visible_from__lte=now)


ROW_FIELDS = (
    "id",
    "document_id",
    "listed_at",
    "visible_from",
    "date_stated",
    "edition__title",
    "edition__document_number",
    "edition__effective_on",
    "edition__expires_on",
    "edition__summary",
    "unit__short_name",
    "section__name",
)


def _rows(found: Iterable[dict[str, Any]], today: date) -> list[PublicRow]:
    listed = list(found)
    changes = latest_changes([row["document_id"] for row in listed])
    return [_row(row, changes.get(row["document_id"]), today) for row in listed]


def latest_changes(document_ids: Sequence[int]) -> dict[int, tuple[str, date]]:
    """The last repeal, lapse or amendment of each record that has one."""
    rows = ValidityChange.objects.filter(document_id__in=document_ids).order_by("id")
    return {row[0]: (row[1], row[2]) for row in rows.values_list("document_id", "kind", "on")}


def _row(row: dict[str, Any], change: tuple[str, date] | None, today: date) -> PublicRow:
    validity = validity_on(
        today,
        effective_on=row["edition__effective_on"],
        expires_on=row["edition__expires_on"],
        change=change[0] if change else None,
        changed_on=change[1] if change else None,
    )
    return PublicRow(
        id=row["document_id"],
        title=row["edition__title"],
        number=row["edition__document_number"],
        unit=row["unit__short_name"],
        section=row["section__name"],
        date=row["listed_at"] if row["date_stated"] else None,
        validity=VALIDITY_LABELS[validity] if validity else "",
        summary=row["edition__summary"],
        listed_at=row["listed_at"],
        updated=row["visible_from"],
    )


def local_day(now: datetime) -> date:
    """The day in China at *now*."""
    return now.astimezone(ZONE).date()


def _cursor(row: dict[str, Any]) -> str:
    return f"{row['listed_at'].timestamp():.6f}_{row['id']}"


def _beyond(cursor: str, newer: bool) -> Q | None:
    """Rows on the far side of *cursor*; None for one that was tampered with.

    The bound on the date alone says nothing new, but it is what the index can start from.
    """
    stamp, _, pk = cursor.partition("_")
    try:
        at, last = datetime.fromtimestamp(float(stamp), ZONE), int(pk)
    except (ValueError, OverflowError, OSError):
        return None
    if abs(last) > LARGEST_KEY:
        return None
    side = "gt" if newer else "lt"
    beyond = Q(**{f"listed_at__{side}": at}) | Q(**{"listed_at": at, f"id__{side}": last})
    return beyond & Q(**{f"listed_at__{side}e": at})


def page_of(found: QuerySet[Publication], now: datetime, older: str, newer: str) -> RowPage:
    """A keyset page: its cost does not depend on how many records there are."""
    beyond = _beyond(older or newer, newer=bool(newer and not older)) if older or newer else None
    backwards = bool(newer and not older and beyond is not None)
    if beyond is not None:
        found = found.filter(beyond)
    order = ("listed_at", "id") if backwards else ("-listed_at", "-id")
    rows = list(found.order_by(*order).values(*ROW_FIELDS)[: PAGE + 1])
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    if backwards:
        rows.reverse()
    has_older = more if not backwards else True
    has_newer = more if backwards else beyond is not None
    return RowPage(
        rows=_rows(rows, local_day(now)),
        next=_cursor(rows[-1]) if rows and has_older else None,
        previous=_cursor(rows[0]) if rows and has_newer else None,
    )


def section_page(section_id: int, now: datetime, *, older: str = "", newer: str = "") -> RowPage:
    """The records of a section, newest first."""
    return page_of(visible(now).filter(section_id=section_id), now, older, newer)


def unit_page(unit_id: int, now: datetime, *, older: str = "", newer: str = "") -> RowPage:
    """The records of a unit in all sections (its sub-site, J3)."""
    return page_of(visible(now).filter(unit_id=unit_id), now, older, newer)


def site_page(now: datetime, *, older: str = "", newer: str = "") -> RowPage:
    """The records of the whole site, newest first."""
    return page_of(visible(now), now, older, newer)


def latest(now: datetime, count: int, *, section_id: int | None = None) -> list[PublicRow]:
    """The newest records of the site or of a section."""
    found = visible(now).filter(section_id=section_id) if section_id else visible(now)
    rows = found.order_by("-listed_at", "-id").values(*ROW_FIELDS)[:count]
    return _rows(rows, local_day(now))


def brief(rows: Iterable[PublicRow]) -> list[PublicRow]:
    """Rows by title and date only, for the narrow lists of the home page."""
    return [replace(row, summary="", number="") for row in rows]


def latest_by_section(
    section_ids: Sequence[int], count: int, now: datetime
) -> dict[int, list[PublicRow]]:
    """The newest records of several sections in brief: one indexed query each, and one more."""
    found = visible(now).order_by("-listed_at", "-id").values(*ROW_FIELDS)
    listed = {pk: list(found.filter(section_id=pk)[:count]) for pk in section_ids}
    changes = latest_changes([row["document_id"] for rows in listed.values() for row in rows])
    today = local_day(now)
    return {
        pk: brief(_row(row, changes.get(row["document_id"]), today) for row in rows)
        for pk, rows in listed.items()
    }


def rows_of(document_ids: Sequence[int], now: datetime) -> dict[int, PublicRow]:
    """Rows for ids that a search found; those not public any more are missing."""
    found = visible(now).filter(document_id__in=document_ids).values(*ROW_FIELDS)
    return {row.id: row for row in _rows(found, local_day(now))}
