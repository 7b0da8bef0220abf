"""送达 of papers that are no replies (国办公开办函〔2016〕235号, §4.4); the reply's is a step of the flow."""

from datetime import date, datetime

from django.db import transaction

from gongkai.inforequests.models import Delivery, Notice
from gongkai.inforequests.papers import PAPERS
from gongkai.inforequests.rules.acts.roads import reasons_against_way
from gongkai.inforequests.services.hand import take
from gongkai.inforequests.services.issuing import SERVICE_ARTICLE, Served, reasons_against_record
from gongkai.inforequests.services.papers import ISSUE
from gongkai.kernel.actor import Actor, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if


@transaction.atomic
def record_service(
    *, actor: Actor, request_id: int, notice_id: int, served: Served, now: datetime
) -> Delivery:
    """Record how one paper reached its reader, and on which day it counts as served.

    By post: the day of posting, through the postal enterprise only; in person: the day of signing;
    electronically: the day it was sent, if the reader had agreed.
    """
    hand = take(actor=actor, request_id=request_id, now=now)
    notice = Notice.objects.filter(request=hand.request, pk=notice_id).first()
    if notice is None:
        raise Refusal(Reason("not_found", "没有这份文书"))
    refuse_if(
        [
            *reasons_against(actor, ISSUE, hand.case.unit),
            *_against_notice(notice),
            *_against_days(notice, served, hand.today),
            *reasons_against_way(served.as_law),
            *reasons_against_record(served),
        ]
    )
    delivery = Delivery.objects.create(
        request=hand.request,
        notice=notice,
        kind=served.kind,
        sent_on=served.sent_on,
        served_on=served.day,
        receipt=served.receipt,
        carrier=served.carrier,
        tracking=served.tracking.strip(),
        place=served.place.strip(),
        note=served.note.strip(),
        by_id=hand.person,
        made_at=now,
    )
    label = PAPERS[notice.code].label if notice.code in PAPERS else notice.title
    way = delivery.get_kind_display()
    hand.tell("record_service", ISSUE, f"{label}：{way}，{delivery.served_on} 送达")
    return delivery


def _against_notice(notice: Notice) -> list[Reason]:
    if notice.reply_id is not None:
        sentence = "答复书的送达请在办件页用“登记送达”办理，期限随之停止"
        return [Reason("reply", sentence, SERVICE_ARTICLE)]
    if notice.audience == Notice.Audience.FILE:
        return [Reason("file", "存档的表单不需要送达", SERVICE_ARTICLE)]
    if notice.deliveries.exists():
        return [Reason("served", "这份文书已经登记过送达", SERVICE_ARTICLE)]
    return []


def _against_days(notice: Notice, served: Served, today: date) -> list[Reason]:
    found = []
    if served.sent_on < notice.issued_on:
        sentence = f"送出日期不能早于出具文书的{notice.issued_on}"
        found.append(Reason("sent_on", sentence, SERVICE_ARTICLE))
    if served.day < served.sent_on:
        found.append(Reason("served_on", "送达日期不能早于送出日期", SERVICE_ARTICLE))
    if served.day > today:
        found.append(Reason("served_on", "送达日期还没有到，送达之后再登记", SERVICE_ARTICLE))
    return found
