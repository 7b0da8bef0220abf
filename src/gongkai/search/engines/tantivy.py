"""The embedded engine: tantivy in this process, read by mmap (design §6).

An index is a folder of generations and a pointer file to the one that readers see. Readers notice
a commit by the generation's ``meta.json``, a swap by the pointer, both by a look at the file.
"""

import json
import os
import shutil
import threading
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import tantivy as tv

from gongkai.search.engine import (
    Engine,
    EnginePage,
    Generation,
    Health,
    Hit,
    IndexedDocument,
    IndexUnavailableError,
    Question,
    Sort,
)
from gongkai.search.engines.tantivy_generation import TantivyGeneration, engine_errors
from gongkai.search.engines.tantivy_queries import Compiled, count_values, schema

FORM = 1
"""Raise it whenever tokens or fields change: indexes of another form are rebuilt."""

_POINTER = "current.json"
Stamp = tuple[int, int, int]


def _stamp(path: str) -> Stamp | None:
    try:
        status = os.stat(path)  # noqa: PTH116  at every question, and Path is slow
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_ino, status.st_size


@dataclass(slots=True)
class _Reader:
    """The generation that this process reads, with the stamps of what it has seen."""

    pointer: Stamp
    meta: Stamp | None
    meta_path: str
    index: tv.Index
    name: str


