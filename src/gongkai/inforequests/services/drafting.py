"""答复稿: the question chain leads to one kind of reply; its facts are filled in; a version is frozen."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from gongkai.casework import services as casework
from gongkai.inforequests.models import InformationRequest, Reply, ReplyDraft
from gongkai.inforequests.rules.remedies import remedy_of
from gongkai.inforequests.rules.replies import REPLY_KINDS, report_row
from gongkai.inforequests.services.hand import Hand, take
from gongkai.inforequests.services.outgoing import reasons_against_outgoing
from gongkai.kernel.actor import Actor
from gongkai.kernel.errors import Reason, Refusal, refuse_if

FACT_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class Said:
    """What a draft says: answers along the chain, the kind they end in, facts, grounds withheld on."""

    answers: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    withheld_on: Sequence[str] = ()


@transaction.atomic
def save_draft(
    *,
    actor: Actor,
    request_id: int,
    said: Said,
    now: datetime,
    expected_version: int | None = None,
) -> ReplyDraft:
    """Keep the draft of the reply as far as it has come. Raises Refusal when it was saved meanwhile.

    ``expected_version`` is the draft's own, 0 while there is none.
    """
    hand = take(actor=actor, request_id=request_id, now=now)
    refuse_if(hand.beside("draft"))
    draft = ReplyDraft.objects.filter(request=hand.request).first()
    if expected_version is not None and (draft.version if draft else 0) != expected_version:
        sentence = "您打开之后，答复稿已由他人保存过；请另开窗口查看最新内容，再合并您的修改"
        raise Refusal(Reason("stale", sentence))
    refuse_if(_reasons_against_texts(said))
    if draft is None:
        draft = ReplyDraft(request=hand.request, version=0)
    draft.answers = dict(said.answers)
    draft.kind = said.kind
    draft.facts = {name: text.strip() for name, text in said.facts.items() if text.strip()}
    draft.withheld_on = list(said.withheld_on)
    draft.saved_by_id, draft.saved_at = hand.person, now
    draft.version += 1
    draft.save()
    return draft


def _reasons_against_texts(said: Said) -> list[Reason]:
    found = [
        Reason(name, f"不能超过 {FACT_LIMIT} 字，其余请作为附件")
        for name, text in said.facts.items()
        if len(text) > FACT_LIMIT
    ]
    if said.kind and said.kind not in REPLY_KINDS:
        found.append(Reason("kind", "没有这种答复"))
    return found


def submit_reply(hand: Hand, note: str) -> None:
    """Freeze the draft as a version and send it to the head of the section."""
    draft = ReplyDraft.objects.filter(request=hand.request).first()
    if draft is None or not draft.kind:
        raise Refusal(Reason("no_draft", "请先沿逐项判断起草答复"))
    reply = freeze(hand, draft)
    hand.go("submit", note=note, said=f"提交审核（第{reply.number}稿）")


def freeze(hand: Hand, draft: ReplyDraft) -> Reply:
    """The version that says what the draft says; the last one again if nothing changed."""
    content: dict[str, Any] = {
        "answers": draft.answers,
        "kind": draft.kind,
        "facts": draft.facts,
        "withheld_on": draft.withheld_on,
    }
    digest = hash_of(content)
    last = Reply.objects.filter(request=hand.request).order_by("-number").first()
    if last and (last.content_hash, last.author_id) == (digest, hand.person):
        return last
    return Reply.objects.create(
        request=hand.request,
        number=last.number + 1 if last else 1,
        report_row=report_row(draft.kind),
        remedy=remedy_of(draft.kind, draft.withheld_on),
        author_id=hand.person,
        content_hash=digest,
        created_at=hand.now,
        **content,
    )


def hash_of(content: Mapping[str, Any]) -> str:
    """SHA-256 of what a reply says, the same for the same words."""
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def reasons_against_submission(request: InformationRequest, now: datetime) -> list[Reason]:
    """What the draft and its paper still lack, and what the law has against its kind (§1.6)."""
    draft = ReplyDraft.objects.filter(request=request).first()
    if draft is None or not draft.kind:
        return [Reason("no_draft", "请先沿逐项判断起草答复，得出答复种类", "条例第三十六条")]
    return reasons_against_outgoing(request, draft, now)


def wanting(*, request: InformationRequest, now: datetime) -> list[Reason]:
    """What stands between the draft in hand and its submission, for the person who writes it."""
    return reasons_against_submission(request, now)


def recall(hand: Hand, note: str) -> None:
    """The handler takes the reply back before it is issued."""
    last = Reply.objects.filter(request=hand.request).order_by("-number").first()
    hand.go("recall", note=note)
    casework.hand_to(case=hand.case, person_id=last.author_id if last else None, now=hand.now)
