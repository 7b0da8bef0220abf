"""Clean-up campaigns (清理): started by the office, proposed by units, published, applied (§6.3)."""

from collections.abc import Mapping
from datetime import date, datetime
from html import escape
from typing import Any

from django.db import transaction

from gongkai.audit.services import record
from gongkai.casework import selectors as cases
from gongkai.casework import services as casework
from gongkai.casework.flows import Action
from gongkai.casework.rules import Event
from gongkai.documents import rules, selectors
from gongkai.documents.content import Text
from gongkai.documents.flow.life import CLEANUP, PROPOSING
from gongkai.documents.models import (
    CleanupCampaign,
    CleanupItem,
    CleanupPart,
    Draft,
    Publication,
)
from gongkai.documents.rules import life as law
from gongkai.documents.services.drafting import create_draft
from gongkai.documents.services.life import enter_change
from gongkai.kernel.actor import Actor, Placed, person_of, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.orgs.selectors import root_unit, units_by_ids

RUN = "documents.run_cleanup"
ENDS = {law.Proposal.REPEAL: rules.Validity.REPEALED, law.Proposal.LAPSE: rules.Validity.LAPSED}


@transaction.atomic
def start_cleanup(
    *,
    actor: Actor,
    unit: Placed,
    title: str,
    on: date,
    due_on: date,
    now: datetime,
    scope: str = "",
) -> CleanupCampaign:
    """Start a clean-up of all 规范性文件 in force on a day; each unit gets its part as a case.

    *unit* publishes the result. Raises Refusal when nothing was in force.
    """
    today = now.astimezone(rules.ZONE).date()
    refuse_if(
        [
            *reasons_against(actor, RUN, root_unit()),
            *law.reasons_against_campaign(title=title, on=on, due_on=due_on, today=today),
        ]
    )
    found = selectors.normative().filter(selectors.in_force(on))
    held: dict[int, list[int]] = {}
    for unit_id, document_id in found.order_by("listed_at").values_list("unit_id", "document_id"):
        held.setdefault(unit_id, []).append(document_id)
    if not held:
        raise Refusal(Reason("nothing", f"{on} 没有现行有效的规范性文件，无须清理"))
    campaign = CleanupCampaign.objects.create(
        title=title.strip()[:200],
        scope=scope.strip()[:500],
        unit_id=unit.id,
        on=on,
        due_on=due_on,
        started_by_id=person_of(actor),
        started_at=now,
    )
    units = units_by_ids(held)
    for unit_id, documents in held.items():
        _open_part(actor, campaign, units[unit_id], documents, now)
    _record(actor, campaign, now, 事项="开展清理", 件数=sum(map(len, held.values())))
    return campaign


def _open_part(
    actor: Actor, campaign: CleanupCampaign, unit: Placed, documents: list[int], now: datetime
) -> None:
    today = now.astimezone(rules.ZONE).date()
    case = casework.open_case(
        actor=actor,
        kind=CLEANUP.code,
        unit=unit,
        title=campaign.title,
        now=now,
        events=[
            Event("campaign_started", now, note="清理开始"),
            Event("term", now, (campaign.due_on - today).days, f"{campaign.due_on} 前报送"),
        ],
        said=f"开展清理，本单位 {len(documents)} 件",
    )
    part = CleanupPart.objects.create(campaign=campaign, unit_id=unit.id, case=case)
    CleanupItem.objects.bulk_create(
        CleanupItem(part=part, document_id=document_id) for document_id in documents
    )


@transaction.atomic
def propose(
    *, actor: Actor, case_id: int, proposals: Mapping[int, tuple[str, str]], now: datetime
) -> int:
    """Save what a unit proposes: item id → (proposal, reason). How many items were changed."""
    case = casework.lock_case(case_id)
    part = selectors.part_of_case(case_id)
    refuse_if(
        [
            *reasons_against(actor, "documents.change_validity", part.unit),
            *(
                []
                if case.state == PROPOSING
                else [Reason("wrong_step", "清理意见已报审，须退回后才能修改")]
            ),
        ]
    )
    changed = []
    for item in CleanupItem.objects.select_for_update().filter(part=part, pk__in=proposals):
        proposal, reason = proposals[item.pk]
        if proposal and proposal not in set(law.Proposal):
            raise Refusal(Reason("proposal", "没有这种清理意见"))
        if (item.proposal, item.reason) != (proposal, reason.strip()[:300]):
            item.proposal, item.reason = proposal, reason.strip()[:300]
            changed.append(item)
    CleanupItem.objects.bulk_update(changed, ["proposal", "reason"])
    return len(changed)


