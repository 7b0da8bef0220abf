"""What waits for a person: cases of every kind, questions of other units, supervisions, reminders."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from gongkai.casework.kinds import CaseKind, kinds
from gongkai.casework.models import Case, CoHandling, Reminder, Supervision
from gongkai.casework.rules import Lamps, Light
from gongkai.casework.selectors.rows import (
    BY_DUE,
    COUNT_CAP,
    PAGE,
    InboxPage,
    capped,
    in_light,
    item_of,
    lamps_now,
    of_kind,
    with_names,
)
from gongkai.kernel.actor import Actor
from gongkai.kernel.permissions import Reach, Role, deeds


def _queues(actor: Actor) -> list[QuerySet[Case]]:
    """The queues that make up an inbox: one per post (unit and role), and one by name.

    Each has a partial index of its own, so that reading a page never looks at other people's cases.
    """
    waiting = Case.objects.filter(closed_at__isnull=True)
    posts: list[tuple[int, Role]] = sorted({(each.unit_id, each.role) for each in actor.grants})
    common = [
        waiting.filter(waiting_unit_id=unit_id, waiting_role=role, handler__isnull=True)
        for unit_id, role in posts
    ]
    return [*common, waiting.filter(handler_id=actor.id)]


def inbox(
    *,
    actor: Actor,
    now: datetime,
    region: str,
    kind: str = "",
    light: str = "",
    cursor: str = "",
) -> InboxPage:
    """A page of what waits for *actor*, by due time: for a post of theirs, or for them by name."""
    lamp = lamps_now(now, region)
    behind = BY_DUE.after(cursor)
    rows: list[Case] = []
    for queue in _queues(actor):
        found = of_kind(in_light(queue.filter(behind), light, lamp), kind)
        rows += BY_DUE.sort(with_names(found))[: PAGE + 1]
    rows.sort(key=lambda case: (case.next_due_at, case.pk))
    following = BY_DUE.cursor(rows[PAGE - 1]) if len(rows) > PAGE else ""
    return InboxPage([item_of(case, lamp) for case in rows[:PAGE]], following)


def inbox_count(*, actor: Actor) -> int:
    """How many cases wait for *actor*, counted to at most `COUNT_CAP`."""
    return min(COUNT_CAP, sum(capped(queue) for queue in _queues(actor)))


@dataclass(frozen=True, slots=True)
class InboxCounts:
    """Figures above an inbox, each counted to at most `COUNT_CAP`."""

    waiting: int
    overdue: int
    soon: int


def inbox_counts(*, actor: Actor, now: datetime, region: str) -> InboxCounts:
    """How much waits for *actor* and how urgent it is; one query per queue as a rule."""
    lamp = lamps_now(now, region)
    waiting = overdue = soon = 0
    for queue in _queues(actor):
        due = list(BY_DUE.sort(queue).values_list("next_due_at", flat=True)[:COUNT_CAP])
        waiting += len(due)
        overdue += sum(moment < now for moment in due)
        soon += _soon(queue, due, lamp)
    return InboxCounts(*(min(COUNT_CAP, figure) for figure in (waiting, overdue, soon)))


def _soon(queue: QuerySet[Case], due: list[datetime], lamp: Lamps) -> int:
    if len(due) == COUNT_CAP and due[-1] <= lamp.soon_until:
        return capped(in_light(queue, Light.SOON, lamp))
    return sum(lamp.now <= moment <= lamp.soon_until for moment in due)


def kinds_of(actor: Actor) -> list[CaseKind]:
    """The kinds of case that can come to one of the actor's posts."""
    roles = {grant.role for grant in actor.grants}
    return [kind for kind in kinds if roles & {state.role for state in kind.flow.states}]


def _units_of(actor: Actor, deed: str) -> set[int]:
    """Units of the actor's own posts in which the actor may do *deed*."""
    allowed = deeds[deed].grants
    return {grant.unit_id for grant in actor.grants if allowed.get(grant.role) is Reach.UNIT}


def questions_for(actor: Actor) -> list[CoHandling]:
    """Open questions from other units that the actor's own units are to answer, by date."""
    units = _units_of(actor, "casework.answer_unit")
    found = CoHandling.objects.filter(answered_at__isnull=True, unit_id__in=units)
    return list(found.select_related("case__unit", "unit").order_by("due_at")[:PAGE])


def supervisions_for(actor: Actor) -> list[Supervision]:
    """Supervisions (督办) that the actor's own units have to answer, oldest first."""
    units = _units_of(actor, "casework.answer_supervision")
    found = Supervision.objects.filter(answered_at__isnull=True, case__unit_id__in=units)
    return list(found.select_related("case__unit").order_by("at", "id")[:PAGE])


def reminders_among(case_ids: Iterable[int]) -> list[Reminder]:
    """The reminders given on these cases, the latest first, one of each case."""
    found = Reminder.objects.filter(case_id__in=list(case_ids)).select_related("case")
    latest = {reminder.case_id: reminder for reminder in found.order_by("id")}
    return sorted(latest.values(), key=lambda reminder: reminder.pk, reverse=True)
