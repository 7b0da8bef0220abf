"""A request as the law sees it: plain values put together from its rows (`rules.facts`)."""

from gongkai.clock.selectors import calendar_for
from gongkai.inforequests.models import Consultation, FeeNotice, InformationRequest, ReasonsAsked
from gongkai.inforequests.rules.facts import Opinion, RequestFacts
from gongkai.inforequests.selectors.clock import events_of


def facts_of(request: InformationRequest) -> RequestFacts:
    """Everything the act rules ask about *request*."""
    judged = ReasonsAsked.objects.filter(request=request).values_list("reasonable", flat=True)
    tariffs = FeeNotice.objects.filter(request=request).values_list("tariff", flat=True)
    return RequestFacts(
        events=tuple(events_of(request.pk)),
        calendar=calendar_for(request.unit.region),
        opinions=tuple(map(opinion_of, Consultation.objects.filter(request=request))),
        searched=tuple(request.searches.values_list("found", flat=True)),
        reasons_judged=judged.first(),
        tariff=tariffs.first() or "",
    )


def ref_of(asked: Consultation) -> str:
    """How clock events name a consultation."""
    return f"consultation:{asked.pk}"


def opinion_of(asked: Consultation) -> Opinion:
    """A consultation as the law sees it."""
    return Opinion(
        ref=ref_of(asked),
        kind=asked.kind,
        party=asked.party,
        sent=asked.sent_on,
        received=asked.received_on,
        answer=asked.answer,
        accepted=asked.reasons_accepted,
        override_reason=asked.override_reason,
        overridden_on=asked.overridden_on,
        notified_on=asked.notified_on,
    )
