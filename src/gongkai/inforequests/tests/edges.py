"""Every edge of the flows of a request as tables: from where, which step, and how it is taken."""

from collections.abc import Callable
from datetime import datetime, timedelta

from gongkai.casework.rules import NO_DEADLINE
from gongkai.inforequests import flow, selectors, services
from gongkai.inforequests.models import Consultation, InformationRequest
from gongkai.inforequests.rules.clock import ClockState
from gongkai.inforequests.services.intake import APPLICANT
from gongkai.inforequests.services.timing import take_explanation
from gongkai.inforequests.tests import factories as f
from gongkai.inforequests.tests.factories import NOW, act, received
from gongkai.orgs.tests.cast import Cast

Step = Callable[[Cast, InformationRequest], None]
LATER = NOW + timedelta(days=120)


def press(part: str, action: str, note: str = "", **more: object) -> Step:
    return lambda cast, request: act(cast, part, request, action, note, **more)


def submit(cast: Cast, request: InformationRequest) -> None:
    f.draft(cast, request)
    act(cast, "clerk", request, "submit")


def transfer(cast: Cast, request: InformationRequest) -> None:
    services.transfer_out(
        actor=cast.actor("office"),
        request_id=request.pk,
        unit=cast.water,
        unit_name="县水利局",
        note="水库信息由县水利局制作",
        told=True,
        now=NOW,
    )


def merge(cast: Cast, request: InformationRequest) -> None:
    earlier = received(cast, requester=request.requester)
    services.merge_request(
        actor=cast.actor("office"),
        request_id=request.pk,
        into_id=earlier.pk,
        same_information=True,
        note="两件申请所要的信息相同",
        now=NOW,
    )


def lapse_fee(cast: Cast, request: InformationRequest) -> None:
    services.record_fee_receipt(
        actor=cast.actor("clerk"), request_id=request.pk, received_on=NOW.date(), now=NOW
    )
    act(cast, "office", request, "lapse_fee", now=LATER)


def withdraw(cast: Cast, request: InformationRequest) -> None:
    services.withdraw_request(
        actor=cast.actor("office"), request_id=request.pk, note="申请人书面撤回", now=NOW
    )


EDGES: dict[tuple[str, str], Step] = {
    (flow.RECEIVED, "accept"): f.accept,
    (flow.SCREENING, "ask_clarification"): f.clarify,
    (flow.HANDLING, "ask_clarification"): f.clarify,
    (flow.CLARIFYING, "receive_clarification"): f.clarified,
    (flow.CLARIFYING, "lapse_clarification"): press("office", "lapse_clarification", now=LATER),
    (flow.SCREENING, "assign"): f.assign,
    (flow.SCREENING, "transfer"): transfer,
    (flow.SCREENING, "merge"): merge,
    (flow.HANDLING, "send_to_office"): press("clerk", "send_to_office", "应由人事科办理"),
    (flow.HANDLING, "request_extension"): f.extend,
    (flow.EXTENDING, "approve_extension"): press("office", "approve_extension"),
    (flow.EXTENDING, "reject_extension"): press("office", "reject_extension", "材料不多"),
    (flow.HANDLING, "ask_reasons"): f.explain,
    (flow.EXPLAINING, "receive_reasons"): f.explained,
    (flow.HANDLING, "notice_fee"): f.charge,
    (flow.PAYING, "record_payment"): f.paid,
    (flow.PAYING, "lapse_fee"): lapse_fee,
    (flow.HANDLING, "submit"): submit,
    (flow.AUDIT, "pass_audit"): press("section_head", "pass_audit"),
    (flow.AUDIT, "return_audit"): press("section_head", "return_audit", "缺附件"),
    (flow.LEGAL, "pass_legal"): press("legal_adviser", "pass_legal"),
    (flow.LEGAL, "return_legal"): press("legal_adviser", "return_legal", "依据不全"),
    (flow.SIGNING, "sign"): press("leader", "sign"),
    (flow.SIGNING, "return_signing"): press("leader", "return_signing", "再核对"),
    (flow.AUDIT, "recall"): press("clerk", "recall"),
    (flow.LEGAL, "recall"): press("clerk", "recall"),
    (flow.SIGNING, "recall"): press("clerk", "recall"),
    (flow.ISSUING, "recall"): press("clerk", "recall"),
    (flow.ISSUING, "issue"): f.issue,
    (flow.SERVING, "record_delivery"): f.deliver,
    (flow.SERVED, "archive"): press("clerk", "archive"),
    **{(state, "withdraw"): withdraw for state in flow.BEFORE_REPLY},
}


def asked_party(cast: Cast, request: InformationRequest) -> Consultation:
    """A third party that has the letter in hand and has not answered."""
    asked = services.consult_third_party(
        actor=cast.actor("clerk"),
        request_id=request.pk,
        party="某食品公司",
        summary="供货合同",
        now=NOW,
    )
    services.record_letter_received(
        actor=cast.actor("clerk"), consultation_id=asked.pk, received_on=NOW.date(), now=NOW
    )
    return asked


