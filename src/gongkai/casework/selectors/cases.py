"""One case: what it is, where it stands, what has been said, what may be done and by whom."""

from dataclasses import dataclass
from datetime import datetime

from gongkai.casework import rules
from gongkai.casework.flows import Action
from gongkai.casework.kinds import FlowTerm, Term, kinds
from gongkai.casework.models import (
    Case,
    ClockEvent,
    CoHandling,
    Reminder,
    Supervision,
    TimelineEntry,
)
from gongkai.casework.rules import Event, Stage
from gongkai.clock.selectors import calendar_for
from gongkai.kernel import actor as actors
from gongkai.kernel.actor import Actor, may
from gongkai.kernel.errors import Reason
from gongkai.kernel.permissions import Role
from gongkai.orgs.selectors import holders, open_on, units_open_to

STORY_LIMIT = 300


@dataclass(frozen=True, slots=True)
class Offer:
    """An action that a sheet shows, with every reason against it (none: it may be done)."""

    action: Action
    reasons: list[Reason]

    @property
    def allowed(self) -> bool:
        return not self.reasons


def find_case(case_id: int) -> Case | None:
    """The case with its units and handler, or None."""
    return Case.objects.select_related("unit", "waiting_unit", "handler").filter(pk=case_id).first()


def open_work(person_id: int | None, unit_id: int | None) -> int:
    """Open cases that stand with a person, with a unit, or with a person in a unit (A2)."""
    found = Case.objects.filter(closed_at__isnull=True)
    if person_id is not None:
        found = found.filter(handler_id=person_id)
    if unit_id is not None:
        found = found.filter(waiting_unit_id=unit_id)
    return found.count()


def events_of(case_id: int) -> list[Event]:
    """The clock events of a case in the order in which they were recorded."""
    rows = ClockEvent.objects.filter(case_id=case_id).order_by("id")
    return [Event(row.code, row.at, row.days, row.note) for row in rows]


def term_of(case: Case) -> Term | None:
    """The case's deadline now, by its kind's own law or its flow's clock; None when none runs."""
    kind = kinds[case.kind]
    if case.closed_at is not None:
        return None
    if kind.deadline is not None:
        return kind.deadline(case.pk, calendar_for(case.unit.region))
    clock = kind.flow.clock
    if clock is None:
        return None
    found = rules.derive(clock, events_of(case.pk), calendar_for(case.unit.region))
    return FlowTerm(clock, found) if found else None


def stage_given(case_id: int, due: datetime) -> Stage | None:
    """The last reminder given for this due time of a case."""
    found = Reminder.objects.filter(case_id=case_id, due_at=due).order_by("id")
    last = found.values_list("stage", flat=True).last()
    return Stage(last) if last else None


def timeline_of(case_id: int) -> list[TimelineEntry]:
    """The story of a case, oldest first; of a very long one the latest `STORY_LIMIT` lines."""
    latest = TimelineEntry.objects.filter(case_id=case_id).order_by("-id")[:STORY_LIMIT]
    return list(reversed(latest))


def co_handlings_of(case_id: int) -> list[CoHandling]:
    """Questions to other units on a case, with their answers."""
    return list(CoHandling.objects.filter(case_id=case_id).select_related("unit"))


def co_handling_by_id(co_handling_id: int) -> CoHandling | None:
    """One question with its case and unit."""
    found = CoHandling.objects.select_related("unit", "case__unit")
    return found.filter(pk=co_handling_id).first()


def supervisions_of(case_id: int) -> list[Supervision]:
    """Every supervision of a case, with its answer if there is one."""
    return list(Supervision.objects.filter(case_id=case_id))


def supervision_by_id(supervision_id: int) -> Supervision | None:
    """One supervision with its case and the case's unit."""
    return Supervision.objects.select_related("case__unit").filter(pk=supervision_id).first()


def reminders_of(case_id: int) -> list[Reminder]:
    """The reminders given on a case."""
    return list(Reminder.objects.filter(case_id=case_id))


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
    """Why *actor* may not do *deed* in the case's unit."""
    return actors.reasons_against(actor, deed, case.unit)


def offers(*, case: Case, actor: Actor, now: datetime) -> list[Offer]:
    """The next steps from here that the actor's role could take, refused ones with all reasons."""
    flow = kinds[case.kind].flow
    return [
        Offer(action, reasons_against(case=case, action=action, actor=actor, now=now))
        for action in flow.actions_from(case.state)
        if may(actor, action.deed, case.unit)
    ]


def reasons_against_handing_on(case: Case, deed: str, what: str) -> list[Reason]:
    """What the case itself has against a deed beside its flow (交办、转办、协办、督办)."""
    if case.closed_at is not None:
        return [Reason("closed", f"此件已办结，不能再{what}")]
    if deed == "casework.transfer" and not kinds[case.kind].flow.transferable:
        label = kinds[case.kind].label
        return [Reason("not_transferable", f"“{label}”须由原单位办结，不能转办")]
    return []


def takers(case: Case, now: datetime) -> dict[int, str]:
    """Who could be given the case as it stands: id and name of everyone in the step's role."""
    if not case.waiting_role:
        return {}
    people = holders(Role(case.waiting_role), case.waiting_unit, rules.local_day(now))
    return {person.pk: person.name for person in people}


def other_units(case: Case, actor: Actor, now: datetime) -> dict[int, str]:
    """Units that a case can be passed on to, or that can be asked: id and short name, by tree.

    Villages are reached through their township.
    """
    found = units_open_to(actor, "orgs.read_units").filter(open_on(rules.local_day(now)))
    found = found.exclude(kind="village").exclude(pk=case.unit_id).order_by("path")
    return dict(found.values_list("pk", "short_name"))


def visible_to(actor: Actor, case: Case) -> bool:
    """Whether *actor* may read the case: own unit's people, the office above it, inspection."""
    if may(actor, "casework.read", case.unit):
        return True
    own = {grant.unit_id for grant in actor.grants}
    return CoHandling.objects.filter(case=case, unit_id__in=own).exists()
