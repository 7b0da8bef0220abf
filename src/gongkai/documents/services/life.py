"""规范性文件 after publication: watching their term, evaluating, amending."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.audit.services import record
from gongkai.casework import selectors as cases
from gongkai.casework import services as casework
from gongkai.casework.flows import Action
from gongkai.casework.rules import Event
from gongkai.documents import rules, selectors
from gongkai.documents.flow.life import EXPIRY
from gongkai.documents.models import Amendment, Draft, ExpiryReview, Publication, ValidityChange
from gongkai.documents.services.drafting import start_correction
from gongkai.documents.services.publishing import announce
from gongkai.kernel.actor import Actor, SystemActor, person_of
from gongkai.kernel.errors import Reason, Refusal, refuse_if

SYSTEM = SystemActor()


def watch_expiring(now: datetime) -> int:
    """Open an evaluation for every 规范性文件 that expires within the watched months (§6.3)."""
    today = now.astimezone(rules.ZONE).date()
    found = selectors.expiring(today)
    for publication, last in found:
        _open_evaluation(publication=publication, last=last, now=now)
    return len(found)


@transaction.atomic
def _open_evaluation(*, publication: Publication, last: date, now: datetime) -> None:
    today = now.astimezone(rules.ZONE).date()
    case = casework.open_case(
        actor=SYSTEM,
        kind=EXPIRY.code,
        unit=publication.unit,
        title=f"到期评估：{publication.edition.title}",
        now=now,
        events=[
            Event("watched", now, note="进入到期前评估"),
            Event("term", now, (last - today).days, f"有效期至 {last}"),
        ],
        said=f"有效期至 {last}，届满前评估",
    )
    ExpiryReview.objects.create(case=case, document_id=publication.document_id, expires_on=last)


def expiry_reasons(case_id: int, action: Action, actor: Actor, now: datetime) -> list[Reason]:
    """The leader does not confirm what he proposed himself; outliving happens by itself."""
    if action.code == "outlive":
        return [Reason("not_applicable", "文件废止、失效后自动办结")]
    if action.code != "confirm":
        return []
    last = [entry for entry in cases.timeline_of(case_id) if entry.action.startswith("propose_")]
    if last and last[-1].actor_id == actor.id:
        return [Reason("own_proposal", "评估意见由您提出，须由另一人审定")]
    return []


@transaction.atomic
def perform_expiry(
    *,
    actor: Actor,
    case_id: int,
    action: str,
    note: str,
    now: datetime,
    expected_version: int | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Propose what shall become of an expiring document, confirm it, or send it back."""
    case = casework.lock_case(case_id, expected_version)
    known = {each.code for each in EXPIRY.actions} - {"outlive"}
    if action not in known:
        raise Refusal(Reason("unknown_action", "没有这项操作"))
    step = EXPIRY.action(action)
    refuse_if(cases.reasons_against(case=case, action=step, actor=actor, now=now, note=note))
    review = selectors.expiry_of_case(case_id)
    if action.startswith("propose_"):
        review.proposal = action.removeprefix("propose_")
        review.reason = note
        review.save(update_fields=["proposal", "reason"])
    casework.perform(actor=actor, case=case, action=step, note=note, now=now, checked=True)
    record(
        actor=actor,
        deed=step.deed,
        subject=f"document:{review.document_id}",
        unit_id=case.unit_id,
        detail={"经过": step.said, "意见": note},
        now=now,
    )


def enter_change(
    *,
    document_id: int,
    kind: str,
    on: date,
    basis: str,
    by_id: int,
    now: datetime,
    acting_document_id: int | None = None,
) -> ValidityChange:
    """Write a repeal, lapse or amendment that has been decided, tell the index, end evaluations."""
    entered = ValidityChange.objects.create(
        document_id=document_id,
        kind=kind,
        on=on,
        basis=basis.strip()[:300],
        acting_document_id=acting_document_id,
        by_id=by_id,
        at=now,
    )
    announce([document_id], now, max(now, selectors.start_of(on)))
    if kind in {rules.Validity.REPEALED, rules.Validity.LAPSED}:
        for review in selectors.open_expiries(document_id):
            case = casework.lock_case(review.case_id)
            action = EXPIRY.action("outlive")
            casework.perform(actor=SYSTEM, case=case, action=action, now=now, checked=True)
    return entered


@transaction.atomic
def start_amendment(
    *,
    actor: Actor,
    document_id: int,
    basis: str,
    on: date,
    now: datetime,
    acting_document_id: int | None = None,
) -> Draft:
    """Open a draft of the amended, consolidated text; it is reviewed, signed and published anew.

    When it is signed the change is entered, the text before it stays readable as history (§6.3).
    """
    ended = selectors.ended_validity(document_id)
    publication = selectors.open_publication(document_id)
    refuse_if(
        rules.reasons_against_validity_change(
            kind=rules.Validity.AMENDED,
            basis=basis,
            on=on,
            signed_on=publication.edition.signed_on if publication else None,
            now_kind=rules.Validity(ended.kind) if ended else rules.Validity.IN_FORCE,
            ended_on=ended.on if ended else None,
        )
    )
    draft = start_correction(
        actor=actor, document_id=document_id, reason=f"修改：{basis.strip()}"[:300], now=now
    )
    Amendment.objects.create(
        draft=draft, on=on, basis=basis.strip()[:300], acting_document_id=acting_document_id
    )
    return draft


def note_amendment(*, actor: Actor, draft: Draft, now: datetime) -> None:
    """Enter the change once the amended text is signed."""
    amendment = selectors.amendment_of(draft.pk)
    if amendment is not None:
        enter_change(
            document_id=draft.document_id,
            kind=rules.Validity.AMENDED,
            on=amendment.on,
            basis=amendment.basis,
            by_id=person_of(actor),
            now=now,
            acting_document_id=amendment.acting_document_id,
        )
