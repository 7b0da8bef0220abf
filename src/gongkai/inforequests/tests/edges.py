"""Every edge of the flow of a request as one table: from where, which step, and how it is taken."""

from collections.abc import Callable
from datetime import timedelta

from gongkai.inforequests import flow, services
from gongkai.inforequests.models import InformationRequest
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
