"""审核 → 法律顾问 → 领导审签: three different persons, none of them the author."""

from collections.abc import Callable

from gongkai.casework import services as casework
from gongkai.inforequests.models import InformationRequest, Reply, ReplyReview
from gongkai.inforequests.services.hand import Hand
from gongkai.kernel.actor import Actor
from gongkai.kernel.errors import Reason, Refusal, refuse_if

PASS, RETURN = ReplyReview.Verdict.PASS, ReplyReview.Verdict.RETURN
STEPS = {
    "pass_audit": ReplyReview.Step.AUDIT,
    "pass_legal": ReplyReview.Step.LEGAL,
    "sign": ReplyReview.Step.SIGN,
}
RETURNS = {
    "return_audit": ReplyReview.Step.AUDIT,
    "return_legal": ReplyReview.Step.LEGAL,
    "return_signing": ReplyReview.Step.SIGN,
}


def latest_reply(request: InformationRequest) -> Reply:
    """The version under review. Raises Refusal when none was ever submitted."""
    reply = Reply.objects.filter(request=request).order_by("-number").first()
    if reply is None:
        raise Refusal(Reason("no_reply", "还没有提交审核的答复"))
    return reply


def reasons_against_reviewer(
    request: InformationRequest, action: str, actor: Actor
) -> list[Reason]:
    """Nobody judges a text of their own, and nobody agrees twice to the same version (§4.1 step 7)."""
    if action not in STEPS and action not in RETURNS:
        return []
    reply = latest_reply(request)
    if actor.id is not None and reply.author_id == actor.id:
        return [Reason("own_text", "自己起草的答复，须由他人审核、签发")]
    if action in RETURNS:
        return []
    passed = ReplyReview.objects.filter(reply=reply, reviewer_id=actor.id, verdict=PASS)
    if passed.exclude(step=STEPS[action]).exists():
        return [Reason("judged_before", "您在前面的环节已经审过本稿，此环节须由另一人办理")]
    return []


def _write(hand: Hand, reply: Reply, step: str, verdict: str, note: str) -> None:
    ReplyReview.objects.create(
        reply=reply,
        author_id=reply.author_id,
        content_hash=reply.content_hash,
        step=step,
        verdict=verdict,
        reviewer_id=hand.person,
        opinion=note,
        at=hand.now,
    )


def agree(action: str) -> Callable[[Hand, str], None]:
    """The step that judges the version good and sends it on."""

    def do(hand: Hand, note: str) -> None:
        reply = latest_reply(hand.request)
        refuse_if(reasons_against_reviewer(hand.request, action, hand.actor))
        _write(hand, reply, STEPS[action], PASS, note)
        hand.go(action, note=note)
        if action == "sign":
            casework.hand_to(case=hand.case, person_id=reply.author_id, now=hand.now)

    return do


def send_back(action: str) -> Callable[[Hand, str], None]:
    """The step that judges the version wanting and gives it back to its author."""

    def do(hand: Hand, note: str) -> None:
        reply = latest_reply(hand.request)
        refuse_if(reasons_against_reviewer(hand.request, action, hand.actor))
        _write(hand, reply, RETURNS[action], RETURN, note)
        hand.go(action, note=note)
        casework.hand_to(case=hand.case, person_id=reply.author_id, now=hand.now)

    return do


def passed(reply: Reply, step: str) -> ReplyReview:
    """The judgement that lets a version go past *step*. Raises Refusal when there is none."""
    found = ReplyReview.objects.filter(reply=reply, step=step, verdict=PASS).last()
    if found is None:
        label = ReplyReview.Step(step).label
        raise Refusal(Reason("not_reviewed", f"本稿还没有通过“{label}”"))
    return found
