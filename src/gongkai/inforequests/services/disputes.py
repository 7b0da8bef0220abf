"""复议诉讼 (E7): what is filed against a reply, and what was decided; the report counts them (§3.5)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.audit.services import record
from gongkai.casework import services as casework
from gongkai.casework.rules import local_day
from gongkai.inforequests import selectors
from gongkai.inforequests.models import Dispute, InformationRequest
from gongkai.inforequests.rules.afterwards import (
    DECISIONS,
    SUIT_AFTER,
    DisputeFacts,
    reasons_against_decision,
    reasons_against_dispute,
)
from gongkai.kernel.actor import Actor, person_of, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if

DEED = "inforequests.record_dispute"


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
    request = _found(request_id)
    earlier = _earlier(request, filed)
    facts = DisputeFacts(
        kind=filed.kind,
        filed_on=filed.filed_on,
        replied_on=request.issue.issued_on if request.issue else None,
        today=local_day(now),
        earlier_decided=None if earlier is None else bool(earlier.decision),
    )
    against = reasons_against_dispute(facts)
    if not filed.body.strip():
        against.append(Reason("body", "请填写复议机关或者人民法院的名称"))
    refuse_if([*reasons_against(actor, DEED, request.unit), *against])
    dispute = Dispute.objects.create(
        request=request,
        kind=filed.kind,
        earlier=earlier if filed.kind == SUIT_AFTER else None,
        body=filed.body.strip(),
        docket=filed.docket.strip(),
        filed_on=filed.filed_on,
        note=filed.note.strip(),
        made_at=now,
        by_id=person_of(actor),
    )
    _tell(actor, request, f"登记{dispute.get_kind_display()}（{dispute.body}）", now)
    return dispute


def _earlier(request: InformationRequest, filed: Filed) -> Dispute | None:
    if filed.earlier_id is None:
        return None
    found = Dispute.objects.filter(
        pk=filed.earlier_id, request=request, kind=Dispute.Kind.RECONSIDERATION
    )
    return found.first()


@transaction.atomic
def record_decision(
    *, actor: Actor, dispute_id: int, decision: str, decided_on: date, note: str, now: datetime
) -> None:
    """Enter what was decided, once; its column of the report follows from the word (§3.5)."""
    dispute = Dispute.objects.select_for_update(of=("self",)).filter(pk=dispute_id).first()
    if dispute is None:
        raise Refusal(Reason("not_found", "没有这件复议诉讼"))
    against = reasons_against_decision(decision, decided_on, dispute.filed_on, local_day(now))
    if dispute.decision:
        against.append(Reason("decided", f"这件复议诉讼已于 {dispute.decided_on} 审结"))
    request = _found(dispute.request_id)
    refuse_if([*reasons_against(actor, DEED, request.unit), *against])
    word, dispute.result = DECISIONS[decision]
    dispute.decision, dispute.decided_on = decision, decided_on
    dispute.decision_note, dispute.decided_by_id = note.strip(), person_of(actor)
    dispute.save(update_fields=["decision", "result", "decided_on", "decision_note", "decided_by"])
    _tell(actor, request, f"{dispute.get_kind_display()}审结：{word}", now)


def _found(request_id: int) -> InformationRequest:
    request = selectors.find_request(request_id)
    if request is None:
        raise Refusal(Reason("not_found", "没有这件信息公开申请"))
    return request


def _tell(actor: Actor, request: InformationRequest, said: str, now: datetime) -> None:
    casework.tell(case=request.case, actor=actor, action="dispute", sentence=said, now=now)
    record(
        actor=actor,
        deed=DEED,
        subject=f"request:{request.pk}",
        unit_id=request.unit_id,
        detail={"编号": request.number, "经过": said},
        now=now,
    )
