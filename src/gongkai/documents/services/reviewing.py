"""The steps of the publishing flow: submit, review, sign. One deed each, in one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from gongkai.audit.services import record
from gongkai.casework import selectors as cases
from gongkai.casework import services as casework
from gongkai.casework.flows import Action
from gongkai.documents import flow, rules, selectors
from gongkai.documents.models import Approval, Draft, Edition, Publication, Review
from gongkai.documents.services.cleanup import apply_cleanup
from gongkai.documents.services.explaining import owe_explainer, settle_debt
from gongkai.documents.services.freezing import freeze
from gongkai.documents.services.life import note_amendment
from gongkai.documents.services.publishing import publish_edition
from gongkai.documents.services.screening import keep_screening, screened
from gongkai.kernel.actor import Actor, person_of
from gongkai.kernel.errors import Reason, Refusal, refuse_if

if TYPE_CHECKING:
    from gongkai.casework.models import Case

SECTION, SECRECY = Review.Kind.SECTION, Review.Kind.SECRECY
PASS, RETURN = Review.Outcome.PASS, Review.Outcome.RETURN


@dataclass(frozen=True, slots=True)
class Step:
    """What a step works on."""

    actor: Actor
    case: "Case"
    draft: Draft
    action: Action
    note: str
    now: datetime


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
    """Do one action of the publishing flow on a case, or raise Refusal with all reasons."""
    case = casework.lock_case(case_id, expected_version)
    if action not in STEPS:
        raise Refusal(Reason("unknown_action", "没有这项操作"))
    step = flow.PUBLISHING.action(action)
    refuse_if(cases.reasons_against(case=case, action=step, actor=actor, now=now, note=note))
    draft = selectors.draft_of_case(case_id)
    STEPS[action](Step(actor, case, draft, step, note, now))


def reasons(case_id: int, action: Action, actor: Actor, now: datetime) -> list[Reason]:
    """What documents have against an action of the publishing flow, beside the flow itself."""
    draft = selectors.draft_of_case(case_id)
    if action.code == "submit":
        found = rules.reasons_against_text(selectors.facts_of(draft))
        found += selectors.reasons_against_submitting(draft)
        return found + selectors.reasons_against_redaction(draft)
    if draft.edition is None or action.code in {"recall", "void", "return_text"}:
        return []
    found = _reasons_of_person(draft.edition, action, actor)
    proactive = draft.edition.openness == rules.Openness.PROACTIVE
    if action.code == "sign" and not proactive:
        found.append(Reason("not_applicable", "此件不主动公开，签发后归档"))
    if action.code == "sign_and_file" and proactive:
        found.append(Reason("not_applicable", "此件主动公开，签发后发布"))
    if action.code == "sign" and proactive:
        found += _reasons_of_companions(draft, action, actor, now)
    return found


def _reasons_of_companions(
    draft: Draft, action: Action, actor: Actor, now: datetime
) -> list[Reason]:
    """Document and explainer go out together: what is against either is against both (三同步)."""
    found = selectors.reasons_against_signing(draft.document_id)
    for case_id in selectors.companions(draft.document_id):
        companion = selectors.draft_of_case(case_id)
        if companion.edition is not None:
            found += [
                Reason(reason.code, f"随同发布的解读：{reason.sentence}", reason.ground)
                for reason in _reasons_of_person(companion.edition, action, actor)
            ]
    return found


def _reasons_of_person(edition: Edition, action: Action, actor: Actor) -> list[Reason]:
    if action.code.startswith("return"):
        return []
    kind = {"pass_section": SECTION, "pass_secrecy": SECRECY}.get(action.code)
    earlier = selectors.passed_by(edition.pk, other_than=kind)
    label = kind.label if kind else "签发"
    return rules.reasons_against_reviewer(actor.id, edition.author_id, earlier, label)


def _submit(step: Step) -> None:
    """Freeze the edition and send it on; without attribute or ground it goes back (退文)."""
    refused = rules.reasons_against_openness(selectors.facts_of(step.draft))
    if refused:
        _advance(step, flow.PUBLISHING.action("return_text"), "；".join(map(str, refused)))
        return
    proactive = step.draft.openness == rules.Openness.PROACTIVE
    found = screened(step.draft, person_of(step.actor), step.now) if proactive else []
    edition = freeze(step.draft, step.actor, step.now)
    if proactive:
        keep_screening(edition, found, step.now)
    step.draft.edition = edition
    step.draft.save(update_fields=["edition"])
    _advance(step, step.action, step.note, said=f"提交审核（第{edition.number}版）")


def _edition(step: Step) -> Edition:
    if step.draft.edition is None:
        raise Refusal(Reason("no_edition", "文稿尚未提交定稿"))
    return step.draft.edition


def _review(kind: Review.Kind, outcome: Review.Outcome) -> Callable[[Step], None]:
    def do(step: Step) -> None:
        edition = _edition(step)
        refused = rules.reasons_against_reviewer(step.actor.id, edition.author_id, (), kind.label)
        refuse_if(refused)
        Review.objects.create(
            edition=edition,
            author_id=edition.author_id,
            content_hash=edition.content_hash,
            kind=kind,
            outcome=outcome,
            reviewer_id=person_of(step.actor),
            opinion=step.note,
            basis="条例第十七条；保密法第三十五条" if kind is SECRECY else "",
            at=step.now,
        )
        _advance(step, step.action, step.note)

    return do


def _sign(step: Step) -> None:
    """Sign; a proactive edition is published in the same transaction, at once or as scheduled."""
    edition = _edition(step)
    approval = Approval.objects.create(
        edition=edition,
        author_id=edition.author_id,
        content_hash=edition.content_hash,
        signer_id=person_of(step.actor),
        opinion=step.note,
        at=step.now,
    )
    if step.action.code != "sign":
        _advance(step, step.action, step.note)
        return
    publication = publish_edition(
        actor=step.actor,
        edition=edition,
        approval=approval,
        publish_at=_moment(step.draft),
        reason=step.draft.correction_reason,
        now=step.now,
        amends=selectors.amendment_of(step.draft.pk) is not None,
    )
    said = step.action.said
    if publication.visible_from > step.now:
        said = f"签发，定于 {publication.visible_from.astimezone():%Y-%m-%d %H:%M} 发布"
    _advance(step, step.action, step.note, said=said)
    _sign_companions(step, publication)
    note_amendment(actor=step.actor, draft=step.draft, now=step.now)
    apply_cleanup(actor=step.actor, publication=publication, now=step.now)


def _moment(draft: Draft) -> datetime | None:
    """When the text is to be public: an explainer never before the document that it explains."""
    mine = selectors.explainer_of(draft.document_id)
    explained = selectors.open_publication(mine.explained_id) if mine else None
    moments = [draft.publish_at, explained.visible_from if explained else None]
    return max((moment for moment in moments if moment is not None), default=None)


def _sign_companions(step: Step, publication: Publication) -> None:
    """Sign the explainers that wait for their document, in the same transaction (三同步, §5.3)."""
    for case_id in selectors.companions(step.draft.document_id):
        note = f"随《{publication.edition.title}》一并签发"
        perform(actor=step.actor, case_id=case_id, action="sign", note=note, now=step.now)
    settle_debt(actor=step.actor, explainer_document_id=step.draft.document_id, now=step.now)
    owe_explainer(actor=step.actor, publication=publication, now=step.now)


def _plain(step: Step) -> None:
    _advance(step, step.action, step.note)


def _advance(step: Step, action: Action, note: str, said: str = "") -> None:
    casework.perform(
        actor=step.actor,
        case=step.case,
        action=action,
        note=note,
        now=step.now,
        said=said,
        checked=True,
    )
    record(
        actor=step.actor,
        deed=action.deed,
        subject=f"document:{step.draft.document_id}",
        unit_id=step.case.unit_id,
        detail={
            "经过": said or action.said,
            "意见": note,
            "摘要": step.draft.edition.content_hash if step.draft.edition else "",
        },
        now=step.now,
    )


STEPS: dict[str, Callable[[Step], None]] = {
    "submit": _submit,
    "pass_section": _review(SECTION, PASS),
    "return_section": _review(SECTION, RETURN),
    "pass_secrecy": _review(SECRECY, PASS),
    "return_secrecy": _review(SECRECY, RETURN),
    "sign": _sign,
    "sign_and_file": _sign,
    "return_signing": _plain,
    "recall": _plain,
    "void": _plain,
}
