"""The oracle: every record is looked at, matches are plain substrings. For tests and tiny sets."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from gongkai.search.engine import (
    NUMBER_BONUS,
    TITLE_BOOST,
    Engine,
    EnginePage,
    Generation,
    Health,
    Hit,
    IndexedDocument,
    Question,
    Sort,
    by_date,
    recency,
    version_key,
)
from gongkai.search.query import Query, Word
from gongkai.search.tokens import atoms, canonical, document_number, fold, needle


@dataclass(frozen=True, slots=True)
class _Record:
    id: int
    version: int
    title: str
    texts: tuple[str, ...]
    number: str
    filters: Mapping[str, frozenset[str]]
    published_at: datetime

    def holds(self, word: Word) -> bool:
        wanted = needle(word.row)
        return any(wanted in text for text in self.texts)

    def answers(self, query: Query) -> bool:
        return all(map(self.holds, query.words)) and not any(map(self.holds, query.excluded))

    def passes(self, question: Question, without: str = "") -> bool:
        since, until = question.since, question.until
        if since is not None and self.published_at < since:
            return False
        if until is not None and self.published_at >= until:
            return False
        return all(
            code == without or not self.filters.get(code, frozenset()).isdisjoint(values)
            for code, values in question.filters.items()
        )

    def score(self, query: Query) -> float:
        found = sum(
            sum(text.count(needle(word.row)) for text in self.texts)
            + TITLE_BOOST * self.title.count(needle(word.row))
            + NUMBER_BONUS * (word.number != "" and word.number == self.number)
            for word in query.words
        )
        return recency(self.published_at) * (found or 1.0)


def _canonical(text: str) -> str:
    return canonical(atoms(fold(text)))


def _record(document: IndexedDocument) -> _Record:
    title = _canonical(document.title)
    others = (document.document_number, document.body, *document.attachments)
    return _Record(
        id=document.id,
        version=version_key(document.version),
        title=title,
        texts=(title, *map(_canonical, others)),
        number=document_number(document.document_number),
        filters={code: frozenset(values) for code, values in document.filters.items()},
        published_at=document.published_at,
    )


class BruteGeneration(Generation):
    """Records in a dict; changes wait in a copy until `commit`."""

    def __init__(self) -> None:
        self.records: dict[int, _Record] = {}
        self._pending: dict[int, _Record] = {}

    def upsert(self, documents: Iterable[IndexedDocument]) -> None:
        self._pending.update((document.id, _record(document)) for document in documents)

    def delete(self, ids: Iterable[int]) -> None:
        for object_id in ids:
            self._pending.pop(object_id, None)

    def commit(self) -> None:
        self.records = dict(self._pending)

    def rollback(self) -> None:
        self._pending = dict(self.records)

    def close(self) -> None:
        self.rollback()


class BruteEngine(BruteGeneration, Engine):
    """Looks at every record for every question."""

    def search(self, question: Question) -> EnginePage:
        answering = [r for r in self.records.values() if r.answers(question.query)]
        passing = [record for record in answering if record.passes(question)]
        query = question.query
        if question.sort is Sort.DATE:
            passing.sort(key=lambda record: by_date(record.published_at, record.id), reverse=True)
        else:
            passing.sort(key=lambda record: (-record.score(query), record.id))
        scored = question.sort is Sort.RELEVANCE
        wanted = passing[question.offset : question.offset + question.limit]
        hits = tuple(Hit(r.id, r.score(query) if scored else 0.0) for r in wanted)
        facets = {
            code: Counter(
                value
                for record in answering
                if record.passes(question, without=code)
                for value in record.filters.get(code, ())
            )
            for code in question.facets
        }
        return EnginePage(hits, len(passing), facets)

    def ids_versions(self, *, after_id: int, limit: int) -> list[tuple[int, int]]:
        ids = sorted(object_id for object_id in self.records if object_id > after_id)
        return [(object_id, self.records[object_id].version) for object_id in ids[:limit]]

    def new_generation(self) -> Generation:
        return BruteGeneration()

    def swap(self, generation: Generation) -> None:
        if not isinstance(generation, BruteGeneration):
            raise TypeError("not a generation of this engine")
        self.records = dict(generation.records)
        self.rollback()

    def health(self) -> Health:
        return Health(True, "可用", documents=len(self.records), segments=1)
