"""征求意见: third parties (条例第三十二条) and joint makers (第三十四条), each a case with its own clock."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from gongkai.casework import rules as casework_rules
from gongkai.casework import services as casework
from gongkai.casework.flows import Action
from gongkai.casework.rules import ZONE
from gongkai.casework.rules import Event as ClockEvent
from gongkai.inforequests import flow, selectors
from gongkai.inforequests.models import Consultation
from gongkai.inforequests.rules import acts
from gongkai.inforequests.rules import events as ev
from gongkai.inforequests.rules.events import Event
from gongkai.inforequests.rules.letters import OPINION_DAYS
from gongkai.inforequests.services.hand import Hand, take
from gongkai.kernel.actor import Actor, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if

THIRD_PARTY, JOINT_MAKER = Consultation.Kind.THIRD_PARTY, Consultation.Kind.JOINT_MAKER
ANSWERS = {Consultation.Answer.AGREES, Consultation.Answer.OBJECTS}


@transaction.atomic
def consult_third_party(
    *, actor: Actor, request_id: int, party: str, summary: str, now: datetime
) -> Consultation:
    """Ask a third party in writing, because disclosure would harm it (条例第三十二条)."""
    return _consult(THIRD_PARTY, actor, request_id, party, summary, now)


@transaction.atomic
def consult_joint_maker(
    *, actor: Actor, request_id: int, party: str, summary: str, now: datetime
) -> Consultation:
    """Ask an organ that made the information jointly with this one (条例第三十四条)."""
    return _consult(JOINT_MAKER, actor, request_id, party, summary, now)


def _consult(
    kind: Consultation.Kind,
    actor: Actor,
    request_id: int,
    party: str,
    summary: str,
    now: datetime,
) -> Consultation:
    hand = take(actor=actor, request_id=request_id, now=now)
    law = acts.reasons_against_consultation(hand.facts, now, kind, party, summary)
    refuse_if(hand.beside(f"consult_{kind}", law))
    case = casework.open_case(
        actor=actor,
        kind=flow.CONSULTATION.code,
        unit=hand.case.unit,
        title=f"{kind.label}（申请 {hand.request.number}）",
        now=now,
        events=[ClockEvent("sent", now)],
        said=f"发出征求意见书（{kind.label}）",
    )
    asked = Consultation.objects.create(
        case=case,
        request=hand.request,
        kind=kind,
        party=party.strip(),
        summary=summary,
        sent_on=hand.today,
        asked_by_id=hand.person,
    )
    hand.leave(Event(ev.CONSULT_SENT, hand.today, OPINION_DAYS, selectors.ref_of(asked)))
    hand.tell("consult", flow.HANDLE, f"{kind.label}，征求意见所需时间不计算在答复期限内")
    return asked


def _open(asked: Consultation) -> list[Reason]:
    if asked.answer:
        return [Reason("answered", f"意见已经登记：{asked.get_answer_display()}")]
    return []


def _take(actor: Actor, consultation_id: int, now: datetime) -> tuple[Hand, Consultation]:
    found = Consultation.objects.filter(pk=consultation_id).values_list("request_id").first()
    if found is None:
        raise Refusal(Reason("not_found", "没有这次征求意见"))
    hand = take(actor=actor, request_id=found[0], now=now)
    return hand, Consultation.objects.select_related("case__unit").get(pk=consultation_id)


@transaction.atomic
def record_letter_received(
    *, actor: Actor, consultation_id: int, received_on: date, now: datetime
) -> None:
    """Note when the letter reached its reader: the fifteen working days run from that day."""
    hand, asked = _take(actor, consultation_id, now)
    refuse_if(
        [
            *reasons_against(actor, flow.HANDLE, hand.case.unit),
            *_open(asked),
            *_against_day(asked, received_on, hand.today, "received_on", "对方收到日期"),
            *(
                [Reason("received_on", f"已登记对方于 {asked.received_on} 收到")]
                if asked.received_on
                else []
            ),
        ]
    )
    asked.received_on = received_on
    asked.save(update_fields=["received_on"])
    casework.add_events(
        actor=actor,
        case=casework.lock_case(asked.case_id),
        events=[ClockEvent("delivered", datetime.combine(received_on, time(9), ZONE))],
        said=f"对方于 {received_on} 收到征求意见书",
        now=now,
    )
    hand.leave(Event(ev.CONSULT_RECEIVED, received_on, ref=selectors.ref_of(asked)))
    hand.tell("consult", flow.HANDLE, f"{asked.get_kind_display()}：对方已收到征求意见书")


def _against_day(
    asked: Consultation, day: date, today: date, field: str, label: str
) -> list[Reason]:
    if day > today:
        return [Reason(field, f"{label}不能晚于今天")]
    if day < asked.sent_on:
        return [Reason(field, f"{label}不能早于发出征求意见书的 {asked.sent_on}")]
    return []


@transaction.atomic
def record_opinion(
    *,
    actor: Actor,
    consultation_id: int,
    answer: str,
    reasons: str,
    answered_on: date,
    now: datetime,
    reasons_accepted: bool | None = None,
) -> None:
    """Record what the party answered. For an objection say whether its reasons are accepted:
    with reasonable grounds the information is withheld, unless overridden (条例第三十二条).
    """
    hand, asked = _take(actor, consultation_id, now)
    objects = answer == Consultation.Answer.OBJECTS
    refuse_if(
        [
            *reasons_against(actor, flow.HANDLE, hand.case.unit),
            *acts.reasons_against_opinion(
                hand.facts, now, selectors.opinion_of(asked), answer, reasons
            ),
            *_against_day(asked, answered_on, hand.today, "answered_on", "答复日期"),
            *([] if answer in ANSWERS else [Reason("answer", "请选择对方的意见")]),
            *_against_objection(objects, reasons_accepted),
        ]
    )
    asked.reasons = reasons
    asked.reasons_accepted = reasons_accepted if objects else None
    said = f"{asked.get_kind_display()}：对方{Consultation.Answer(answer).label}"
    _close(hand, asked, "record_opinion", Consultation.Answer(answer), answered_on, said)


def _against_objection(objects: bool, accepted: bool | None) -> list[Reason]:
    if objects and accepted is None:
        return [Reason("reasons_accepted", "请判断对方的理由是否合理", "条例第三十二条")]
    return []


def _close(
    hand: Hand,
    asked: Consultation,
    action: str,
    answer: Consultation.Answer,
    on: date,
    said: str,
    note: str = "",
) -> None:
    asked.answer, asked.answered_on = answer, on
    asked.save(update_fields=["answer", "answered_on", "reasons", "reasons_accepted"])
    casework.perform(
        actor=hand.actor,
        case=casework.lock_case(asked.case_id),
        action=flow.CONSULTATION.action(action),
        note=note,
        now=hand.now,
        said=said,
        checked=True,
    )
    hand.leave(Event(ev.CONSULT_CLOSED, on, ref=selectors.ref_of(asked)))
    hand.tell("consult", flow.HANDLE, said)


@transaction.atomic
def record_silence(*, actor: Actor, consultation_id: int, now: datetime) -> None:
    """Close a consultation whose term passed without an answer, as of the term's last day.

    A joint maker's silence is agreement (第三十四条); a third party's is neither (第三十二条).
    """
    hand, asked = _take(actor, consultation_id, now)
    refuse_if(
        [
            *reasons_against(actor, flow.HANDLE, hand.case.unit),
            *_against_silence(asked, hand),
        ]
    )
    last = acts.opinion_until(hand.facts, selectors.opinion_of(asked)) or hand.today
    meaning = "视为同意公开" if asked.kind == JOINT_MAKER else "由本机关决定是否公开"
    said = f"{asked.get_kind_display()}：逾期未提出意见，{meaning}"
    _close(hand, asked, "record_silence", Consultation.Answer.SILENT, last, said)


def _against_silence(asked: Consultation, hand: Hand) -> list[Reason]:
    opinion = selectors.opinion_of(asked)
    return acts.reasons_against_opinion(hand.facts, hand.now, opinion, Consultation.Answer.SILENT)


@transaction.atomic
def override_objection(*, actor: Actor, consultation_id: int, reason: str, now: datetime) -> None:
    """Decide to disclose against an objection for a major public interest (条例第三十二条).

    The third party has to be told in writing what is disclosed, and why; the reply still passes
    audit, legal adviser and leader.
    """
    hand, asked = _take(actor, consultation_id, now)
    law = acts.reasons_against_override(selectors.opinion_of(asked), reason)
    if asked.overridden_on:
        law.append(Reason("overridden", f"已于 {asked.overridden_on} 决定公开"))
    refuse_if(hand.beside("override", law))
    asked.override_reason, asked.overridden_on = reason, hand.today
    asked.overridden_by_id = hand.person
    asked.save(update_fields=["override_reason", "overridden_on", "overridden_by"])
    hand.tell("override", flow.HANDLE, "第三方不同意公开，因公共利益决定公开，须书面告知第三方")


@transaction.atomic
def record_override_notice(
    *, actor: Actor, consultation_id: int, notified_on: date, now: datetime
) -> None:
    """Note when the third party was told in writing of the decision to disclose (条例第三十二条)."""
    hand, asked = _take(actor, consultation_id, now)
    law = acts.reasons_against_notice(selectors.opinion_of(asked), notified_on, hand.today)
    refuse_if(hand.beside("override_notice", law))
    asked.notified_on = notified_on
    asked.save(update_fields=["notified_on"])
    hand.tell("override", flow.HANDLE, f"{notified_on} 书面告知第三方决定公开的内容和理由")


def cancel_open(hand: Hand, why: str) -> None:
    """No longer ask anybody, because the request itself has ended."""
    for asked in selectors.open_consultations(hand.request.pk):
        said = f"{asked.get_kind_display()}：不再征求"
        _close(hand, asked, "cancel", Consultation.Answer.CANCELLED, hand.today, said, why)


@transaction.atomic
def perform_consultation(
    *,
    actor: Actor,
    case_id: int,
    action: str,
    note: str,
    now: datetime,
    expected_version: int | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """The steps of a consultation that need no form: silence, and asking no longer."""
    asked = selectors.consultation_of_case(case_id)
    casework.lock_case(case_id, expected_version)
    if action == "record_silence":
        record_silence(actor=actor, consultation_id=asked.pk, now=now)
        return
    if action != "cancel":
        raise Refusal(Reason("by_form", "请用表单登记对方的意见"))
    hand, asked = _take(actor, asked.pk, now)
    step = flow.CONSULTATION.action(action)
    state = asked.case.state
    refuse_if(
        [
            *casework_rules.reasons_against_action(flow.CONSULTATION, step, state, note),
            *reasons_against(actor, step.deed, hand.case.unit),
            *_open(asked),
        ]
    )
    said = f"{asked.get_kind_display()}：不再征求"
    _close(hand, asked, "cancel", Consultation.Answer.CANCELLED, hand.today, said, note)


def consultation_reasons(case_id: int, action: Action, actor: Actor, now: datetime) -> list[Reason]:
    """What the law has against a step of a consultation now; steps with a form are not buttons."""
    if action.code in flow.BY_FORM:
        return [Reason("not_applicable", "请用表单登记")]
    asked = selectors.consultation_of_case(case_id)
    hand = Hand(actor, asked.request.case, asked.request, now)
    return _against_silence(asked, hand) if action.code == "record_silence" else []
