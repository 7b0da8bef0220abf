"""Questions about 规范性文件: what is in force on a day, what expires, how a clean-up stands."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from gongkai.documents import rules
from gongkai.documents.models import (
    Amendment,
    CleanupCampaign,
    CleanupItem,
    CleanupPart,
    Draft,
    ExpiryReview,
    Publication,
    ValidityChange,
)
from gongkai.documents.rules import Validity
from gongkai.documents.rules import life as law
from gongkai.documents.selectors.explainers import policy_of
from gongkai.kernel.actor import Actor
from gongkai.kernel.errors import Reason, Refusal
from gongkai.orgs.selectors import reach_of

ENDED = (Validity.REPEALED.value, Validity.LAPSED.value)
LIST = 50


def end_of(day: date) -> datetime:
    """The last moment of *day* in China."""
    return datetime.combine(day, time.max, rules.ZONE)


def start_of(day: date) -> datetime:
    """The first moment of *day* in China."""
    return datetime.combine(day, time.min, rules.ZONE)


def ended_by(day: date) -> Exists:
    """Whether a repeal or lapse of the publication's document counts on *day*."""
    return Exists(
        ValidityChange.objects.filter(
            document_id=OuterRef("document_id"), kind__in=ENDED, on__lte=day
        )
    )


def in_force(day: date) -> Q:
    """Publications of texts that are in force on *day* (rules §6.3): begun, not ended, not expired."""
    begun = Q(edition__effective_on__lte=day) | Q(edition__effective_on__isnull=True)
    standing = Q(edition__expires_on__gte=day) | Q(edition__expires_on__isnull=True)
    return begun & standing & Q(known_by(day)) & ~Q(ended_by(day))


def known_by(day: date) -> Exists:
    """Whether the publication's document had been published by *day*, be it in another edition."""
    return Exists(
        Publication.objects.filter(document_id=OuterRef("document_id"), listed_at__lte=end_of(day))
    )


def normative() -> QuerySet[Publication]:
    """The publications of 规范性文件 that have not ended."""
    return Publication.objects.filter(document__policy__normative=True, visible_until__isnull=True)


def term_of(title: str, effective_on: date | None, expires_on: date | None) -> date | None:
    """The last day in force, by the text or by the local term."""
    return law.expiry_of(
        title,
        effective_on=effective_on,
        expires_on=expires_on,
        years=settings.VALIDITY_YEARS,
        trial_years=settings.TRIAL_VALIDITY_YEARS,
    )


def horizon(today: date) -> date:
    """Texts that expire until this day are watched."""
    return law.months_before(today, -settings.EXPIRY_WATCH_MONTHS)


def expiring(today: date) -> list[tuple[Publication, date]]:
    """规范性文件 that expire within the watched months and are not under evaluation yet."""
    until = horizon(today)
    dated = Q(edition__expires_on__gte=today, edition__expires_on__lte=until)
    by_term = Q(edition__expires_on__isnull=True, edition__effective_on__isnull=False)
    found = normative().filter(dated | by_term).filter(~ended_by(today))
    found = found.select_related("edition", "unit").defer(
        "edition__body_html", "edition__body_text"
    )
    known = set(ExpiryReview.objects.values_list("document_id", "expires_on"))
    candidates = []
    for row in found.order_by("id").iterator(chunk_size=500):
        edition = row.edition
        last = term_of(edition.title, edition.effective_on, edition.expires_on)
        watched = last is not None and today <= last <= until
        if watched and last is not None and (row.document_id, last) not in known:
            candidates.append((row, last))
    return candidates


def expiry_of_case(case_id: int) -> ExpiryReview:
    found = ExpiryReview.objects.select_related("document__unit", "case__unit")
    review = found.filter(case_id=case_id).first()
    if review is None:
        raise Refusal(Reason("not_found", "没有这件到期评估"))
    return review


def open_expiries(document_id: int) -> list[ExpiryReview]:
    """Evaluations of a document that are still under way."""
    found = ExpiryReview.objects.filter(document_id=document_id, case__closed_at__isnull=True)
    return list(found.select_related("case"))


def part_of_case(case_id: int) -> CleanupPart:
    found = CleanupPart.objects.select_related("campaign", "unit", "case__unit")
    part = found.filter(case_id=case_id).first()
    if part is None:
        raise Refusal(Reason("not_found", "没有这件清理"))
    return part


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A document in a unit's clean-up."""

    item_id: int
    document_id: int
    title: str
    number: str
    signed_on: date | None
    expires_on: date | None
    proposal: str
    label: str
    reason: str


def items_of(part_id: int) -> list[ItemLine]:
    """The documents of a unit's part, with what is proposed."""
    return _item_lines(CleanupItem.objects.filter(part_id=part_id))


def items_of_campaign(campaign_id: int) -> list[ItemLine]:
    """All documents of a clean-up, in the order of units and dates."""
    return _item_lines(CleanupItem.objects.filter(part__campaign_id=campaign_id))


def _item_lines(found: QuerySet[CleanupItem]) -> list[ItemLine]:
    items = list(found.order_by("part__unit__position", "part_id", "id"))
    editions = {
        row.document_id: row.edition
        for row in Publication.objects.filter(
            document_id__in=[item.document_id for item in items], visible_until__isnull=True
        )
        .select_related("edition")
        .defer("edition__body_html", "edition__body_text")
    }
    return [
        ItemLine(
            item_id=item.pk,
            document_id=item.document_id,
            title=editions[item.document_id].title
            if item.document_id in editions
            else "（已撤下）",
            number=editions[item.document_id].document_number
            if item.document_id in editions
            else "",
            signed_on=editions[item.document_id].signed_on
            if item.document_id in editions
            else None,
            expires_on=editions[item.document_id].expires_on
            if item.document_id in editions
            else None,
            proposal=item.proposal,
            label=item.get_proposal_display(),
            reason=item.reason,
        )
        for item in items
    ]


