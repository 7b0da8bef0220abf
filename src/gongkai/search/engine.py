"""What every search engine offers, and the plain values that go in and out (design §6).

Two engines stand behind it: `engines.tantivy`, embedded, and `engines.brute`, the oracle of the
contract tests. An engine knows ids, token strings and filter values; it knows no business.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import blake2b
from typing import Protocol

from gongkai.search.query import Query

DEEPEST_HIT = 10_000
"""Nobody pages further than this many hits; narrower words find more."""

EARLIEST = datetime(1949, 10, 1, tzinfo=UTC)


class IndexUnavailableError(Exception):
    """The index is missing, of an older form or damaged: it must be rebuilt."""


class IndexBusyError(Exception):
    """Another process is writing this index."""


class Sort(StrEnum):
    """Order of the hits: best first, or newest first."""

    RELEVANCE = "relevance"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """What the search may know of one public record. Bodies are read, never stored.

    ``version`` changes whenever anything else here does (a hash of the edition and its filters).
    ``filters`` maps a facet's code to the record's values of it. ``published_at`` is aware.
    """

    id: int
    version: str
    title: str
    body: str = ""
    document_number: str = ""
    attachments: tuple[str, ...] = ()
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    published_at: datetime = EARLIEST


@dataclass(frozen=True, slots=True)
class Question:
    """A parsed query with filters, order and the stretch of hits that is wanted.

    Values of one facet are alternatives; facets add up. ``since`` is included, ``until`` is not.
    ``facets`` are the codes to count; each is counted with the filters of all the others.
    """

    query: Query
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: datetime | None = None
    until: datetime | None = None
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 20
    facets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found; ``score`` is 0 when sorted by date."""

    id: int
    score: float


@dataclass(frozen=True, slots=True)
class EnginePage:
    """A stretch of hits, how many there are in all, and counts by facet code and value."""

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Health:
    """State of one index: usable or not, why not, how many records, segments and bytes."""

    ready: bool
    message: str
    documents: int = 0
    segments: int = 0
    size_bytes: int = 0
    generation: str = ""


class Generation(Protocol):
    """One complete index: documents go in and become visible by `commit`, all at once."""

    def upsert(self, documents: Iterable[IndexedDocument]) -> None:
        """Put in, replacing what stands under the same ids."""

    def delete(self, ids: Iterable[int]) -> None:
        """Take out; unknown ids are no error."""

    def commit(self) -> None:
        """Make all changes durable and visible."""

    def rollback(self) -> None:
        """Forget all changes since the last commit."""

    def close(self) -> None:
        """Give back the right to write. Uncommitted changes are lost."""


class Engine(Generation, Protocol):
    """The index that readers see, and how to replace it as a whole."""

    def search(self, question: Question) -> EnginePage:
        """Answer from the last commit. Raises IndexUnavailableError, nothing else."""

    def ids_versions(self, *, after_id: int, limit: int) -> list[tuple[int, int]]:
        """Ids above *after_id* in ascending order with their `version_key`."""

    def new_generation(self) -> Generation:
        """An empty index beside this one, seen by nobody before `swap`."""

    def swap(self, generation: Generation) -> None:
        """Let readers see the committed *generation* from now on, in one step."""

    def health(self) -> Health:
        """Whether the index can be used; never raises."""


def version_key(version: str) -> int:
    """A version as a signed 64-bit number, which is what an engine stores of it."""
    return int.from_bytes(blake2b(version.encode(), digest_size=8).digest(), "big", signed=True)


def recency(published_at: datetime) -> float:
    """The factor by which a date lifts a score: 1 for the year 2000, 4 % more each year, at most 3.

    It depends on the date alone, so an index need not be rewritten as time goes by, and it never
    decays: a record of 2006 keeps more than half of the weight of one of 2026.
    """
    years = (published_at - _MILLENNIUM).total_seconds() / _YEAR_SECONDS
    return 1.0 + _YEARLY * min(max(years, 0.0), _MOST_YEARS)


_MILLENNIUM = datetime(2000, 1, 1, tzinfo=UTC)
_YEAR_SECONDS = 365.2425 * 86400
_YEARLY = 0.04
_MOST_YEARS = 50.0
TITLE_BOOST = 3.0
"""How much more a word counts when the title has it."""

NUMBER_BONUS = 1000.0
"""Added to the score of a record whose own 文号 was typed: such a hit stands first."""


def by_date(published_at: datetime, object_id: int) -> int:
    """The key of date order: later second first, then larger id; fits a signed 64-bit number."""
    seconds = int((published_at - EARLIEST).total_seconds() // 1)
    return min(max(seconds, -_FAR), _FAR) << 28 | object_id & 0xFFFFFFF


_FAR = 1 << 34
