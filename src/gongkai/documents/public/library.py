"""The central library of 规范性文件: what is in force on any day, in one format (rules §6.3–6.4)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from gongkai.documents.models import Ending, PolicyExplainer, Publication, ValidityChange
from gongkai.documents.public.rows import PublicRow, local_day, page_of, visible
from gongkai.documents.public.sheet import PAGE_FIELDS, PublicDocument, document_of
from gongkai.documents.rules import VALIDITY_LABELS, validity_on
from gongkai.documents.selectors.life import end_of, ended_by, in_force, known_by

STATES = {"in_force": "现行有效", "not_yet": "尚未施行", "ended": "已废止、失效", "all": "全部"}
DETAILS = (
    "document_id",
    "document__index_number",
    "document__policy__contact",
    "edition__issuer",
    "edition__keywords",
    "edition__signed_on",
    "edition__effective_on",
    "edition__expires_on",
    "edition__theme__name",
    "section__name",
)


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """A 规范性文件 in the one format of §6.4. ``validity`` is that of the day asked for."""

    id: int
    title: str
    number: str
    issuer: str
    index_number: str
    theme: str
    section: str
    keywords: str
    signed_on: date | None
    published_on: date | None
    effective_on: date | None
    expires_on: date | None
    validity: str
    contact: str
    explained: bool

    @property
    def url(self) -> str:
        return f"/documents/{self.id}/"


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """Rows, newest first, with cursors as in `RowPage`."""

    rows: list[LibraryRow]
    next: str | None
    previous: str | None


def _of_state(state: str, day: date) -> Q:
    known = Q(known_by(day))
    if state == "in_force":
        return in_force(day)
    if state == "not_yet":
        return known & Q(edition__effective_on__gt=day) & ~Q(ended_by(day))
    if state == "ended":
        return known & (Q(ended_by(day)) | Q(edition__expires_on__lt=day))
    return known


def library_page(
    now: datetime,
    *,
    on: date,
    state: str = "in_force",
    unit_id: int | None = None,
    theme_id: int | None = None,
    words: str = "",
    older: str = "",
    newer: str = "",
) -> LibraryPage:
    """规范性文件 that are on the portal now, as they stood on the day *on*."""
    found = visible(now).filter(_of_state(state, on), document__policy__normative=True)
    if unit_id is not None:
        found = found.filter(unit_id=unit_id)
    if theme_id is not None:
        found = found.filter(Q(edition__theme_id=theme_id) | Q(edition__theme__parent_id=theme_id))
    if words:
        found = found.filter(
            Q(edition__title__icontains=words) | Q(edition__document_number__icontains=words)
        )
    page = page_of(found, now, older, newer)
    ids = [row.id for row in page.rows]
    details = {
        row["document_id"]: row for row in visible(now).filter(document_id__in=ids).values(*DETAILS)
    }
    changes = {
        pk: (kind, day)
        for pk, kind, day in ValidityChange.objects.filter(document_id__in=ids, on__lte=on)
        .order_by("id")
        .values_list("document_id", "kind", "on")
    }
    explained = set(
        PolicyExplainer.objects.filter(
            explained_id__in=ids, document_id__in=visible(now).values("document_id")
        ).values_list("explained_id", flat=True)
    )
    rows = [
        _row(row, details[row.id], changes.get(row.id), row.id in explained, on)
        for row in page.rows
    ]
    return LibraryPage(rows, page.next, page.previous)


def _row(
    row: PublicRow,
    told: dict[str, Any],
    change: tuple[str, date] | None,
    explained: bool,
    on: date,
) -> LibraryRow:
    validity = validity_on(
        on,
        effective_on=told["edition__effective_on"],
        expires_on=told["edition__expires_on"],
        change=change[0] if change else None,
        changed_on=change[1] if change else None,
    )
    return LibraryRow(
        id=row.id,
        title=row.title,
        number=row.number,
        issuer=told["edition__issuer"] or row.unit,
        index_number=told["document__index_number"] or "",
        theme=told["edition__theme__name"] or "",
        section=told["section__name"],
        keywords=told["edition__keywords"],
        signed_on=told["edition__signed_on"],
        published_on=local_day(row.date) if row.date else None,
        effective_on=told["edition__effective_on"],
        expires_on=told["edition__expires_on"],
        validity=VALIDITY_LABELS[validity] if validity else "",
        contact=told["document__policy__contact"],
        explained=explained,
    )


def library_units(now: datetime) -> list[tuple[int, str]]:
    """Units that have 规范性文件 in the library, for its filter."""
    found = visible(now).filter(document__policy__normative=True)
    return list(
        found.order_by("unit__position", "unit_id")
        .values_list("unit_id", "unit__short_name")
        .distinct()
    )


def text_on(document_id: int, day: date, now: datetime) -> PublicDocument | None:
    """The text of a record as it stood on *day*, where it has been amended since; else None.

    Only texts that were right and have been amended are history; what was corrected or withdrawn
    is not shown again, and nothing of a record that is not public at *now*.
    """
    if not visible(now).filter(document_id=document_id).exists():
        return None
    amended = Publication.objects.filter(
        document_id=document_id,
        listed_at__lte=end_of(day),
        visible_until__gt=end_of(day),
        visible_until__lte=now,
        ending__kind=Ending.Kind.AMENDED,
    )
    row = amended.order_by("-listed_at").values(*PAGE_FIELDS).first()
    return document_of(row, (), (), day) if row else None


@dataclass(frozen=True, slots=True)
class AmendedPair:
    """The text before the last amendment and the one after it."""

    title: str
    before: str
    after: str
    before_until: datetime
    basis: str


def amended_pair(document_id: int, now: datetime) -> AmendedPair | None:
    """The last amendment of a record that is public at *now*, for comparison; None if there is none."""
    present = visible(now).filter(document_id=document_id).order_by("-visible_from")
    after = present.values_list("edition__title", "edition__body_text", "visible_from").first()
    ended = Ending.objects.filter(
        publication__document_id=document_id, kind=Ending.Kind.AMENDED, ends_at__lte=now
    )
    before = (
        ended.order_by("-ends_at", "-id")
        .values_list("publication__edition__body_text", "ends_at", "reason")
        .first()
    )
    if after is None or before is None:
        return None
    return AmendedPair(after[0], before[0], after[1], before[1], before[2])
