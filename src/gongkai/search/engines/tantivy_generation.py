"""One generation of the embedded index: a folder, and its only writer."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy as tv

from gongkai.search.engine import (
    Generation,
    IndexBusyError,
    IndexedDocument,
    IndexUnavailableError,
    by_date,
    recency,
    version_key,
)
from gongkai.search.engines.tantivy_queries import facet_field, schema, storable
from gongkai.search.tokens import document_number, fold, tokens

logger = logging.getLogger(__name__)

HEAP_BYTES = 64_000_000
BUILD_HEAP_BYTES = 256_000_000
"""A rebuild uses one thread with much memory: larger segments make a smaller index (0.74 of the
text instead of 0.79), and the web server keeps a processor."""


@contextmanager
def engine_errors() -> Iterator[None]:
    """Turn whatever tantivy raises over a broken index into IndexUnavailableError, loudly."""
    try:
        yield
    except (ValueError, OSError, RuntimeError) as error:
        logger.exception("search index failed")
        raise IndexUnavailableError("检索索引损坏，需要重建") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # pyo3 gives no class to catch
            raise
        logger.exception("search index failed")
        raise IndexUnavailableError("检索索引损坏，需要重建") from error


class TantivyGeneration(Generation):
    """One index folder, as its only writer."""

    def __init__(self, folder: Path, facets: tuple[str, ...], *, fresh: bool = False) -> None:
        self.folder = folder
        self._facets = facets
        self._schema = schema(facets)
        self._fresh = fresh  # nothing in it yet that an upsert would replace
        self._writer: tv.IndexWriter | None = None

    def upsert(self, documents: Iterable[IndexedDocument]) -> None:
        made = [
            (document.id, tv.Document.from_dict(self._fields(document), self._schema))
            for document in documents
        ]  # all of them before the first change: a document that cannot be made changes nothing
        if not self._fresh:
            self.delete(object_id for object_id, _ in made)
        writer = self._open_writer()
        with engine_errors():
            for _, document in made:
                writer.add_document(document)

    def delete(self, ids: Iterable[int]) -> None:
        wanted = list(ids)
        if wanted:
            writer = self._open_writer()
            with engine_errors():
                query = tv.Query.term_set_query(self._schema, "id", wanted)
                writer.delete_documents_by_query(query)

    def commit(self) -> None:
        writer = self._open_writer()
        with engine_errors():
            writer.commit()
        self._fresh = False

    def rollback(self) -> None:
        if self._writer is None:
            return
        try:
            with engine_errors():
                self._writer.rollback()
        except IndexUnavailableError:
            self.close()

    def close(self) -> None:
        """Also waits for merges under way. A folder that was replaced meanwhile is no error."""
        writer, self._writer = self._writer, None
        if writer is not None:
            try:
                writer.wait_merging_threads()
            except (ValueError, OSError, RuntimeError) as error:
                logger.info("index writer ended: %s", error)

    def _open_writer(self) -> tv.IndexWriter:
        if self._writer is None:
            heap = BUILD_HEAP_BYTES if self._fresh else HEAP_BYTES
            try:
                index = tv.Index(self._schema, str(self.folder))
                self._writer = index.writer(heap, 1)
            except (ValueError, OSError) as error:
                if "Lock" in str(error):
                    raise IndexBusyError("另一个进程正在写检索索引") from error
                raise IndexUnavailableError("检索索引损坏，需要重建") from error
        return self._writer

    def _fields(self, document: IndexedDocument) -> dict[str, list[str | int | float]]:
        number = document.document_number
        texts = (document.title, number, document.body, *document.attachments)
        streams = [tokens(fold(text)) for text in texts if text]
        fields: dict[str, list[str | int | float]] = {
            "id": [document.id],
            "version": [version_key(document.version)],
            "at": [by_date(document.published_at, document.id)],
            "recency": [2.0 ** recency(document.published_at) - 2.0],
            "text": [*streams],
            "title": [tokens(fold(document.title))],
        }
        if number:
            fields["number"] = [document_number(number)]
        for code in self._facets:
            values = document.filters.get(code, ())
            fields[facet_field(code)] = [storable(value) for value in values]
        return fields
