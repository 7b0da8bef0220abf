"""What the papers of a request may say, gathered from its rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from gongkai.casework.rules import local_day
from gongkai.clock.selectors import calendar_for
from gongkai.inforequests.models import (
    Clarification,
    Consultation,
    CorrectionClaim,
    Delivery,
    ExtensionRequest,
    FeeNotice,
    InformationRequest,
    ReasonsAsked,
)
from gongkai.inforequests.papers import PAPERS, FeeLine, PaperFacts, SeveredPassage
from gongkai.inforequests.rules import events as ev
from gongkai.inforequests.rules.clock import deadline_of as clock_of
from gongkai.inforequests.rules.fees import Fee, fee_by_items, fee_by_pages
from gongkai.inforequests.rules.intake import IDENTITY_KINDS
from gongkai.inforequests.selectors.clock import events_of
from gongkai.inforequests.selectors.stationery import stationery_of
from gongkai.inforequests.words import ApplicantClass

RECEIPT_BASIS: Mapping[str, str] = {
    "counter": "当面提交，以提交之日为收到之日",
    "oral": "当面口头提出、代为填写，以提交之日为收到之日",
    "post_signed": "邮寄提交，以签收之日为收到之日",
    "post_plain": "平常信函，以与申请人确认之日为收到之日",
    "internet": "通过互联网渠道提交，以双方确认之日为收到之日",
    "email": "通过电子邮件提交，以双方确认之日为收到之日",
    "fax": "通过传真提交，以双方确认之日为收到之日",
}
"""条例第三十一条, by channel; a corrected request begins anew."""
OPINIONS: Mapping[str, str] = {
    "agrees": "同意公开",
    "objects": "不同意公开",
    "silent": "逾期未提出意见",
}


@dataclass(frozen=True)
class Source:
    """What a paper is about beside the request: the row, what was typed in, what goes with it."""

    row: Any = None
    kind: str = ""
    typed: Mapping[str, Any] = field(default_factory=dict)
    number: str = ""
    severed: tuple[SeveredPassage, ...] = ()
    annexes: tuple[Any, ...] = ()


def paper_facts(
    request: InformationRequest, code: str, source: Source, now: datetime
) -> PaperFacts:
    """The facts of one paper as things stand; what is not known stays empty."""
    facts = replace(base_facts(request, now), kind=PAPERS[code].kind, number=source.number)
    maker = MAKERS.get("reply" if PAPERS[code].kind else code)
    changes = maker(request, replace(source, kind=PAPERS[code].kind)) if maker else {}
    return replace(facts, **{**changes, **source.typed})


def base_facts(request: InformationRequest, now: datetime) -> PaperFacts:
    """Organ, request, applicant, deadline and remedies: what every paper may say."""
    unit = request.unit
    deadline = clock_of(events_of(request.pk), calendar_for(unit.region))
    handler = request.case.handler
    return replace(
        facts_between(request, now),
        request_number=request.number,
        subject=request.asked,
        channel=request.get_channel_display(),
        arrived_on=local_day(request.arrived_at),
        received_on=request.receipt_day,
        received_basis=RECEIPT_BASIS.get(request.channel, ""),
        due_on=deadline.due or deadline.due0,
        form_wanted=request.get_form_wanted_display(),
        way_wanted=request.get_way_wanted_display(),
        handler=handler.name if handler else unit.office_name or unit.name,
    )


def facts_between(matter: InformationRequest | CorrectionClaim, now: datetime) -> PaperFacts:
    """The organ that writes with its remedies, and the person it writes to."""
    unit, who, paper = matter.unit, matter.requester, stationery_of(matter.unit_id)
    return PaperFacts(
        organ=unit.name,
        issued_on=local_day(now),
        office=unit.office_name,
        address=unit.address,
        phone=unit.phone,
        hours=unit.office_hours,
        email=unit.email,
        applicant=who.name,
        applicant_class=matter.get_applicant_class_display(),
        applicant_is_person=matter.applicant_class == ApplicantClass.NATURAL,
        identity_document=_identity(who.identity_kind, who.identity_number),
        contact="，".join(filter(None, (who.phone, who.email, who.address))),
        reviewing_bodies=paper.reviewing_bodies,
        court=paper.court,
        online_channel=paper.online_channel,
        query_remedy=paper.query_remedy,
    )


def _identity(kind: str, number: str) -> str:
    """The document by kind and its last four characters: enough for the file."""
    label = IDENTITY_KINDS.get(kind, "证件")
    return f"{label}（尾号{number[-4:]}）" if number else ""


def _clarification(request: InformationRequest, source: Source) -> dict[str, Any]:
    row: Clarification = source.row
    return {
        "unclear": tuple(filter(None, map(str.strip, row.unclear.splitlines()))),
        "guidance": row.guidance.strip(),
        "until": row.until,
        "received_on": _received_before(request, row.asked_on),
    }


def _received_before(request: InformationRequest, day: date) -> date | None:
    """The day of receipt as it stood on *day*: a later correction moves it (条例第三十条)."""
    events = [event for event in events_of(request.pk) if event.on <= day]
    early = [event for event in events if event.kind != ev.CLARIFIED]
    return clock_of(early, calendar_for(request.unit.region)).receipt


def _reasons(request: InformationRequest, source: Source) -> dict[str, Any]:
    row: ReasonsAsked = source.row
    return {"volume": row.facts.strip(), "until": row.until}


def _delay(request: InformationRequest, source: Source) -> dict[str, Any]:
    row: ReasonsAsked = source.row
    deadline = clock_of(events_of(request.pk), calendar_for(request.unit.region))
    return {
        "volume": row.facts.strip(),
        "answered_on": row.answered_on,
        "new_due_on": deadline.due,
    }


def _extension(request: InformationRequest, source: Source) -> dict[str, Any]:
    row: ExtensionRequest = source.row
    calendar = calendar_for(request.unit.region)
    events = events_of(request.pk)
    before = clock_of([each for each in events if each.kind != ev.EXTENDED], calendar)
    return {
        "cause": row.reason.strip(),
        "days": row.days,
        "due_on": before.due,
        "new_due_on": clock_of(events, calendar).due,
    }


def _asked(request: InformationRequest, source: Source) -> dict[str, Any]:
    row: Consultation = source.row
    return {"recipient": row.party, "summary": row.summary.strip()}


def _consult_notice(request: InformationRequest, source: Source) -> dict[str, Any]:
    row: Consultation = source.row
    third = row.kind == Consultation.Kind.THIRD_PARTY
    return {"consulted": "第三方" if third else "共同制作机关", "sent_on": row.sent_on}


def _third_party_decision(request: InformationRequest, source: Source) -> dict[str, Any]:
    row: Consultation = source.row
    return {
        "recipient": row.party,
        "opinion": opinion_words(row),
        "content": row.summary.strip(),
        "public_interest": row.override_reason.strip(),
    }


def opinion_words(row: Consultation) -> str:
    """What a party answered, without its name."""
    said = OPINIONS.get(row.answer, "")
    return f"{said}，理由是：{row.reasons.strip()}" if said and row.reasons.strip() else said


def _fee(request: InformationRequest, source: Source) -> dict[str, Any]:
    row: FeeNotice = source.row
    by_pages = row.tariff == FeeNotice.Tariff.PAGES
    fee: Fee = fee_by_pages(row.quantity) if by_pages else fee_by_items(row.quantity, row.already)
    word = "页" if by_pages else "件"
    lines = tuple(
        FeeLine(_bracket(each.first, each.last, word), each.count, each.rate)
        for each in fee.brackets
    )
    return {
        "tariff": row.get_tariff_display(),
        "fee_lines": lines,
        "fee_amount": row.amount,
        "payment": row.pay_to.strip(),
        "volume": row.volume.strip(),
    }


def _bracket(first: int, last: int, word: str) -> str:
    return f"第{first}{word}" if first == last else f"第{first}至{last}{word}"


def _reply(request: InformationRequest, source: Source) -> dict[str, Any]:
    """A reply says what its frozen version says, and what stands in the request's own records."""
    given: Mapping[str, str] = source.row.facts if source.row else {}
    said = {
        "way": given.get("way")
        or given.get("provided")
        or given.get("channel")
        or given.get("publication", ""),
        "content": given.get("obtained", ""),
        "reason": given.get("reasons")
        or given.get("processing")
        or given.get("unclear")
        or given.get("note", ""),
        "withheld": given.get("withheld", ""),
        "law": given.get("special_law", ""),
        "search": given.get("search") or _searches(request),
        "other_organ": given.get("responsible", ""),
        "earlier": given.get("earlier", ""),
        "volume": given.get("volume", ""),
        "withheld_on": tuple(source.row.withheld_on) if source.row else (),
        "opinion": _opinions(request),
        "severed": source.severed,
        "annexes": source.annexes,
    }
    return {**said, **_dates(request, source.kind)}


