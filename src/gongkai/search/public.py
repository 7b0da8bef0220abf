"""Searching, as other apps see it: ids with scores, true counts, advice when nothing was found.

The app that owns the index turns ids into rows (and leaves out what is no longer public), and marks
words with `highlight`, `snippet` and `as_html`.
"""

import logging
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from operator import itemgetter

from gongkai.search.advice import Advice, advise
from gongkai.search.engine import (
    DEEPEST_HIT,
    Engine,
    EnginePage,
    Health,
    Hit,
    IndexedDocument,
    IndexUnavailableError,
    Question,
    Sort,
)
from gongkai.search.engines.embedded import engine_for
from gongkai.search.highlight import as_html, highlight, snippet
from gongkai.search.query import Query, parse
from gongkai.search.registry import Facet, SearchIndex, indexes

__all__ = [
    "Advice",
    "Facet",
    "FacetCount",
    "FacetPage",
    "Health",
    "Hit",
    "IndexedDocument",
    "Query",
    "ResultPage",
    "SearchIndex",
    "Sort",
    "as_html",
    "health",
    "highlight",
    "indexes",
    "parse",
    "search",
    "snippet",
]

logger = logging.getLogger(__name__)

LARGEST_PAGE = 100
MOST_FILTER_VALUES = 50
TOO_MANY = f"只能翻到前 {DEEPEST_HIT} 条，请加词或筛选来缩小范围"
REBUILDING = "检索索引正在重建，请稍后再试；其间可以按栏目浏览"


@dataclass(slots=True)  # not frozen: hundreds are made for a page, and frozen ones cost double
class FacetCount:
    """A value to filter by: how many hits it has with all *other* filters, and whether chosen."""

    value: str
    label: str
    hits: int
    chosen: bool


class FacetPage:
    """One property with its values. They are put in order and named when first read: half of what
    a search costs beside the engine, and not everybody shows them."""

    def __init__(self, facet: Facet, counts: Mapping[str, int], chosen: tuple[str, ...]) -> None:
        self.code = facet.code
        self.label = facet.label
        self._facet = facet
        self._counts = counts
        self._chosen = chosen

    @cached_property
    def values(self) -> tuple[FacetCount, ...]:
        """Most hits first; chosen ones are always among them."""
        counts, chosen = self._counts, self._chosen
        if chosen:
            counts = {**dict.fromkeys(chosen, 0), **counts}
        naming = self._facet.labels
        labels = naming(counts.keys()) if naming and counts else {}
        order = sorted(counts.items())
        order.sort(key=itemgetter(1), reverse=True)
        return tuple(
            FacetCount(value, labels.get(value, value), hits, value in chosen)
            for value, hits in order
        )


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One page of hits.

    ``ready`` is False when there is no usable index; ``notes`` are sentences for the reader (what
    was cut from the query, that the index is being rebuilt); ``advice`` is given when nothing was
    found. ``total`` counts all hits; ``pages`` ends at the ten-thousandth.
    """

    query: Query
    sort: Sort
    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: tuple[FacetPage, ...] = ()
    page: int = 1
    pages: int = 1
    page_size: int = 20
    took_ms: float = 0.0
    ready: bool = True
    notes: tuple[str, ...] = ()
    advice: tuple[Advice, ...] = ()

    @property
    def ids(self) -> list[int]:
        return [hit.id for hit in self.hits]


def search(
    *,
    index: str,
    text: str,
    filters: Mapping[str, Iterable[str]] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    sort: str = Sort.RELEVANCE,
    page: int = 1,
    page_size: int = 20,
) -> ResultPage:
    """Search one registered index. No text, filter, sort or page number raises.

    ``filters`` maps a facet's code to chosen values: alternatives within a facet, all facets
    together. ``since`` is included, ``until`` is not. Without words everything matches, newest
    first. Raises LookupError only for an index that nobody registered.
    """
    started = time.perf_counter()
    known = indexes[index]
    query = parse(text)
    question = _question(known, query, filters or {}, since, until, sort, page, page_size)
    try:
        question, found, advice = _ask(engine_for(index), known, question)
    except IndexUnavailableError as error:
        logger.warning("index %s: %s", index, error)
        return ResultPage(query, question.sort, ready=False, notes=(REBUILDING,))
    size = question.limit
    too_many = (TOO_MANY,) if found.total > question.offset + size >= DEEPEST_HIT else ()
    return ResultPage(
        query=query,
        sort=question.sort,
        hits=found.hits,
        total=found.total,
        facets=tuple(
            FacetPage(facet, found.facets[facet.code], question.filters.get(facet.code, ()))
            for facet in known.facets
        ),
        page=question.offset // size + 1,
        pages=_pages(found.total, size),
        page_size=size,
        took_ms=(time.perf_counter() - started) * 1000,
        notes=query.notes + too_many,
        advice=advice,
    )


def _ask(
    engine: Engine, index: SearchIndex, question: Question
) -> tuple[Question, EnginePage, tuple[Advice, ...]]:
    """The answer; past the last page it is the last page, and with no hits there is advice."""
    found = engine.search(question)
    if found.total == 0:
        labels = {facet.code: facet.label for facet in index.facets}
        return question, found, advise(engine, question, labels)
    if not found.hits:
        last = (_pages(found.total, question.limit) - 1) * question.limit
        question = replace(question, offset=last)
        found = engine.search(question)
    return question, found, ()


def _pages(total: int, size: int) -> int:
    return max(-(-min(total, DEEPEST_HIT) // size), 1)


def health(*, index: str) -> Health:
    """Whether the index can be used, and how large it is; never raises."""
    return engine_for(index).health()


def _question(
    index: SearchIndex,
    query: Query,
    filters: Mapping[str, Iterable[str]],
    since: datetime | None,
    until: datetime | None,
    sort: str,
    page: int,
    page_size: int,
) -> Question:
    codes = index.facet_codes
    chosen = {code: tuple(filters[code])[:MOST_FILTER_VALUES] for code in codes if code in filters}
    size = min(max(page_size, 1), LARGEST_PAGE)
    order = Sort.DATE if query.is_empty or sort == Sort.DATE else Sort.RELEVANCE
    return Question(
        query=query,
        filters={code: values for code, values in chosen.items() if values},
        since=since,
        until=until,
        sort=order,
        offset=min(max(page, 1) - 1, (DEEPEST_HIT - 1) // size) * size,
        limit=size,
        facets=codes,
    )
