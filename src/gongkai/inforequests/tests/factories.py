"""Requests in hand for tests: each helper goes through the services, as a person would."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from gongkai.casework.rules import ZONE
from gongkai.inforequests import flow, services
from gongkai.inforequests.models import InformationRequest, PaperSettings, Requester
from gongkai.inforequests.services import Asked, Charge, Said, Searched, Served
from gongkai.orgs.tests.cast import Cast

NOW = datetime(2026, 6, 15, 9, 0, tzinfo=ZONE)
DAY = timedelta(days=1)


def asked(**changes: Any) -> Asked:
    """A request handed in at the counter on 15 June 2026."""
    whole = Asked(
        description="2025年全县义务教育经费决算",
        channel="counter",
        applicant_class="natural",
        form_wanted="electronic",
        way_wanted="email",
        arrived_at=NOW,
    )
    return replace(whole, **changes)


def received(cast: Cast, now: datetime = NOW, **changes: Any) -> InformationRequest:
    """A request to 县教育局 that has arrived and waits for the office."""
    requester = changes.pop("requester", None) or Requester.objects.create(created_at=now)
    return services.open_request(
        actor=cast.actor("office"),
        unit=changes.pop("unit", cast.education),
        requester=requester,
        asked=asked(**{"arrived_at": now} | changes),
        now=now,
    )


def act(
    cast: Cast, part: str, request: InformationRequest, action: str, note: str = "", **more: Any
) -> None:
    """Press a button on the sheet as *part*."""
    services.perform(
        actor=cast.actor(part),
        case_id=request.case_id,
        action=action,
        note=note,
        **{"now": NOW} | more,
    )


GRANTED = Said(
    answers={
        "standing": "clear",
        "nature": "information",
        "repeat": "no",
        "volume": "no",
        "ours": "yes",
        "held": "yes",
        "public": "no",
        "harm": "none",
    },
    kind="granted",
    facts={"provided": "随本答复书提供2025年全县义务教育经费决算表（电子件）。"},
)
SEARCHED = Searched(
    on=NOW.date(),
    places="局档案室、财务科",
    method="按年度和案卷题名查找",
    keywords="义务教育 经费 决算",
    result="查到2025年决算表一份",
    found=True,
)


def accept(cast: Cast, request: InformationRequest, **more: Any) -> None:
    services.accept_request(
        actor=cast.actor("office"),
        request_id=request.pk,
        **{"subject": "2025年义务教育经费决算", "now": NOW} | more,
    )


def assign(cast: Cast, request: InformationRequest, **more: Any) -> None:
    services.assign_request(
        actor=cast.actor("office"), request_id=request.pk, **{"now": NOW} | more
    )


def clarify(cast: Cast, request: InformationRequest, **more: Any) -> None:
    services.ask_clarification(
        actor=cast.actor("office"),
        request_id=request.pk,
        **{
            "unclear": "未写明是哪一年的决算",
            "guidance": "请写明年度",
            "days": 10,
            "now": NOW,
        }
        | more,
    )


def clarified(cast: Cast, request: InformationRequest, **more: Any) -> None:
    services.receive_clarification(
        actor=cast.actor("office"),
        request_id=request.pk,
        **{"answer": "2025年度", "received_on": NOW.date(), "now": NOW} | more,
    )


def extend(cast: Cast, request: InformationRequest, **more: Any) -> None:
    services.request_extension(
        actor=cast.actor("clerk"),
        request_id=request.pk,
        **{"days": 10, "reason": "涉及历年档案，数量较多", "now": NOW} | more,
    )


def explain(cast: Cast, request: InformationRequest, **more: Any) -> None:
    services.ask_reasons(
        actor=cast.actor("clerk"),
        request_id=request.pk,
        **{"facts": "本月已提出四十件申请", "days": 7, "now": NOW} | more,
    )


def explained(cast: Cast, request: InformationRequest, **more: Any) -> None:
    services.receive_reasons(
        actor=cast.actor("clerk"),
        request_id=request.pk,
        **{
            "answer": "用于课题研究",
            "reasonable": True,
            "answered_on": NOW.date(),
            "now": NOW,
        }
        | more,
    )


def charge(cast: Cast, request: InformationRequest, **more: Any) -> None:
    services.notice_fee(
        actor=cast.actor("clerk"),
        request_id=request.pk,
        **{"charge": Charge("items", 12, "本月已提出四十件申请", "县财政非税专户"), "now": NOW}
        | more,
    )


def paid(cast: Cast, request: InformationRequest, **more: Any) -> None:
    services.record_payment(
        actor=cast.actor("clerk"),
        request_id=request.pk,
        **{"paid_on": NOW.date(), "receipt_number": "0001", "now": NOW} | more,
    )


def search(cast: Cast, request: InformationRequest, **more: Any) -> None:
    services.record_search(
        actor=cast.actor("clerk"),
        request_id=request.pk,
        **{"searched": SEARCHED, "now": NOW} | more,
    )


def papered(cast: Cast, request: InformationRequest) -> None:
    """What a reply cannot go out without: court and reviewing body of the county, a name."""
    PaperSettings.objects.get_or_create(
        unit=cast.county,
        defaults={
            "court": "澄明县人民法院",
            "higher_government": "澄江市人民政府",
            "changed_at": NOW,
            "changed_by": cast.office,
        },
    )
    if not request.requester.name:
        Requester.objects.filter(pk=request.requester_id).update(name="申请人甲")


def draft(cast: Cast, request: InformationRequest, said: Said = GRANTED, **more: Any) -> None:
    papered(cast, request)
    services.save_draft(
        actor=cast.actor("clerk"), request_id=request.pk, said=said, **{"now": NOW} | more
    )


def issue(cast: Cast, request: InformationRequest, **more: Any) -> None:
    services.issue_reply(actor=cast.actor("clerk"), request_id=request.pk, **{"now": NOW} | more)


SERVED = Served(
    kind="post",
    sent_on=NOW.date(),
    receipt="none",
    carrier="邮政企业",
    tracking="XA12345678944",
)


def deliver(cast: Cast, request: InformationRequest, **more: Any) -> None:
    services.record_delivery(
        actor=cast.actor("clerk"),
        request_id=request.pk,
        **{"served": SERVED, "now": NOW} | more,
    )


def _press(part: str, action: str) -> Callable[..., None]:
    def press(cast: Cast, request: InformationRequest, **more: Any) -> None:
        act(cast, part, request, action, **more)

    return press


def _submit(cast: Cast, request: InformationRequest, **more: Any) -> None:
    draft(cast, request, **more)
    act(cast, "clerk", request, "submit", **more)


ROAD: tuple[tuple[str, Callable[..., None]], ...] = (
    (flow.SCREENING, accept),
    (flow.HANDLING, assign),
    (flow.AUDIT, _submit),
    (flow.LEGAL, _press("section_head", "pass_audit")),
    (flow.SIGNING, _press("legal_adviser", "pass_legal")),
    (flow.ISSUING, _press("leader", "sign")),
    (flow.SERVING, issue),
    (flow.SERVED, deliver),
    (flow.ARCHIVED, _press("clerk", "archive")),
)
SIDE: dict[str, tuple[str, Callable[..., None]]] = {
    flow.CLARIFYING: (flow.SCREENING, clarify),
    flow.EXTENDING: (flow.HANDLING, extend),
    flow.EXPLAINING: (flow.HANDLING, explain),
    flow.PAYING: (flow.HANDLING, charge),
}


def standing_in(cast: Cast, state: str, **changes: Any) -> InformationRequest:
    """A request that was taken to *state* along the straight road, or one step aside of it."""
    request = received(cast, **changes)
    aside = SIDE.get(state)
    goal = aside[0] if aside else state
    if goal != flow.RECEIVED:
        for reached, step in ROAD:
            step(cast, request)
            if reached == goal:
                break
    if aside:
        aside[1](cast, request)
    request.refresh_from_db()
    return request


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str, hour: int = 9) -> datetime:
    """A moment on an ISO day in China."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE, hour=hour)
