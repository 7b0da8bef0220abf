"""Questions about 回头看: which documents are not public, rounds, parts, the figures of a year."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from gongkai.documents import flow, rules
from gongkai.documents.models import (
    Draft,
    Edition,
    Publication,
    RevisitItem,
    RevisitPart,
    RevisitRound,
)
from gongkai.documents.rules.revisit import CONVERTS, Outcome
from gongkai.kernel.actor import Actor
from gongkai.kernel.errors import Reason, Refusal
from gongkai.orgs.selectors import reach_of

LIST = 50


def not_public() -> QuerySet[Edition]:
    """Editions that were signed and filed as not proactive, and whose document is not public."""
    filed = Draft.objects.filter(edition_id=OuterRef("pk"), case__state=flow.FILED)
    public = Publication.objects.filter(
        document_id=OuterRef("document_id"), visible_until__isnull=True
    )
    newer = Edition.objects.filter(
        document_id=OuterRef("document_id"), number__gt=OuterRef("number")
    )
    found = Edition.objects.exclude(openness=rules.Openness.PROACTIVE)
    return found.filter(Exists(filed), ~Exists(public), ~Exists(newer))


def revisit_part_of_case(case_id: int) -> RevisitPart:
    found = RevisitPart.objects.select_related("round", "unit", "case__unit")
    part = found.filter(case_id=case_id).first()
    if part is None:
        raise Refusal(Reason("not_found", "没有这件回头看"))
    return part


def revisit_items(part_id: int) -> list[RevisitItem]:
    """What a unit examines, with its editions."""
    found = RevisitItem.objects.filter(part_id=part_id).select_related(
        "edition", "reviewer", "draft"
    )
    return list(found.defer("edition__body_html", "edition__body_text").order_by("id"))


def revisit_rounds(*, actor: Actor, before: int | None = None) -> list[RevisitRound]:
    """Rounds in which units within the reach of *actor* take part; one page and one more."""
    mine = reach_of(actor, "documents.read", "unit__path", "unit_id")
    parts = RevisitPart.objects.filter(mine)
    found = RevisitRound.objects.filter(pk__in=parts.values("round_id"))
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found.order_by("-pk")[: LIST + 1])


@dataclass(frozen=True, slots=True)
class RevisitLine:
    """A unit's part of a round in figures. ``published``: conversions that are on the portal."""

    round_id: int
    case_id: int
    unit: str
    state: str
    population: int
    drawn: int
    examined: int
    kept: int
    converted: int
    published: int


def revisit_lines(
    *, actor: Actor, year: int | None = None, round_id: int | None = None
) -> list[RevisitLine]:
    """The parts of a round, or of all rounds of a year, within the reach of *actor*."""
    found = RevisitPart.objects.filter(reach_of(actor, "documents.read", "unit__path", "unit_id"))
    if round_id is not None:
        found = found.filter(round_id=round_id)
    if year is not None:
        start = datetime.combine(date(year, 1, 1), time.min, rules.ZONE)
        end = datetime.combine(date(year + 1, 1, 1), time.min, rules.ZONE)
        found = found.filter(round__started_at__gte=start, round__started_at__lt=end)
    converts = Q(items__outcome__in=[each.value for each in CONVERTS])
    rows = found.select_related("unit", "case").annotate(
        drawn=Count("items", distinct=True),
        examined=Count("items", filter=~Q(items__outcome=""), distinct=True),
        kept=Count("items", filter=Q(items__outcome=Outcome.KEEP.value), distinct=True),
        converted=Count("items", filter=converts, distinct=True),
        published=Count("items", filter=Q(items__draft__case__state=flow.PUBLISHED), distinct=True),
    )
    return [
        RevisitLine(
            row.round_id,
            row.case_id,
            row.unit.short_name,
            row.case.state,
            row.population,
            row.drawn,
            row.examined,
            row.kept,
            row.converted,
            row.published,
        )
        for row in rows.order_by("-round_id", "unit__position", "unit_id")[:500]
    ]
