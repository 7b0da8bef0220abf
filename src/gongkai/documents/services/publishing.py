"""The one place where a publication row is written (imports write theirs in bulk, same gates)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from gongkai.catalogue.services import allocate_index_number
from gongkai.documents import rules, selectors
from gongkai.documents.models import (
    Approval,
    Document,
    Edition,
    EditionScreening,
    Ending,
    Publication,
    Review,
)
from gongkai.documents.services.figures import count_in, count_out
from gongkai.kernel.actor import Actor
from gongkai.kernel.errors import refuse_if
from gongkai.search.services import enqueue

INDEX = "documents"


@transaction.atomic
def publish_edition(
    *,
    actor: Actor,
    edition: Edition,
    approval: Approval,
    publish_at: datetime | None,
    reason: str,
    now: datetime,
    amends: bool = False,
) -> Publication:
    """Make *edition* public from ``publish_at`` (never before now), ending the text before it.

    ``amends``: the text before it was right and has been amended; it stays readable as history.

    Raises Refusal when a gate is not met; the schema would refuse the same row (design §3).
    """
    review = selectors.secrecy_pass_of(edition)
    screening = selectors.passed_screening(edition.pk, edition.content_hash)
    refuse_if(
        rules.reasons_against_publication(
            openness=edition.openness,
            secrecy_passed=review is not None,
            screened=screening is not None,
            signed=approval.edition_id == edition.pk,
            withdrawn=False,
        )
    )
    visible_from = max(now, publish_at) if publish_at else now
    before = selectors.open_publication(edition.document_id)
    if before is not None:
        end_publication(before, visible_from)
        count_out(section_id=before.section_id, unit_id=before.unit_id)
    publication = Publication.objects.create(
        **_gates(edition, review, approval, screening),
        published_at=now,
        visible_from=visible_from,
        listed_at=visible_from,
    )
    count_in(
        section_id=publication.section_id,
        unit_id=publication.unit_id,
        records=1,
        newest=visible_from,
    )
    if before is not None:
        kind = Ending.Kind.AMENDED if amends else Ending.Kind.CORRECTED
        _note_ending(kind, before, publication, approval, reason, now)
    _number(edition.document, visible_from, now)
    announce([edition.document_id], now, visible_from)
    return publication


def _gates(
    edition: Edition,
    review: Review | None,
    approval: Approval,
    screening: EditionScreening | None,
) -> dict[str, object]:
    return {
        "document_id": edition.document_id,
        "edition": edition,
        "unit_id": edition.unit_id,
        "section_id": edition.section_id,
        "origin": edition.origin,
        "content_hash": edition.content_hash,
        "review": review,
        "approval": approval,
        "screening": screening,
    }


def end_publication(publication: Publication, at: datetime) -> None:
    """Write the moment from which *publication* is no longer public; it can be written once."""
    publication.visible_until = at
    publication.save(update_fields=["visible_until"])


def _note_ending(
    kind: Ending.Kind,
    before: Publication,
    after: Publication,
    approval: Approval,
    reason: str,
    now: datetime,
) -> None:
    Ending.objects.create(
        publication=before,
        kind=kind,
        reason=reason or kind.label,
        ends_at=after.visible_from,
        successor=after,
        requested_by_id=after.edition.author_id,
        approved_by_id=approval.signer_id,
        at=now,
    )


def _number(document: Document, visible_from: datetime, now: datetime) -> None:
    """Give the document its 索引号 the first time it becomes public; it never changes (§7.1)."""
    if document.index_number is None:
        year = visible_from.astimezone(rules.ZONE).year
        document.index_number = allocate_index_number(unit=document.unit, year=year, now=now)
        document.save(update_fields=["index_number"])


def announce(document_ids: Iterable[int], now: datetime, visible_from: datetime) -> None:
    """Tell the search index, in this transaction, that documents changed now and at a later time."""
    ids = list(document_ids)
    enqueue(index=INDEX, object_ids=ids, not_before=now)
    if visible_from > now:
        enqueue(index=INDEX, object_ids=ids, not_before=visible_from)
