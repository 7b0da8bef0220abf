"""One public record: its page, and why it is not there any more."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.documents.models import (
    Ending,
    LegacyAddress,
    PolicyExplainer,
    Publication,
    ValidityChange,
)
from gongkai.documents.public.explainers import ExplainerLink, links_of
from gongkai.documents.public.files import PublicFile, files_of
from gongkai.documents.public.rows import local_day, visible
from gongkai.documents.rules import GROUND_BY_CODE, VALIDITY_LABELS, Validity, validity_on
from gongkai.kernel.prepared import Prepared


@dataclass(frozen=True, slots=True)
class OldHeader:
    """What the old site stated of an imported record and our own columns do not hold; "" if not."""

    address: str = ""
    source: str = ""
    topic: str = ""
    validity: str = ""


@dataclass(frozen=True, slots=True)
class PublicDocument:
    """All that the page of one record shows. Dates None and texts "" are not stated.

    ``redaction``: the legal ground on which parts were taken out (删减后公开), "" if none were.
    """

    id: int
    edition_id: int
    edition_number: int
    publication_id: int
    content_hash: str
    title: str
    index_number: str
    document_number: str
    issuer: str
    department: str
    unit_id: int
    unit_name: str
    unit_slug: str
    section_name: str
    section_slug: str
    section_description: str
    section_keywords: str
    section_type: str
    parent_name: str
    parent_slug: str
    theme: str
    genre: str
    keywords: str
    summary: str
    signed_on: date | None
    issued_on: date | None
    effective_on: date | None
    expires_on: date | None
    published_at: datetime
    date_stated: bool
    imported: bool
    old: OldHeader
    body_html: str
    files: tuple[PublicFile, ...]
    validity: Validity | None
    changes: tuple["PublicChange", ...]
    explainers: tuple[ExplainerLink, ...] = ()
    contact: str = ""
    normative: bool = False
    reprint: "Source | None" = None
    amended: bool = False
    corrected: bool = False
    redaction: str = ""

    @property
    def validity_label(self) -> str:
        return VALIDITY_LABELS[self.validity] if self.validity else ""


@dataclass(frozen=True, slots=True)
class Source:
    """Whose text a reprint is, where it stands and since when."""

    name: str
    url: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class PublicChange:
    """A repeal, lapse or amendment that touches a record, from either side."""

    acted_upon: bool
    kind: str
    label: str
    on: date
    basis: str
    other_id: int | None
    other_title: str


@dataclass(frozen=True, slots=True)
class Gone:
    """A record that was public and is not any more: when, how and why."""

    kind: str
    reason: str
    at: datetime
    successor_id: int | None


PAGE_FIELDS = (
    "id",
    "document_id",
    "edition_id",
    "content_hash",
    "listed_at",
    "date_stated",
    "origin",
    "unit_id",
    "unit__name",
    "unit__slug",
    "section__name",
    "section__slug",
    "section__description",
    "section__keywords",
    "section__column_type",
    "section__parent__name",
    "section__parent__slug",
    "document__index_number",
    "edition__number",
    "edition__title",
    "edition__document_number",
    "edition__issuer",
    "edition__department",
    "edition__keywords",
    "edition__summary",
    "edition__signed_on",
    "edition__issued_on",
    "edition__effective_on",
    "edition__expires_on",
    "edition__body_html",
    "edition__attachments",
    "edition__redacts",
    "edition__ground",
    "edition__theme__name",
    "edition__genre__name",
    "document__imported__source_address",
    "document__imported__header",
    "document__policy__contact",
    "document__policy__normative",
    "document__reprint__source",
    "document__reprint__url",
    "document__reprint__published_at",
)


def find_document(document_id: int, now: datetime) -> PublicDocument | None:
    """The record that is public at *now*; one query, and more where an act touches it
    or where it explains or is explained."""
    rows = _sheet(document=document_id, now=now)
    if not rows:
        return None
    changes = _changes_of(document_id) if rows[0]["touched"] else ()
    explainers = links_of(document_id, now) if rows[0]["paired"] else ()
    return document_of(rows[0], changes, explainers, local_day(now))


def _prepare_sheet(document: int, now: datetime) -> QuerySet[Publication, dict[str, Any]]:
    upon = ValidityChange.objects.filter(document_id=OuterRef("document_id"))
    by = ValidityChange.objects.filter(acting_document_id=OuterRef("document_id"))
    explains = PolicyExplainer.objects.filter(document_id=OuterRef("document_id"))
    explained = PolicyExplainer.objects.filter(explained_id=OuterRef("document_id"))
    revised = Ending.objects.filter(
        publication__document_id=OuterRef("document_id"), kind=Ending.Kind.AMENDED
    )
    corrected = Ending.objects.filter(
        publication__document_id=OuterRef("document_id"),
        kind=Ending.Kind.CORRECTED,
        ends_at__lte=now,
    )
    found = visible(now).filter(document_id=document).order_by("-visible_from")
    rows: QuerySet[Publication, dict[str, Any]] = found.values(
        *PAGE_FIELDS,
        touched=Exists(upon) | Exists(by),
        paired=Exists(explains) | Exists(explained),
        revised=Exists(revised),
        corrected=Exists(corrected),
    )
    return rows[:1]


_sheet = Prepared(_prepare_sheet, "document", moments=("now",))
_acts = Prepared(
    lambda document: (
        ValidityChange.objects.filter(Q(document_id=document) | Q(acting_document_id=document))
        .order_by("id")
        .values("document_id", "kind", "on", "basis", "acting_document_id")
    ),
    "document",
)


def document_of(
    row: dict[str, Any],
    changes: tuple[PublicChange, ...],
    explainers: tuple[ExplainerLink, ...],
    today: date,
) -> PublicDocument:
    """A record from a row of `PAGE_FIELDS`."""
    upon = [change for change in changes if change.acted_upon]
    return PublicDocument(
        id=row["document_id"],
        edition_id=row["edition_id"],
        edition_number=row["edition__number"],
        publication_id=row["id"],
        content_hash=row["content_hash"],
        title=row["edition__title"],
        index_number=row["document__index_number"] or "",
        document_number=row["edition__document_number"],
        issuer=row["edition__issuer"],
        department=row["edition__department"],
        unit_id=row["unit_id"],
        unit_name=row["unit__name"],
        unit_slug=row["unit__slug"],
        section_name=row["section__name"],
        section_slug=row["section__slug"],
        section_description=row["section__description"],
        section_keywords=row["section__keywords"],
        section_type=row["section__column_type"],
        parent_name=row["section__parent__name"] or "",
        parent_slug=row["section__parent__slug"] or "",
        theme=row["edition__theme__name"] or "",
        genre=row["edition__genre__name"] or "",
        keywords=row["edition__keywords"],
        summary=row["edition__summary"],
        signed_on=row["edition__signed_on"],
        issued_on=row["edition__issued_on"],
        effective_on=row["edition__effective_on"],
        expires_on=row["edition__expires_on"],
        published_at=row["listed_at"],
        date_stated=row["date_stated"],
        imported=row["origin"] == "imported",
        old=_old_header(row),
        body_html=row["edition__body_html"],
        files=files_of(row["document_id"], row["edition__attachments"]),
        validity=validity_on(
            today,
            effective_on=row["edition__effective_on"],
            expires_on=row["edition__expires_on"],
            change=upon[-1].kind if upon else None,
            changed_on=upon[-1].on if upon else None,
        ),
        changes=changes,
        explainers=explainers,
        contact=row["document__policy__contact"] or "",
        reprint=_source(row),
        normative=bool(row["document__policy__normative"]),
        amended=row.get("revised", False),
        corrected=row.get("corrected", False),
        redaction=_redaction(row),
    )


def _redaction(row: dict[str, Any]) -> str:
    ground = GROUND_BY_CODE.get(row["edition__ground"]) if row["edition__redacts"] else None
    return f"{ground.article}（{ground.label}）" if ground else ""


def _source(row: dict[str, Any]) -> Source | None:
    name = row["document__reprint__source"]
    if not name:
        return None
    return Source(name, row["document__reprint__url"], row["document__reprint__published_at"])


def _old_header(row: dict[str, Any]) -> OldHeader:
    header = row["document__imported__header"]
    if header is None:
        return OldHeader()
    stated = (str(header.get(name, "")) for name in ("source", "topic", "validity"))
    return OldHeader(row["document__imported__source_address"], *stated)


def _changes_of(document_id: int) -> tuple[PublicChange, ...]:
    found = []
    for act in _acts(document=document_id):
        changed, kind, on, basis, acting = act.values()
        upon = changed == document_id
        other = acting if upon else changed
        label = VALIDITY_LABELS[Validity(kind)]
        found.append(PublicChange(upon, kind, label, on, basis, other, ""))
    return _titled(found)


def _titled(changes: list[PublicChange]) -> tuple[PublicChange, ...]:
    """Name the other records, those that are public only."""
    others = {change.other_id for change in changes if change.other_id}
    if not others:
        return tuple(changes)
    open_rows = Publication.objects.filter(document_id__in=others, visible_until__isnull=True)
    titles = dict(open_rows.values_list("document_id", "edition__title"))
    return tuple(
        PublicChange(
            change.acted_upon,
            change.kind,
            change.label,
            change.on,
            change.basis,
            change.other_id if change.other_id in titles else None,
            titles.get(change.other_id or 0, ""),
        )
        for change in changes
    )


def find_gone(document_id: int, now: datetime) -> Gone | None:
    """Why a record that was public is not any more; None if it never was (404) or will be."""
    ended = Ending.objects.filter(publication__document_id=document_id, ends_at__lte=now)
    ending = ended.select_related("successor").order_by("-ends_at", "-id").first()
    if ending is None:
        return None
    successor = ending.successor.document_id if ending.successor else None
    return Gone(ending.kind, ending.reason, ending.ends_at, successor)


def find_legacy(path: str, now: datetime) -> int | None:
    """The record to which an address of an old site leads; one that never was public leads nowhere."""
    if "\0" in path:
        return None
    found = LegacyAddress.objects.filter(
        path=path[:400], document__publications__visible_from__lte=now
    )
    return found.values_list("document_id", flat=True).first()
