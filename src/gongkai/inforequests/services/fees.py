"""收费 (条例第四十二条, 国办函〔2020〕109号; §2): the notice, its receipt, the payment."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.casework import services as casework
from gongkai.inforequests import flow
from gongkai.inforequests.models import FeeNotice
from gongkai.inforequests.rules import acts
from gongkai.inforequests.rules import events as ev
from gongkai.inforequests.rules.events import Event
from gongkai.inforequests.rules.fees import BASIS, Fee, fee_by_items, fee_by_pages
from gongkai.inforequests.selectors.charging import items_before
from gongkai.inforequests.services.hand import Hand, take
from gongkai.kernel.actor import Actor
from gongkai.kernel.errors import Reason, Refusal, refuse_if


@dataclass(frozen=True, slots=True)
class Charge:
    """What is charged for: the tariff (one per request), how many, and how to pay.

    ``volume``: the facts that make number or frequency clearly unreasonable. ``only_way``: the reply
    merely tells where public information is found. ``already`` counts this applicant's items earlier in the same calendar month (按件 only).
    """

    tariff: str
    quantity: int
    volume: str
    pay_to: str
    already: int = 0
    only_way: bool = False

    @property
    def fee(self) -> Fee:
        if self.tariff == FeeNotice.Tariff.PAGES:
            return fee_by_pages(self.quantity)
        return fee_by_items(self.quantity, self.already)


@transaction.atomic
def notice_fee(
    *,
    actor: Actor,
    request_id: int,
    charge: Charge,
    now: datetime,
    expected_version: int | None = None,
) -> FeeNotice:
    """Tell the applicant what to pay, within the reply period; the clock stands until it is paid."""
    hand = take(actor=actor, request_id=request_id, now=now, expected_version=expected_version)
    law = acts.reasons_against_fee_notice(
        hand.facts,
        now,
        charge.tariff,
        charge.quantity,
        charge.volume,
        charge.already,
        charge.only_way,
    )
    missing = [] if charge.pay_to.strip() else [Reason("pay_to", "请写明缴纳方式", BASIS)]
    refuse_if([*hand.against("notice_fee", law=law), *missing, *_against_count(hand, charge)])
    notice = FeeNotice.objects.create(
        request=hand.request,
        tariff=charge.tariff,
        quantity=charge.quantity,
        already=charge.already,
        amount=charge.fee.amount,
        volume=charge.volume,
        pay_to=charge.pay_to,
        noticed_on=hand.today,
        made_by_id=hand.person,
    )
    said = f"发出收费通知书，信息处理费 {notice.amount} 元"
    hand.go("notice_fee", said=said, events=[Event(ev.FEE_NOTICED, hand.today)])
    return notice


def _against_count(hand: Hand, charge: Charge) -> list[Reason]:
    """Nobody pays for 件 that stand in no register."""
    if charge.tariff != FeeNotice.Tariff.ITEMS:
        return []
    counted = items_before(hand.request)
    if charge.already <= counted:
        return []
    sentence = f"该申请人当月此前登记在案的只有 {counted} 件，不能按 {charge.already} 件累进"
    return [Reason("already", sentence, BASIS)]


def _notice(hand: Hand) -> FeeNotice:
    found = FeeNotice.objects.filter(request=hand.request, paid_on=None).first()
    if found is None:
        raise Refusal(Reason("nothing_noticed", "没有待缴费的收费通知"))
    return found


def _against_day(day: date, since: date, today: date, field: str, what: str) -> list[Reason]:
    if day > today:
        return [Reason(field, f"{what}不能晚于今天")]
    return [Reason(field, f"{what}不能早于 {since}")] if day < since else []


@transaction.atomic
def record_fee_receipt(*, actor: Actor, request_id: int, received_on: date, now: datetime) -> None:
    """Note when the applicant received the notice: twenty working days to pay run from then."""
    hand = take(actor=actor, request_id=request_id, now=now)
    refuse_if(hand.beside("fee_receipt"))
    notice = _notice(hand)
    known = [Reason("received_on", f"已登记 {notice.received_on}")] if notice.received_on else []
    against = _against_day(
        received_on, notice.noticed_on, hand.today, "received_on", "收到通知的日期"
    )
    refuse_if([*known, *against])
    notice.received_on = received_on
    notice.save(update_fields=["received_on"])
    hand.leave(Event(ev.FEE_RECEIPT, received_on))
    hand.tell("fee_receipt", flow.HANDLE, f"申请人于 {received_on} 收到收费通知书")


@transaction.atomic
def record_payment(
    *,
    actor: Actor,
    request_id: int,
    paid_on: date,
    receipt_number: str,
    now: datetime,
    expected_version: int | None = None,
) -> None:
    """Record the payment; the reply period restarts from the day after it (§2.4)."""
    hand = take(actor=actor, request_id=request_id, now=now, expected_version=expected_version)
    refuse_if(hand.against("record_payment"))
    notice = _notice(hand)
    against = _against_day(paid_on, notice.noticed_on, hand.today, "paid_on", "缴费日期")
    refuse_if(against)
    events = [Event(ev.FEE_PAID, paid_on)]
    if notice.received_on is None:
        # Whoever pays has received the notice, on that day at the latest.
        notice.received_on = paid_on
        events.insert(0, Event(ev.FEE_RECEIPT, paid_on))
    notice.paid_on, notice.receipt_number = paid_on, receipt_number.strip()
    notice.save(update_fields=["paid_on", "receipt_number", "received_on"])
    hand.go(
        "record_payment", said=f"{paid_on} 缴费 {notice.amount} 元，答复期限重新起算", events=events
    )
    casework.hand_to(case=hand.case, person_id=hand.actor.id, now=now)
