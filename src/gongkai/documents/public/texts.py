"""Public records as the search index knows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongkai.documents.images import listed
from gongkai.documents.public.rows import latest_changes, local_day, visible
from gongkai.documents.rules import VALIDITY_LABELS, ZONE, validity_on


@dataclass(frozen=True, slots=True)
class SearchText:
    """What the index may know of a public record."""

    id: int
    version: str
    title: str
    document_number: str
    index_number: str
    body: str
    hashes: tuple[str, ...]
    unit_id: int
    section_id: int
    theme_id: int | None
    year: str
    validity: str
    listed_at: datetime


SEARCH_FIELDS = (
    "document_id",
    "content_hash",
    "listed_at",
    "unit_id",
    "section_id",
    "document__index_number",
    "edition__title",
    "edition__document_number",
    "edition__effective_on",
    "edition__expires_on",
    "edition__body_text",
    "edition__attachments",
    "edition__theme_id",
)


def search_texts(document_ids: Sequence[int], now: datetime) -> list[SearchText]:
    """The texts of public records for the index; ids that are not public now are left out."""
    rows = list(visible(now).filter(document_id__in=document_ids).values(*SEARCH_FIELDS))
    changes = latest_changes([row["document_id"] for row in rows])
    return [_search_text(row, changes.get(row["document_id"]), local_day(now)) for row in rows]


def _label(row: dict[str, Any], change: tuple[str, date] | None, today: date) -> str:
    validity = validity_on(
        today,
        effective_on=row["edition__effective_on"],
        expires_on=row["edition__expires_on"],
        change=change[0] if change else None,
        changed_on=change[1] if change else None,
    )
    return VALIDITY_LABELS[validity] if validity else ""


def _version(row: dict[str, Any], label: str) -> str:
    return f"{row['content_hash'][:24]}:{label}"


def _search_text(row: dict[str, Any], change: tuple[str, date] | None, today: date) -> SearchText:
    label = _label(row, change, today)
    return SearchText(
        id=row["document_id"],
        version=_version(row, label),
        title=row["edition__title"],
        document_number=row["edition__document_number"],
        index_number=row["document__index_number"] or "",
        body=row["edition__body_text"],
        hashes=tuple(item["sha256"] for _, item in listed(row["edition__attachments"])),
        unit_id=row["unit_id"],
        section_id=row["section_id"],
        theme_id=row["edition__theme_id"],
        year=str(row["listed_at"].astimezone(ZONE).year),
        validity=label,
        listed_at=row["listed_at"],
    )


VERSION_FIELDS = (
    "document_id",
    "content_hash",
    "edition__effective_on",
    "edition__expires_on",
)


def search_versions(after_id: int, limit: int, now: datetime) -> list[tuple[int, str]]:
    """(document id, version) of public records with ids beyond *after_id*, without their texts."""
    found = visible(now).filter(document_id__gt=after_id).order_by("document_id")
    rows = list(found.values(*VERSION_FIELDS)[:limit])
    changes = latest_changes([row["document_id"] for row in rows])
    today = local_day(now)
    return [
        (pk, _version(row, _label(row, changes.get(pk), today)))
        for row in rows
        for pk in (row["document_id"],)
    ]


def excerpt_texts(
    document_ids: Sequence[int], now: datetime
) -> dict[int, tuple[str, list[tuple[str, str]]]]:
    """Body text, and (name, hash) of each attachment, of found records, for highlighting."""
    rows = visible(now).filter(document_id__in=document_ids)
    names = rows.values_list("document_id", "edition__body_text", "edition__attachments")
    return {
        pk: (body, [(item["name"], item["sha256"]) for _, item in listed(files)])
        for pk, body, files in names
    }
