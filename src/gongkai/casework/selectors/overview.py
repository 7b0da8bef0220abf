"""Lists of cases for those who look after many: a unit's people, the office, inspection."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import IntegerField, OuterRef, Q, QuerySet, Subquery

from gongkai.casework.models import Case, Supervision
from gongkai.casework.rules import Lamps, Light
from gongkai.casework.selectors.rows import (
    BY_CLOSING,
    BY_DUE,
    PAGE,
    InboxItem,
    InboxPage,
    Order,
    capped,
    in_light,
    item_of,
    lamps_now,
    of_kind,
    with_names,
)
from gongkai.kernel.actor import Actor
from gongkai.kernel.permissions import Reach, deeds
from gongkai.orgs.selectors import units_open_to

SEARCH_WINDOW = 10_000
EXPORT_LIMIT = 10_000
EXPORT_CHUNK = 500
UNIT_CAP = 1000


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose cases are listed: those of some units, or everybody's (``unit_ids`` None)."""

    unit_ids: frozenset[int] | None

    def narrowed(self, unit_id: int | None) -> "Scope":
        """Only *unit_id*, if it lies in the scope; nothing at all if it does not."""
        if unit_id is None:
            return self
        inside = self.unit_ids is None or unit_id in self.unit_ids
        return Scope(frozenset({unit_id} if inside else ()))

    def of(self, found: QuerySet[Case]) -> QuerySet[Case]:
        if self.unit_ids is None:
            return found
        return found.filter(unit_id__in=self.unit_ids)


def scope_of(actor: Actor, deed: str = "casework.read") -> Scope:
    """The units whose cases *actor* may list by *deed*: at most one query."""
    allowed = deeds[deed].grants
    held = [(grant, allowed[grant.role]) for grant in actor.grants if grant.role in allowed]
    if any(
        reach is Reach.EVERYWHERE or (reach is Reach.SUBTREE and grant.unit_path.count("/") == 2)
        for grant, reach in held
    ):
        return Scope(None)  # the whole tree: it has one root
    if all(reach is Reach.UNIT for _, reach in held):
        return Scope(frozenset(grant.unit_id for grant, _ in held))
    return Scope(frozenset(units_open_to(actor, deed).values_list("pk", flat=True)))


