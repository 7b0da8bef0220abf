"""The request sheet: facts, clock with what-if, the reply and its judgements, the file, next steps."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.casework.flash import taken_refusal
from gongkai.casework.flows import Style
from gongkai.casework.rules import local_day
from gongkai.casework.sheets import SheetOffer, case_context
from gongkai.inforequests import flow, selectors, services
from gongkai.inforequests.rules.afterwards import decision_word, reasons_against_disputing
from gongkai.inforequests.rules.clock import prospects
from gongkai.inforequests.rules.facts import RequestFacts
from gongkai.inforequests.selectors.telling import untold
from gongkai.inforequests.views.desk.common import on_request
from gongkai.inforequests.views.desk.facts import ReplyView, exchanged, facts_of, reply_views
from gongkai.kernel.actor import may
from gongkai.kernel.errors import Reason
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from datetime import datetime

    from gongkai.inforequests.models import Dispute, InformationRequest


FIRST = {"accept", "assign", "record_delivery", "receive_clarification", "record_payment"}
"""Deeds that lead on along the straight road, or back to it."""


@dataclass(frozen=True, slots=True)
class FormOffer:
    """A link to the form of a deed, or what stands against the deed now."""

    label: str
    url: str
    reasons: list[Reason]
    first: bool


@require_safe
@on_request
def case(request: DeskRequest, asked: "InformationRequest") -> HttpResponse:
    """Everything about one request, without who asked."""
    now = timezone.now()
    context = case_context(case=asked.case, actor=request.actor, now=now, region=settings.REGION)
    context |= taken_refusal(request, asked.case_id)
    replies = reply_views(asked)
    facts = selectors.facts_of(asked)
    context |= {
        "asked": asked,
        "facts": facts_of(asked),
        "requester_url": _requester_url(request, asked),
        "replies": replies,
        "earlier": replies[:-1],
        "consultations": selectors.consultations_of(asked.pk),
        "searches": selectors.searches_of(asked.pk),
        "deliveries": selectors.deliveries_of(asked.pk),
        "steps": exchanged(asked, facts),
        "related": selectors.related_to(asked),
        **_judging(asked, replies, context["offers"]),
        **_time(asked, facts, now),
        **_afterwards(request, asked, facts, now),
        **_deeds(request, asked, facts, now),
    }
    return render(request, "inforequests/desk/request.html", context)


def _requester_url(request: DeskRequest, asked: "InformationRequest") -> str:
    if not may(request.actor, "inforequests.read_requester", asked.unit):
        return ""
    return reverse("inforequests:requester", args=[asked.case_id])


def _judging(
    asked: "InformationRequest", replies: list[ReplyView], offers: list[SheetOffer]
) -> dict[str, Any]:
    """For whom the reply waits to be judged by: it comes first, with its paper as it will be sent."""
    judging = asked.case.state in flow.IN_REVIEW and Style.PRIMARY in {one.style for one in offers}
    if not judging or not replies:
        return {"judging": False}
    address = reverse("inforequests:paper", args=[asked.case_id, replies[-1].paper])
    return {"judging": True, "paper_url": f"{address}?ref=draft"}


def _time(asked: "InformationRequest", facts: RequestFacts, now: "datetime") -> dict[str, Any]:
    """What the due date would be if …, and what the clock has to remark."""
    found = prospects(facts.events, facts.calendar, local_day(now)) if not asked.closed_at else ()
    remarks = [*facts.clock.remarks, *untold(asked, facts, local_day(now))]
    return {"prospects": found, "remarks": remarks}


def _afterwards(
    request: DeskRequest, asked: "InformationRequest", facts: RequestFacts, now: "datetime"
) -> dict[str, Any]:
    """Disputes about the request, the proposal to publish its answer, and what waits for an end."""
    found = [
        (each, decision_word(each.decision), _decide_url(request, asked, each))
        for each in (
            () if reasons_against_disputing(facts, now) else selectors.disputes_of(asked.pk)
        )
    ]
    conversion = selectors.conversion_of(asked.pk) if facts.proposed else None
    waits = conversion is not None and conversion.decided_at is None
    url = reverse("inforequests:convert", args=[conversion.pk]) if waits and conversion else ""
    settles = may(request.actor, flow.CONVERT, asked.unit)
    return {"disputes": found, "conversion": conversion, "convert_url": settles and url}


def _decide_url(request: DeskRequest, asked: "InformationRequest", dispute: "Dispute") -> str:
    if dispute.decision or not may(request.actor, flow.DISPUTE, asked.unit):
        return ""
    return reverse("inforequests:decide_dispute", args=[dispute.pk])


def _deeds(
    request: DeskRequest, asked: "InformationRequest", facts: RequestFacts, now: "datetime"
) -> dict[str, Any]:
    found = [
        FormOffer(
            offer.label,
            reverse("inforequests:deed", args=[asked.case_id, offer.code]),
            offer.reasons,
            offer.code in FIRST,
        )
        for offer in services.offers_by_form(
            actor=request.actor, request=asked, now=now, facts=facts
        )
    ]
    handling = asked.case.state == flow.HANDLING and may(
        request.actor, flow.HANDLE, asked.case.unit
    )
    wizard = reverse("inforequests:wizard", args=[asked.case_id]) if handling else ""
    begun = handling and selectors.draft_of(asked.pk) is not None
    return {
        "form_offers": found,
        "refused_offers": [offer for offer in found if offer.reasons],
        "wizard_url": wizard,
        "wizard_label": "修改答复稿" if begun else "起草答复",
    }
