"""The engine of each registered index in this process, opened once."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from gongkai.search.engines.tantivy import TantivyEngine
from gongkai.search.registry import indexes


def engine_for(code: str) -> TantivyEngine:
    """The engine of an index. Raises LookupError for an index nobody registered."""
    return _engine(settings.INDEX_ROOT, code, indexes[code].facet_codes)


@lru_cache(maxsize=64)
def _engine(root: Path, code: str, facets: tuple[str, ...]) -> TantivyEngine:
    return TantivyEngine(root / code, facets)
