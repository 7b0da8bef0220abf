"""Deeds beside the flow: 交办, 转办, 协办, 督办, and open work that follows a change of person."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from gongkai.casework import rules, selectors
from gongkai.casework.kinds import kinds
from gongkai.casework.models import Case, CoHandling, Supervision, TimelineEntry
from gongkai.casework.services.steps import lock_case, note_deed, place, refresh_deadline, tell
from gongkai.clock.rules import wd_add
from gongkai.clock.selectors import calendar_for
from gongkai.kernel.actor import Actor, Placed, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.kernel.permissions import ROLE_LABELS, Role
from gongkai.orgs.selectors import names_of, region_of

LONGEST_QUESTION = 60


def _standing_against(actor: Actor, deed: str, case: Case, what: str) -> list[Reason]:
    against_case = selectors.reasons_against_handing_on(case, deed, what)
    return [*reasons_against(actor, deed, case.unit), *against_case]


@transaction.atomic
def assign(
    *,
    actor: Actor,
    case_id: int,
    person_id: int,
    person_name: str,
    now: datetime,
    expected_version: int | None = None,
) -> None:
    """Give the case to one person of the step's role (交办); only that inbox shows it from now."""
    case = lock_case(case_id, expected_version)
    deed = "casework.assign"
    refuse_if(
        _standing_against(actor, deed, case, "交办")
        or _reasons_against_taker(case, person_id, person_name, now)
    )
    case.handler_id = person_id
    case.version += 1
    case.save(update_fields=["handler", "version"])
    tell(case=case, actor=actor, action="assign", sentence=f"交办给{person_name}", now=now)
    note_deed(actor, deed, case, now, {"编号": case.number, "承办人": person_name})


def _reasons_against_taker(
    case: Case, person_id: int, person_name: str, now: datetime
) -> list[Reason]:
    if person_id == case.handler_id:
        return [Reason("already_assigned", f"此件已由{person_name}承办")]
    if person_id in selectors.takers(case, now):
        return []
    role = ROLE_LABELS[Role(case.waiting_role)]
    sentence = f"{person_name}现在不是承办单位的{role}，此环节须由{role}办理"
    return [Reason("wrong_role", sentence)]


@transaction.atomic
def transfer(
    *,
    actor: Actor,
    case_id: int,
    unit: Placed,
    unit_name: str,
    note: str,
    now: datetime,
    expected_version: int | None = None,
) -> None:
    """Move the case to another unit (转办) with a reason; its clock goes on."""
    case = lock_case(case_id, expected_version)
    deed = "casework.transfer"
    missing = Reason("note_missing", "转办须写明理由")
    refuse_if(
        [
            *_standing_against(actor, deed, case, "转办"),
            *rules.reasons_against_text(note, missing),
            *([Reason("same_unit", "此件已在该单位")] if unit.id == case.unit_id else []),
        ]
    )
    before = case.unit_id
    move(case=case, unit=unit, now=now)
    tell(
        case=case,
        actor=actor,
        action="transfer",
        sentence=f"转由{unit_name}办理",
        note=note,
        now=now,
    )
    detail = {"编号": case.number, "转往": unit_name, "原单位编号": str(before)}
    note_deed(actor, deed, case, now, detail)


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
    deed = "casework.ask_unit"
    missing = Reason("question_missing", "请写明需要协办的事项")
    too_long = Reason("days", f"协办期限应为 1 至 {LONGEST_QUESTION} 个工作日")
    refuse_if(
        [
            *_standing_against(actor, deed, case, "请其他单位协办"),
            *rules.reasons_against_text(question, missing),
            *([] if 1 <= days <= LONGEST_QUESTION else [too_long]),
            *([Reason("same_unit", "协办单位不能是本单位")] if unit_id == case.unit_id else []),
            *_already_asked(case, unit_id, unit_name),
        ]
    )
    due = wd_add(calendar_for(region_of(unit_id)), rules.local_day(now), days)
    asked = CoHandling.objects.create(
        case=case,
        unit_id=unit_id,
        question=question,
        asked_by_name=actor.name,
        asked_at=now,
        due_at=rules.end_of(due),
    )
    sentence = f"请{unit_name}协办，{due:%Y-%m-%d} 前答复"
    tell(case=case, actor=actor, action="ask_unit", sentence=sentence, note=question, now=now)
    note_deed(actor, deed, case, now, {"编号": case.number, "协办单位": unit_name})
    return asked


