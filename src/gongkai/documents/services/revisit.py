"""回头看: starting a round, examining, confirming; what becomes public goes through publishing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.audit.services import record
from gongkai.casework import selectors as cases
from gongkai.casework import services as casework
from gongkai.casework.flows import Action
from gongkai.casework.rules import Event
from gongkai.documents import rules, selectors
from gongkai.documents.content import FIELDS, Text
from gongkai.documents.flow.revisit import EXAMINING, REVISIT
from gongkai.documents.models import RevisitItem, RevisitPart, RevisitRound
from gongkai.documents.rules import revisit as law
from gongkai.documents.services.drafting import reopen_draft
from gongkai.kernel.actor import Actor, Placed, person_of, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.orgs.selectors import root_unit, units_by_ids

RUN = "documents.run_revisit"


@transaction.atomic
def start_revisit(
    *, actor: Actor, title: str, share: int, due_on: date, now: datetime
) -> RevisitRound:
    """Start a round over all units: every non-public document, or a sample of *share* per cent."""
    today = now.astimezone(rules.ZONE).date()
    refuse_if(
        [
            *reasons_against(actor, RUN, root_unit()),
            *law.reasons_against_round(title=title, share=share, due_on=due_on, today=today),
        ]
    )
    held: dict[int, list[int]] = {}
    for unit_id, pk in selectors.not_public().order_by("id").values_list("unit_id", "id"):
        held.setdefault(unit_id, []).append(pk)
    if not held:
        raise Refusal(Reason("nothing", "没有不公开的文件，无须回头看"))
    begun = RevisitRound.objects.create(
        title=title.strip()[:200],
        share=share,
        seed=now.isoformat()[:40],
        due_on=due_on,
        started_by_id=person_of(actor),
        started_at=now,
    )
    units = units_by_ids(held)
    for unit_id, editions in held.items():
        _open_part(actor, begun, units[unit_id], editions, now)
    record(
        actor=actor,
        deed=RUN,
        subject=f"revisit:{begun.pk}",
        detail={"回头看": begun.title, "比例": f"{share}%", "抽样种子": begun.seed},
        now=now,
    )
    return begun


def _open_part(
    actor: Actor, begun: RevisitRound, unit: Placed, editions: list[int], now: datetime
) -> None:
    days = (begun.due_on - now.astimezone(rules.ZONE).date()).days
    drawn = law.sample(editions, begun.share, begun.seed)
    case = casework.open_case(
        actor=actor,
        kind=REVISIT.code,
        unit=unit,
        title=begun.title,
        now=now,
        events=[
            Event("round_started", now, note="回头看开始"),
            Event("term", now, days, f"{begun.due_on} 前完成"),
        ],
        said=f"不公开文件 {len(editions)} 件，本次评估 {len(drawn)} 件",
    )
    part = RevisitPart.objects.create(
        round=begun, unit_id=unit.id, case=case, population=len(editions)
    )
    RevisitItem.objects.bulk_create(RevisitItem(part=part, edition_id=pk) for pk in drawn)


@transaction.atomic
def examine(
    *,
    actor: Actor,
    case_id: int,
    item_id: int,
    outcome: str,
    now: datetime,
    ground: str = "",
    note: str = "",
) -> RevisitItem:
    """Enter what the examination of one document finds, by name (条例第十八条)."""
    case = casework.lock_case(case_id)
    part = selectors.revisit_part_of_case(case_id)
    item = RevisitItem.objects.select_related("edition").filter(part=part, pk=item_id).first()
    if item is None:
        raise Refusal(Reason("not_found", "本次没有这一件"))
    refuse_if(
        [
            *reasons_against(actor, "documents.review_secrecy", part.unit),
            *([] if case.state == EXAMINING else [Reason("wrong_step", "已报审定，不能再改")]),
            *law.reasons_against_finding(
                outcome=outcome,
                ground=ground,
                note=note,
                person=actor.id,
                author=item.edition.author_id,
            ),
        ]
    )
    item.outcome, item.note = outcome, note.strip()[:500]
    item.ground = ground if outcome == law.Outcome.KEEP else ""
    item.reviewer_id, item.at = person_of(actor), now
    item.save()
    record(
        actor=actor,
        deed="documents.review_secrecy",
        subject=f"document:{item.edition.document_id}",
        unit_id=part.unit_id,
        detail={"回头看": item.get_outcome_display(), "说明": item.note},
        now=now,
    )
    return item


def revisit_reasons(case_id: int, action: Action, actor: Actor, now: datetime) -> list[Reason]:
    """Everything is examined first; who examined does not confirm."""
    if action.code == "return_unit":
        return []
    part = selectors.revisit_part_of_case(case_id)
    items = selectors.revisit_items(part.pk)
    found = law.reasons_against_settling([item.outcome for item in items])
    if action.code == "confirm" and actor.id in {item.reviewer_id for item in items}:
        found.append(Reason("own_finding", "评估结论由您作出，须由另一人审定"))
    return found


@transaction.atomic
def perform_revisit(
    *,
    actor: Actor,
    case_id: int,
    action: str,
    note: str,
    now: datetime,
    expected_version: int | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Submit, confirm or send back; what was confirmed to become public is drafted anew."""
    case = casework.lock_case(case_id, expected_version)
    step = REVISIT.action(action)
    refuse_if(cases.reasons_against(case=case, action=step, actor=actor, now=now, note=note))
    if action == "confirm":
        part = selectors.revisit_part_of_case(case_id)
        for item in selectors.revisit_items(part.pk):
            _convert(actor, item, now)
    casework.perform(actor=actor, case=case, action=step, note=note, now=now, checked=True)


def _convert(actor: Actor, item: RevisitItem, now: datetime) -> None:
    """Open a draft of the text as proactive; it is reviewed and signed like any other."""
    document_id = item.edition.document_id
    if item.outcome not in law.CONVERTS or selectors.open_draft_of(document_id) is not None:
        return
    selectors.lock_document(document_id)
    stated = Text(**{name: getattr(item.edition, name) for name in FIELDS})
    text = replace(stated, openness=rules.Openness.PROACTIVE, ground="", ground_note="")
    said = f"回头看：{item.get_outcome_display()}。{item.note}"[:300]
    item.draft = reopen_draft(actor=actor, document_id=document_id, text=text, reason=said, now=now)
    item.save(update_fields=["draft"])
