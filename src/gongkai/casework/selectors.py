"""Questions about cases: the inbox, the office's view, a case with its story and next steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from gongkai.casework import rules
from gongkai.casework.flows import Action
from gongkai.casework.kinds import kinds
from gongkai.casework.models import Case, ClockEvent, CoHandling, Supervision, TimelineEntry
from gongkai.casework.rules import NO_DEADLINE, Event, Lamps, Light
from gongkai.clock.rules import Deadline
from gongkai.clock.selectors import calendar_for
from gongkai.kernel import actor as actors
from gongkai.kernel.actor import Actor, may
from gongkai.kernel.errors import Reason
from gongkai.kernel.permissions import Role

PAGE = 20
COUNT_CAP = 100


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One row of an inbox, ready to show."""

    case_id: int
    number: str
    kind_label: str
    title: str
    unit: str
    step: str
    due_at: datetime | None
    provisional: bool
    light: Light
    handler: str
    url: str

    @property
    def light_label(self) -> str:
        return rules.LIGHT_LABELS[self.light]


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Rows by due time, then age; ``next`` is the cursor of the following page, or ""."""

    items: list[InboxItem]
    next: str


@dataclass(frozen=True, slots=True)
class Offer:
    """An action that a sheet shows, with every reason against it (none: it may be done)."""

    action: Action
    reasons: list[Reason]

    @property
    def allowed(self) -> bool:
        return not self.reasons


def lamps_now(now: datetime, region: str) -> Lamps:
    return rules.lamps(now, calendar_for(region))


def _item(case: Case, lamp: Lamps) -> InboxItem:
    kind = kinds[case.kind]
    return InboxItem(
        case_id=case.pk,
        number=case.number,
        kind_label=kind.label,
        title=case.title,
        unit=case.unit.short_name,
        step=kind.flow.state(case.state).label,
        due_at=None if case.next_due_at >= NO_DEADLINE else case.next_due_at,
        provisional=case.due_provisional,
        light=lamp.light(case.next_due_at, case.closed_at is not None),
        handler=case.handler.name if case.handler else "",
        url=kind.sheet(case.pk),
    )


def cursor_of(case: Case) -> str:
    return f"{case.next_due_at.timestamp():.6f}_{case.pk}"


def _after(cursor: str) -> Q | None:
    """The condition "later than *cursor*"; None for no cursor or one that was tampered with."""
    stamp, _, pk = cursor.partition("_")
    try:
        due = datetime.fromtimestamp(float(stamp), rules.ZONE)
        return Q(next_due_at__gt=due) | Q(next_due_at=due, pk__gt=int(pk))
    except (ValueError, OverflowError, OSError):
        return None


def _open_cases(kind: str, cursor: str, light: str, lamp: Lamps) -> QuerySet[Case]:
    found = Case.objects.filter(closed_at__isnull=True)
    if kind:
        found = found.filter(kind=kind)
    if light == Light.OVERDUE:
        found = found.filter(next_due_at__lt=lamp.now)
    elif light == Light.SOON:
        found = found.filter(next_due_at__range=(lamp.now, lamp.soon_until))
    after = _after(cursor) if cursor else None
    if after is not None:
        found = found.filter(after)
    return found.select_related("unit", "handler").order_by("next_due_at", "pk")


def _page(rows: list[Case], lamp: Lamps) -> InboxPage:
    following = cursor_of(rows[PAGE - 1]) if len(rows) > PAGE else ""
    return InboxPage([_item(case, lamp) for case in rows[:PAGE]], following)


def _posts(actor: Actor) -> list[tuple[int, Role]]:
    """The (unit, role) pairs whose inboxes are the actor's."""
    return sorted({(grant.unit_id, grant.role) for grant in actor.grants})


def inbox(
    *,
    actor: Actor,
    now: datetime,
    region: str,
    kind: str = "",
    light: str = "",
    cursor: str = "",
) -> InboxPage:
    """What waits for *actor*: by post (unit and role) when nobody in particular has it, or by name.

    One indexed query per post and one by name, each of at most a page, so that the cost does not
    grow with the number of cases.
    """
    lamp = lamps_now(now, region)
    found = _open_cases(kind, cursor, light, lamp)
    queries = [
        found.filter(waiting_unit_id=unit_id, waiting_role=role, handler__isnull=True)
        for unit_id, role in _posts(actor)
    ]
    queries.append(found.filter(handler_id=actor.id))
    rows = [case for query in queries for case in query[: PAGE + 1]]
    rows.sort(key=lambda case: (case.next_due_at, case.pk))
    return _page(rows, lamp)


def open_cases(
    *,
    unit_path: str,
    now: datetime,
    region: str,
    kind: str = "",
    light: str = "",
    cursor: str = "",
) -> InboxPage:
    """Every open case below a unit, for the office and for inspection."""
    lamp = lamps_now(now, region)
    found = _open_cases(kind, cursor, light, lamp).filter(unit__path__startswith=unit_path)
    return _page(list(found[: PAGE + 1]), lamp)


