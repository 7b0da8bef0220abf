"""What can happen to a case. Business services call these inside their own transaction."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from gongkai.audit.services import record
from gongkai.casework import rules, selectors
from gongkai.casework.flows import Action, Desk, State
from gongkai.casework.kinds import kinds
from gongkai.casework.models import (
    Case,
    CaseSequence,
    ClockEvent,
    CoHandling,
    Supervision,
    TimelineEntry,
)
from gongkai.casework.rules import NO_DEADLINE, Event
from gongkai.clock.rules import wd_add
from gongkai.clock.selectors import calendar_for
from gongkai.kernel.actor import Actor, Placed, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.kernel.permissions import Role
from gongkai.orgs.selectors import office_of, region_of

NOTE_LIMIT = 5000


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
    """Open a case of *kind* for *unit* in the flow's first state, numbered per unit and year."""
    flow = kinds[kind].flow
    state = flow.initial
    case = Case(
        kind=kind,
        number=_next_number(kind, unit.id, rules.local_day(now).year),
        title=title[:300],
        unit_id=unit.id,
        waiting_unit_id=unit.id,
        opened_by_id=actor.id,
        opened_at=now,
    )
    _enter(case, state, now)
    case.save()
    _add_events(case, events)
    _tell(case, actor, "open", said, "", now)
    refresh_deadline(case)
    return case


def _next_number(kind: str, unit_id: int, year: int) -> str:
    sequence, _ = CaseSequence.objects.select_for_update().get_or_create(
        kind=kind, unit_id=unit_id, year=year
    )
    sequence.last += 1
    sequence.save(update_fields=["last"])
    return f"{kinds[kind].flow.prefix}{unit_id:03d}-{year}-{sequence.last:05d}"


def _enter(case: Case, state: State, now: datetime) -> None:
    case.state = state.code
    case.waiting_role = state.role or ""
    case.handler_id = case.opened_by_id if state.own else None
    case.closed_at = now if state.closed else None
    if state.desk is Desk.OFFICE:
        case.waiting_unit_id = office_of(case.unit, rules.local_day(now))
    else:
        case.waiting_unit_id = case.unit_id


def _add_events(case: Case, events: Sequence[Event]) -> None:
    ClockEvent.objects.bulk_create(
        ClockEvent(case=case, code=event.code, at=event.at, days=event.days, note=event.note[:300])
        for event in events
    )


def _tell(case: Case, actor: Actor, action: str, sentence: str, note: str, now: datetime) -> None:
    TimelineEntry.objects.create(
        case=case,
        at=now,
        actor_id=actor.id,
        actor_name=actor.name,
        action=action,
        sentence=sentence,
        note=note[:NOTE_LIMIT],
        state=case.state,
    )


def tell(*, case: Case, actor: Actor, action: str, sentence: str, now: datetime) -> None:
    """Add a line to the case's story that is no step of the flow."""
    _tell(case, actor, action, sentence, "", now)


def refresh_deadline(case: Case) -> None:
    """Recompute the cached due time from the clock events and the calendar of the unit's region."""
    deadline = selectors.deadline_of(case) if case.closed_at is None else None
    due = NO_DEADLINE
    if deadline is not None and deadline.due is not None:
        due = rules.end_of(deadline.due)
    case.next_due_at = due
    case.due_provisional = bool(deadline and deadline.provisional)
    case.save(update_fields=["next_due_at", "due_provisional"])


def lock_case(case_id: int, expected_version: int | None = None) -> Case:
    """The case, locked until the transaction ends.

    Raises Refusal when *expected_version* (what the person saw) is no longer the present one.
    """
    found = Case.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=case_id)
    case = found.first()
    if case is None:
        raise Refusal(Reason("not_found", "没有这个办件，可能编号有误"))
    if expected_version is not None and expected_version != case.version:
        last = TimelineEntry.objects.filter(case=case).last()
        who = f"（{last.actor_name}：{last.sentence}）" if last else ""
        sentence = f"您打开页面之后，此件已由他人办理{who}，请刷新后再办"
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
    _enter(case, flow.state(action.target), now)
    case.version += 1
    case.save()
    _add_events(case, [*(Event(code, now) for code in action.events), *events])
    _tell(case, actor, action.code, said or action.said, note, now)
    refresh_deadline(case)
    detail = {"编号": case.number, "经过": said or action.said}
    _record(actor, action.deed, case, now, detail)


def _record(
    actor: Actor, deed: str, case: Case, now: datetime, detail: dict[str, str] | None = None
) -> None:
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
    _add_events(case, events)
    _tell(case, actor, "clock", said, "", now)
    refresh_deadline(case)


@transaction.atomic
def rename(*, case: Case, title: str) -> None:
    """Give the case the new title of its matter."""
    case.title = title
    case.save(update_fields=["title"])


@transaction.atomic
def assign(*, actor: Actor, case_id: int, person_id: int, person_name: str, now: datetime) -> None:
    """Give the case to one person of the step's role (交办); only that inbox shows it from now."""
    case = lock_case(case_id)
    refuse_if(reasons_against(actor, "casework.assign", case.unit))
    if case.closed_at is not None:
        raise Refusal(Reason("closed", "此件已办结，不能再交办"))
    case.handler_id = person_id
    case.version += 1
    case.save(update_fields=["handler", "version"])
    _tell(case, actor, "assign", f"交办给{person_name}", "", now)
    _record(actor, "casework.assign", case, now, {"编号": case.number, "承办人": person_name})