def units_in(actor: Actor, deed: str) -> dict[int, str]:
    """The units a list can be narrowed to, id and short name in the order of the tree."""
    return dict(units_open_to(actor, deed).order_by("path").values_list("pk", "short_name"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of cases is narrowed to. ``words`` are looked for in number and title."""

    kind: str = ""
    unit_id: int | None = None
    light: str = ""
    closed: bool = False
    words: str = ""
    cursor: str = ""

    @property
    def order(self) -> Order:
        return BY_CLOSING if self.closed else BY_DUE


def _found(scope: Scope, asked: Asked, lamp: Lamps) -> QuerySet[Case]:
    found = Case.objects.filter(closed_at__isnull=not asked.closed)
    narrowed = scope.narrowed(asked.unit_id)
    found = narrowed.of(found)
    if asked.kind and narrowed.unit_ids is None:
        found = found.filter(kind=asked.kind)
    else:
        found = of_kind(found, asked.kind)
    if not asked.closed:
        found = in_light(found, asked.light, lamp)
    return asked.order.sort(found.filter(asked.order.after(asked.cursor)))


def cases_page(*, scope: Scope, asked: Asked, now: datetime, region: str) -> InboxPage:
    """A page of cases: open ones by due time (red first), closed ones newest first.

    A search for words looks through `SEARCH_WINDOW` cases at a time, so that its cost is bounded;
    a whole number is found wherever it stands.
    """
    lamp = lamps_now(now, region)
    exact = _numbered(scope, asked.words)
    if exact is not None:
        return InboxPage([item_of(exact, lamp)], "")
    found = _found(scope, asked, lamp)
    rows, following, searched = _slice(found, asked, PAGE)
    return InboxPage([item_of(case, lamp) for case in rows], following, searched)


def _numbered(scope: Scope, words: str) -> Case | None:
    if not words:
        return None
    return with_names(scope.of(Case.objects.filter(number=words.upper()))).first()


def _slice(found: QuerySet[Case], asked: Asked, size: int) -> tuple[list[Case], str, int]:
    """Up to *size* rows, the cursor behind them, and how many were searched if that was all."""
    stop = _end_of_window(found) if asked.words else None
    if asked.words:
        words = Q(number__icontains=asked.words) | Q(title__icontains=asked.words)
        found = found.filter(words)
    if stop is not None:
        found = found.filter(asked.order.until(asked.order.cursor(stop)))
    rows = list(with_names(found)[: size + 1])
    if len(rows) > size:
        return rows[:size], asked.order.cursor(rows[size - 1]), 0
    if stop is not None:
        return rows, asked.order.cursor(stop), SEARCH_WINDOW
    return rows, "", 0


def _end_of_window(found: QuerySet[Case]) -> Case | None:
    """The last case that one search looks at; None when it reaches the end of the list."""
    keys = found.only("pk", "next_due_at", "closed_at")
    return next(iter(keys[SEARCH_WINDOW - 1 : SEARCH_WINDOW]), None)


def cases_to_export(
    *, scope: Scope, asked: Asked, now: datetime, region: str
) -> Iterator[InboxItem | None]:
    """Up to `EXPORT_LIMIT` rows of the list, read in chunks; a last None says there are more."""
    lamp = lamps_now(now, region)
    for _ in range(EXPORT_LIMIT // EXPORT_CHUNK):
        rows, following, _ = _slice(_found(scope, asked, lamp), asked, EXPORT_CHUNK)
        yield from (item_of(case, lamp) for case in rows)
        if not following:
            return
        asked = replace(asked, cursor=following)
    yield None


def counts_by_light(*, scope: Scope, now: datetime, region: str) -> dict[Light, int]:
    """Open cases that are overdue and due soon, each counted to at most `COUNT_CAP`."""
    lamp = lamps_now(now, region)
    found = scope.of(Case.objects.filter(closed_at__isnull=True))
    return {light: capped(in_light(found, light, lamp)) for light in (Light.OVERDUE, Light.SOON)}


class CappedCount(Subquery):
    """The number of rows of a subquery, which carries its own LIMIT."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS capped)"
    output_field = IntegerField()


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """A unit's open cases that are late or about to be, each counted to at most `UNIT_CAP`."""

    unit_id: int
    name: str
    overdue: int
    soon: int


def counts_by_unit(*, actor: Actor, now: datetime, region: str) -> list[UnitCounts]:
    """Units with late or soon late cases below the actor, the worst first; one query.

    Its cost is bounded by the number of units: each count enters the index and stops at the cap.
    """
    lamp = lamps_now(now, region)
    own = Case.objects.filter(closed_at__isnull=True, unit_id=OuterRef("pk")).order_by()

    def count(light: Light) -> CappedCount:
        return CappedCount(in_light(own, light, lamp).values("pk")[:UNIT_CAP])

    units = units_open_to(actor, "casework.oversee").annotate(
        overdue=count(Light.OVERDUE), soon=count(Light.SOON)
    )
    rows = units.order_by("path").values_list("pk", "short_name", "overdue", "soon")
    found = [UnitCounts(*row) for row in rows]
    busy = [each for each in found if each.overdue or each.soon]
    return sorted(busy, key=lambda each: (-each.overdue, -each.soon))


def supervisions_page(
    *, scope: Scope, before: int | None = None
) -> tuple[list[Supervision], int | None]:
    """Supervisions that await an answer, newest first, and the id to go on from."""
    found = Supervision.objects.filter(answered_at__isnull=True)
    if scope.unit_ids is not None:
        found = found.filter(case__unit_id__in=scope.unit_ids)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.select_related("case__unit").order_by("-id")[: PAGE + 1])
    return rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None


def newest_open(*, kind: str, within: Q, before: int | None, limit: int) -> list[int]:
    """Ids of open cases of a kind, newest first, below *before*; one bounded read of an index.

    *within* comes from `orgs.selectors.reach_of` with ``unit__path`` and ``unit_id``.
    """
    found = of_kind(Case.objects.filter(within, closed_at__isnull=True), kind)
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found.order_by("-pk").values_list("pk", flat=True)[:limit])