def _searches(request: InformationRequest) -> str:
    """Every search as its record states it (§4.1 step 5)."""
    rows = request.searches.order_by("id")
    return "；".join(
        f"检索范围为{each.places}，检索方法为{each.method}，关键词为{each.keywords}，"
        f"结果为{each.result}"
        for each in rows
    )


def _opinions(request: InformationRequest) -> str:
    rows = request.consultations.filter(kind=Consultation.Kind.THIRD_PARTY).exclude(
        answer__in=("", Consultation.Answer.CANCELLED)
    )
    words = [OPINIONS[row.answer] for row in rows.order_by("id")]
    return "；".join(f"第三方{each}" for each in dict.fromkeys(words))


def _dates(request: InformationRequest, kind: str) -> dict[str, Any]:
    """When the applicant was told to correct, to explain or to pay, and answered, as far as the
    kind speaks of it.
    """
    if kind in {"u3", "o1"} and (told := request.clarifications.first()):
        return {"asked_on": told.asked_on, "answered_on": told.answered_on, "until": told.until}
    if kind == "n4" and (asked := request.reasons_asked.first()):
        answered = asked.answered_on if asked.answer.strip() else None
        return {
            "asked_on": asked.asked_on,
            "answered_on": answered,
            "volume": asked.facts.strip(),
        }
    if kind == "o2" and (fee := request.fee_notices.first()):
        return {"asked_on": fee.noticed_on}
    return _closing(request) if kind == "o3" else {}


