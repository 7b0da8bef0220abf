"""An invented index for the tests: a dict of documents stands for the business and its database."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from gongkai.search.engine import IndexedDocument
from gongkai.search.registry import Facet, SearchIndex

NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)
NAMES = {"1": "县财政局", "2": "县教育局"}


def unit_names(values: Collection[str]) -> dict[str, str]:
    return {value: NAMES[value] for value in values if value in NAMES}


def document(object_id: int, title: str = "公开", **more) -> IndexedDocument:
    return IndexedDocument(id=object_id, version=more.pop("version", "1"), title=title, **more)


@dataclass
class Library:
    """Public documents by id; ``broken`` ids raise when they are loaded."""

    public: dict[int, IndexedDocument] = field(default_factory=dict)
    broken: set[int] = field(default_factory=set)
    loads: list[list[int]] = field(default_factory=list)

    def put(self, *documents: IndexedDocument) -> list[int]:
        self.public.update((document.id, document) for document in documents)
        return [document.id for document in documents]

    def change(self, object_id: int, **fields) -> None:
        self.public[object_id] = replace(self.public[object_id], **fields)

    def load(self, ids: Collection[int]) -> list[IndexedDocument]:
        self.loads.append(list(ids))
        if self.broken & set(ids):
            raise ValueError("this record cannot be read")
        return [self.public[object_id] for object_id in ids if object_id in self.public]

    def all_versions(self, after_id: int, limit: int) -> list[tuple[int, str]]:
        ids = sorted(object_id for object_id in self.public if object_id > after_id)
        return [(object_id, self.public[object_id].version) for object_id in ids[:limit]]

    def index(self) -> SearchIndex:
        return SearchIndex(
            code="library",
            label="藏书",
            facets=(Facet("unit", "发布单位", unit_names), Facet("year", "年份")),
            load=self.load,
            all_versions=self.all_versions,
        )