class TantivyEngine(Engine):
    """The index under one folder: generations ``g-…`` and the pointer to the one in use."""

    def __init__(self, root: Path, facets: Sequence[str]) -> None:
        self._root = root
        self._pointer = str(root / _POINTER)
        self._facets = tuple(facets)
        self._schema = schema(self._facets)
        self._counts = {code: count_values(code) for code in self._facets}
        self._lock = threading.Lock()
        self._reader: _Reader | None = None
        self._writing: TantivyGeneration | None = None

    # ---- reading ---------------------------------------------------------------------------

    def search(self, question: Question) -> EnginePage:
        compiled = Compiled(self._schema, question)
        searcher = self._searcher()
        with engine_errors():
            by_score = question.sort is Sort.RELEVANCE
            found = searcher.search(
                compiled.scored() if by_score else compiled.matching(),
                max(question.limit, 1),
                offset=question.offset,
                order_by_field=None if by_score else "at",
                weight_by_field="recency" if by_score else None,
            )
            taken = found.hits[: question.limit]
            ids = _numbers(searcher, "id", [address for _, address in taken])
            facets = self._facet_counts(searcher, compiled, question)
        scores = [score if by_score else 0.0 for score, _ in taken]
        total: int = found.count  # type: ignore[attr-defined]  # the stub forgets it
        return EnginePage(tuple(map(Hit, ids, scores)), total, facets)

    def _facet_counts(
        self, searcher: tv.Searcher, compiled: Compiled, question: Question
    ) -> Mapping[str, Mapping[str, int]]:
        """One pass counts all facets without a filter of their own; each of the others its own."""
        groups = [("", [code for code in question.facets if code not in question.filters])]
        groups += [(code, [code]) for code in question.facets if code in question.filters]
        counts: dict[str, dict[str, int]] = {}
        for without, codes in groups:
            if codes:
                wanted = {code: self._counts[code] for code in codes}
                found = searcher.aggregate(compiled.matching(without), wanted)
                for code in codes:
                    buckets = found[code]["buckets"]
                    counts[code] = {bucket["key"]: bucket["doc_count"] for bucket in buckets}
        return counts

    def ids_versions(self, *, after_id: int, limit: int) -> list[tuple[int, int]]:
        searcher = self._searcher()
        with engine_errors():
            above = tv.Query.range_query(
                self._schema, "id", tv.FieldType.Integer, lower_bound=after_id, include_lower=False
            )
            found = searcher.search(
                above, limit, count=False, order_by_field="id", order=tv.Order.Asc
            )
            addresses = [address for _, address in found.hits]
            ids = _numbers(searcher, "id", addresses)
            return list(zip(ids, _numbers(searcher, "version", addresses), strict=True))

    def health(self) -> Health:
        try:
            reader = self._fresh_reader()
            searcher = reader.index.searcher()
            with engine_errors():
                searcher.search(tv.Query.all_query(), 1, order_by_field="at")
        except IndexUnavailableError as error:
            return Health(False, str(error))
        folder = self._root / reader.name
        size = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
        return Health(
            ready=True,
            message="可用",
            documents=searcher.num_docs,
            segments=searcher.num_segments,
            size_bytes=size,
            generation=reader.name,
        )

    def _searcher(self) -> tv.Searcher:
        return self._fresh_reader().index.searcher()

    def _fresh_reader(self) -> _Reader:
        """The reader, brought up to the last commit or swap. Raises IndexUnavailableError."""
        reader = self._reader
        stamp = _stamp(self._pointer)
        if reader is None or stamp != reader.pointer:
            reader = self._open_reader()
        meta = _stamp(reader.meta_path)
        if meta != reader.meta:
            with self._lock, engine_errors():
                reader.index.reload()
                reader.meta = meta
        return reader

    def _open_reader(self) -> _Reader:
        with self._lock:
            stamp = _stamp(self._pointer)
            if self._reader is not None and stamp == self._reader.pointer:
                return self._reader  # another thread was faster
            name = self._current()
            folder = self._root / name
            meta_path = str(folder / "meta.json")
            meta = _stamp(meta_path)
            if stamp is None or meta is None:
                raise IndexUnavailableError("检索索引尚未建立")
            with engine_errors():
                index = tv.Index.open(str(folder))
                index.config_reader("manual")
                index.reload()
            self._reader = _Reader(stamp, meta, meta_path, index, name)
            return self._reader

    def _current(self) -> str:
        """The name of the generation in use. Raises IndexUnavailableError when there is none."""
        try:
            pointer = json.loads((self._root / _POINTER).read_text("utf-8"))
            name, form = str(pointer["generation"]), pointer["form"]
        except FileNotFoundError:
            raise IndexUnavailableError("检索索引尚未建立") from None
        except (ValueError, KeyError, TypeError) as error:
            raise IndexUnavailableError("检索索引损坏，需要重建") from error
        if form != self._form():
            raise IndexUnavailableError("检索索引是旧版本的格式，需要重建")
        return name

    def _form(self) -> list[object]:
        return [FORM, *self._facets]

    # ---- writing ---------------------------------------------------------------------------

    def upsert(self, documents: Iterable[IndexedDocument]) -> None:
        self._current_generation().upsert(documents)

    def delete(self, ids: Iterable[int]) -> None:
        self._current_generation().delete(ids)

    def commit(self) -> None:
        self._current_generation().commit()

    def rollback(self) -> None:
        if self._writing is not None:
            self._writing.rollback()

    def close(self) -> None:
        writing, self._writing = self._writing, None
        if writing is not None:
            writing.close()

    def _current_generation(self) -> TantivyGeneration:
        folder = self._root / self._current()
        if self._writing is None or self._writing.folder != folder:
            self.close()
            self._writing = TantivyGeneration(folder, self._facets)
        return self._writing

    # ---- generations -----------------------------------------------------------------------

    def new_generation(self) -> TantivyGeneration:
        """Also clears away what an earlier attempt left, so call it under the rebuild's lease."""
        self._remove_all_but(self._name_in_use())
        folder = self._root / f"g-{uuid.uuid4().hex[:12]}"
        folder.mkdir(parents=True)
        return TantivyGeneration(folder, self._facets, fresh=True)

    def swap(self, generation: Generation) -> None:
        if not isinstance(generation, TantivyGeneration):
            raise TypeError("not a generation of this engine")
        generation.close()
        pointer = {"generation": generation.folder.name, "form": self._form()}
        _write_durably(self._root / _POINTER, json.dumps(pointer))
        self.close()
        self._remove_all_but(generation.folder.name)

    def _name_in_use(self) -> str:
        try:
            return self._current()
        except IndexUnavailableError:
            return ""

    def _remove_all_but(self, name: str) -> None:
        for folder in self._root.glob("g-*"):
            if folder.name != name:
                shutil.rmtree(folder, ignore_errors=True)


def _numbers(searcher: tv.Searcher, field: str, addresses: list[tv.DocAddress]) -> list[int]:
    """The whole numbers of a field, in the order of the addresses."""
    return [int(value or 0) for value in searcher.fast_field_values(field, addresses)]


def _write_durably(path: Path, text: str) -> None:
    """Replace a file in one step that survives a power cut."""
    beside = path.with_suffix(".new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
