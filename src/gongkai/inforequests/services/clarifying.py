"""补正 (条例第三十条): told once, within seven working days; the corrected request starts the clock anew."""

from datetime import date, datetime

from django.db import transaction

from gongkai.clock.rules import wd_add
from gongkai.clock.selectors import calendar_for
from gongkai.inforequests.models import Clarification
from gongkai.inforequests.rules import acts
from gongkai.inforequests.rules import events as ev
from gongkai.inforequests.rules.events import Event
from gongkai.inforequests.services.hand import take
from gongkai.kernel.actor import Actor
from gongkai.kernel.errors import Reason, refuse_if

LONGEST_TERM = 60


@transaction.atomic
def ask_clarification(
    *,
    actor: Actor,
    request_id: int,
    unclear: str,
    guidance: str,
    days: int,
    now: datetime,
    expected_version: int | None = None,
) -> Clarification:
    """Tell the applicant once what is unclear, how to mend it and until when.

    ``days`` is the reasonable term for the correction, in working days.
    """
    hand = take(actor=actor, request_id=request_id, now=now, expected_version=expected_version)
    law = acts.reasons_against_clarification(hand.facts, now, unclear, guidance, days)
    refuse_if([*hand.against("ask_clarification", law=law), *_too_long(days)])
    until = wd_add(calendar_for(hand.request.unit.region), hand.today, days)
    asked = Clarification.objects.create(
        request=hand.request,
        unclear=unclear,
        guidance=guidance,
        asked_on=hand.today,
        until=until,
        asked_by_id=hand.person,
    )
    said = f"发出补正告知书，请申请人在 {until} 前补正"
    hand.go(
        "ask_clarification",
        said=said,
        note=unclear,
        events=[Event(ev.CLARIFICATION_ASKED, hand.today, days)],
    )
    return asked


def _too_long(days: int) -> list[Reason]:
    if days <= LONGEST_TERM:
        return []
    sentence = f"补正期限应当合理，最长 {LONGEST_TERM} 个工作日"
    return [Reason("days", sentence, "条例第三十条")]


@transaction.atomic
def receive_clarification(
    *,
    actor: Actor,
    request_id: int,
    answer: str,
    received_on: date,
    now: datetime,
    expected_version: int | None = None,
) -> Clarification:
    """Take in the corrected request; the reply period starts anew on ``received_on``."""
    hand = take(actor=actor, request_id=request_id, now=now, expected_version=expected_version)
    law = acts.reasons_against_clarified(hand.facts, received_on)
    against = [*_reasons_against_answer(answer, received_on, hand.today)]
    refuse_if([*hand.against("receive_clarification", law=law), *against])
    asked = Clarification.objects.get(request=hand.request)
    asked.answer, asked.answered_on = answer, received_on
    asked.save(update_fields=["answer", "answered_on"])
    late = "（已超过补正期限，仍予受理）" if received_on > asked.until else ""
    hand.go(
        "receive_clarification",
        said=f"{received_on} 收到补正的申请，答复期限重新起算{late}",
        events=[Event(ev.CLARIFIED, received_on)],
    )
    return asked


def _reasons_against_answer(answer: str, received_on: date, today: date) -> list[Reason]:
    found = []
    if not answer.strip():
        found.append(Reason("answer", "请写明补正的内容"))
    if received_on > today:
        found.append(Reason("received_on", "收到补正之日不能晚于今天"))
    return found
