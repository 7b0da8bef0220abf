"""The raw engine: tantivy called by hand with the same tokens, fields, scoring and facets."""

import shutil
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import tantivy as tv

from gongkai.search.engine import by_date, recency, version_key
from gongkai.search.engines.tantivy_queries import schema
from gongkai.search.tokens import atoms, document_number, fold, phrase, tokens

FACETS = ("unit", "section", "theme", "year", "validity", "kind")
MUST, SHOULD = tv.Occur.Must, tv.Occur.Should
Loader = Callable[[Iterable[int]], list[Any]]
SCHEMA = schema(FACETS)
COUNT = {code: {"terms": {"field": f"facet_{code}", "size": 10_000}} for code in FACETS}


def raw_document(document: Any) -> Any:
    """A record as tantivy takes it."""
    title = tokens(fold(document.title))
    number = tokens(fold(document.document_number))
    fields: dict[str, Any] = {
        "id": [document.id],
        "version": [version_key(document.version)],
        "at": [by_date(document.published_at, document.id)],
        "recency": [2.0 ** recency(document.published_at) - 2.0],
        "text": [title, number, tokens(fold(document.body))],
        "title": [title],
        "number": [document_number(document.document_number)],
    }
    for code in FACETS:
        fields[f"facet_{code}"] = list(document.filters[code])
    return tv.Document.from_dict(fields, SCHEMA)


def raw_build(load: Loader, folder: Path, count: int) -> float:
    """Seconds to build the same index by hand, without the time to make the documents."""
    folder.mkdir()
    writer = tv.Index(SCHEMA, str(folder)).writer(256_000_000, 1)
    spent = 0.0
    for first in range(1, count + 1, 500):
        documents = load(range(first, min(first + 500, count + 1)))
        started = time.perf_counter()
        for document in documents:
            writer.add_document(raw_document(document))
        spent += time.perf_counter() - started
    started = time.perf_counter()
    writer.commit()
    writer.wait_merging_threads()
    return spent + time.perf_counter() - started


def _word(row: tuple[str, ...], field: str) -> tv.Query:
    terms: list[Any] = [(term.place, term.token) for term in phrase(row)]
    if len(terms) == 1:
        return tv.Query.term_query(SCHEMA, field, terms[0][1])
    return tv.Query.phrase_query(SCHEMA, field, terms)


def _value(code: str, value: str) -> tuple[Any, tv.Query]:
    query = tv.Query.term_query(SCHEMA, f"facet_{code}", value)
    return (MUST, tv.Query.const_score_query(query, 0.0))


class RawEngine:
    """Asks the index in *folder* (one generation) by hand."""

    def __init__(self, folder: Path) -> None:
        self._index = tv.Index.open(str(folder))

    def ask(self, text: str, filters: dict[str, tuple[str, ...]], sort: str) -> int:
        """Twenty hits with their ids, all facets with true counts; returns the total."""
        rows = [tuple(atoms(fold(part))) for part in text.replace('"', "").split()]
        words = [(MUST, _word(row, "text")) for row in rows]
        chosen = [_value(code, values[0]) for code, values in filters.items()]
        matching = tv.Query.boolean_query(words + chosen)
        searcher = self._index.searcher()
        if sort == "date":
            found = searcher.search(matching, 20, order_by_field="at")
        else:
            extra = [(SHOULD, tv.Query.boost_query(_word(row, "title"), 3.0)) for row in rows]
            if "〔" in text:
                number = tv.Query.term_query(SCHEMA, "number", document_number(text))
                extra.append((SHOULD, tv.Query.const_score_query(number, 1000.0)))
            ranked = tv.Query.boolean_query(words + chosen + extra)
            found = searcher.search(ranked, 20, weight_by_field="recency")
        searcher.fast_field_values("id", [address for _, address in found.hits])
        free = {code: spec for code, spec in COUNT.items() if code not in filters}
        searcher.aggregate(matching, free)
        for code in filters:
            searcher.aggregate(tv.Query.boolean_query(words), {code: COUNT[code]})
        total: int = found.count  # type: ignore[attr-defined]  # the stub forgets it
        return total


def raw_visible(load: Loader, folder: Path, times: int) -> list[float]:
    """Milliseconds to add, commit, reload and find; on a copy of the generation in *folder*."""
    copy = folder.parent / "raw-visible"
    shutil.copytree(folder, copy)
    index = tv.Index.open(str(copy))
    writer = index.writer(64_000_000, 1)
    found: list[float] = []
    for nth in range(times):
        document = load([20_000_000 + nth])[0]
        time.sleep(0.05)
        started = time.perf_counter()
        writer.delete_documents_by_query(tv.Query.term_query(SCHEMA, "id", document.id))
        writer.add_document(raw_document(document))
        writer.commit()
        index.reload()
        if not index.searcher().search(tv.Query.term_query(SCHEMA, "id", document.id)).hits:
            raise AssertionError("not visible after the reload")
        found.append((time.perf_counter() - started) * 1000)
    writer.wait_merging_threads()
    shutil.rmtree(copy)
    return found
