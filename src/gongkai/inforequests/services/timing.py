"""延期 (条例第三十三条第二款), 说明理由 and 延迟答复 (第三十五条)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.casework import services as casework
from gongkai.clock.rules import wd_add
from gongkai.clock.selectors import calendar_for
from gongkai.inforequests import flow
from gongkai.inforequests.models import ExtensionRequest, ReasonsAsked
from gongkai.inforequests.rules import acts
from gongkai.inforequests.rules import events as ev
from gongkai.inforequests.rules.events import Event
from gongkai.inforequests.services.hand import Hand, take
from gongkai.kernel.actor import Actor
from gongkai.kernel.errors import Reason, Refusal, refuse_if

EXTENSION_ARTICLE = "条例第三十三条第二款"
REASONS_ARTICLE = "条例第三十五条"
LONGEST_TERM = 60
EXPLANATION_LIMIT = 5000


@transaction.atomic
def request_extension(
    *,
    actor: Actor,
    request_id: int,
    days: int,
    reason: str,
    now: datetime,
    expected_version: int | None = None,
) -> ExtensionRequest:
    """Ask the head of the office for at most twenty more working days; the clock goes on."""
    hand = take(actor=actor, request_id=request_id, now=now, expected_version=expected_version)
    law = acts.reasons_against_extension(hand.facts, now, days, reason)
    refuse_if(hand.against("request_extension", law=law))
    asked = ExtensionRequest.objects.create(
        request=hand.request, days=days, reason=reason, asked_at=now, asked_by_id=hand.person
    )
    hand.go("request_extension", said=f"申请延长答复期限 {days} 个工作日", note=reason)
    return asked


def approve_extension(hand: Hand, note: str) -> None:
    """The head of the office agrees; the applicant is told, and the days count from this day."""
    asked = _waiting(hand)
    _decide(asked, hand, approved=True)
    hand.go(
        "approve_extension",
        note=note,
        said=f"同意延长答复期限 {asked.days} 个工作日，须告知申请人",
        events=[Event(ev.EXTENDED, hand.today, asked.days)],
    )
    casework.hand_to(case=hand.case, person_id=asked.asked_by_id, now=hand.now)


def reject_extension(hand: Hand, note: str) -> None:
    """The head of the office does not agree; the first deadline stands."""
    asked = _waiting(hand)
    _decide(asked, hand, approved=False)
    hand.go("reject_extension", note=note)
    casework.hand_to(case=hand.case, person_id=asked.asked_by_id, now=hand.now)


def _waiting(hand: Hand) -> ExtensionRequest:
    asked = ExtensionRequest.objects.filter(request=hand.request, approved=None).first()
    if asked is None:
        raise Refusal(Reason("nothing_asked", "没有待审批的延期申请"))
    if asked.asked_by_id == hand.person:
        raise Refusal(Reason("own_deed", "提出延期的人不能自己审批", EXTENSION_ARTICLE))
    return asked


def _decide(asked: ExtensionRequest, hand: Hand, *, approved: bool) -> None:
    asked.approved, asked.decided_at, asked.decided_by_id = approved, hand.now, hand.person
    asked.save(update_fields=["approved", "decided_at", "decided_by"])


@transaction.atomic
def ask_reasons(
    *,
    actor: Actor,
    request_id: int,
    facts: str,
    days: int,
    now: datetime,
    expected_version: int | None = None,
) -> ReasonsAsked:
    """Ask why the applicant needs so many requests, or so often (第三十五条). The clock goes on."""
    hand = take(actor=actor, request_id=request_id, now=now, expected_version=expected_version)
    law = acts.reasons_against_asking_reasons(hand.facts, now, facts, days)
    refuse_if([*hand.against("ask_reasons", law=law), *_too_long(days)])
    until = wd_add(calendar_for(hand.request.unit.region), hand.today, days)
    asked = ReasonsAsked.objects.create(
        request=hand.request,
        facts=facts,
        asked_on=hand.today,
        until=until,
        asked_by_id=hand.person,
    )
    event = Event(ev.REASONS_ASKED, hand.today, days)
    hand.go("ask_reasons", said=f"要求申请人在 {until} 前说明理由", note=facts, events=[event])
    return asked


def _too_long(days: int) -> list[Reason]:
    if days <= LONGEST_TERM:
        return []
    return [Reason("days", f"期限应当合理，最长 {LONGEST_TERM} 个工作日", REASONS_ARTICLE)]


@transaction.atomic
def take_explanation(*, actor: Actor, request_id: int, answer: str, now: datetime) -> None:
    """Take in what the applicant explains on line; whether it is reasonable a person judges later."""
    hand = take(actor=actor, request_id=request_id, now=now)
    against = hand.beside("explain")
    if not answer.strip():
        against.append(Reason("answer", "请写明需要这些信息的理由", REASONS_ARTICLE))
    if len(answer) > EXPLANATION_LIMIT:
        sentence = f"最多 {EXPLANATION_LIMIT} 字，现有 {len(answer)} 个，其余请作为附件"
        against.append(Reason("answer", sentence))
    refuse_if(against)
    asked = ReasonsAsked.objects.get(request=hand.request)
    asked.answer, asked.answered_on = answer.strip(), hand.today
    asked.save(update_fields=["answer", "answered_on"])
    hand.leave(Event(ev.REASONS_GIVEN, hand.today))
    late = "（已超过说明的期限）" if hand.today > asked.until else ""
    hand.tell("explain", flow.RECEIVE, f"申请人在网上说明了理由，请判断是否合理{late}")


@transaction.atomic
def receive_reasons(
    *,
    actor: Actor,
    request_id: int,
    answer: str,
    reasonable: bool,
    answered_on: date,
    now: datetime,
    expected_version: int | None = None,
) -> None:
    """Record what the applicant explained ("" for nothing within the term), and how it is judged.

    What came on line stays as it was written (`take_explanation`); then it is only judged.
    """
    hand = take(actor=actor, request_id=request_id, now=now, expected_version=expected_version)
    refuse_if(hand.against("receive_reasons"))
    asked = ReasonsAsked.objects.get(request=hand.request)
    events = [] if asked.answered_on else [Event(ev.REASONS_GIVEN, answered_on)]
    answered_on, answer = asked.answered_on or answered_on, asked.answer or answer
    refuse_if(_against_explanation(hand, asked, answer, reasonable, answered_on))
    asked.answer, asked.reasonable, asked.answered_on = answer, reasonable, answered_on
    asked.save(update_fields=["answer", "reasonable", "answered_on"])
    verdict = "理由合理，继续办理" if reasonable else "理由不合理，可以告知不予处理"
    given = "申请人已说明理由" if answer.strip() else "申请人逾期未说明理由"
    hand.go("receive_reasons", said=f"{given}，{verdict}", events=events)
    casework.hand_to(case=hand.case, person_id=hand.actor.id, now=now)


def _against_explanation(
    hand: Hand, asked: ReasonsAsked, answer: str, reasonable: bool, answered_on: date
) -> list[Reason]:
    against = []
    if answered_on > hand.today:
        against.append(Reason("answered_on", "日期不能晚于今天"))
    if answered_on < asked.asked_on:
        against.append(Reason("answered_on", f"不能早于要求说明理由的 {asked.asked_on}"))
    if not answer.strip() and hand.today <= asked.until:
        sentence = f"说明理由的期限到 {asked.until}，期限内不能认定申请人没有说明"
        against.append(Reason("answer", sentence, REASONS_ARTICLE))
    if not answer.strip() and reasonable:
        against.append(Reason("reasonable", "申请人没有说明理由，不能认定理由合理"))
    return against


@transaction.atomic
def set_delay(*, actor: Actor, request_id: int, days: int, reason: str, now: datetime) -> None:
    """Fix a reasonable later date for a justified mass request, and tell it (第三十五条)."""
    hand = take(actor=actor, request_id=request_id, now=now)
    law = acts.reasons_against_delay(hand.facts, now, days, reason)
    against = hand.beside("delay", law)
    refuse_if([*against, *_too_long(days)])
    hand.leave(Event(ev.DELAY_SET, hand.today, days))
    said = f"确定延迟答复期限 {days} 个工作日，须告知申请人"
    hand.tell("delay", flow.HANDLE, said, note=reason)