@dataclass(frozen=True, slots=True)
class PartLine:
    """How far a unit has come in a clean-up."""

    case_id: int
    unit: str
    state: str
    documents: int
    proposed: int


@dataclass(frozen=True, slots=True)
class CampaignSheet:
    """A clean-up with its units and its totals by proposal."""

    campaign: CleanupCampaign
    parts: list[PartLine]
    totals: list[tuple[str, int]]
    open_parts: int
    items: int


def find_campaign(campaign_id: int) -> CleanupCampaign | None:
    found = CleanupCampaign.objects.select_related("unit", "started_by", "result")
    return found.filter(pk=campaign_id).first()


def campaigns(*, actor: Actor, before: int | None = None) -> list[CleanupCampaign]:
    """Clean-ups in which units within the reach of *actor* take part, newest first; one page + 1."""
    mine = reach_of(actor, "documents.read", "unit__path", "unit_id")
    parts = CleanupPart.objects.filter(mine)
    found = CleanupCampaign.objects.filter(pk__in=parts.values("campaign_id"))
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found.select_related("unit").order_by("-pk")[: LIST + 1])


def campaign_sheet(campaign: CleanupCampaign) -> CampaignSheet:
    """The sheet of a clean-up: a fixed number of queries."""
    parts = (
        CleanupPart.objects.filter(campaign=campaign)
        .select_related("unit", "case")
        .annotate(documents=Count("items"), proposed=Count("items", filter=~Q(items__proposal="")))
        .order_by("unit__position", "unit_id")
    )
    counted = dict(
        CleanupItem.objects.filter(part__campaign=campaign)
        .values_list("proposal")
        .annotate(number=Count("id"))
        .order_by()
    )
    lines = [
        PartLine(
            part.case_id,
            part.unit.short_name,
            part.case.state,
            part.documents,
            part.proposed,
        )
        for part in parts
    ]
    return CampaignSheet(
        campaign=campaign,
        parts=lines,
        totals=[(label, counted.get(code.value, 0)) for code, label in law.PROPOSAL_LABELS.items()],
        open_parts=sum(part.case.closed_at is None for part in parts),
        items=sum(counted.values()),
    )


def campaign_of_result(document_id: int) -> CleanupCampaign | None:
    """The clean-up whose lists a record publishes, while they have not been applied."""
    return CleanupCampaign.objects.filter(result_id=document_id, applied_at__isnull=True).first()


def amendment_of(draft_id: int) -> Amendment | None:
    return Amendment.objects.filter(draft_id=draft_id).first()


@dataclass(frozen=True, slots=True)
class NormativeRow:
    """A 规范性文件 in the desk's list."""

    cursor: int
    document_id: int
    title: str
    number: str
    unit: str
    effective_on: date | None
    expires_on: date | None
    by_term: bool
    validity: str
    reviewing: int | None


SHOWN = ("in_force", "expiring", "ended", "all")


def normative_rows(
    *, actor: Actor, shown: str, today: date, before: int | None = None
) -> list[NormativeRow]:
    """规范性文件 of the units that *actor* may read, newest first; one page and one more."""
    found = normative().filter(reach_of(actor, "documents.read", "unit__path", "unit_id"))
    if shown == "in_force":
        found = found.filter(in_force(today))
    elif shown == "expiring":
        until = Q(edition__expires_on__lte=horizon(today))
        found = found.filter(in_force(today)).filter(until)
    elif shown == "ended":
        found = found.filter(Q(ended_by(today)) | Q(edition__expires_on__lt=today))
    if before is not None:
        found = found.filter(pk__lt=before)
    joined = found.select_related("edition", "unit").defer(
        "edition__body_html", "edition__body_text"
    )
    rows = list(joined.order_by("-pk")[: LIST + 1])
    ids = [row.document_id for row in rows]
    changes = {
        change.document_id: change
        for change in ValidityChange.objects.filter(document_id__in=ids).order_by("id")
    }
    cases = dict(
        ExpiryReview.objects.filter(document_id__in=ids, case__closed_at__isnull=True).values_list(
            "document_id", "case_id"
        )
    )
    return [_normative_row(row, changes.get(row.document_id), cases, today) for row in rows]


def _normative_row(
    row: Publication, change: ValidityChange | None, cases: dict[int, int], today: date
) -> NormativeRow:
    edition = row.edition
    state = rules.validity_on(
        today,
        effective_on=edition.effective_on,
        expires_on=edition.expires_on,
        change=change.kind if change else None,
        changed_on=change.on if change else None,
    )
    return NormativeRow(
        cursor=row.pk,
        document_id=row.document_id,
        title=edition.title,
        number=edition.document_number,
        unit=row.unit.short_name,
        effective_on=edition.effective_on,
        expires_on=term_of(edition.title, edition.effective_on, edition.expires_on),
        by_term=edition.expires_on is None,
        validity=rules.VALIDITY_LABELS[state] if state else "",
        reviewing=cases.get(row.document_id),
    )


def notes_on_term(draft: Draft) -> list[Reason]:
    """What a 规范性文件 in hand should state about its term; nothing for other documents."""
    policy = policy_of(draft.document_id)
    if policy is None or not policy.normative:
        return []
    return law.notes_on_term(
        draft.title,
        signed_on=draft.signed_on,
        issued_on=draft.issued_on,
        effective_on=draft.effective_on,
        expires_on=draft.expires_on,
        years=settings.VALIDITY_YEARS,
        trial_years=settings.TRIAL_VALIDITY_YEARS,
    )
