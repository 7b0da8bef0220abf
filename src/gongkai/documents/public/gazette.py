"""The gazette as the public reads it: issues, contents, each text frozen at its edition (§12.1)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from gongkai.documents.models import (
    Ending,
    GazetteIssue,
    GazetteItem,
    Publication,
    ValidityChange,
)
from gongkai.documents.public.rows import latest_changes, local_day, visible
from gongkai.documents.rules import VALIDITY_LABELS, validity_on

FOUND = 50


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue in the list of its year."""

    year: int
    number: int
    issued_on: date
    published_at: datetime
    items: int

    @property
    def url(self) -> str:
        return f"/gazette/{self.year}/{self.number}/"

    @property
    def name(self) -> str:
        return f"{self.year} 年第 {self.number} 期"


@dataclass(frozen=True, slots=True)
class IssueItem:
    """A text in an issue. ``html`` is "" and ``told`` says why where it may not be shown any more."""

    place: int
    heading: str
    document_id: int
    publication_id: int
    content_hash: str
    title: str
    number: str
    issuer: str
    signed_on: date | None
    validity: str
    ground: str
    told: str
    html: str


@dataclass(frozen=True, slots=True)
class Issue:
    """A published issue with its contents."""

    row: IssueRow
    unit_name: str
    items: tuple[IssueItem, ...]

    @property
    def headings(self) -> list[tuple[str, list[IssueItem]]]:
        """The contents, by heading in the order of the issue."""
        groups: dict[str, list[IssueItem]] = {}
        for item in self.items:
            groups.setdefault(item.heading, []).append(item)
        return list(groups.items())


def gazette_years() -> list[int]:
    """Years that have a published issue, newest first."""
    found = GazetteIssue.objects.filter(published_at__isnull=False)
    return list(found.order_by("-year").values_list("year", flat=True).distinct())


def gazette_issues(now: datetime, year: int | None = None, limit: int = 200) -> list[IssueRow]:
    """Published issues, newest first: of one year, or the latest of all."""
    found = GazetteIssue.objects.filter(published_at__lte=now)
    if year is not None:
        found = found.filter(year=year)
    rows = found.annotate(number_of_items=Count("items")).order_by("-year", "-number")
    return [
        IssueRow(row.year, row.number, row.issued_on, row.published_at or now, row.number_of_items)
        for row in rows[:limit]
    ]


ITEM_FIELDS = (
    "position",
    "heading",
    "publication_id",
    "publication__document_id",
    "publication__content_hash",
    "publication__unit__name",
    "publication__edition__title",
    "publication__edition__document_number",
    "publication__edition__issuer",
    "publication__edition__signed_on",
    "publication__edition__effective_on",
    "publication__edition__expires_on",
)


def gazette_issue(year: int, number: int, now: datetime, *, bodies: bool = False) -> Issue | None:
    """A published issue; with *bodies* the texts, as far as they may still be shown."""
    found = GazetteIssue.objects.filter(year=year, number=number, published_at__lte=now)
    issue = found.select_related("unit").first()
    if issue is None:
        return None
    items = _items(issue.pk, now, bodies=bodies)
    row = IssueRow(issue.year, issue.number, issue.issued_on, issue.published_at or now, len(items))
    return Issue(row, issue.unit.name, items)


def _items(issue_id: int, now: datetime, *, bodies: bool) -> tuple[IssueItem, ...]:
    rows = list(
        GazetteItem.objects.filter(issue_id=issue_id, frozen=True)
        .order_by("position", "id")
        .values(*ITEM_FIELDS)
    )
    ids = [row["publication_id"] for row in rows]
    changes = latest_changes([row["publication__document_id"] for row in rows])
    grounds = _grounds([row["publication__document_id"] for row in rows])
    shown, ended = _shown(ids, now)
    texts = _texts(shown) if bodies else {}
    items = []
    for row in rows:
        pk, document_id = row["publication_id"], row["publication__document_id"]
        change = changes.get(document_id)
        validity = validity_on(
            local_day(now),
            effective_on=row["publication__edition__effective_on"],
            expires_on=row["publication__edition__expires_on"],
            change=change[0] if change else None,
            changed_on=change[1] if change else None,
        )
        items.append(
            IssueItem(
                place=row["position"],
                heading=row["heading"],
                document_id=document_id,
                publication_id=pk,
                content_hash=row["publication__content_hash"],
                title=row["publication__edition__title"],
                number=row["publication__edition__document_number"],
                issuer=row["publication__edition__issuer"] or row["publication__unit__name"],
                signed_on=row["publication__edition__signed_on"],
                validity=VALIDITY_LABELS[validity] if validity else "",
                ground=grounds.get(document_id, ""),
                told="" if pk in shown else TOLD.get(ended.get(pk, ""), TOLD["withdrawn"]),
                html=texts.get(pk, ""),
            )
        )
    return tuple(items)


TOLD = {
    "corrected": "本件刊出后已经更正，请阅读现行文本。",
    "withdrawn": "本件刊出后已经撤下。",
    "replaced": "本件刊出后已由其他信息替换。",
}


def _shown(publication_ids: list[int], now: datetime) -> tuple[set[int], dict[int, str]]:
    """Which texts may be shown: those public now, and those that were right and have been amended."""
    present = visible(now).filter(pk__in=publication_ids)
    shown = set(present.values_list("pk", flat=True))
    amended = Publication.objects.filter(
        pk__in=publication_ids,
        ending__kind=Ending.Kind.AMENDED,
        document_id__in=visible(now).values("document_id"),
    )
    shown |= set(amended.values_list("pk", flat=True))
    endings = Ending.objects.filter(publication_id__in=publication_ids)
    return shown, dict(endings.values_list("publication_id", "kind"))


def _texts(publication_ids: set[int]) -> dict[int, str]:
    found = Publication.objects.filter(pk__in=publication_ids)
    return dict(found.values_list("pk", "edition__body_html"))


def _grounds(document_ids: list[int]) -> dict[int, str]:
    rows = ValidityChange.objects.filter(document_id__in=document_ids).order_by("id")
    return dict(rows.values_list("document_id", "basis"))


@dataclass(frozen=True, slots=True)
class FoundItem:
    """A text of some issue that a search by title or number found."""

    title: str
    number: str
    issue: str
    url: str


def search_gazette(words: str, now: datetime) -> list[FoundItem]:
    """Texts in all issues with *words* in title or 文号, newest issues first; at most fifty."""
    stated = Q(publication__edition__title__icontains=words) | Q(
        publication__edition__document_number__icontains=words
    )
    found = GazetteItem.objects.filter(stated, frozen=True, issue__published_at__lte=now)
    rows = found.select_related("issue", "publication__edition").defer(
        "publication__edition__body_html", "publication__edition__body_text"
    )
    hits = []
    for item in rows.order_by("-issue__year", "-issue__number", "position")[:FOUND]:
        hits.append(
            FoundItem(
                item.publication.edition.title,
                item.publication.edition.document_number,
                str(item.issue),
                f"/gazette/{item.issue.year}/{item.issue.number}/{item.position}/",
            )
        )
    return hits
