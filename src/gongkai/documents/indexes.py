"""Public records in the search: what is loaded is what is public at that moment."""

from collections.abc import Collection

from django.utils import timezone

from gongkai.catalogue.public import section_names, theme_labels
from gongkai.documents import public
from gongkai.documents.public import SearchText
from gongkai.files.public import texts_of
from gongkai.orgs.public import unit_names
from gongkai.search.engine import IndexedDocument
from gongkai.search.registry import Facet, SearchIndex

INDEX = "documents"


def load(document_ids: Collection[int]) -> list[IndexedDocument]:
    """The public ones of these records, with the texts of their attachments."""
    found = public.search_texts(list(document_ids), timezone.now())
    texts = texts_of(sha256 for text in found for sha256 in text.hashes)
    return [_indexed(text, texts) for text in found]


def _indexed(text: SearchText, texts: dict[str, str]) -> IndexedDocument:
    return IndexedDocument(
        id=text.id,
        version=text.version,
        title=text.title,
        body=f"{text.body}\n{text.index_number}",
        document_number=text.document_number,
        attachments=tuple(texts[sha256] for sha256 in text.hashes if sha256 in texts),
        filters={
            "unit": (str(text.unit_id),),
            "section": (str(text.section_id),),
            "theme": (str(text.theme_id),) if text.theme_id else (),
            "year": (text.year,),
            "validity": (text.validity,) if text.validity else (),
        },
        published_at=text.listed_at,
    )


def versions(after_id: int, limit: int) -> list[tuple[int, str]]:
    """Ids and versions of all public records, for rebuilding and reconciling."""
    return public.search_versions(after_id, limit, timezone.now())


def _numbers(values: Collection[str]) -> list[int]:
    return [int(value) for value in values if value.isdecimal() and len(value) <= 18]


DOCUMENTS = SearchIndex(
    code=INDEX,
    label="公开信息",
    facets=(
        Facet("unit", "单位", lambda values: unit_names(_numbers(values))),
        Facet("section", "栏目", lambda values: section_names(_numbers(values))),
        Facet("theme", "主题", lambda values: theme_labels(_numbers(values))),
        Facet("year", "年份"),
        Facet("validity", "有效性"),
    ),
    load=load,
    all_versions=versions,
)
