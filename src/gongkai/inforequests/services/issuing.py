"""印发、送达、归档: the reply leaves the house once, and the request is concluded with its one row."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.inforequests.models import Delivery, IssuedReply
from gongkai.inforequests.papers.catalogue import paper_of
from gongkai.inforequests.rules import acts
from gongkai.inforequests.rules import events as ev
from gongkai.inforequests.rules.acts import Service
from gongkai.inforequests.rules.events import Event
from gongkai.inforequests.selectors.stationery import stationery_of
from gongkai.inforequests.services.consulting import cancel_open
from gongkai.inforequests.services.hand import Hand, take
from gongkai.inforequests.services.law import reasons_against_reply
from gongkai.inforequests.services.outgoing import give_paper, reasons_against_outgoing
from gongkai.inforequests.services.reviewing import latest_reply, passed
from gongkai.inforequests.services.stationery import give_number
from gongkai.inforequests.words import Outcome
from gongkai.kernel.actor import Actor
from gongkai.kernel.errors import Reason, refuse_if

SERVICE_ARTICLE = "国办公开办函〔2016〕235号"


@transaction.atomic
def issue_reply(
    *,
    actor: Actor,
    request_id: int,
    now: datetime,
    expected_version: int | None = None,
) -> IssuedReply:
    """Give the signed reply its number and date, and conclude the request with the reply's row.

    It goes out with its paper or not at all. The schema would refuse a reply that was not audited,
    checked by the legal adviser and signed as it stands, or a second one.
    """
    hand = take(actor=actor, request_id=request_id, now=now, expected_version=expected_version)
    refuse_if([*hand.against("issue"), *reasons_against_issue(hand)])
    return issue(hand, "")


def reasons_against_signing(hand: Hand) -> list[Reason]:
    """What the law has against the version under review as the facts stand now."""
    return reasons_against_reply(hand.request, latest_reply(hand.request), hand.now)


def reasons_against_issue(hand: Hand) -> list[Reason]:
    """The same for the signed version, and whatever its paper lacks."""
    return reasons_against_outgoing(hand.request, latest_reply(hand.request), hand.now)


def issue(hand: Hand, note: str) -> IssuedReply:
    """The same, with the request in hand and all reasons asked."""
    reply = latest_reply(hand.request)
    passes = {step: passed(reply, step) for step in ("audit", "legal", "sign")}
    judged = passes | {f"{step}_by_id": each.reviewer_id for step, each in passes.items()}
    issued = IssuedReply.objects.create(
        request=hand.request,
        reply=reply,
        report_row=reply.report_row,
        **judged,
        document_number=_next_number(hand, reply.kind),
        issued_on=hand.today,
        issued_by_id=hand.person,
        made_at=hand.now,
    )
    conclude(hand, Outcome.REPLIED, reply.report_row, issued)
    said = f"印发答复 {issued.document_number}"
    hand.go("issue", note=note, said=said, events=[Event(ev.REPLIED, hand.today)])
    give_paper(hand, reply)
    return issued


def _next_number(hand: Hand, kind: str) -> str:
    """发文字号 of the unit's replies: no gaps, 六角括号 for the year (GB/T 9704—2012)."""
    unit_id = hand.request.unit_id
    return give_number(
        unit_id=unit_id,
        mark=stationery_of(unit_id).mark,
        series=paper_of(kind).series,
        year=hand.today.year,
        now=hand.now,
    )


def conclude(hand: Hand, outcome: Outcome, row: str, issue: IssuedReply | None = None) -> None:
    """Write how the request ended and the one row it counts in (§3.3); it can be written once.

    Nobody is asked any longer for a request that has ended.
    """
    cancel_open(hand, f"申请已办结：{outcome.label}")
    request = hand.request
    request.closed_at = hand.now
    request.outcome = outcome
    request.report_row = row
    request.issue = issue
    request.save(update_fields=["closed_at", "outcome", "report_row", "issue", "merged_into"])


@dataclass(frozen=True, slots=True)
class Served:
    """How a paper reached its reader (§4.4). ``sent_on``: posted, handed over or sent that day."""

    kind: str
    sent_on: date
    receipt: str
    served_on: date | None = None
    tracking: str = ""
    place: str = ""
    note: str = ""

    carrier: str = ""
    consent: bool = False

    @property
    def day(self) -> date:
        """The day of service: by post the day of posting, else of signing or arrival (235号)."""
        if self.kind == Delivery.Kind.POST:
            return self.sent_on
        return self.served_on or self.sent_on

    @property
    def as_law(self) -> Service:
        """The same as the rules see it."""
        return Service(
            kind=self.kind,
            sent=self.sent_on,
            served=self.day,
            signed=self.receipt in {Delivery.Receipt.SIGNED, Delivery.Receipt.BY_ANOTHER},
            refused=self.receipt == Delivery.Receipt.REFUSED,
            consent=self.consent,
            carrier=self.carrier,
        )


def reasons_against_record(served: Served) -> list[Reason]:
    """What is missing in a record of service (国办公开办函〔2016〕235号)."""
    found = []
    if served.receipt not in Delivery.Receipt.values:
        found.append(Reason("receipt", "请选择签收情况", SERVICE_ARTICLE))
    if served.kind == Delivery.Kind.POST and not served.tracking.strip():
        found.append(Reason("tracking", "请填写邮件号码，作为交邮的凭证", SERVICE_ARTICLE))
    if served.receipt == Delivery.Receipt.REFUSED and not served.note.strip():
        found.append(Reason("note", "拒收的，请写明见证人和经过", SERVICE_ARTICLE))
    return found


@transaction.atomic
def record_delivery(
    *,
    actor: Actor,
    request_id: int,
    served: Served,
    now: datetime,
    expected_version: int | None = None,
) -> Delivery:
    """Record the service of the reply; the clock stops on the day of service."""
    hand = take(actor=actor, request_id=request_id, now=now, expected_version=expected_version)
    law = acts.reasons_against_service(hand.facts, now, served.as_law)
    refuse_if([*hand.against("record_delivery", law=law), *reasons_against_record(served)])
    delivery = Delivery.objects.create(
        request=hand.request,
        notice=hand.request.notices.filter(reply__issued__isnull=False).last(),
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
    said = f"{delivery.get_kind_display()}，{delivery.served_on} 送达"
    hand.go("record_delivery", said=said, events=[Event(ev.SERVED, served.day)])
    return delivery


def archive(hand: Hand, note: str) -> None:
    """Close the case; everything stands in its file."""
    hand.go("archive", note=note)