@transaction.atomic
def move(*, case: Case, unit: Placed, now: datetime) -> None:
    """Let a locked *case* belong to another unit, in the step where it stands; nothing is told.

    For a kind whose business decides that its facts go along; `transfer` is the deed of the engine.
    """
    case.unit_id = unit.id
    case.handler_id = None
    place(case, kinds[case.kind].flow.state(case.state), now)
    case.version += 1
    case.save()
    refresh_deadline(case)


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
    deed = "casework.answer_unit"
    answered = Reason("answered", f"这条协办事项已由{asked.answered_by_name}答复")
    missing = Reason("opinion_missing", "请写明协办意见")
    refuse_if(
        [
            *reasons_against(actor, deed, asked.unit),
            *([answered] if asked.answered_at else []),
            *rules.reasons_against_text(opinion, missing),
        ]
    )
    asked.opinion = opinion
    asked.answered_by_name = actor.name
    asked.answered_at = now
    asked.save()
    tell(
        case=asked.case,
        actor=actor,
        action="answer_unit",
        sentence=f"{asked.unit.short_name}答复协办意见",
        note=opinion,
        now=now,
    )
    note_deed(actor, deed, asked.case, now)


@transaction.atomic
def supervise(*, actor: Actor, case_id: int, demand: str, now: datetime) -> Supervision:
    """督办: the office demands an explanation; it stands on the sheet until it is answered."""
    case = lock_case(case_id)
    deed = "casework.supervise"
    missing = Reason("demand_missing", "请写明督办要求")
    refuse_if(
        [
            *_standing_against(actor, deed, case, "督办"),
            *rules.reasons_against_text(demand, missing),
        ]
    )
    supervision = Supervision.objects.create(case=case, demand=demand, by_name=actor.name, at=now)
    tell(case=case, actor=actor, action="supervise", sentence="督办", note=demand, now=now)
    note_deed(actor, deed, case, now)
    return supervision


@transaction.atomic
def answer_supervision(*, actor: Actor, supervision_id: int, answer: str, now: datetime) -> None:
    """The unit answers a supervision once."""
    found = Supervision.objects.select_for_update(of=("self",)).select_related("case__unit")
    supervision = found.filter(pk=supervision_id).first()
    if supervision is None:
        raise Refusal(Reason("not_found", "没有这条督办"))
    deed = "casework.answer_supervision"
    answered = Reason("answered", f"这条督办已由{supervision.answered_by_name}回复")
    missing = Reason("answer_missing", "请写明办理情况")
    refuse_if(
        [
            *reasons_against(actor, deed, supervision.case.unit),
            *([answered] if supervision.answered_at else []),
            *rules.reasons_against_text(answer, missing),
        ]
    )
    supervision.answer = answer
    supervision.answered_by_name = actor.name
    supervision.answered_at = now
    supervision.save()
    tell(
        case=supervision.case,
        actor=actor,
        action="answer_supervision",
        sentence="回复督办",
        note=answer,
        now=now,
    )
    note_deed(actor, deed, supervision.case, now)


@transaction.atomic
def move_open_work(from_id: int, to_id: int, unit_id: int, role: Role, now: datetime) -> int:
    """Move open cases that stand with one person to a successor (A2); how many were moved.

    Each case tells the change in its timeline, under the name of the successor; the hand-over
    itself stands in the ledger once.
    """
    mine = Case.objects.filter(closed_at__isnull=True, handler_id=from_id, waiting_unit_id=unit_id)
    standing = list(mine.filter(waiting_role=role).select_for_update().values_list("pk", "state"))
    names = names_of([from_id, to_id])
    TimelineEntry.objects.bulk_create(
        TimelineEntry(
            case_id=pk,
            at=now,
            actor_id=to_id,
            actor_name=names[to_id],
            action="handover",
            sentence=f"工作交接：承办人由{names[from_id]}改为{names[to_id]}",
            state=state,
        )
        for pk, state in standing
    )
    for start in range(0, len(standing), MOVED_AT_ONCE):
        ids = [pk for pk, _ in standing[start : start + MOVED_AT_ONCE]]
        Case.objects.filter(pk__in=ids).update(handler_id=to_id, version=F("version") + 1)
    return len(standing)


MOVED_AT_ONCE = 500
