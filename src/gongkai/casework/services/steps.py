"""Opening a case and taking it through its flow: state, clock, timeline and ledger together."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from gongkai.audit.services import record
from gongkai.casework import rules, selectors
from gongkai.casework.flows import Action, Desk, State
from gongkai.casework.kinds import kinds
from gongkai.casework.models import Case, CaseSequence, ClockEvent, TimelineEntry
from gongkai.casework.rules import NO_DEADLINE, Event
from gongkai.clock.selectors import calendar_for
from gongkai.kernel.actor import Actor, Placed
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.orgs.selectors import grants_of, office_of

SENTENCE_LIMIT = 300


def subject_of(case_id: int) -> str:
    """How the ledger names a case."""
    return f"case:{case_id}"


@transaction.atomic
def open_case(
    *,
    actor: Actor,
    kind: str,
    unit: Placed,
    title: str,
    now: datetime,
    events: Sequence[Event] = (),
    said: str = "立件",
) -> Case:
    """Open a case of *kind* for *unit* in the flow's first state, numbered per unit and year.

    A kind with a ``deadline`` of its own finds its facts later: it calls `refresh_deadline`.
    """
    flow = kinds[kind].flow
    case = Case(
        kind=kind,
        number=_next_number(kind, unit.id, rules.local_day(now).year),
        title=title[:300],
        unit_id=unit.id,
        opened_by_id=actor.id,
        opened_at=now,
    )
    enter(case, flow.initial, now)
    case.save()
    leave_events(case, events)
    tell(case=case, actor=actor, action="open", sentence=said, now=now)
    refresh_deadline(case)
    return case


def _next_number(kind: str, unit_id: int, year: int) -> str:
    sequence, _ = CaseSequence.objects.select_for_update().get_or_create(
        kind=kind, unit_id=unit_id, year=year
    )
    sequence.last += 1
    sequence.save(update_fields=["last"])
    written = kinds[kind].number
    if written is not None:
        return written(unit_id, year, sequence.last)
    return f"{kinds[kind].flow.prefix}{unit_id:03d}-{year}-{sequence.last:05d}"


def enter(case: Case, state: State, now: datetime) -> None:
    """Let *case* stand in *state*: who has it now, and whether it is closed."""
    case.state = state.code
    case.waiting_role = state.role or ""
    case.handler_id = _opener_in_post(case, state, now) if state.own else None
    case.closed_at = now if state.closed else None
    place(case, state, now)


def place(case: Case, state: State, now: datetime) -> None:
    """Let *case* wait in its own unit, or with the office that watches over that unit."""
    if state.desk is Desk.OFFICE:
        case.waiting_unit_id = office_of(case.unit, rules.local_day(now))
    else:
        case.waiting_unit_id = case.unit_id


def _opener_in_post(case: Case, state: State, now: datetime) -> int | None:
    """Who opened the case, if that person still holds the step's role in its unit.

    Otherwise the case comes to everyone in the role: nothing may lie with someone who has left.
    """
    if case.opened_by_id is None:
        return None
    held = grants_of(case.opened_by_id, rules.local_day(now))
    present = any((each.role, each.unit_id) == (state.role, case.unit_id) for each in held)
    return case.opened_by_id if present else None


def hand_to(*, case: Case, person_id: int | None, now: datetime) -> None:
    """Let the step stand with one person who holds its role there today; else with all of them."""
    taken = person_id if person_id in selectors.takers(case, now) else None
    if case.handler_id != taken:
        case.handler_id = taken
        case.save(update_fields=["handler"])


def leave_events(case: Case, events: Sequence[Event]) -> None:
    """Write clock events; the caller refreshes the deadline."""
    ClockEvent.objects.bulk_create(
        ClockEvent(case=case, code=event.code, at=event.at, days=event.days, note=event.note[:300])
        for event in events
    )


def tell(
    *, case: Case, actor: Actor, action: str, sentence: str, now: datetime, note: str = ""
) -> None:
    """Add a line to the case's story; alone it is no step of the flow."""
    TimelineEntry.objects.create(
        case=case,
        at=now,
        actor_id=actor.id,
        actor_name=actor.name,
        action=action,
        sentence=sentence[:SENTENCE_LIMIT],
        note=note,
        state=case.state,
    )