def inbox_count(*, actor: Actor) -> int:
    """How many cases wait for *actor*, counted to at most `COUNT_CAP` (shown as 99+)."""
    total = 0
    waiting = Case.objects.filter(closed_at__isnull=True)
    for unit_id, role in _posts(actor):
        mine = waiting.filter(waiting_unit_id=unit_id, waiting_role=role, handler__isnull=True)
        total += len(mine.values_list("pk")[: COUNT_CAP - total])
        if total >= COUNT_CAP:
            return COUNT_CAP
    named = waiting.filter(handler_id=actor.id).values_list("pk")
    return min(COUNT_CAP, total + len(named[: COUNT_CAP - total]))


def open_work(person_id: int | None, unit_id: int | None) -> int:
    """Open cases that stand with a person, with a unit, or with a person in a unit (A2)."""
    found = Case.objects.filter(closed_at__isnull=True)
    if person_id is not None:
        found = found.filter(handler_id=person_id)
    if unit_id is not None:
        found = found.filter(waiting_unit_id=unit_id)
    return found.count()


def find_case(case_id: int) -> Case | None:
    """The case with its units and handler, or None."""
    return Case.objects.select_related("unit", "waiting_unit", "handler").filter(pk=case_id).first()


def events_of(case_id: int) -> list[Event]:
    rows = ClockEvent.objects.filter(case_id=case_id).order_by("id")
    return [Event(row.code, row.at, row.days, row.note) for row in rows]


def deadline_of(case: Case) -> Deadline | None:
    """The case's deadline now, with its explanation; None when no clock runs."""
    clock = kinds[case.kind].flow.clock
    if clock is None:
        return None
    return rules.derive(clock, events_of(case.pk), calendar_for(case.unit.region))


def timeline_of(case_id: int) -> list[TimelineEntry]:
    return list(TimelineEntry.objects.filter(case_id=case_id))


def co_handlings_of(case_id: int) -> list[CoHandling]:
    return list(CoHandling.objects.filter(case_id=case_id).select_related("unit"))


def questions_for(actor: Actor) -> list[CoHandling]:
    """Open questions from other units that the actor's own units are to answer."""
    units = {grant.unit_id for grant in actor.grants}
    found = CoHandling.objects.filter(answered_at__isnull=True, unit_id__in=units)
    return list(found.select_related("case", "case__unit").order_by("due_at")[:PAGE])


def supervisions_of(case_id: int) -> list[Supervision]:
    return list(Supervision.objects.filter(case_id=case_id))


def reasons_against(
    *, case: Case, action: Action, actor: Actor, now: datetime, note: str | None = None
) -> list[Reason]:
    """All reasons against *action* on *case* now: step, opinion, permission, and the business."""
    kind = kinds[case.kind]
    found = rules.reasons_against_action(kind.flow, action, case.state, note)
    if found and found[0].code == "wrong_step":
        return found
    found += permission_reasons(actor, action.deed, case)
    return found + kind.reasons(case.pk, action, actor, now)


def permission_reasons(actor: Actor, deed: str, case: Case) -> list[Reason]:
    return actors.reasons_against(actor, deed, case.unit)


def offers(*, case: Case, actor: Actor, now: datetime) -> list[Offer]:
    """The next steps from here that the actor's role could take, refused ones with all reasons."""
    flow = kinds[case.kind].flow
    return [
        Offer(action, reasons_against(case=case, action=action, actor=actor, now=now))
        for action in flow.actions_from(case.state)
        if may(actor, action.deed, case.unit)
    ]


def visible_to(actor: Actor, case: Case) -> bool:
    """Whether *actor* may read the case: own unit's people, the office above it, inspection."""
    if may(actor, "casework.read", case.unit):
        return True
    helpers = CoHandling.objects.filter(case=case).values_list("unit_id", flat=True)
    return bool({grant.unit_id for grant in actor.grants} & set(helpers))


def counts_by_light(*, unit_paths: Sequence[str], now: datetime, region: str) -> dict[Light, int]:
    """Open cases per light below the given units, each counted to at most `COUNT_CAP`."""
    lamp = lamps_now(now, region)
    below = Q(pk__in=[])
    for path in unit_paths:
        below |= Q(unit__path__startswith=path)
    waiting = Case.objects.filter(below, closed_at__isnull=True)
    ranges = {
        Light.OVERDUE: waiting.filter(next_due_at__lt=now),
        Light.SOON: waiting.filter(next_due_at__range=(now, lamp.soon_until)),
    }
    return {light: len(found.values_list("pk")[:COUNT_CAP]) for light, found in ranges.items()}