def _closing(request: InformationRequest) -> dict[str, Any]:
    """Why a request ended without a decision: withdrawn, or handled together with another."""
    if request.merged_into is not None:
        other = request.merged_into.number
        words = f"该申请与此前提出的申请（编号：{other}）内容相同，我机关在办理该件时一并答复"
        return {"reason": words}
    day = next((each.on for each in events_of(request.pk) if each.kind == ev.WITHDRAWN), None)
    return {"answered_on": day, "reason": "撤回本次申请"} if day else {}


def _delivery(request: InformationRequest, source: Source) -> dict[str, Any]:
    row: Delivery = source.row
    notice = row.notice
    person = row.by
    return {
        "papers": (f"{notice.title}（{notice.number}）" if notice.number else notice.title,)
        if notice
        else (),
        "delivery_way": _delivery_way(row),
        "delivery_place": row.place or "—",
        "delivered_on": row.served_on,
        "delivered_by": person.name if person else "系统",
        "signed_by": row.get_receipt_display(),
        "delivery_note": row.note,
    }


def _delivery_way(row: Delivery) -> str:
    parts = [row.get_kind_display(), row.carrier, f"邮件号{row.tracking}" if row.tracking else ""]
    return "，".join(filter(None, parts))


MAKERS: Mapping[str, Callable[[InformationRequest, Source], dict[str, Any]]] = {
    "clarification": _clarification,
    "reasons": _reasons,
    "delay": _delay,
    "extension": _extension,
    "third_party": _asked,
    "joint_makers": _asked,
    "consult_notice": _consult_notice,
    "third_party_decision": _third_party_decision,
    "fee": _fee,
    "reply": _reply,
    "delivery_receipt": _delivery,
}
