"""Lists and sheets of staff: work in hand, what is public, what has ended, a record's register."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from gongkai.casework.selectors import newest_open
from gongkai.documents.flow import PUBLISHING
from gongkai.documents.models import (
    Approval,
    ChannelPosting,
    Document,
    Draft,
    Edition,
    Ending,
    Publication,
    Review,
    ValidityChange,
    Withdrawal,
)
from gongkai.kernel.actor import Actor
from gongkai.orgs.selectors import reach_of

PAGE = 20
SEARCH_WINDOW = 20_000
"""Records that one search for words looks through."""
DIGEST_LETTERS = 16


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A line of a staff list. ``at`` is saved, published or ended, by list; ``cursor`` is its id."""

    document_id: int
    case_id: int | None
    title: str
    number: str
    unit: str
    step: str
    at: datetime
    cursor: int


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Rows, and the cursor of the following page.

    ``searched`` is how many records a search for words has looked through when it stopped early:
    the following page goes on searching. 0 when it looked through all.
    """

    rows: list[RecordRow]
    next: int | None
    searched: int = 0


def _within(actor: Actor, prefix: str) -> Q:
    """The units whose records *actor* may read."""
    return reach_of(actor, "documents.read", f"{prefix}__path", f"{prefix}_id")


def _page(rows: list[RecordRow]) -> RecordPage:
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    return RecordPage(rows, rows[-1].cursor if more else None)


def drafts_in_hand(*, actor: Actor, words: str = "", before: int | None = None) -> RecordPage:
    """Drafts whose case is open, latest first; ``cursor`` is the case's id."""
    if words:
        found = _open_drafts(actor, words, before)
    else:
        within = reach_of(actor, "documents.read", "unit__path", "unit_id")
        found = Draft.objects.filter(
            case_id__in=newest_open(
                kind=PUBLISHING.code, within=within, before=before, limit=PAGE + 1
            )
        )
    drafts = found.select_related("case__unit").defer("body_html").order_by("-case_id")
    return _page(
        [
            RecordRow(
                draft.document_id,
                draft.case_id,
                draft.title,
                draft.document_number,
                draft.case.unit.short_name,
                draft.case.state,
                draft.saved_at,
                draft.case_id,
            )
            for draft in drafts[: PAGE + 1]
        ]
    )


def _open_drafts(actor: Actor, words: str, before: int | None) -> QuerySet[Draft]:
    """Open drafts with words in title or number: looks through the work in hand, not the records."""
    found = Draft.objects.filter(
        _within(actor, "case__unit"),
        Q(title__icontains=words) | Q(document_number__icontains=words),
        case__closed_at__isnull=True,
    )
    return found.filter(case_id__lt=before) if before else found


def _publications(
    found: QuerySet[Publication], words: str, before: int | None
) -> tuple[list[Publication], int | None]:
    """A page and one more, newest first; and the last row looked at if a search stopped there.

    A search looks through `SEARCH_WINDOW` records at a time, so that its cost is bounded; a whole
    索引号 is found wherever it stands.
    """
    joined = (
        found.select_related("edition", "unit", "document")
        .defer("edition__body_html", "edition__body_text")
        .order_by("-pk")
    )
    if before:
        joined = joined.filter(pk__lt=before)
    if not words:
        return list(joined[: PAGE + 1]), None
    numbered = list(joined.filter(document__index_number=words))
    if numbered:
        return numbered, None
    keys = joined.order_by("-pk").values_list("pk", flat=True)
    stop = next(iter(keys[SEARCH_WINDOW - 1 : SEARCH_WINDOW]), None)
    seen = joined if stop is None else joined.filter(pk__gte=stop)
    matching = Q(edition__document_number=words) | Q(edition__title__icontains=words)
    return list(seen.filter(matching)[: PAGE + 1]), stop


def _paged(rows: list[RecordRow], stop: int | None) -> RecordPage:
    """The page; a search that stopped before it was full goes on behind *stop*."""
    if stop is None or len(rows) > PAGE:
        return _page(rows)
    return RecordPage(rows, stop, SEARCH_WINDOW)


def published_records(*, actor: Actor, words: str = "", before: int | None = None) -> RecordPage:
    """Records that are public or scheduled, latest deed first."""
    found = Publication.objects.filter(_within(actor, "unit"), visible_until__isnull=True)
    rows, stop = _publications(found, words, before)
    return _paged([_row(row, row.visible_from, "") for row in rows], stop)


def ended_records(*, actor: Actor, words: str = "", before: int | None = None) -> RecordPage:
    """Publications that have ended: corrected, replaced or withdrawn."""
    found = Publication.objects.filter(_within(actor, "unit"), visible_until__isnull=False)
    rows, stop = _publications(found, words, before)
    kinds = dict(Ending.objects.filter(publication__in=rows).values_list("publication_id", "kind"))
    labels = dict(Ending.Kind.choices)
    return _paged(
        [_row(row, row.visible_until, str(labels.get(kinds.get(row.pk, ""), ""))) for row in rows],
        stop,
    )


