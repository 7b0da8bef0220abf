"""Guides and catalogues as issued, and the records a catalogue lists (条例第十二条)."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongkai.catalogue import sources
from gongkai.catalogue.models import CatalogueVersion, GuideVersion
from gongkai.catalogue.public.sections import UnitRef
from gongkai.catalogue.sources import Cursor, Entry

PAGE = 50
CURSOR = re.compile(r"(?P<moment>[0-9T:.+-]{10,40})~(?P<source>[a-z_.]{1,40})~(?P<key>[0-9]{1,18})")
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
    """The units that have issued a ``guide`` or ``catalogue``, the county first; one query."""
    issued = _MODELS[kind].objects.filter(number=1, unit__closed_on__isnull=True)
    rows = issued.select_related("unit").defer("content")
    units = sorted(
        (row.unit for row in rows), key=lambda unit: (unit.depth, unit.position, unit.pk)
    )
    return [UnitRef(unit.pk, unit.name, unit.short_name, unit.slug) for unit in units]


def catalogue_entries(
    unit_id: int | None, *, section_id: int | None = None, after: str = ""
) -> EntryPage:
    """Fifty records of a unit, or of all (None) (索引、名称、内容概述、生成日期), live: what is withdrawn is gone.

    ``after`` is the ``next`` of the page before; anything else that is not a cursor starts at the
    newest.
    """
    page = sources.entries(unit_id=unit_id, section_id=section_id, after=_cursor(after), limit=PAGE)
    return EntryPage(page.entries, _written(page.next) if page.next else None)


def _written(cursor: Cursor) -> str:
    return f"{cursor.published_at.isoformat()}~{cursor.source}~{cursor.key}"


def _cursor(text: str) -> Cursor | None:
    found = CURSOR.fullmatch(text)
    if found is None:
        return None
    try:
        published_at = datetime.fromisoformat(found["moment"])
    except ValueError:
        return None
    if published_at.tzinfo is None or not 1900 < published_at.year < 2200:
        return None
    return Cursor(published_at, found["source"], int(found["key"]))
