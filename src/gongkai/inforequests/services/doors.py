"""How the engine asks for the steps of a request: buttons that need no form, and what is against them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from gongkai.casework.flows import Action
from gongkai.inforequests import flow, selectors
from gongkai.inforequests.models import Consultation, ExtensionRequest, InformationRequest, Reply
from gongkai.inforequests.rules import acts
from gongkai.inforequests.rules.facts import RequestFacts
from gongkai.inforequests.services import drafting, issuing, leaving, reviewing, timing
from gongkai.inforequests.services.hand import Hand, take_case
from gongkai.inforequests.services.law import law_against
from gongkai.kernel.actor import Actor, may
from gongkai.kernel.errors import Reason, Refusal, refuse_if


def _send_to_office(hand: Hand, note: str) -> None:
    hand.go("send_to_office", note=note)


def _issue(hand: Hand, note: str) -> None:
    issuing.issue(hand, note)


STEPS: dict[str, Callable[[Hand, str], None]] = {
    "send_to_office": _send_to_office,
    "approve_extension": timing.approve_extension,
    "reject_extension": timing.reject_extension,
    "submit": drafting.submit_reply,
    "recall": drafting.recall,
    "pass_audit": reviewing.agree("pass_audit"),
    "pass_legal": reviewing.agree("pass_legal"),
    "sign": reviewing.agree("sign"),
    "return_audit": reviewing.send_back("return_audit"),
    "return_legal": reviewing.send_back("return_legal"),
    "return_signing": reviewing.send_back("return_signing"),
    "issue": _issue,
    "archive": issuing.archive,
    "lapse_clarification": leaving.lapse_clarification,
    "lapse_fee": leaving.lapse_fee,
}


UNQUESTIONED = {"send_to_office", "reject_extension", "recall", "archive"}
"""Buttons that neither law nor papers can have anything against."""


@transaction.atomic
def perform(
    *,
    actor: Actor,
    case_id: int,
    action: str,
    note: str,
    now: datetime,
    expected_version: int | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Do one step that needs at most an opinion, or raise Refusal with all reasons."""
    if action not in STEPS:
        raise Refusal(Reason("by_form", "这一步要填写内容，请用申请单上的表单办理"))
    hand = take_case(actor=actor, case_id=case_id, now=now, expected_version=expected_version)
    refuse_if([*hand.against(action, note), *_business(hand, action)])
    STEPS[action](hand, note)


def reasons(case_id: int, action: Action, actor: Actor, now: datetime) -> list[Reason]:
    """What the law and the papers have against a button now; steps with a form are no buttons."""
    if action.code in flow.BY_FORM:
        return [Reason("not_applicable", "请用申请单上的表单办理")]
    if action.code in UNQUESTIONED:
        return []
    request = selectors.request_of_case(case_id)
    hand = Hand(actor, request.case, request, now)
    return [*law_against(action.code, request, now), *_business(hand, action.code)]


def _business(hand: Hand, action: str) -> list[Reason]:
    if action == "submit":
        return drafting.reasons_against_submission(hand.request, hand.now)
    if action in {"sign", "issue"} and Reply.objects.filter(request=hand.request).exists():
        own = reviewing.reasons_against_reviewer(hand.request, action, hand.actor)
        signing = action == "sign"
        ask = issuing.reasons_against_signing if signing else issuing.reasons_against_issue
        return [*own, *ask(hand)]
    if action == "approve_extension":
        return _own_extension(hand)
    reviewing_now = action in reviewing.STEPS or action in reviewing.RETURNS
    if reviewing_now and Reply.objects.filter(request=hand.request).exists():
        return reviewing.reasons_against_reviewer(hand.request, action, hand.actor)
    return []


def _own_extension(hand: Hand) -> list[Reason]:
    asked = ExtensionRequest.objects.filter(request=hand.request, approved=None).first()
    if asked is not None and asked.asked_by_id == hand.actor.id:
        return [Reason("own_deed", "提出延期的人不能自己审批", timing.EXTENSION_ARTICLE)]
    return []


@dataclass(frozen=True, slots=True)
class Offer:
    """A deed with a form that the actor's role could do now, with all reasons against it."""

    code: str
    label: str
    reasons: list[Reason]


def offers_by_form(
    *, actor: Actor, request: InformationRequest, now: datetime, facts: RequestFacts
) -> list[Offer]:
    """Steps and deeds that need a form, as far as they belong to where *request* stands."""
    state, unit = request.case.state, request.case.unit
    steps = [
        (step.code, step.label)
        for step in flow.REQUEST.actions_from(state)
        if step.code in flow.BY_FORM and may(actor, step.deed, unit)
    ]
    aside = [
        (each.code, each.label)
        for each in flow.ASIDE.values()
        if state in each.states and each.code not in ELSEWHERE and may(actor, each.deed, unit)
    ]
    found = [
        Offer(code, label, law_against(code, request, now, facts)) for code, label in steps + aside
    ]
    return [each for each in found if not (each.reasons and each.code in QUIET)]


QUIET = {each.code for each in flow.ASIDE.values() if each.quiet}
ELSEWHERE = {"draft", "explain", "override", "override_notice"}
"""Deeds beside the flow with pages of their own: the wizard, the applicant's, a consultation's."""


def consultation_offers(*, actor: Actor, asked: Consultation, now: datetime) -> list[str]:
    """The forms of a consultation that *actor* could fill in now, in their order.

    An objection whose reasons are reasonable may be overridden; of a decision to disclose against
    an objection, whether overridden or found without reason, the party is told (条例第三十二条).
    """
    hand = Hand(actor, asked.request.case, asked.request, now)
    if not may(actor, flow.HANDLE, hand.case.unit):
        return []
    if not asked.answer:
        return ["opinion"] if asked.received_on else ["received", "opinion"]
    opinion = selectors.opinion_of(asked)
    found = []
    if opinion.forbids and not hand.beside("override", []):
        found.append("override")
    law = acts.reasons_against_notice(opinion, hand.today, hand.today)
    if not asked.notified_on and not hand.beside("override_notice", law):
        found.append("override_notice")
    return found
