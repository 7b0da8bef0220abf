"""Coverage of explainers by unit, and the yearly duty of leaders to explain (rules §5.3)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db.models import Q

from gongkai.clock.rules import wd_add
from gongkai.clock.selectors import calendar_for
from gongkai.documents import rules
from gongkai.documents.models import ExplainerExemption, PolicyExplainer, Publication
from gongkai.documents.rules.explainers import FOLLOW_DAYS_MOST, KIND_LABELS, ExplainerKind
from gongkai.kernel.actor import Actor
from gongkai.kernel.permissions import Role
from gongkai.orgs.selectors import PAGE, people_page, reach_of

if TYPE_CHECKING:
    from gongkai.orgs.models import Person

TEXT_KIND = ExplainerKind.TEXT.value


@dataclass(slots=True)
class Coverage:
    """A unit's figures of a year. ``asked``: documents published that need an explainer."""

    unit_id: int
    unit: str
    asked: int = 0
    explained: int = 0
    in_time: int = 0
    exempted: int = 0
    not_text: int = 0
    open_documents: list[tuple[int, str]] = field(default_factory=list)

    @property
    def rate(self) -> str:
        """解读覆盖率: explained of those not exempted, in per cent; "—" when there are none."""
        base = self.asked - self.exempted
        return f"{self.explained / base:.0%}" if base else "—"


def _year(year: int) -> Q:
    start = datetime.combine(date(year, 1, 1), time.min, rules.ZONE)
    end = datetime.combine(date(year + 1, 1, 1), time.min, rules.ZONE)
    return Q(listed_at__gte=start, listed_at__lt=end)


def coverage(*, actor: Actor, year: int) -> list[Coverage]:
    """Coverage by unit of the documents that were published in *year* and must be explained."""
    mine = reach_of(actor, "documents.read", "unit__path", "unit_id")
    needed = Q(document__policy__normative=True) | Q(document__policy__important=True)
    found = Publication.objects.filter(mine, needed, _year(year), visible_until__isnull=True)
    rows = list(
        found.order_by("unit_id", "id").values_list(
            "document_id",
            "unit_id",
            "unit__short_name",
            "unit__region",
            "visible_from",
            "edition__title",
        )
    )
    told = _explainers_of([row[0] for row in rows])
    exempted = set(
        ExplainerExemption.objects.filter(document_id__in=[row[0] for row in rows]).values_list(
            "document_id", flat=True
        )
    )
    figures: dict[int, Coverage] = {}
    for pk, unit_id, unit, region, at, title in rows:
        figure = figures.setdefault(unit_id, Coverage(unit_id, unit))
        figure.asked += 1
        figure.exempted += pk in exempted and pk not in told
        if pk in told:
            last = wd_add(calendar_for(region), at.astimezone(rules.ZONE).date(), FOLLOW_DAYS_MOST)
            first = min(moment for moment, _ in told[pk]).astimezone(rules.ZONE).date()
            figure.explained += 1
            figure.in_time += first <= last
            figure.not_text += any(kind != TEXT_KIND for _, kind in told[pk])
        elif pk not in exempted:
            figure.open_documents.append((pk, title))
    return sorted(figures.values(), key=lambda figure: figure.unit_id)


def _explainers_of(document_ids: Iterable[int]) -> dict[int, list[tuple[datetime, str]]]:
    """(first public, kind) of every explainer of these documents that is on the portal."""
    rows = Publication.objects.filter(
        document__as_explainer__explained_id__in=list(document_ids), visible_until__isnull=True
    ).values_list(
        "document__as_explainer__explained_id", "visible_from", "document__as_explainer__kind"
    )
    told: dict[int, list[tuple[datetime, str]]] = {}
    for explained, at, kind in rows:
        told.setdefault(explained, []).append((at, kind))
    return told


@dataclass(frozen=True, slots=True)
class LeaderDuty:
    """A leader of a unit and how often he or she has explained a policy in the year."""

    unit: str
    name: str
    times: int

    @property
    def done(self) -> bool:
        return self.times > 0


def leader_duties(*, actor: Actor, year: int, on: date) -> list[LeaderDuty]:
    """Every leader in post within the reach of *actor*: at least one explainer a year is due from each (C8)."""
    counted: dict[int, int] = {}
    rows = Publication.objects.filter(
        _year(year), document__as_explainer__leader__isnull=False, visible_until__isnull=True
    ).values_list("document__as_explainer__leader_id", flat=True)
    for leader_id in rows:
        counted[leader_id or 0] = counted.get(leader_id or 0, 0) + 1
    duties = []
    for person in _leaders(actor, on):
        units = "、".join(
            post.unit.short_name
            for post in getattr(person, "posts", ())
            if post.role == Role.LEADER
        )
        duties.append(LeaderDuty(units, person.name, counted.get(person.pk, 0)))
    return duties


def _leaders(actor: Actor, on: date) -> "Iterator[Person]":
    """Leaders in post within the reach of *actor*, fifty to a question."""
    within, after = reach_of(actor, "documents.read", "unit__path", "unit_id"), 0
    while True:
        found = people_page(within=within, on=on, role=Role.LEADER, after=after)
        yield from found[:PAGE]
        if len(found) <= PAGE:
            return
        after = found[PAGE - 1].pk


def kinds_used(*, actor: Actor, year: int) -> list[tuple[str, int]]:
    """How many explainers of each form were published in *year* within the reach of *actor*."""
    mine = reach_of(actor, "documents.read", "document__unit__path", "document__unit_id")
    published = Publication.objects.filter(_year(year), visible_until__isnull=True)
    kinds = PolicyExplainer.objects.filter(
        mine, document_id__in=published.values("document_id")
    ).values_list("kind", flat=True)
    counted = list(kinds)
    return [
        (label, counted.count(code.value))
        for code, label in KIND_LABELS.items()
        if code.value in counted
    ]
