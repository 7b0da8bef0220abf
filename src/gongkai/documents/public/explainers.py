"""Explainers as the public reads them: beside their document, and in one list."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from gongkai.documents.models import PolicyExplainer
from gongkai.documents.public.rows import PublicRow, page_of, rows_of, visible
from gongkai.documents.rules.explainers import KIND_LABELS, ExplainerKind


@dataclass(frozen=True, slots=True)
class ExplainerLink:
    """The other half of a pair of document and explainer; ``kind`` "" when it is the document."""

    document_id: int
    title: str
    kind: str
    date: datetime | None


def links_of(document_id: int, now: datetime) -> tuple[ExplainerLink, ...]:
    """What explains a record, and what it explains, as far as that is public at *now*."""
    pairs = PolicyExplainer.objects.filter(Q(document_id=document_id) | Q(explained_id=document_id))
    found = list(pairs.order_by("id").values_list("document_id", "explained_id", "kind"))
    others = [pk if explained == document_id else explained for pk, explained, _ in found]
    rows = rows_of(others, now)
    return tuple(
        ExplainerLink(
            other,
            rows[other].title,
            KIND_LABELS[ExplainerKind(kind)] if explained == document_id else "",
            rows[other].date,
        )
        for other, (_, explained, kind) in zip(others, found, strict=True)
        if other in rows
    )


@dataclass(frozen=True, slots=True)
class ExplainerRow:
    """An explainer in the list, with the document it explains (None when that is not public)."""

    row: PublicRow
    kind: str
    explained: PublicRow | None


@dataclass(frozen=True, slots=True)
class ExplainerPage:
    """Explainers, newest first; cursors as in `RowPage`."""

    rows: list[ExplainerRow]
    next: str | None
    previous: str | None


def explainers_page(
    now: datetime, *, kind: str = "", older: str = "", newer: str = ""
) -> ExplainerPage:
    """All explainers that are public, or those of one form."""
    found = visible(now).filter(document__as_explainer__isnull=False)
    if kind in set(ExplainerKind):
        found = found.filter(document__as_explainer__kind=kind)
    page = page_of(found, now, older, newer)
    pairs = {
        pk: (explained, code)
        for pk, explained, code in PolicyExplainer.objects.filter(
            document_id__in=[row.id for row in page.rows]
        ).values_list("document_id", "explained_id", "kind")
    }
    explained = rows_of([pair[0] for pair in pairs.values()], now)
    rows = [
        ExplainerRow(
            row, KIND_LABELS[ExplainerKind(pairs[row.id][1])], explained.get(pairs[row.id][0])
        )
        for row in page.rows
    ]
    return ExplainerPage(rows, page.next, page.previous)
