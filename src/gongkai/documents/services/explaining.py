"""Explaining policies: what a document is, its plan, its explainers, exemptions, what is owed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.audit.services import record
from gongkai.casework import selectors as cases
from gongkai.casework import services as casework
from gongkai.casework.flows import Action
from gongkai.casework.rules import Event
from gongkai.documents import selectors
from gongkai.documents.content import Text
from gongkai.documents.flow.explaining import EXPLAINING
from gongkai.documents.models import (
    Document,
    Draft,
    ExplainerDebt,
    ExplainerExemption,
    ExplainerPlan,
    PolicyExplainer,
    PolicyFile,
    Publication,
)
from gongkai.documents.rules import explainers as law
from gongkai.documents.rules.reprints import reasons_against_marking
from gongkai.documents.services.drafting import create_draft
from gongkai.kernel.actor import Actor, person_of, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if

EXPLAIN = "documents.explain"


@transaction.atomic
def mark_policy(
    *,
    actor: Actor,
    document_id: int,
    normative: bool,
    important: bool,
    now: datetime,
    contact: str = "",
    registration_number: str = "",
    filed_on: date | None = None,
) -> PolicyFile:
    """Say that a document is a 规范性文件 or important; then it must be explained (§5.3, §6.1)."""
    document = selectors.lock_document(document_id)
    refuse_if(
        [
            *reasons_against(actor, EXPLAIN, document.unit),
            *reasons_against_marking(
                normative=normative, reprint=selectors.is_reprint(document_id)
            ),
        ]
    )
    policy, _ = PolicyFile.objects.update_or_create(
        document=document,
        defaults={
            "normative": normative,
            "important": important,
            "contact": contact.strip()[:200],
            "registration_number": registration_number.strip()[:80],
            "filed_on": filed_on,
            "saved_by_id": actor.id,
            "saved_at": now,
        },
    )
    what = [label for label, on in (("规范性文件", normative), ("重要文件", important)) if on]
    _record(actor, EXPLAIN, document, now, 文件类别="、".join(what) or "一般文件")
    return policy


@transaction.atomic
def save_plan(
    *,
    actor: Actor,
    document_id: int,
    outline: str,
    forms: Sequence[str],
    planned_on: date,
    now: datetime,
    channels: str = "",
    follow_reason: str = "",
) -> ExplainerPlan:
    """Save the 解读方案 of a document: 提纲, 形式, 渠道, 时间 (§5.3)."""
    document = selectors.lock_document(document_id)
    refuse_if(
        [
            *reasons_against(actor, EXPLAIN, document.unit),
            *law.reasons_against_plan(
                outline=outline,
                forms=forms,
                follow_reason=follow_reason,
                days=selectors.follow_days(),
            ),
        ]
    )
    plan, _ = ExplainerPlan.objects.update_or_create(
        document=document,
        defaults={
            "outline": outline.strip(),
            "forms": list(forms),
            "channels": channels.strip()[:300],
            "planned_on": planned_on,
            "follow_reason": follow_reason.strip()[:300],
            "saved_by_id": person_of(actor),
            "saved_at": now,
        },
    )
    _record(actor, EXPLAIN, document, now, 解读方案=f"计划 {planned_on} 发布")
    return plan


@transaction.atomic
def draft_explainer(
    *,
    actor: Actor,
    document_id: int,
    kind: str,
    text: Text,
    now: datetime,
    interpreter: str = "",
    leader_id: int | None = None,
) -> Draft:
    """Open the draft of an explainer; it goes through the publishing flow like any other text."""
    document = selectors.lock_document(document_id)
    draft = create_draft(actor=actor, unit=document.unit, text=text, now=now)
    _link(actor, draft.document, document, kind, interpreter, leader_id, now)
    return draft


@transaction.atomic
def link_explainer(
    *,
    actor: Actor,
    document_id: int,
    explainer_id: int,
    kind: str,
    now: datetime,
    interpreter: str = "",
    leader_id: int | None = None,
) -> PolicyExplainer:
    """Enter a record that is there already as the explainer of a document, both ways."""
    document = selectors.lock_document(document_id)
    explainer = selectors.document_or_refuse(explainer_id)
    entered = _link(actor, explainer, document, kind, interpreter, leader_id, now)
    settle_debt(actor=actor, explainer_document_id=explainer_id, now=now)
    return entered


def _link(
    actor: Actor,
    explainer: Document,
    document: Document,
    kind: str,
    interpreter: str,
    leader_id: int | None,
    now: datetime,
) -> PolicyExplainer:
    refuse_if(
        [
            *reasons_against(actor, EXPLAIN, document.unit),
            *([] if kind in set(law.ExplainerKind) else [Reason("kind", "请选择解读形式")]),
            *law.reasons_against_link(
                same=explainer.pk == document.pk,
                taken=selectors.explainer_of(explainer.pk) is not None,
                chain=selectors.explainer_of(document.pk) is not None,
                other_unit=explainer.unit_id != document.unit_id,
            ),
        ]
    )
    entered = PolicyExplainer.objects.create(
        document=explainer,
        explained=document,
        kind=kind,
        interpreter=interpreter.strip()[:200],
        leader_id=leader_id,
        saved_by_id=person_of(actor),
        saved_at=now,
    )
    _record(actor, EXPLAIN, document, now, 解读=f"信息 {explainer.pk}")
    return entered


@transaction.atomic
def describe_explainer(
    *,
    actor: Actor,
    document_id: int,
    kind: str,
    not_applicable: Sequence[str],
    now: datetime,
    interpreter: str = "",
    leader_id: int | None = None,
) -> PolicyExplainer:
    """Change what is said of an explainer: its form, who explains, which parts do not apply."""
    mine = PolicyExplainer.objects.select_for_update().filter(document_id=document_id).first()
    if mine is None:
        raise Refusal(Reason("not_found", "这条信息不是政策解读"))
    document = selectors.document_or_refuse(document_id)
    refuse_if(reasons_against(actor, EXPLAIN, document.unit))
    mine.kind = law.ExplainerKind(kind).value
    mine.not_applicable = [code for code in not_applicable if code in law.ELEMENT_LABELS]
    mine.interpreter = interpreter.strip()[:200]
    mine.leader_id = leader_id
    mine.saved_by_id, mine.saved_at = person_of(actor), now
    mine.save()
    _record(actor, EXPLAIN, document, now, 解读形式=mine.get_kind_display())
    return mine


@transaction.atomic
def exempt_explainer(
    *, actor: Actor, document_id: int, reason: str, now: datetime
) -> ExplainerExemption:
    """Decide by name that a document needs no explainer; the reason stands in the register."""
    document = selectors.lock_document(document_id)
    refuse_if(
        [
            *reasons_against(actor, "documents.exempt_explainer", document.unit),
            *law.reasons_against_exemption(
                reason=reason,
                needed=selectors.is_needed(document_id),
                exempted=selectors.exemption_of(document_id) is not None,
            ),
        ]
    )
    exemption = ExplainerExemption.objects.create(
        document=document, reason=reason.strip()[:500], by_id=person_of(actor), at=now
    )
    _record(actor, "documents.exempt_explainer", document, now, 理由=exemption.reason)
    return exemption


def owe_explainer(*, actor: Actor, publication: Publication, now: datetime) -> None:
    """Open the case 补发政策解读 when a document has gone out before its explainer (§5.3, §12.9)."""
    document_id = publication.document_id
    standing = selectors.standing_of(document_id)
    if not standing.needed or standing.exempted or selectors.is_explained(document_id):
        return
    if ExplainerDebt.objects.filter(document_id=document_id).exists():
        return
    starts = Event("document_published", publication.visible_from, note="文件发布")
    days = selectors.follow_days()
    case = casework.open_case(
        actor=actor,
        kind=EXPLAINING.code,
        unit=publication.unit,
        title=f"补发解读：{publication.edition.title}",
        now=now,
        events=[starts, Event("term", publication.visible_from, days, f"{days} 个工作日内")],
        said="文件先行发布，解读随后补发",
    )
    ExplainerDebt.objects.create(
        case=case, document_id=document_id, reason=standing.follow_reason[:300]
    )


def settle_debt(*, actor: Actor, explainer_document_id: int, now: datetime) -> None:
    """Close the case 补发政策解读 once an explainer of its document is out."""
    mine = selectors.explainer_of(explainer_document_id)
    debt = selectors.open_debt(mine.explained_id) if mine else None
    if mine is None or debt is None or not selectors.is_explained(mine.explained_id):
        return
    case = casework.lock_case(debt.case_id)
    action = EXPLAINING.action("explained")
    casework.perform(actor=actor, case=case, action=action, now=now, checked=True)


def explaining_reasons(case_id: int, action: Action, actor: Actor, now: datetime) -> list[Reason]:
    """The case closes by itself when the explainer is out; only excusing it is a button."""
    if action.code == "explained":
        return [Reason("not_applicable", "解读签发发布后自动办结")]
    return []


@transaction.atomic
def perform_explaining(
    *,
    actor: Actor,
    case_id: int,
    action: str,
    note: str,
    now: datetime,
    expected_version: int | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Excuse a document from being explained after it went out."""
    case = casework.lock_case(case_id, expected_version)
    if action != "excuse":
        raise Refusal(Reason("unknown_action", "解读签发发布后自动办结，无须办理"))
    step = EXPLAINING.action(action)
    refuse_if(cases.reasons_against(case=case, action=step, actor=actor, now=now, note=note))
    debt = selectors.debt_of_case(case_id)
    exempt_explainer(actor=actor, document_id=debt.document_id, reason=note, now=now)
    casework.perform(actor=actor, case=case, action=step, note=note, now=now, checked=True)


def _record(actor: Actor, deed: str, document: Document, now: datetime, **detail: object) -> None:
    record(
        actor=actor,
        deed=deed,
        subject=f"document:{document.pk}",
        unit_id=document.unit_id,
        detail=detail,
        now=now,
    )
