"""The engine of each registered index in this process, opened once."""

from functools import lru_cache
from pathlib import Path

from gongkai.search.engines.tantivy import TantivyEngine
from gongkai.search.registry import indexes
from gongkai.search.wake import index_folder


def engine_for(code: str) -> TantivyEngine:
    """The engine of an index. Raises LookupError for an index nobody registered."""
    index = indexes[code]
    return _engine(index_folder(code), index.facet_codes)


@lru_cache(maxsize=64)
def _engine(folder: Path, facets: tuple[str, ...]) -> TantivyEngine:
    return TantivyEngine(folder, facets)