def _objects(cast: Cast, part: str, asked: Consultation, **more: object) -> None:
    services.record_opinion(
        actor=cast.actor(part),
        consultation_id=asked.pk,
        answer="objects",
        reasons="涉及报价",
        reasons_accepted=True,
        answered_on=NOW.date(),
        **{"now": NOW} | more,
    )


def _silent(cast: Cast, part: str, asked: Consultation, **more: object) -> None:
    services.record_silence(
        actor=cast.actor(part), consultation_id=asked.pk, **{"now": LATER} | more
    )


def _asked_no_longer(cast: Cast, part: str, asked: Consultation, **more: object) -> None:
    services.perform_consultation(
        actor=cast.actor(part),
        case_id=asked.case_id,
        action="cancel",
        note="信息已经公开",
        **{"now": NOW} | more,
    )


CONSULTATION_EDGES: dict[tuple[str, str], Callable[..., None]] = {
    ("waiting", "record_opinion"): _objects,
    ("waiting", "record_silence"): _silent,
    ("waiting", "cancel"): _asked_no_longer,
}


def _override(cast: Cast, part: str, request: InformationRequest) -> None:
    services.override_objection(
        actor=cast.actor(part),
        consultation_id=_objection(request),
        reason="关系在校学生饮食安全",
        now=NOW,
    )


def _override_notice(cast: Cast, part: str, request: InformationRequest) -> None:
    services.record_override_notice(
        actor=cast.actor(part),
        consultation_id=_objection(request),
        notified_on=NOW.date(),
        now=NOW,
    )


def _objection(request: InformationRequest) -> int:
    return Consultation.objects.filter(request=request).values_list("pk", flat=True).get()


def _by(
    service: Callable[..., object], now: datetime = NOW, **given: object
) -> Callable[..., None]:
    def deed(cast: Cast, part: str, request: InformationRequest) -> None:
        service(actor=cast.actor(part), request_id=request.pk, now=now, **given)

    return deed


def _explain(cast: Cast, part: str, request: InformationRequest) -> None:
    actor = APPLICANT if part == "applicant" else cast.actor(part)
    take_explanation(actor=actor, request_id=request.pk, answer="课题研究", now=NOW)


FILED = services.Filed("reconsideration", "澄明县人民政府", LATER.date())
PARTY = {"party": "某食品公司", "summary": "供货合同"}
ASIDE: dict[str, Callable[..., None]] = {
    "search": _by(services.record_search, searched=f.SEARCHED),
    "draft": _by(services.save_draft, said=f.GRANTED),
    "consult_third_party": _by(services.consult_third_party, **PARTY),
    "consult_joint_maker": _by(services.consult_joint_maker, **PARTY),
    "override": _override,
    "override_notice": _override_notice,
    "delay": _by(services.set_delay, days=15, reason="数量大"),
    "explain": _explain,
    "fee_receipt": _by(services.record_fee_receipt, received_on=NOW.date()),
    "split": _by(services.split_request, parts=["小学决算", "初中决算"]),
    "theme": _by(services.set_theme, theme_id=None),
    "dispute": _by(services.record_dispute, now=LATER, filed=FILED),
    "propose": _by(services.propose_conversion, ground="public_interest", reason="群众关心"),
}
"""How each deed beside the flow is done, by the name of a part of the cast."""


def objected(cast: Cast, request: InformationRequest) -> None:
    _objects(cast, "clerk", asked_party(cast, request))


def overridden(cast: Cast, request: InformationRequest) -> None:
    objected(cast, request)
    _override(cast, "clerk", request)


BEFORE_ASIDE: dict[str, Step] = {
    "override": objected,
    "override_notice": overridden,
    "delay": f.explained,
}
"""What has to have happened before some of them."""
ASIDE_FROM = {"delay": flow.EXPLAINING}
"""Where a request stands before that, if not in the deed's own step."""


def standing_anywhere(cast: Cast, state: str) -> InformationRequest:
    """A request in *state*, be it one in which it ended."""
    if not flow.REQUEST.state(state).closed or state == flow.ARCHIVED:
        return f.standing_in(cast, state)
    edge = next(key for key in EDGES if flow.REQUEST.action(key[1]).target == state)
    request = f.standing_in(cast, edge[0])
    EDGES[edge](cast, request)
    request.refresh_from_db()
    return request


def assert_whole(request, case) -> None:
    """An open request has a date that somebody acts by; a closed one exactly one row."""
    clock = selectors.deadline_of(request)
    final = flow.REQUEST.state(case.state).closed
    if case.state in {flow.SERVED, flow.ARCHIVED} or final:
        assert clock.state is ClockState.STOPPED
        assert case.next_due_at == NO_DEADLINE
        assert request.closed_at is not None
    else:
        assert clock.next_date is not None
        assert case.next_due_at != NO_DEADLINE
    assert (request.closed_at is None) == (request.report_row == "")
