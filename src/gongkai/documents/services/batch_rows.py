"""The rows that let a chunk of imported records through each gate; the schema judges every one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import F

from gongkai.catalogue.services import allocate_index_numbers, register_foreign_index_numbers
from gongkai.documents import rules
from gongkai.documents.models import (
    Approval,
    BatchDecision,
    Document,
    Edition,
    ImportBatch,
    ImportedRecord,
    Publication,
    Review,
    ValidityChange,
)
from gongkai.documents.moving import validity
from gongkai.documents.moving.fitting import index_number_to_keep
from gongkai.documents.services.figures import count_in
from gongkai.documents.services.publishing import announce

SIZE = 250
"""Rows per statement."""


def _editions(chunk: Sequence[ImportedRecord]) -> dict[int, dict[str, Any]]:
    """What the gates ask of the editions, without their texts."""
    names = ("id", "document_id", "author_id", "content_hash", "unit_id", "section_id", "origin")
    found = Edition.objects.filter(pk__in=[row.edition_id for row in chunk])
    return {row["id"]: row for row in found.values(*names, "expires_on")}


def review_rows(decision: BatchDecision, chunk: Sequence[ImportedRecord], now: datetime) -> int:
    """A secrecy review of each edition, by the person who decided on the batch."""
    editions = _editions(chunk)
    Review.objects.bulk_create(
        [
            Review(
                edition_id=row.edition_id,
                author_id=editions[row.edition_id]["author_id"],
                content_hash=editions[row.edition_id]["content_hash"],
                kind=Review.Kind.SECRECY,
                outcome=Review.Outcome.PASS,
                reviewer_id=decision.by_id,
                opinion=decision.note,
                basis="条例第十七条；保密法第三十五条",
                at=decision.at,
            )
            for row in chunk
        ],
        batch_size=SIZE,
    )
    return 0


def publish_rows(decision: BatchDecision, chunk: Sequence[ImportedRecord], now: datetime) -> int:
    """Signature and publication of each edition; how many got another 索引号 than they stated."""
    editions = _editions(chunk)
    reviews = dict(
        Review.objects.filter(
            edition_id__in=list(editions), kind=Review.Kind.SECRECY, outcome=Review.Outcome.PASS
        ).values_list("edition_id", "id")
    )
    approvals = _approve(decision, chunk, editions)
    renumbered = _number(decision.batch, chunk, now)
    publications = Publication.objects.bulk_create(
        [
            _publication(row, editions[row.edition_id], reviews[row.edition_id], approval, now)
            for row, approval in zip(chunk, approvals, strict=True)
        ],
        batch_size=SIZE,
    )
    _enter_validity(decision, chunk, editions, now)
    count_in(
        section_id=decision.batch.section_id,
        unit_id=decision.batch.unit_id,
        records=len(publications),
        newest=max(row.listed_at for row in publications),
    )
    ImportBatch.objects.filter(pk=decision.batch_id).update(
        published=F("published") + len(publications)
    )
    announce([row.document_id for row in chunk], now, now)
    return renumbered


def _approve(
    decision: BatchDecision,
    chunk: Sequence[ImportedRecord],
    editions: dict[int, dict[str, Any]],
) -> list[Approval]:
    return Approval.objects.bulk_create(
        [
            Approval(
                edition_id=row.edition_id,
                author_id=editions[row.edition_id]["author_id"],
                content_hash=editions[row.edition_id]["content_hash"],
                signer_id=decision.by_id,
                opinion=decision.note,
                at=decision.at,
            )
            for row in chunk
        ],
        batch_size=SIZE,
    )


def _publication(
    row: ImportedRecord, edition: dict[str, Any], review_id: int, approval: Approval, now: datetime
) -> Publication:
    """Visible from now on, listed under the day the old site stated (else under now)."""
    return Publication(
        document_id=row.document_id,
        edition_id=row.edition_id,
        unit_id=edition["unit_id"],
        section_id=edition["section_id"],
        origin=edition["origin"],
        content_hash=edition["content_hash"],
        review_id=review_id,
        approval=approval,
        published_at=now,
        visible_from=now,
        listed_at=row.listed_at or now,
        date_stated=row.listed_at is not None,
    )


def _number(batch: ImportBatch, chunk: Sequence[ImportedRecord], now: datetime) -> int:
    """Keep each stated 索引号 that is free, give new ones to the others (rules §7.1)."""
    stated = {
        row.document_id: index_number_to_keep(row.header.get("index_number")) for row in chunk
    }
    first: dict[str, int] = {}
    for document_id, number in stated.items():
        if number:
            first.setdefault(number, document_id)
    taken = register_foreign_index_numbers(numbers=list(first), now=now) if first else set()
    numbers = {pk: number for number, pk in first.items() if number not in taken}
    without = [row.document_id for row in chunk if row.document_id not in numbers]
    year = now.astimezone(rules.ZONE).year
    fresh = allocate_index_numbers(
        unit=batch.unit, year=year, now=now, count=len(without), purpose="import"
    )
    numbers |= dict(zip(without, fresh, strict=True))
    documents = [Document(pk=pk, index_number=number) for pk, number in numbers.items()]
    Document.objects.bulk_update(documents, ["index_number"], batch_size=SIZE)
    return sum(1 for pk in without if stated[pk])


def _enter_validity(
    decision: BatchDecision,
    chunk: Sequence[ImportedRecord],
    editions: dict[int, dict[str, Any]],
    now: datetime,
) -> None:
    """Mark what the old site stated as repealed, lapsed or amended; without a day, as of now."""
    today = now.astimezone(rules.ZONE).date()
    changes = []
    for row in chunk:
        kind = validity.ended(row.header.get("validity"))
        if kind is None:
            continue
        stated = editions[row.edition_id]["expires_on"]
        known = stated if stated and stated <= today else None
        basis = f"原网站题头注明“{row.header['validity']}”"
        changes.append(
            ValidityChange(
                document_id=row.document_id,
                kind=kind.value,
                on=known or today,
                basis=(basis if known else f"{basis}，未写明日期")[:300],
                by_id=decision.by_id,
                at=now,
            )
        )
    ValidityChange.objects.bulk_create(changes, batch_size=SIZE)
