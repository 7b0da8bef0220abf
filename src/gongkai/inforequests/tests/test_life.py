"""Random lives of a request: whatever people do, in whatever order, the invariants hold."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from gongkai.casework import selectors as cases
from gongkai.casework.rules import NO_DEADLINE, end_of
from gongkai.clock.selectors import calendar_for
from gongkai.inforequests import flow, selectors, services
from gongkai.inforequests.models import InformationRequest
from gongkai.inforequests.rules import clock
from gongkai.inforequests.rules.clock import ClockState
from gongkai.inforequests.services import Said
from gongkai.inforequests.tests import factories as f
from gongkai.inforequests.tests.factories import NOW
from gongkai.kernel.errors import Refusal
from gongkai.orgs.tests.cast import Cast

Deed = Callable[[Cast, InformationRequest, datetime], None]


def by(part: str, service: Callable[..., object], **given: object) -> Deed:
    """A deed with a form, done by *part*; values that are functions are given the day."""

    def do(cast: Cast, request: InformationRequest, now: datetime) -> None:
        values = {k: v(now) if callable(v) else v for k, v in given.items()}
        service(actor=cast.actor(part), request_id=request.pk, now=now, **values)

    return do


def press(part: str, action: str) -> Deed:
    def do(cast: Cast, request: InformationRequest, now: datetime) -> None:
        f.act(cast, part, request, action, "说明理由", now=now)

    return do


def to_consultation(service: Callable[..., object], **given: object) -> Deed:
    """A deed on the oldest consultation that is still open."""

    def do(cast: Cast, request: InformationRequest, now: datetime) -> None:
        waiting = selectors.open_consultations(request.pk)
        if not waiting:
            raise Refusal
        values = {k: v(now) if callable(v) else v for k, v in given.items()}
        service(actor=cast.actor("clerk"), consultation_id=waiting[0].pk, now=now, **values)

    return do


def submit(cast: Cast, request: InformationRequest, now: datetime) -> None:
    f.draft(cast, request, now=now)
    f.act(cast, "clerk", request, "submit", now=now)


def not_held(cast: Cast, request: InformationRequest, now: datetime) -> None:
    answers = f.GRANTED.answers | {"held": "no"}
    f.draft(cast, request, Said(answers, "u1_not_held"), now=now)
    f.act(cast, "clerk", request, "submit", now=now)


def deliver(cast: Cast, request: InformationRequest, now: datetime) -> None:
    f.deliver(cast, request, served=replace(f.SERVED, sent_on=now.date()), now=now)


def search(cast: Cast, request: InformationRequest, now: datetime) -> None:
    f.search(cast, request, searched=replace(f.SEARCHED, on=now.date(), found=False), now=now)


def today(now: datetime) -> object:
    return now.date()


CONSULT = {"party": "某公司", "summary": "合同"}
DEEDS: dict[str, Deed] = {
    "accept": by("office", services.accept_request, subject="经费决算", confirmed_on=today),
    "clarify": by(
        "office", services.ask_clarification, unclear="年度不明", guidance="写明年度", days=10
    ),
    "clarified": by("office", services.receive_clarification, answer="2025年", received_on=today),
    "lapse clarification": press("office", "lapse_clarification"),
    "assign": by("office", services.assign_request),
    "send to office": press("clerk", "send_to_office"),
    "extend": by("clerk", services.request_extension, days=10, reason="档案较多"),
    "approve": press("office", "approve_extension"),
    "reject": press("office", "reject_extension"),
    "ask reasons": by("clerk", services.ask_reasons, facts="本月四十件", days=7),
    "reasons": by(
        "clerk", services.receive_reasons, answer="研究", reasonable=True, answered_on=today
    ),
    "delay": by("clerk", services.set_delay, days=15, reason="须逐件核对"),
    "charge": by("clerk", services.notice_fee, charge=f.Charge("items", 12, "四十件", "专户")),
    "fee receipt": by("clerk", services.record_fee_receipt, received_on=today),
    "pay": by("clerk", services.record_payment, paid_on=today, receipt_number="1"),
    "lapse fee": press("office", "lapse_fee"),
    "third party": by("clerk", services.consult_third_party, **CONSULT),
    "joint maker": by("clerk", services.consult_joint_maker, party="县财政局", summary="联合发文"),
    "letter received": to_consultation(services.record_letter_received, received_on=today),
    "agrees": to_consultation(
        services.record_opinion, answer="agrees", reasons="", answered_on=today
    ),
    "objects": to_consultation(
        services.record_opinion,
        answer="objects",
        reasons="商业秘密",
        reasons_accepted=False,
        answered_on=today,
    ),
    "silent": to_consultation(services.record_silence),
    "search": search,
    "submit": submit,
    "submit not held": not_held,
    "pass audit": press("section_head", "pass_audit"),
    "return audit": press("section_head", "return_audit"),
    "pass legal": press("legal_adviser", "pass_legal"),
    "return legal": press("legal_adviser", "return_legal"),
    "sign": press("leader", "sign"),
    "return signing": press("leader", "return_signing"),
    "recall": press("clerk", "recall"),
    "issue": press("clerk", "issue"),
    "deliver": deliver,
    "archive": press("clerk", "archive"),
    "withdraw": by("office", services.withdraw_request, note="撤回"),
}
DRAWN_ONLY = {
    *("withdraw", "lapse clarification", "lapse fee", "send to office", "search", "recall"),
    *("return audit", "return legal", "return signing", "reject", "clarify", "charge"),
}
"""Deeds that end a life or turn it back: only done when they are drawn themselves."""
NAMES = list(DEEDS)
LIVES = st.lists(
    st.tuples(st.integers(0, len(NAMES) - 1), st.sampled_from([0, 0, 0, 1, 2, 5, 16, 40])),
    min_size=8,
    max_size=20,
)


def live(cast: Cast, request: InformationRequest, first: int, now: datetime) -> str:
    """Do the first deed from the drawn one on that is not refused; its name, or ""."""
    for place in range(len(NAMES)):
        name = NAMES[(first + place) % len(NAMES)]
        if place and name in DRAWN_ONLY:
            continue
        try:
            with transaction.atomic():
                DEEDS[name](cast, request, now)
        except Refusal:
            continue
        return name
    return ""


@contextmanager
def undone() -> Iterator[None]:
    """Everything in the block is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(life=LIVES, channel=st.sampled_from(["counter", "internet", "fax"]))
