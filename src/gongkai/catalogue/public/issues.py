"""Guides and catalogues as issued, and the records a catalogue lists (条例第十二条)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongkai.catalogue import sources
from gongkai.catalogue.models import CatalogueVersion, GuideVersion
from gongkai.catalogue.public.sections import UnitRef
from gongkai.catalogue.sources import Cursor, Entry, EntryQuery

PAGE = 50
_MODELS: dict[str, type[GuideVersion] | type[CatalogueVersion]] = {
    "guide": GuideVersion,
    "catalogue": CatalogueVersion,
}


@dataclass(frozen=True, slots=True)
class VersionRef:
    """A version in the list of versions."""

    number: int
    generated_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class IssueView:
    """One version of a unit's guide or catalogue, with the list of all its versions.

    ``content`` is plain JSON as `rules.compose_guide` / `rules.compose_catalogue` made it.
    """

    unit: UnitRef
    number: int
    content: dict[str, Any]
    generated_at: datetime
    reason: str
    versions: list[VersionRef]

    @property
    def is_current(self) -> bool:
        return self.number == self.versions[0].number


@dataclass(frozen=True, slots=True)
class EntryPage:
    """A page of a catalogue's records, newest first; ``next`` is the cursor of older ones."""

    entries: list[Entry]
    next: str | None
    previous: None = None


def issue(kind: str, unit_slug: str, number: int | None = None) -> IssueView | None:
    """A unit's ``guide`` or ``catalogue``: the current one, or an earlier version; two queries."""
    found = _MODELS[kind].objects.filter(unit__slug=unit_slug).order_by("-number")
    versions = [VersionRef(*row) for row in found.values_list("number", "generated_at", "reason")]
    asked = found if number is None else found.filter(number=number)
    row = asked.select_related("unit").first()
    if row is None:
        return None
    unit = row.unit
    return IssueView(
        unit=UnitRef(unit.id, unit.name, unit.short_name, unit.slug),
        number=row.number,
        content=row.content,
        generated_at=row.generated_at,
        reason=row.reason,
        versions=versions,
    )


def units_with(kind: str) -> list[UnitRef]:
    """The units that have issued a ``guide`` or ``catalogue``, in the order of units; one query."""
    rows = (
        _MODELS[kind]
        .objects.filter(number=1, unit__closed_on__isnull=True)
        .select_related("unit")
        .order_by("unit__position", "unit_id")
    )
    return [UnitRef(row.unit.id, row.unit.name, row.unit.short_name, row.unit.slug) for row in rows]


def catalogue_entries(unit_id: int, *, section_id: int | None = None, after: str = "") -> EntryPage:
    """Fifty records of a unit (索引、名称、内容概述、生成日期), live: what is withdrawn is gone.

    ``after`` is the ``next`` of the page before; anything else that is not a cursor starts at the
    newest.
    """
    query = EntryQuery(unit_id, section_id, _cursor(after), PAGE + 1)
    found = sources.entries(query)
    more = len(found) > PAGE
    page = found[:PAGE]
    return EntryPage(page, _written(page[-1].cursor) if more else None)


def _written(cursor: Cursor) -> str:
    return f"{cursor.published_at.isoformat()}~{cursor.index_number}"


def _cursor(text: str) -> Cursor | None:
    moment, stroke, index_number = text.partition("~")
    if not stroke or "\x00" in index_number:
        return None
    try:
        published_at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return Cursor(published_at, index_number) if published_at.tzinfo else None
