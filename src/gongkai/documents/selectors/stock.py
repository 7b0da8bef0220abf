"""The screening of what is public: what is still to be screened, what was found, how far it is."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from gongkai.documents.models import Link, LinkUse, Publication, StockCheck, StockFinding
from gongkai.documents.rules.screening import BLOCK, HINT
from gongkai.kernel.actor import Actor
from gongkai.orgs.selectors import reach_of
from gongkai.screening.rules.form.links import LinkState

STOCK_LIST = 30
UNTRIED = "untried"


@dataclass(frozen=True, slots=True)
class StockFilter:
    """Which findings to list: of a unit, of a rule, of a category, answered ones or open ones."""

    unit_id: int | None = None
    rule: str = ""
    category: str = ""
    state: str = "open"


@dataclass(frozen=True, slots=True)
class StockProgress:
    """Public texts, and how many of them were screened with today's lists."""

    total: int
    checked: int


def to_be_screened(stamp: str, *, after: int, limit: int) -> list[Publication]:
    """Public texts behind *after* that were not screened with the lists named *stamp*."""
    known = StockCheck.objects.filter(publication_id=OuterRef("pk"), stamp=stamp)
    found = Publication.objects.filter(~Exists(known), visible_until__isnull=True, pk__gt=after)
    return list(found.select_related("edition").order_by("pk")[:limit])


def stock_progress(*, actor: Actor, stamp: str) -> StockProgress:
    """Within the reach of *actor*."""
    within = reach_of(actor, "documents.read", "unit__path", "unit_id")
    public = Publication.objects.filter(within, visible_until__isnull=True)
    known = StockCheck.objects.filter(publication_id=OuterRef("pk"), stamp=stamp)
    return StockProgress(public.count(), public.filter(Exists(known)).count())


def _findings(actor: Actor) -> QuerySet[StockFinding]:
    within = reach_of(actor, "documents.read", "unit__path", "unit_id")
    return StockFinding.objects.filter(within, publication__visible_until__isnull=True)


def _open(today: date) -> Q:
    """Grave and ordinary findings that nobody answers for on that day."""
    unanswered = Q(answered_until__isnull=True) | Q(answered_until__lt=today)
    return ~Q(severity=HINT) & unanswered


def stock_by_unit(*, actor: Actor, today: date) -> list[dict[str, Any]]:
    """``unit_id``, ``name``, ``grave``, ``all`` of units with open findings, most grave first."""
    found = _findings(actor).filter(_open(today)).values("unit_id")
    told = found.annotate(
        name=Min("unit__short_name"), grave=Count("pk", filter=Q(severity=BLOCK)), all=Count("pk")
    )
    return [dict(row) for row in told.order_by("-grave", "-all", "unit_id")]


def stock_by_rule(*, actor: Actor, today: date) -> list[dict[str, Any]]:
    """``rule``, ``category``, ``message`` (one of them), ``grave``, ``all`` of open findings."""
    found = _findings(actor).filter(_open(today)).values("rule", "category")
    told = found.annotate(
        message=Min("message"), grave=Count("pk", filter=Q(severity=BLOCK)), all=Count("pk")
    )
    return [dict(row) for row in told.order_by("-grave", "-all", "rule")]


def stock_findings(
    *, actor: Actor, asked: StockFilter, today: date, before: int | None = None
) -> list[StockFinding]:
    """Findings, latest first, with their texts; one page and one more."""
    found = _findings(actor)
    if asked.unit_id is not None:
        found = found.filter(unit_id=asked.unit_id)
    for name in ("rule", "category"):
        if getattr(asked, name):
            found = found.filter(**{name: getattr(asked, name)})
    if asked.state == "open":
        found = found.filter(_open(today))
    elif asked.state == "answered":
        found = found.filter(answered_until__gte=today)
    elif asked.state == "hint":
        found = found.filter(severity=HINT)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = found.select_related("publication__edition", "unit").defer(
        "publication__edition__body_html", "publication__edition__body_text"
    )
    return list(rows.order_by("-pk")[: STOCK_LIST + 1])


def open_stock_findings(*, today: date) -> Iterator[dict[str, Any]]:
    """All open findings, record by record, for the operator's command line."""
    found = StockFinding.objects.filter(_open(today), publication__visible_until__isnull=True)
    rows = found.order_by("publication_id", "pk").values(
        *("rule", "category", "severity", "message", "suggestion", "basis", "location", "shown"),
        document=F("publication__document_id"),
        title=F("publication__edition__title"),
        unit_name=F("unit__short_name"),
    )
    return (dict(row) for row in rows.iterator())


def find_stock_finding(finding_id: int) -> StockFinding | None:
    """A finding in a text that is still public."""
    found = StockFinding.objects.filter(pk=finding_id, publication__visible_until__isnull=True)
    return found.select_related("publication__edition", "publication__document", "unit").first()


def answered_findings() -> list[StockFinding]:
    """Findings for which somebody answers, or once did, to see whether that still holds."""
    found = StockFinding.objects.filter(answered_until__isnull=False)
    return list(found.select_related("publication").order_by("publication_id"))


def link_states(publication_id: int) -> dict[str, LinkState]:
    """What is known of the addresses to which a public text links."""
    uses = LinkUse.objects.filter(publication_id=publication_id)
    rows = uses.values_list("link__address", "link__state")
    return {address: LinkState(state) for address, state in rows}


def links_to_try(*, before: datetime, lost_before: datetime, limit: int) -> list[Link]:
    """Addresses in public texts that were never tried, or not since *before* (*lost_before* when
    their site was not to be found), the longest ago first."""
    due = Q(checked_at__isnull=True) | Q(checked_at__lt=before)
    due |= Q(failures__gt=0, checked_at__lt=lost_before)
    public = LinkUse.objects.filter(link_id=OuterRef("pk"), publication__visible_until__isnull=True)
    found = Link.objects.filter(due, Exists(public))
    found = found.order_by(F("checked_at").asc(nulls_first=True), "pk")
    return list(found[:limit])


def _link_uses(actor: Actor) -> QuerySet[LinkUse]:
    within = reach_of(actor, "documents.read", "publication__unit__path", "publication__unit_id")
    return LinkUse.objects.filter(within, publication__visible_until__isnull=True)


def link_uses(*, actor: Actor, state: str, before: int | None = None) -> list[LinkUse]:
    """Where public texts link to addresses in one state, latest first; one page and one more."""
    found = _link_uses(actor)
    if state == UNTRIED:
        found = found.filter(link__checked_at__isnull=True)
    else:
        found = found.filter(link__state=state, link__checked_at__isnull=False)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = found.select_related("link", "publication__edition", "publication__unit").defer(
        "publication__edition__body_html", "publication__edition__body_text"
    )
    return list(rows.order_by("-pk")[: STOCK_LIST + 1])


def known_links(digests: Collection[str]) -> dict[str, int]:
    """Ids of links by the digest of their address."""
    return dict(Link.objects.filter(digest__in=digests).values_list("digest", "pk"))


def link_counts(*, actor: Actor) -> dict[str, int]:
    """How many addresses in public texts are alive, dead, unknown, and never tried yet."""
    uses = _link_uses(actor)
    tried = uses.filter(link__checked_at__isnull=False).values_list("link__state")
    counts = {state.value: 0 for state in LinkState}
    counts |= dict(tried.annotate(Count("link", distinct=True)))
    untried = uses.filter(link__checked_at__isnull=True)
    return counts | {UNTRIED: untried.values("link").distinct().count()}