def test_no_sequence_of_deeds_breaks_a_request(
    cast: Cast, life: list[tuple[int, int]], channel: str
) -> None:
    with undone():
        request = f.received(cast, channel=channel)
        now = NOW
        for first, days in life:
            now += timedelta(days=days, minutes=1)
            done = live(cast, request, first, now)
            event(done)
            assert_whole(selectors.find_request(request.pk))


def assert_whole(request: InformationRequest) -> None:
    case = cases.find_case(request.case_id)
    found = selectors.deadline_of(request)
    calendar = calendar_for(request.unit.region)
    events = selectors.events_of(request.pk)
    assert clock.deadline_of(reversed(events), calendar) == found
    assert found.due is None or calendar.works(found.due)
    assert (request.closed_at is None) == (request.report_row == "") == (request.outcome == "")
    if found.state is ClockState.STOPPED:
        assert request.closed_at is not None
        assert case.next_due_at == NO_DEADLINE
        assert selectors.open_consultations(request.pk) == []
    else:
        assert case.closed_at is None
        assert case.next_due_at == end_of(found.next_date)
    if found.state is ClockState.PAUSED:
        assert selectors.open_consultations(request.pk)
    if found.state is ClockState.WAITING:
        kinds = {each.kind for each in found.pending}
        waits = {flow.CLARIFYING: "clarification", flow.PAYING: "payment"}
        assert waits.get(case.state, "confirmation") in kinds
    if case.closed_at is not None:
        assert request.closed_at is not None
        assert request.report_row
