"""复议诉讼 (E7): what is filed against a reply, and what was decided; the report counts them (§3.5)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.inforequests import flow
from gongkai.inforequests.models import Dispute, InformationRequest
from gongkai.inforequests.rules.afterwards import (
    DECISIONS,
    SUIT_AFTER,
    DisputeFacts,
    reasons_against_decision,
    reasons_against_dispute,
)
from gongkai.inforequests.services.hand import Hand, take
from gongkai.kernel.actor import Actor, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if


@dataclass(frozen=True, slots=True)
class Filed:
    """What was filed: ``kind`` of §3.5, with whom, under which number, on which day."""

    kind: str
    body: str
    filed_on: date
    docket: str = ""
    note: str = ""
    earlier_id: int | None = None


@transaction.atomic
def record_dispute(*, actor: Actor, request_id: int, filed: Filed, now: datetime) -> Dispute:
    """Enter a reconsideration or a suit about a request."""
    hand = take(actor=actor, request_id=request_id, now=now)
    earlier = _earlier(hand.request, filed)
    refuse_if([*hand.beside("dispute"), *_against(hand, filed, earlier)])
    dispute = Dispute.objects.create(
        request=hand.request,
        kind=filed.kind,
        earlier=earlier if filed.kind == SUIT_AFTER else None,
        body=filed.body.strip(),
        docket=filed.docket.strip(),
        filed_on=filed.filed_on,
        note=filed.note.strip(),
        made_at=now,
        by_id=hand.person,
    )
    _tell(hand, f"登记{dispute.get_kind_display()}（{dispute.body}）")
    return dispute


def _earlier(request: InformationRequest, filed: Filed) -> Dispute | None:
    if filed.earlier_id is None:
        return None
    found = Dispute.objects.filter(
        pk=filed.earlier_id, request=request, kind=Dispute.Kind.RECONSIDERATION
    )
    return found.first()


def _against(hand: Hand, filed: Filed, earlier: Dispute | None) -> list[Reason]:
    issue = hand.request.issue
    facts = DisputeFacts(
        kind=filed.kind,
        filed_on=filed.filed_on,
        replied_on=issue.issued_on if issue else None,
        today=hand.today,
        due_on=hand.request.due_on,
        earlier_decided=None if earlier is None else bool(earlier.decision),
    )
    found = reasons_against_dispute(facts)
    if not filed.body.strip():
        found.append(Reason("body", "请填写复议机关或者人民法院的名称"))
    return found


@transaction.atomic
def record_decision(
    *, actor: Actor, dispute_id: int, decision: str, decided_on: date, note: str, now: datetime
) -> None:
    """Enter what was decided, once; its column of the report follows from the word (§3.5)."""
    found = Dispute.objects.filter(pk=dispute_id)
    hand = take(actor=actor, request_id=_request_of(found.first()), now=now)
    dispute = found.select_for_update(of=("self",)).get()
    refuse_if(
        [
            *reasons_against(actor, flow.DISPUTE, hand.case.unit),
            *reasons_against_decision(decision, decided_on, dispute.filed_on, hand.today),
            *reasons_against_deciding(dispute),
        ]
    )
    word, dispute.result = DECISIONS[decision]
    dispute.decision, dispute.decided_on = decision, decided_on
    dispute.decision_note, dispute.decided_by_id = note.strip(), hand.person
    dispute.save(update_fields=["decision", "result", "decided_on", "decision_note", "decided_by"])
    _tell(hand, f"{dispute.get_kind_display()}审结：{word}")


def _request_of(dispute: Dispute | None) -> int:
    if dispute is None:
        raise Refusal(Reason("not_found", "没有这件复议诉讼"))
    return dispute.request_id


def reasons_against_deciding(dispute: Dispute) -> list[Reason]:
    """An outcome is entered once."""
    if not dispute.decision:
        return []
    return [Reason("decided", f"这件复议诉讼已于 {dispute.decided_on} 审结")]


def _tell(hand: Hand, said: str) -> None:
    hand.tell("dispute", flow.DISPUTE, said)
