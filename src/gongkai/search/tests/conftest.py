import pytest

from gongkai.search import jobs
from gongkai.search.engines.embedded import engine_for
from gongkai.search.indexer import Indexer
from gongkai.search.registry import indexes
from gongkai.search.tests.library import NOW, Library


@pytest.fixture
def library(monkeypatch, settings, tmp_path):
    """A registered index of its own, in a folder of its own, that nobody has built yet."""
    settings.INDEX_ROOT = tmp_path / "index"
    library = Library()
    monkeypatch.setattr(indexes, "_things", {"library": library.index()})
    monkeypatch.setattr(jobs, "_seen", {})
    yield library
    engine_for("library").close()


@pytest.fixture
def engine(library):
    return engine_for("library")


@pytest.fixture
def indexer(library, engine):
    """The indexer of the library over an index that exists and is empty."""
    made = Indexer(library.index(), engine, lambda: NOW)
    generation = engine.new_generation()
    generation.commit()
    engine.swap(generation)
    return made
