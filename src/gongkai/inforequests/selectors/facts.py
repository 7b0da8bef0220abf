"""A request as the law sees it: plain values put together from its rows (`rules.facts`)."""

from gongkai.clock.selectors import calendar_for
from gongkai.inforequests.models import (
    Consultation,
    Conversion,
    FeeNotice,
    InformationRequest,
    ReasonsAsked,
)
from gongkai.inforequests.rules import events as ev
from gongkai.inforequests.rules.afterwards import CONVERTIBLE
from gongkai.inforequests.rules.facts import Opinion, RequestFacts
from gongkai.inforequests.selectors.clock import events_of


def facts_of(request: InformationRequest) -> RequestFacts:
    """Everything the act rules ask about *request*; what no event speaks of is not looked for."""
    events = tuple(events_of(request.pk))
    happened = {event.kind for event in events}
    return RequestFacts(
        events=events,
        calendar=calendar_for(request.unit.region),
        opinions=_opinions(request) if ev.CONSULT_SENT in happened else (),
        searched=tuple(request.searches.values_list("found", flat=True)),
        reasons_judged=_judged(request) if ev.REASONS_ASKED in happened else None,
        tariff=_tariff(request) if ev.FEE_NOTICED in happened else "",
        row=request.report_row,
        proposed=request.report_row in CONVERTIBLE and _proposed(request),
    )


def _proposed(request: InformationRequest) -> bool:
    return Conversion.objects.filter(request=request).exists()


def _opinions(request: InformationRequest) -> tuple[Opinion, ...]:
    return tuple(map(opinion_of, Consultation.objects.filter(request=request)))


def _judged(request: InformationRequest) -> bool | None:
    found = ReasonsAsked.objects.filter(request=request)
    return found.values_list("reasonable", flat=True).first()


def _tariff(request: InformationRequest) -> str:
    found = FeeNotice.objects.filter(request=request)
    return found.values_list("tariff", flat=True).first() or ""


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
