"""Questions about the gazette: what waits, an issue with its items, what should be in it by now."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from gongkai.clock.rules import wd_add
from gongkai.clock.selectors import calendar_for
from gongkai.documents import rules
from gongkai.documents.models import (
    GazetteIssue,
    GazetteItem,
    GazetteSubmission,
    Publication,
)
from gongkai.documents.rules import gazette as law
from gongkai.documents.selectors.life import normative
from gongkai.kernel.actor import Actor
from gongkai.kernel.errors import Reason, Refusal
from gongkai.orgs.selectors import reach_of

LIST = 50
WAITING = GazetteSubmission.State.WAITING


def issue_of_case(case_id: int) -> GazetteIssue:
    found = GazetteIssue.objects.select_related("case__unit", "unit").filter(case_id=case_id)
    issue = found.first()
    if issue is None:
        raise Refusal(Reason("not_found", "没有这一期公报"))
    return issue


def find_issue(issue_id: int) -> GazetteIssue | None:
    found = GazetteIssue.objects.select_related("case__unit", "unit")
    return found.filter(pk=issue_id).first()


def next_number(year: int) -> int:
    """The number after the last one of *year*."""
    last = GazetteIssue.objects.filter(year=year, voided=False).order_by("-number").first()
    return last.number + 1 if last else 1


def issue_taken(year: int, number: int) -> bool:
    return GazetteIssue.objects.filter(year=year, number=number, voided=False).exists()


def issues(before: int | None = None) -> list[GazetteIssue]:
    """Issues, newest first; one page and one more."""
    found = GazetteIssue.objects.select_related("case", "unit").order_by("-pk")
    return list((found.filter(pk__lt=before) if before else found)[: LIST + 1])


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item of an issue on the desk. ``present``: its edition is still the text on the portal."""

    item_id: int
    publication_id: int
    document_id: int
    heading: str
    position: int
    title: str
    number: str
    unit: str
    present: bool


def items_of_issue(issue_id: int) -> list[ItemRow]:
    """The items of an issue in their order."""
    found = (
        GazetteItem.objects.filter(issue_id=issue_id)
        .select_related("publication__edition", "publication__unit")
        .defer("publication__edition__body_html", "publication__edition__body_text")
        .order_by("position", "id")
    )
    return [
        ItemRow(
            item.pk,
            item.publication_id,
            item.publication.document_id,
            item.heading,
            item.position,
            item.publication.edition.title,
            item.publication.edition.document_number,
            item.publication.unit.short_name,
            item.publication.visible_until is None,
        )
        for item in found
    ]


def texts_of_issue(issue_id: int) -> list[tuple[ItemRow, str]]:
    """The items with the text of their editions, with links as staff follow them, to proofread."""
    rows = items_of_issue(issue_id)
    found = Publication.objects.filter(pk__in=[row.publication_id for row in rows])
    texts = dict(found.values_list("pk", "edition__body_html"))
    return [(row, texts[row.publication_id]) for row in rows]


def printed_in(publication_id: int) -> str:
    """The issue that holds a text already, as it is cited; "" if none does."""
    found = GazetteItem.objects.filter(publication_id=publication_id, frozen=True)
    item = found.select_related("issue").first()
    return f"公报{item.issue}" if item else ""


def is_waiting(publication_id: int) -> bool:
    return GazetteSubmission.objects.filter(publication_id=publication_id, state=WAITING).exists()


def submissions(*, actor: Actor, before: int | None = None) -> list[GazetteSubmission]:
    """What was submitted by units within the reach of *actor*, newest first; one page + 1."""
    found = GazetteSubmission.objects.filter(
        reach_of(actor, "documents.read", "unit__path", "unit_id")
    )
    if before is not None:
        found = found.filter(pk__lt=before)
    joined = found.select_related("publication__edition", "unit", "by").defer(
        "publication__edition__body_html", "publication__edition__body_text"
    )
    return list(joined.order_by("-pk")[: LIST + 1])


def waiting_submissions() -> list[GazetteSubmission]:
    """What waits for an issue, oldest first."""
    found = GazetteSubmission.objects.filter(state=WAITING)
    joined = found.select_related("publication__edition", "unit").defer(
        "publication__edition__body_html", "publication__edition__body_text"
    )
    return list(joined.order_by("pk")[:200])


@dataclass(frozen=True, slots=True)
class Missing:
    """A 规范性文件 that is not in the gazette; ``due`` is the last day on which it is in time."""

    publication_id: int
    document_id: int
    title: str
    number: str
    unit: str
    published_on: date
    due: date
    late: bool
    waiting: bool


def not_in_gazette(*, actor: Actor, now: datetime) -> list[Missing]:
    """规范性文件 published in the last two years that no issue holds (20 working days, C9)."""
    today = now.astimezone(rules.ZONE).date()
    since = datetime(today.year - 1, 1, 1, tzinfo=rules.ZONE)
    printed = GazetteItem.objects.filter(
        publication__document_id=OuterRef("document_id"), frozen=True
    )
    reach = reach_of(actor, "documents.read", "unit__path", "unit_id")
    found = _light(normative().filter(reach, ~Exists(printed), listed_at__gte=since))
    waiting = set(
        GazetteSubmission.objects.filter(state=WAITING).values_list("publication_id", flat=True)
    )
    return [
        _missing(row, row.pk in waiting, today) for row in found.order_by("listed_at", "id")[:500]
    ]


def _light(found: QuerySet[Publication]) -> QuerySet[Publication]:
    return found.select_related("edition", "unit").defer("edition__body_html", "edition__body_text")


def _missing(row: Publication, waiting: bool, today: date) -> Missing:
    published_on = row.listed_at.astimezone(rules.ZONE).date()
    due = wd_add(calendar_for(row.unit.region), published_on, settings.GAZETTE_DAYS)
    return Missing(
        publication_id=row.pk,
        document_id=row.document_id,
        title=row.edition.title,
        number=row.edition.document_number,
        unit=row.unit.short_name,
        published_on=published_on,
        due=due,
        late=law.is_late(due, today),
        waiting=waiting,
    )