@transaction.atomic
def transfer(
    *, actor: Actor, case_id: int, unit: Placed, unit_name: str, note: str, now: datetime
) -> None:
    """Move the case to another unit (转办) with a reason; its clock goes on."""
    case = lock_case(case_id)
    refuse_if(
        [
            *reasons_against(actor, "casework.transfer", case.unit),
            *([] if note.strip() else [Reason("note_missing", "转办须写明理由")]),
            *([Reason("same_unit", "此件已在该单位")] if unit.id == case.unit_id else []),
            *([Reason("closed", "此件已办结，不能转办")] if case.closed_at else []),
        ]
    )
    case.unit_id = unit.id
    case.waiting_unit_id = unit.id
    case.handler_id = None
    case.version += 1
    case.save()
    _tell(case, actor, "transfer", f"转由{unit_name}办理", note, now)
    _record(actor, "casework.transfer", case, now, {"编号": case.number, "转往": unit_name})


@transaction.atomic
def ask_unit(
    *,
    actor: Actor,
    case_id: int,
    unit_id: int,
    unit_name: str,
    question: str,
    days: int,
    now: datetime,
) -> CoHandling:
    """Ask another unit to help (协办), to be answered within *days* working days."""
    case = lock_case(case_id)
    refuse_if(
        [
            *reasons_against(actor, "casework.ask_unit", case.unit),
            *([] if question.strip() else [Reason("question_missing", "请写明需要协办的事项")]),
            *([] if 1 <= days <= 60 else [Reason("days", "协办期限应为 1 至 60 个工作日")]),
            *([Reason("closed", "此件已办结")] if case.closed_at else []),
            *([Reason("same_unit", "协办单位不能是本单位")] if unit_id == case.unit_id else []),
            *_already_asked(case, unit_id, unit_name),
        ]
    )
    due = wd_add(calendar_for(region_of(unit_id)), rules.local_day(now), days)
    asked = CoHandling.objects.create(
        case=case,
        unit_id=unit_id,
        question=question[:NOTE_LIMIT],
        asked_by_name=actor.name,
        asked_at=now,
        due_at=rules.end_of(due),
    )
    _tell(case, actor, "ask_unit", f"请{unit_name}协办，{due:%Y-%m-%d} 前答复", question, now)
    _record(actor, "casework.ask_unit", case, now, {"编号": case.number, "协办单位": unit_name})
    return asked


def _already_asked(case: Case, unit_id: int, unit_name: str) -> list[Reason]:
    waiting = CoHandling.objects.filter(case=case, unit_id=unit_id, answered_at__isnull=True)
    if waiting.exists():
        return [Reason("already_asked", f"已请{unit_name}协办，尚待答复")]
    return []


@transaction.atomic
def answer_unit(*, actor: Actor, co_handling_id: int, opinion: str, now: datetime) -> None:
    """Answer another unit's question; only people of the asked unit may."""
    found = CoHandling.objects.select_for_update(of=("self",)).select_related("unit", "case")
    asked = found.filter(pk=co_handling_id).first()
    if asked is None:
        raise Refusal(Reason("not_found", "没有这条协办事项"))
    refuse_if(
        [
            *reasons_against(actor, "casework.answer_unit", asked.unit),
            *([Reason("answered", "这条协办事项已经答复")] if asked.answered_at else []),
            *([] if opinion.strip() else [Reason("opinion_missing", "请写明协办意见")]),
        ]
    )
    asked.opinion = opinion[:NOTE_LIMIT]
    asked.answered_by_name = actor.name
    asked.answered_at = now
    asked.save()
    _tell(asked.case, actor, "answer_unit", f"{asked.unit.short_name}答复协办意见", opinion, now)
    _record(actor, "casework.answer_unit", asked.case, now)


@transaction.atomic
def supervise(*, actor: Actor, case_id: int, demand: str, now: datetime) -> Supervision:
    """督办: the office demands an explanation; it stands on the sheet until it is answered."""
    case = lock_case(case_id)
    refuse_if(
        [
            *reasons_against(actor, "casework.supervise", case.unit),
            *([] if demand.strip() else [Reason("demand_missing", "请写明督办要求")]),
            *([Reason("closed", "此件已办结，无须督办")] if case.closed_at else []),
        ]
    )
    supervision = Supervision.objects.create(
        case=case, demand=demand[:NOTE_LIMIT], by_name=actor.name, at=now
    )
    _tell(case, actor, "supervise", "督办", demand, now)
    _record(actor, "casework.supervise", case, now)
    return supervision


@transaction.atomic
def answer_supervision(*, actor: Actor, supervision_id: int, answer: str, now: datetime) -> None:
    """The unit answers a supervision once."""
    found = Supervision.objects.select_for_update(of=("self",)).select_related("case__unit")
    supervision = found.filter(pk=supervision_id).first()
    if supervision is None:
        raise Refusal(Reason("not_found", "没有这条督办"))
    refuse_if(
        [
            *reasons_against(actor, "casework.answer_supervision", supervision.case.unit),
            *([Reason("answered", "这条督办已经回复")] if supervision.answered_at else []),
            *([] if answer.strip() else [Reason("answer_missing", "请写明办理情况")]),
        ]
    )
    supervision.answer = answer[:NOTE_LIMIT]
    supervision.answered_by_name = actor.name
    supervision.answered_at = now
    supervision.save()
    _tell(supervision.case, actor, "answer_supervision", "回复督办", answer, now)
    _record(actor, "casework.answer_supervision", supervision.case, now)


@transaction.atomic
def move_open_work(from_id: int, to_id: int, unit_id: int, role: Role, now: datetime) -> int:
    """Move open cases that stand with one person to a successor (A2); how many were moved."""
    mine = Case.objects.filter(closed_at__isnull=True, handler_id=from_id, waiting_unit_id=unit_id)
    return mine.filter(waiting_role=role).update(handler_id=to_id)