def refresh_deadline(case: Case) -> None:
    """Recompute what is cached of the deadline: due time, whether provisional, next reminder.

    All follow from the clock events and the calendar of the unit's region.
    """
    term = selectors.term_of(case)
    due = NO_DEADLINE
    if term is not None and term.due is not None:
        due = rules.end_of(term.due)
    case.next_due_at = due
    case.last_due_at = due if due < NO_DEADLINE else case.last_due_at
    case.due_provisional = bool(term and term.provisional)
    case.next_reminder_at = _next_reminder(case)
    case.save(update_fields=["next_due_at", "last_due_at", "next_reminder_at", "due_provisional"])


def _next_reminder(case: Case) -> datetime:
    if case.next_due_at >= NO_DEADLINE:
        return NO_DEADLINE
    given = selectors.stage_given(case.pk, case.next_due_at)
    return rules.reminder_at(case.next_due_at, calendar_for(case.unit.region), given)


def lock_case(case_id: int, expected_version: int | None = None) -> Case:
    """The case, locked until the transaction ends.

    Raises Refusal when *expected_version* (what the person saw) is no longer the present one;
    TransactionManagementError when no transaction is open, for then nothing would be locked.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("lock_case needs an open transaction")
    # No join here: when somebody else has just moved the case to another unit, PostgreSQL would
    # drop the row that it waited for, because it no longer fits the unit it was joined with.
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None:
        raise Refusal(Reason("not_found", "没有这个办件，可能编号有误"))
    if expected_version is not None and expected_version != case.version:
        last = TimelineEntry.objects.filter(case=case).last()
        who = f"（{last.actor_name}：{last.sentence}）" if last else ""
        sentence = f"您打开页面之后，此件已由他人办理{who}，请核对后再办"
        raise Refusal(Reason("stale", sentence))
    return case


@transaction.atomic
def perform(
    *,
    actor: Actor,
    case: Case,
    action: Action,
    now: datetime,
    note: str = "",
    events: Sequence[Event] = (),
    said: str = "",
    checked: bool = False,
) -> None:
    """Do *action* on a locked *case*: state, clock events, timeline and ledger together.

    ``checked`` says that the calling service has just asked for all reasons itself. Raises Refusal.
    """
    if not checked:
        refuse_if(
            selectors.reasons_against(case=case, action=action, actor=actor, now=now, note=note)
        )
    flow = kinds[case.kind].flow
    said = said or action.said
    enter(case, flow.state(action.target), now)
    case.version += 1
    case.save()
    leave_events(case, [*(Event(code, now) for code in action.events), *events])
    tell(case=case, actor=actor, action=action.code, sentence=said, note=note, now=now)
    refresh_deadline(case)
    note_deed(actor, action.deed, case, now, {"编号": case.number, "经过": said})


def note_deed(
    actor: Actor, deed: str, case: Case, now: datetime, detail: dict[str, str] | None = None
) -> None:
    """Write a deed on *case* into the ledger."""
    record(
        actor=actor,
        deed=deed,
        subject=subject_of(case.pk),
        unit_id=case.unit_id,
        detail=detail or {"编号": case.number},
        now=now,
    )


@transaction.atomic
def add_events(
    *, actor: Actor, case: Case, events: Sequence[Event], said: str, now: datetime
) -> None:
    """Leave clock events on *case* without a step, told in the timeline; the deadline follows."""
    leave_events(case, events)
    tell(case=case, actor=actor, action="clock", sentence=said, now=now)
    refresh_deadline(case)


@transaction.atomic
def rename(*, case: Case, title: str) -> None:
    """Give the case the new title of its matter."""
    case.title = title[:300]
    case.save(update_fields=["title"])
