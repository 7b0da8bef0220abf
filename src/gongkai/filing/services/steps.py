"""Taking a filing through its flow: handing in, checking, taking in, returning, correcting."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from gongkai.casework import selectors as cases
from gongkai.casework import services as casework
from gongkai.casework.flows import Action
from gongkai.filing import selectors
from gongkai.filing.flow import FILING
from gongkai.filing.models import Acceptance, Filing, FilingSheet, SheetReview
from gongkai.filing.services.filling import hand_in
from gongkai.kernel.actor import Actor, person_of
from gongkai.kernel.errors import Reason, Refusal, refuse_if

WHY = {"send_back": "单位负责人退回", "return_unit": "公开办退回", "correct": "更正"}
"""Actions after which a new version is written, and what its reason begins with."""
OWN = {
    "pass": Reason("own_sheet", "这一稿由您填报，须由另一人审核"),
    "send_back": Reason("own_sheet", "这一稿由您填报，须由另一人审核"),
    "accept": Reason("own_sheet", "这一稿由您填报，须由另一人核收"),
}


def reasons(case_id: int, action: Action, actor: Actor, now: datetime) -> list[Reason]:
    """Everything against *action* now: answers that are wrong, one's own sheet, what was accepted."""
    filing = selectors.filing_or_refuse(case_id)
    if action.code == "submit":
        return selectors.Draft(filing).answer.reasons
    if action.code in OWN:
        sheet = selectors.latest_sheet(filing.pk)
        own = sheet is not None and sheet.submitted_by_id == actor.id
        return [OWN[action.code]] if own else []
    return _against_the_kind(action.code, filing.accepted_id is not None)


def _against_the_kind(action: str, accepted: bool) -> list[Reason]:
    """Whether something has been accepted decides between letting off and giving up a correction."""
    if action == "excuse" and accepted:
        return [Reason("not_applicable", "已核收过的报表不能免报，可以办理“不再更正”")]
    if action == "keep" and not accepted:
        return [Reason("not_applicable", "还没有核收过的数据，不能办理“不再更正”")]
    return []


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
    """Do one step of the flow, with the sheet, review or acceptance that it leaves."""
    case = casework.lock_case(case_id, expected_version)
    step = FILING.action(action)
    refuse_if(cases.reasons_against(case=case, action=step, actor=actor, now=now, note=note))
    filing = selectors.filing_or_refuse(case_id)
    _leave(actor, filing, action, note, now)
    casework.perform(actor=actor, case=case, action=step, note=note, now=now, checked=True)


def _leave(actor: Actor, filing: Filing, action: str, note: str, now: datetime) -> None:
    """Write what the step leaves behind."""
    if action == "submit":
        hand_in(actor=actor, filing=filing, now=now)
    if action in {"pass", "send_back"}:
        _review(actor, filing, action == "pass", note, now)
    if action == "pass" and filing.reported_at is None:
        filing.reported_at = now
    if action == "accept":
        filing.accepted = _accept(actor, filing, now)
    if action in WHY:
        filing.why = f"{WHY[action]}：{note.strip()}"[:500]
    if action == "correct":
        filing.saves += 1
    filing.save(update_fields=["reported_at", "accepted", "why", "saves"])


def _sheet(filing: Filing) -> FilingSheet:
    sheet = selectors.latest_sheet(filing.pk)
    if sheet is None:
        raise Refusal(Reason("no_sheet", "还没有填报，不能审核"))
    return sheet


def _review(actor: Actor, filing: Filing, passed: bool, note: str, now: datetime) -> None:
    sheet = _sheet(filing)
    outcome = SheetReview.Outcome.PASS if passed else SheetReview.Outcome.RETURN
    SheetReview.objects.create(
        sheet=sheet,
        filing=filing,
        submitted_by_id=sheet.submitted_by_id,
        reviewer_id=person_of(actor),
        outcome=outcome,
        note=note.strip(),
        at=now,
    )


def _accept(actor: Actor, filing: Filing, now: datetime) -> Acceptance:
    sheet = _sheet(filing)
    return Acceptance.objects.create(
        sheet=sheet,
        filing=filing,
        submitted_by_id=sheet.submitted_by_id,
        review=sheet.review,
        accepted_by_id=person_of(actor),
        at=now,
    )
