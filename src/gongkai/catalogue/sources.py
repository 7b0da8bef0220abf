"""How business apps tell the catalogue what stands in its sections, without it knowing them.

An app registers a `Source` in ``AppConfig.ready``. What a source gives is public by itself: only
records that anyone may read now.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.kernel.registry import Registry

LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True, slots=True)
class SectionFigures:
    """How many records stand in a section and when the last one was published."""

    count: int
    last_published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as Art. 12 wants it in the catalogue: 索引、名称、内容概述、生成日期; and its address.

    ``key`` is the record's id in its source: it orders records published at the same moment.
    """

    key: int
    index_number: str
    title: str
    summary: str
    generated_on: date | None
    published_at: datetime
    url: str
    section_id: int


@dataclass(frozen=True, slots=True)
class EntryQuery:
    """Entries of a unit (None: all units) in a section (None: all).

    With ``before`` only those with (published_at, key) below that pair.
    """

    unit_id: int | None = None
    section_id: int | None = None
    before: tuple[datetime, int] | None = None
    limit: int = 50


@dataclass(frozen=True)
class Source:
    """Public records of one kind.

    ``figures`` gives, for the records of a unit (None: of all units), the figures by section id.
    ``entries`` gives up to ``limit`` entries ordered by (published_at, key), both descending.
    Both must cost the same at a million records: counters or covering indexes, no scan.
    """

    code: str
    label: str
    figures: Callable[[int | None], Mapping[int, SectionFigures]]
    entries: Callable[[EntryQuery], Sequence[Entry]]


sources: Registry[Source] = Registry("catalogue source")


def figures(unit_id: int | None = None) -> dict[int, SectionFigures]:
    """The figures of all sources together, by section id; sections without records are absent."""
    found: dict[int, SectionFigures] = {}
    for source in sources:
        for section_id, more in source.figures(unit_id).items():
            known = found.get(section_id)
            found[section_id] = _sum(known, more) if known else more
    return found


def _sum(one: SectionFigures, other: SectionFigures) -> SectionFigures:
    moments = [f.last_published_at for f in (one, other) if f.last_published_at is not None]
    return SectionFigures(one.count + other.count, max(moments, default=None))


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """A place in the order of a catalogue: by moment, then source, then key; newest first."""

    published_at: datetime
    source: str
    key: int


@dataclass(frozen=True, slots=True)
class Page:
    """Entries in order; ``next`` is the place after the last, None when there are no more."""

    entries: list[Entry]
    next: Cursor | None


def entries(
    *,
    unit_id: int | None = None,
    section_id: int | None = None,
    after: Cursor | None = None,
    limit: int = 50,
) -> Page:
    """A page of the entries of all sources together, newest first, following *after*."""
    rows: list[tuple[Cursor, Entry]] = []
    for source in sources:
        query = EntryQuery(unit_id, section_id, _before(after, source.code), limit + 1)
        rows += [
            (Cursor(entry.published_at, source.code, entry.key), entry)
            for entry in source.entries(query)
        ]
    rows.sort(key=lambda row: row[0], reverse=True)
    page = rows[:limit]
    return Page([entry for _, entry in page], page[-1][0] if len(rows) > limit else None)


def _before(after: Cursor | None, source: str) -> tuple[datetime, int] | None:
    """What a source may still give: at the very moment of *after*, sources later in order all."""
    if after is None:
        return None
    if source == after.source:
        return after.published_at, after.key
    return after.published_at, LARGEST_KEY if source < after.source else 0
