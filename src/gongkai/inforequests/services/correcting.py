"""更正自身信息 (条例第四十一条): taken in sealed, checked, signed by another, told with a paper.

It is a road of its own: no request for information, no row of the report's third table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.audit.services import record
from gongkai.casework import rules as casework_rules
from gongkai.casework import services as casework
from gongkai.casework.flows import Action
from gongkai.casework.rules import local_day
from gongkai.inforequests import flow
from gongkai.inforequests.models import CorrectionClaim, SealedFile
from gongkai.inforequests.papers import PAPERS, PaperFacts, reasons_against_facts, standalone
from gongkai.inforequests.rules import intake as rules
from gongkai.inforequests.rules.correcting import (
    OUTCOMES,
    PASSED_ON,
    Claimed,
    Proposed,
    reasons_against_claim,
    reasons_against_outcome,
)
from gongkai.inforequests.rules.intake import Applicant
from gongkai.inforequests.selectors.correcting import claim_of_case
from gongkai.inforequests.selectors.paper_facts import facts_between
from gongkai.inforequests.selectors.stationery import stationery_of, template_in_force
from gongkai.inforequests.services.intake import STAFF_CHANNELS, Upload, seal_requester
from gongkai.inforequests.services.papers import PAGE, WORD, Rendered, digests, with_place
from gongkai.inforequests.services.sealed_files import keep_sealed, store_sealed
from gongkai.inforequests.services.stationery import give_number
from gongkai.kernel.actor import Actor, Placed, person_of, reasons_against
from gongkai.kernel.errors import Reason, refuse_if

RECEIVE, READ = "inforequests.receive", "inforequests.read_requester"
PAPER = "correction"


@transaction.atomic
def take_claim(
    *,
    actor: Actor,
    unit: Placed,
    channel: str,
    applicant: Applicant,
    claimed: Claimed,
    arrived_at: datetime,
    evidence: Sequence[Upload],
    now: datetime,
) -> CorrectionClaim:
    """Staff take in a claim with its evidence. Raises Refusal with everything that is missing."""
    refuse_if(
        [
            *reasons_against(actor, RECEIVE, unit),
            *([] if channel in STAFF_CHANNELS else [Reason("channel", "请选择提交渠道")]),
            *([Reason("arrived_at", "收到时间不能晚于现在")] if arrived_at > now else []),
            *reasons_against_claim(claimed, len(evidence)),
            *rules.reasons_against_written(applicant, ""),
        ]
    )
    case = casework.open_case(
        actor=actor,
        kind=flow.CORRECTION.code,
        unit=unit,
        title=f"更正：{claimed.record.strip()}",
        now=now,
        said="收到更正要求",
    )
    claim = CorrectionClaim.objects.create(
        case=case,
        unit_id=unit.id,
        number=case.number,
        requester=seal_requester(applicant, now),
        applicant_class=applicant.applicant_class,
        channel=channel,
        arrived_at=arrived_at,
        record=claimed.record.strip(),
        claim=claimed.claim.strip(),
    )
    for upload in evidence:
        purpose = SealedFile.Purpose.EVIDENCE
        store_sealed(data=upload.data, name=upload.name, purpose=purpose, now=now, correction=claim)
    casework.refresh_deadline(case)
    _note(actor, RECEIVE, claim, "收到更正要求", now)
    return claim


@transaction.atomic
def propose_outcome(
    *,
    actor: Actor,
    case_id: int,
    proposed: Proposed,
    now: datetime,
    expected_version: int | None = None,
) -> None:
    """Say what the check came to; it is told once somebody else has signed it."""
    claim = _take(case_id, expected_version)
    step = flow.CORRECTION.action("propose_outcome")
    refuse_if([*_against_step(claim, step, actor, ""), *reasons_against_outcome(proposed)])
    claim.outcome, claim.said = proposed.outcome, proposed.said.strip()
    claim.other_organ = proposed.other_organ.strip()
    claim.other_contact = proposed.other_contact.strip()
    claim.proposed_by_id = person_of(actor)
    claim.save()
    _go(actor, claim, step, f"处理意见：{OUTCOMES[proposed.outcome]}", "", now)


@transaction.atomic
def perform_claim(
    *,
    actor: Actor,
    case_id: int,
    action: str,
    note: str,
    now: datetime,
    expected_version: int | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Sign, which tells the claimant by a paper, or send back."""
    claim = _take(case_id, expected_version)
    step = flow.CORRECTION.action(action)
    refuse_if([*_against_step(claim, step, actor, note), *claim_reasons(case_id, step, actor, now)])
    if action == "sign":
        _tell(actor, claim, now)
    _go(actor, claim, step, step.said, note, now)