def _row(row: Publication, at: datetime | None, step: str) -> RecordRow:
    return RecordRow(
        row.document_id,
        None,
        row.edition.title,
        row.edition.document_number or row.document.index_number or "",
        row.unit.short_name,
        step,
        at or row.visible_from,
        row.pk,
    )


def find_document(document_id: int) -> Document | None:
    return Document.objects.select_related("unit").filter(pk=document_id).first()


def find_draft(draft_id: int) -> Draft | None:
    found = Draft.objects.select_related("case__unit", "document__unit", "section", "edition")
    return found.filter(pk=draft_id).first()


def find_edition(document_id: int, number: int) -> Edition | None:
    return Edition.objects.filter(document_id=document_id, number=number).first()


def attachment_by(document_id: int, digest: str) -> dict[str, Any] | None:
    """The attachment of a document, in any of its editions, whose hash begins with *digest*."""
    editions = Edition.objects.filter(document_id=document_id).order_by("-number")
    for attachments in editions.values_list("attachments", flat=True):
        for item in attachments:
            if len(digest) >= DIGEST_LETTERS and item["sha256"].startswith(digest):
                found: dict[str, Any] = item
                return found
    return None


def latest_edition(document_id: int) -> Edition | None:
    return Edition.objects.filter(document_id=document_id).order_by("-number").first()


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One entry of a record's register (C4): when, what, who, and what was said."""

    at: datetime
    what: str
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class RecordSheet:
    """A record with everything that happened to it, from draft to withdrawal."""

    document: Document
    editions: list[Edition]
    publication: Publication | None
    drafts: list[Draft]
    withdrawals: list[Withdrawal]
    register: list[RegisterLine]
    postings: list[ChannelPosting]
    changes: list[ValidityChange]


def record_sheet(document: Document) -> RecordSheet:
    """The sheet of *document*: a fixed number of queries, whatever its history."""
    editions = list(
        Edition.objects.filter(document=document)
        .select_related("author", "section")
        .defer("body_text")
    )
    publications = list(
        Publication.objects.filter(document=document)
        .select_related("edition", "section", "unit", "approval__signer")
        .order_by("id")
    )
    postings = list(
        ChannelPosting.objects.filter(publication__document=document).select_related("by")
    )
    changes = list(ValidityChange.objects.filter(document=document).select_related("by"))
    return RecordSheet(
        document=document,
        editions=editions,
        publication=next((row for row in publications if row.visible_until is None), None),
        drafts=list(Draft.objects.filter(document=document).select_related("case").order_by("id")),
        withdrawals=list(
            Withdrawal.objects.filter(document=document).select_related("case").order_by("id")
        ),
        register=_register(document, editions, publications, postings, changes),
        postings=postings,
        changes=changes,
    )


def _register(
    document: Document,
    editions: list[Edition],
    publications: list[Publication],
    postings: list[ChannelPosting],
    changes: list[ValidityChange],
) -> list[RegisterLine]:
    lines = [
        RegisterLine(each.created_at, f"第{each.number}版定稿", each.author.name, each.title)
        for each in editions
    ]
    lines += _judgements(document)
    lines += [
        RegisterLine(
            row.published_at,
            f"第{row.edition.number}版发布到“{row.section.name}”",
            row.approval.signer.name,
            "",
        )
        for row in publications
    ]
    lines += _endings(document)
    lines += [
        RegisterLine(each.at, f"登记渠道：{each.get_channel_display()}", each.by.name, each.place)
        for each in postings
    ]
    lines += [
        RegisterLine(
            each.at, f"登记{each.get_kind_display()}（{each.on}）", each.by.name, each.basis
        )
        for each in changes
    ]
    return sorted(lines, key=lambda line: line.at)


def _judgements(document: Document) -> list[RegisterLine]:
    reviews = Review.objects.filter(edition__document=document)
    approvals = Approval.objects.filter(edition__document=document)
    lines = [
        RegisterLine(
            each.at,
            f"第{each.edition.number}版{each.get_kind_display()}：{each.get_outcome_display()}",
            each.reviewer.name,
            each.opinion,
        )
        for each in reviews.select_related("edition", "reviewer").order_by("id")
    ]
    return lines + [
        RegisterLine(each.at, f"第{each.edition.number}版签发", each.signer.name, each.opinion)
        for each in approvals.select_related("edition", "signer").order_by("id")
    ]


def _endings(document: Document) -> list[RegisterLine]:
    found = Ending.objects.filter(publication__document=document)
    joined = found.select_related("publication__edition", "approved_by").order_by("id")
    return [
        RegisterLine(
            each.at,
            f"第{each.publication.edition.number}版{each.get_kind_display()}",
            each.approved_by.name,
            each.reason,
        )
        for each in joined
    ]
