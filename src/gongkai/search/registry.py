"""How business reaches the search: it registers an index, and search asks it for documents."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from gongkai.kernel.registry import Registry
from gongkai.search.engine import IndexedDocument


@dataclass(frozen=True)
class Facet:
    """A property to filter by and count: ``unit``, ``year``, … ``labels`` names its values.

    ``labels`` is asked once per page with the values shown; without it values name themselves.
    """

    code: str
    label: str
    labels: Callable[[Collection[str]], Mapping[str, str]] | None = None


@dataclass(frozen=True)
class SearchIndex:
    """One set of public records that can be searched, described by the app that owns them.

    ``load(ids)`` returns the documents of those ids that are public *at this moment*; whatever it
    leaves out is taken out of the index. ``all_versions(after_id, limit)`` pages through the ids
    above *after_id* of all public records, ascending, with their versions. Both are the truth: the
    index is rebuilt and mended from them. ``version`` must change whenever the document does.
    """

    code: str
    label: str
    facets: tuple[Facet, ...]
    load: Callable[[Collection[int]], list[IndexedDocument]]
    all_versions: Callable[[int, int], list[tuple[int, str]]]

    @property
    def facet_codes(self) -> tuple[str, ...]:
        return tuple(facet.code for facet in self.facets)


indexes: Registry[SearchIndex] = Registry("search index")
