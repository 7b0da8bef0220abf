"""How business apps tell the catalogue what stands in its sections, without it knowing them.

An app registers a `Source` in ``AppConfig.ready``. What a source gives is public by itself: only
records that anyone may read now.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from heapq import merge
from itertools import islice

from gongkai.kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class SectionFigures:
    """How many records stand in a section and when the last one was published."""

    count: int
    last_published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place of an entry in the order of a catalogue: newest publication first."""

    published_at: datetime
    index_number: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as Art. 12 wants it in the catalogue: 索引、名称、内容概述、生成日期; and its address."""

    index_number: str
    title: str
    summary: str
    generated_on: date | None
    published_at: datetime
    url: str
    section_id: int

    @property
    def cursor(self) -> Cursor:
        return Cursor(self.published_at, self.index_number)


@dataclass(frozen=True, slots=True)
class EntryQuery:
    """Entries of a unit (None: all units) in a section (None: all), older than ``before``."""

    unit_id: int | None = None
    section_id: int | None = None
    before: Cursor | None = None
    limit: int = 50


@dataclass(frozen=True)
class Source:
    """Public records of one kind.

    ``figures`` gives, for the records of a unit (None: of all units), the figures by section id.
    ``entries`` gives up to ``limit`` entries ordered by (published_at, index_number), both
    descending, strictly after ``before`` in that order. Both must cost the same at a million
    records: counters or covering indexes, no scan.
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


def entries(query: EntryQuery) -> list[Entry]:
    """One page of the entries of all sources together, newest first."""
    pages = [source.entries(query) for source in sources]
    ordered = merge(*pages, key=lambda entry: _order(entry.cursor), reverse=True)
    return list(islice(ordered, query.limit))


def _order(cursor: Cursor) -> tuple[datetime, str]:
    return cursor.published_at, cursor.index_number