def claim_reasons(case_id: int, action: Action, actor: Actor, now: datetime) -> list[Reason]:
    """What stands against a step now, beside the step itself: own work, a paper that lacks a fact."""
    if action.code in flow.BY_FORM:
        return [Reason("not_applicable", "请用表单提出处理意见")]
    claim = claim_of_case(case_id)
    if action.code != "sign":
        return []
    found = [with_place(each) for each in stationery_of(claim.unit_id).wanting]
    known = {"fact_复议机关", "fact_人民法院"} if found else set()
    facts = reasons_against_facts(PAPER, _facts(claim, now))
    found += [with_place(each) for each in facts if each.code not in known]
    if actor.id is not None and claim.proposed_by_id == actor.id:
        found.append(Reason("own_text", "自己提出的处理意见，须由他人签发"))
    return found


def _take(case_id: int, expected_version: int | None) -> CorrectionClaim:
    case = casework.lock_case(case_id, expected_version)
    claim = claim_of_case(case_id)
    claim.case = case
    return claim


def _against_step(claim: CorrectionClaim, step: Action, actor: Actor, note: str) -> list[Reason]:
    state = claim.case.state
    return [
        *casework_rules.reasons_against_action(flow.CORRECTION, step, state, note),
        *reasons_against(actor, step.deed, claim.unit),
    ]


def _go(
    actor: Actor, claim: CorrectionClaim, step: Action, said: str, note: str, now: datetime
) -> None:
    casework.perform(
        actor=actor, case=claim.case, action=step, note=note, now=now, said=said, checked=True
    )


def _facts(claim: CorrectionClaim, now: datetime, number: str = "") -> PaperFacts:
    sent: date | None = local_day(now) if claim.outcome == PASSED_ON else None
    return replace(
        facts_between(claim, now),
        number=number,
        request_number=claim.number,
        subject=claim.record,
        record=claim.record,
        outcome=claim.said,
        other_organ=claim.other_organ,
        other_contact=claim.other_contact,
        sent_on=sent,
    )


def _tell(actor: Actor, claim: CorrectionClaim, now: datetime) -> None:
    """Number the paper, make it, seal it: once."""
    paper, today = PAPERS[PAPER], local_day(now)
    number = give_number(
        unit_id=claim.unit_id,
        mark=stationery_of(claim.unit_id).mark,
        series=paper.series,
        year=today.year,
        now=now,
    )
    template = template_in_force(claim.unit_id, PAPER)
    made = Rendered(paper, _facts(claim, now, number), template.text, template.source)
    name = f"{paper.title}（{number}）"
    claim.paper_number, claim.told_on, claim.signed_by_id = number, today, person_of(actor)
    claim.paper_files = [
        _kept(claim, f"{name}.docx", made.docx(), WORD, now),
        _kept(claim, f"{name}.html", standalone(made.html(), name).encode(), PAGE, now),
    ]
    claim.save()


def _kept(
    claim: CorrectionClaim, name: str, data: bytes, media_type: str, now: datetime
) -> dict[str, Any]:
    purpose = SealedFile.Purpose.PAPER
    stored = keep_sealed(
        data=data, name=name, media_type=media_type, purpose=purpose, now=now, correction=claim
    )
    return {"name": name, "sealed": stored.pk, "size": len(data), **digests(data)}


def read_claim(*, actor: Actor, claim: CorrectionClaim, now: datetime) -> str:
    """The claimant's own words; the look is noted (个人信息保护法第五十四条)."""
    refuse_if(reasons_against(actor, READ, claim.unit))
    _note(actor, READ, claim, "查看更正要求", now)
    return str(claim.claim)


def read_claim_file(
    *, actor: Actor, claim: CorrectionClaim, file_id: int, now: datetime
) -> SealedFile | None:
    """Evidence or paper of a claim; the look is noted."""
    refuse_if(reasons_against(actor, READ, claim.unit))
    found: SealedFile | None = claim.sealed_files.filter(pk=file_id).first()
    if found is not None:
        _note(actor, READ, claim, f"打开文件 {found.pk}", now)
    return found


def _note(actor: Actor, deed: str, claim: CorrectionClaim, said: str, now: datetime) -> None:
    """Into the ledger: the number and what was done, nothing about the claimant."""
    record(
        actor=actor,
        deed=deed,
        subject=f"correction:{claim.pk}",
        unit_id=claim.unit_id,
        detail={"编号": claim.number, "经过": said},
        now=now,
    )
