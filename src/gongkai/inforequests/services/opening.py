"""登记: a request arrives, and the office fixes the day of receipt."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.casework import services as casework
from gongkai.casework.rules import local_day
from gongkai.inforequests import flow
from gongkai.inforequests.models import InformationRequest, Requester
from gongkai.inforequests.rules import events as ev
from gongkai.inforequests.rules import receipt
from gongkai.inforequests.rules.events import Event
from gongkai.inforequests.selectors.figures import theme_names
from gongkai.inforequests.services.hand import Hand, take
from gongkai.inforequests.words import Channel
from gongkai.kernel.actor import Actor, Placed, reasons_against
from gongkai.kernel.errors import Reason, refuse_if

DESCRIPTION_LIMIT = 20_000
SUBJECT_LIMIT = 120


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request states (条例第二十九条第二款第二、三项), and how it came."""

    description: str
    channel: str
    applicant_class: str
    form_wanted: str
    way_wanted: str
    arrived_at: datetime
    signed_on: date | None = None
    subject: str = ""


@transaction.atomic
def open_request(
    *,
    actor: Actor,
    unit: Placed,
    requester: Requester,
    asked: Asked,
    now: datetime,
    parent: InformationRequest | None = None,
) -> InformationRequest:
    """Open a request that has arrived, with its case and its number; R is fixed by `accept_request`.

    Raises Refusal with everything that is missing. Who asked is sealed by the caller beforehand.
    """
    refuse_if(
        [
            *reasons_against(actor, "inforequests.receive", unit),
            *_reasons_against(asked, now),
        ]
    )
    case = casework.open_case(
        actor=actor,
        kind=flow.REQUEST.code,
        unit=unit,
        title=asked.subject or f"信息公开申请（{Channel(asked.channel).label}）",
        now=now,
        said=f"收到申请（{Channel(asked.channel).label}）",
    )
    request = InformationRequest.objects.create(
        case=case,
        unit_id=unit.id,
        number=case.number,
        requester=requester,
        applicant_class=asked.applicant_class,
        channel=asked.channel,
        arrived_at=asked.arrived_at,
        signed_on=asked.signed_on,
        description=asked.description,
        subject=asked.subject,
        form_wanted=asked.form_wanted,
        way_wanted=asked.way_wanted,
        parent=parent,
        registered_at=now,
    )
    arrived = asked.signed_on or local_day(asked.arrived_at)
    hand = Hand(actor, case, request, now)
    hand.leave(Event(ev.RECEIVED, arrived, ref=asked.channel))
    hand.record(flow.REQUEST.action("accept"), "收到申请")
    return request


def _reasons_against(asked: Asked, now: datetime) -> list[Reason]:
    found = receipt.reasons_against_receipt(
        asked.channel, local_day(asked.arrived_at), asked.signed_on, None
    )
    if not asked.description.strip():
        sentence = "请写明要获取的政府信息的名称、文号或者便于查询的其他特征"
        found.append(Reason("description", sentence, "条例第二十九条第二款第二项"))
    if len(asked.description) > DESCRIPTION_LIMIT:
        sentence = f"申请内容不能超过 {DESCRIPTION_LIMIT} 字，其余请作为附件"
        found.append(Reason("description", sentence))
    if asked.arrived_at > now:
        found.append(Reason("arrived_at", "到达时间不能晚于现在"))
    return found


@transaction.atomic
def accept_request(
    *,
    actor: Actor,
    request_id: int,
    subject: str,
    now: datetime,
    confirmed_on: date | None = None,
    theme_id: int | None = None,
    expected_version: int | None = None,
) -> InformationRequest:
    """登记: name the matter and fix the day of receipt R (条例第三十一条).

    ``confirmed_on`` is when both sides confirmed the receipt, for channels that want it;
    ``theme_id`` an upper theme of the catalogue, for the figures.
    """
    hand = take(actor=actor, request_id=request_id, now=now, expected_version=expected_version)
    request = hand.request
    against = _reasons_against_acceptance(hand, subject, confirmed_on)
    refuse_if([*hand.against("accept"), *against, *_reasons_against_theme(theme_id)])
    request.subject, request.theme_id = subject.strip(), theme_id
    request.save(update_fields=["subject", "theme"])
    casework.rename(case=hand.case, title=request.subject)
    waits = receipt.needs_confirmation(request.channel) and confirmed_on is not None
    events = [Event(ev.CONFIRMED, confirmed_on)] if waits and confirmed_on else []
    day = confirmed_on if events else request.signed_on or local_day(request.arrived_at)
    hand.go("accept", said=f"登记，收到申请之日为 {day}", events=events)
    return request


@transaction.atomic
def set_theme(*, actor: Actor, request_id: int, theme_id: int | None, now: datetime) -> None:
    """Say what a request is about, for the figures; None takes the theme away."""
    hand = take(actor=actor, request_id=request_id, now=now)
    refuse_if([*hand.beside("theme"), *_reasons_against_theme(theme_id)])
    hand.request.theme_id = theme_id
    hand.request.save(update_fields=["theme"])
    name = theme_names()[str(theme_id)] if theme_id else "未标注"
    hand.tell("theme", flow.REGISTER, f"主题：{name}")


def _reasons_against_theme(theme_id: int | None) -> list[Reason]:
    if theme_id is None or str(theme_id) in theme_names():
        return []
    return [Reason("theme_id", "没有这个主题，请重新选择")]


def _reasons_against_acceptance(
    hand: Hand, subject: str, confirmed_on: date | None
) -> list[Reason]:
    request = hand.request
    found = receipt.reasons_against_receipt(
        request.channel, local_day(request.arrived_at), request.signed_on, confirmed_on
    )
    if not subject.strip():
        found.append(Reason("subject", "请用一句话概括申请内容，不写申请人的个人信息"))
    if len(subject) > SUBJECT_LIMIT:
        found.append(Reason("subject", f"内容概述不能超过 {SUBJECT_LIMIT} 字"))
    if receipt.needs_confirmation(request.channel) and confirmed_on is None:
        article = receipt.CHANNELS[request.channel].article
        sentence = "请与申请人确认收到申请，并填写双方确认之日，答复期限自该日起算"
        found.append(Reason("confirmed_on", sentence, article))
    if confirmed_on is not None and confirmed_on > hand.today:
        found.append(Reason("confirmed_on", "确认之日不能晚于今天"))
    return found