def cleanup_reasons(case_id: int, action: Action, actor: Actor, now: datetime) -> list[Reason]:
    """A part goes on when every document has its proposal, those that change with a reason."""
    if action.code not in {"submit", "confirm", "accept"}:
        return []
    part = selectors.part_of_case(case_id)
    lines = selectors.items_of(part.pk)
    return law.reasons_against_items((line.title, line.proposal, line.reason) for line in lines)


@transaction.atomic
def perform_cleanup(
    *,
    actor: Actor,
    case_id: int,
    action: str,
    note: str,
    now: datetime,
    expected_version: int | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """One step of a unit's part: submit, confirm, accept, or send back."""
    case = casework.lock_case(case_id, expected_version)
    step = CLEANUP.action(action)
    refuse_if(cases.reasons_against(case=case, action=step, actor=actor, now=now, note=note))
    casework.perform(actor=actor, case=case, action=step, note=note, now=now, checked=True)


@transaction.atomic
def draft_result(*, actor: Actor, campaign_id: int, now: datetime) -> Draft:
    """Draft the record that publishes the four lists; it goes through the publishing flow.

    Repeals and lapses are entered when it is signed, with it as their act.
    """
    campaign = CleanupCampaign.objects.select_for_update().filter(pk=campaign_id).first()
    if campaign is None:
        raise Refusal(Reason("not_found", "没有这次清理"))
    sheet = selectors.campaign_sheet(campaign)
    refuse_if(
        law.reasons_against_result(
            open_parts=sheet.open_parts, drafted=campaign.result_id is not None, items=sheet.items
        )
    )
    text = Text(
        title=f"关于公布{campaign.title}结果的公告"[:300],
        issuer=campaign.unit.name,
        openness="proactive",
        keywords="规范性文件,清理结果",
        summary=f"公布{campaign.title}结果：" + "，".join(f"{k}{n}件" for k, n in sheet.totals),
        signed_on=now.astimezone(rules.ZONE).date(),
        body_html=result_html(campaign, selectors.items_of_campaign(campaign_id)),
    )
    draft = create_draft(actor=actor, unit=campaign.unit, text=text, now=now)
    campaign.result = draft.document
    campaign.save(update_fields=["result"])
    return draft


def result_html(campaign: CleanupCampaign, lines: list[selectors.ItemLine]) -> str:
    """The text of the result: a paragraph and one table for each list that is not empty."""
    opening = f"{campaign.title}已经完成，现将结果公布如下。列入废止、宣布失效目录的文件，自本公告公布之日起停止执行。"
    html = [f"<p>{escape(opening)}</p>"]
    for code, label in law.PROPOSAL_LABELS.items():
        listed = [line for line in lines if line.proposal == code]
        if not listed:
            continue
        html.append(f"<h2>{label}的规范性文件（{len(listed)}件）</h2><table><thead><tr>")
        html += [f"<th>{head}</th>" for head in ("序号", "文件名称", "文号", "理由")]
        html.append("</tr></thead><tbody>")
        for place, line in enumerate(listed, 1):
            cells = (str(place), line.title, line.number or "—", line.reason or "—")
            html.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>")
        html.append("</tbody></table>")
    return "".join(html)


def apply_cleanup(*, actor: Actor, publication: Publication, now: datetime) -> int:
    """Enter the repeals and lapses of a clean-up whose result has just been signed."""
    campaign = selectors.campaign_of_result(publication.document_id)
    if campaign is None:
        return 0
    on = publication.visible_from.astimezone(rules.ZONE).date()
    basis = publication.edition.document_number or f"《{publication.edition.title}》"
    entered = 0
    items = CleanupItem.objects.filter(part__campaign=campaign, proposal__in=list(ENDS))
    for item in items.order_by("id"):
        if selectors.ended_validity(item.document_id) is not None:
            continue
        enter_change(
            document_id=item.document_id,
            kind=ENDS[law.Proposal(item.proposal)],
            on=on,
            basis=basis,
            by_id=person_of(actor),
            now=now,
            acting_document_id=publication.document_id,
        )
        entered += 1
    campaign.applied_at = now
    campaign.save(update_fields=["applied_at"])
    _record(actor, campaign, now, 事项="清理结果公布", 废止和失效=entered)
    return entered


def _record(actor: Actor, campaign: CleanupCampaign, now: datetime, **detail: object) -> None:
    record(
        actor=actor,
        deed=RUN if detail.get("事项") == "开展清理" else "documents.sign",
        subject=f"cleanup:{campaign.pk}",
        unit_id=campaign.unit_id,
        detail={"清理": campaign.title, **detail},
        now=now,
    )
