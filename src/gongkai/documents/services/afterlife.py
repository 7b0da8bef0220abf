"""What happens to a record after it was published: withdrawal, replacement, validity, channels."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.audit.services import record
from gongkai.casework import selectors as cases
from gongkai.casework import services as casework
from gongkai.casework.flows import Action
from gongkai.documents import flow, rules, selectors
from gongkai.documents.models import ChannelPosting, Ending, Publication, ValidityChange, Withdrawal
from gongkai.documents.services.figures import count_out
from gongkai.documents.services.life import enter_change
from gongkai.documents.services.publishing import announce, end_publication
from gongkai.kernel.actor import Actor, person_of, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if


@transaction.atomic
def request_withdrawal(
    *,
    actor: Actor,
    document_id: int,
    reason: str,
    now: datetime,
    successor_id: int | None = None,
) -> Withdrawal:
    """Ask to take a record off the portal, or to replace it by another one; a leader decides.

    The address will answer 410 with *reason*, or lead to the successor (C11).
    """
    document = selectors.lock_document(document_id)
    publication = selectors.open_publication(document_id)
    successor = selectors.open_publication(successor_id) if successor_id else None
    refuse_if(
        [
            *reasons_against(actor, "documents.request_withdrawal", document.unit),
            *rules.reasons_against_ending(
                reason=reason,
                live=publication is not None,
                kind="replaced" if successor_id else "withdrawn",
                successor=successor.document_id if successor else None,
                document=document_id,
            ),
            *_already_asked(document_id),
        ]
    )
    edition = publication.edition if publication else None
    title = f"撤下：{edition.title if edition else document}"
    case = casework.open_case(
        actor=actor,
        kind=flow.WITHDRAWAL.code,
        unit=document.unit,
        title=title[:300],
        now=now,
        said=f"申请撤下：{reason.strip()}"[:300],
    )
    _record(actor, "documents.request_withdrawal", document_id, case.unit_id, now, 理由=reason)
    return Withdrawal.objects.create(
        case=case,
        document_id=document_id,
        reason=reason.strip()[:500],
        successor_id=successor_id,
        requested_by_id=person_of(actor),
    )


def _already_asked(document_id: int) -> list[Reason]:
    open_one = selectors.open_withdrawal(document_id)
    if open_one is None:
        return []
    return [Reason("asked_before", f"撤下申请 {open_one.case.number} 正在等待批准")]


def withdrawal_reasons(case_id: int, action: Action, actor: Actor, now: datetime) -> list[Reason]:
    """Two people: who asked for a withdrawal does not approve it; and it must still be public."""
    withdrawal = selectors.withdrawal_of_case(case_id)
    if action.code != "approve":
        return []
    found = []
    if actor.id == withdrawal.requested_by_id:
        found.append(Reason("own_request", "撤下申请由您提出，须由另一人批准"))
    if selectors.open_publication(withdrawal.document_id) is None:
        found.append(Reason("not_live", "此件目前不在门户上"))
    return found


@transaction.atomic
def perform_withdrawal(
    *,
    actor: Actor,
    case_id: int,
    action: str,
    note: str,
    now: datetime,
    expected_version: int | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Approve or reject a withdrawal; approval takes the record off the portal at once."""
    case = casework.lock_case(case_id, expected_version)
    if action not in {"approve", "reject"}:
        raise Refusal(Reason("unknown_action", "没有这项操作"))
    step = flow.WITHDRAWAL.action(action)
    refuse_if(cases.reasons_against(case=case, action=step, actor=actor, now=now, note=note))
    withdrawal = selectors.withdrawal_of_case(case_id)
    if action == "approve":
        _end(withdrawal, actor, now)
    casework.perform(actor=actor, case=case, action=step, note=note, now=now, checked=True)
    document_id = withdrawal.document_id
    _record(actor, step.deed, document_id, case.unit_id, now, 经过=step.said, 意见=note)


def _end(withdrawal: Withdrawal, actor: Actor, now: datetime) -> None:
    publication = selectors.open_publication(withdrawal.document_id)
    if publication is None:
        raise Refusal(Reason("not_live", "此件目前不在门户上"))
    successor = None
    if withdrawal.successor_id:
        successor = selectors.open_publication(withdrawal.successor_id)
    until = max(now, publication.visible_from)
    end_publication(publication, until)
    count_out(section_id=publication.section_id, unit_id=publication.unit_id)
    Ending.objects.create(
        publication=publication,
        kind=Ending.Kind.REPLACED if successor else Ending.Kind.WITHDRAWN,
        reason=withdrawal.reason,
        ends_at=until,
        successor=successor,
        requested_by_id=withdrawal.requested_by_id,
        approved_by_id=person_of(actor),
        at=now,
    )
    announce([withdrawal.document_id], now, until)


@transaction.atomic
def change_validity(
    *,
    actor: Actor,
    document_id: int,
    kind: str,
    on: date,
    basis: str,
    now: datetime,
    acting_document_id: int | None = None,
) -> ValidityChange:
    """Enter a repeal, lapse or amendment; the page stays and is marked (rules §6.3)."""
    selectors.lock_document(document_id)
    publication = selectors.open_publication(document_id)
    if publication is None:
        raise Refusal(Reason("not_live", "此件目前不在门户上，无须登记效力"))
    edition = publication.edition
    ended = selectors.ended_validity(document_id)
    refuse_if(
        [
            *reasons_against(actor, "documents.change_validity", publication.unit),
            *rules.reasons_against_validity_change(
                kind=kind,
                basis=basis,
                on=on,
                signed_on=edition.signed_on,
                now_kind=rules.Validity(ended.kind) if ended else rules.Validity.IN_FORCE,
                ended_on=ended.on if ended else None,
            ),
            *_reasons_against_act(document_id, acting_document_id),
        ]
    )
    entered = enter_change(
        document_id=document_id,
        kind=kind,
        on=on,
        basis=basis,
        by_id=person_of(actor),
        now=now,
        acting_document_id=acting_document_id,
    )
    label = entered.get_kind_display()
    _record(
        actor,
        "documents.change_validity",
        document_id,
        publication.unit_id,
        now,
        效力=label,
        生效日=on,
        依据=basis,
    )
    return entered


def _reasons_against_act(document_id: int, acting_document_id: int | None) -> list[Reason]:
    """The act that repeals or amends is another record of ours, if it is one of ours at all."""
    if acting_document_id is None:
        return []
    if acting_document_id == document_id:
        return [Reason("acting_self", "作出变动的文件不能是它自己")]
    if selectors.find_document(acting_document_id) is None:
        return [Reason("acting_missing", "没有找到作出变动的文件，请核对索引号或网址")]
    return []


@transaction.atomic
def record_channel(
    *,
    actor: Actor,
    publication_id: int,
    channel: str,
    place: str,
    posted_on: date,
    now: datetime,
) -> ChannelPosting:
    """Record where else a published record went (C10)."""
    publication = Publication.objects.select_related("unit").filter(pk=publication_id).first()
    if publication is None:
        raise Refusal(Reason("not_found", "没有这条发布记录"))
    refuse_if(
        [
            *reasons_against(actor, "documents.record_channel", publication.unit),
            *([] if place.strip() else [Reason("place_missing", "请写明网址、期号或地点")]),
            *(
                []
                if channel in ChannelPosting.Channel.values
                else [Reason("channel", "请选择渠道")]
            ),
            *(
                [Reason("future", "日期晚于今天，请在实际发布后登记")]
                if posted_on > now.astimezone(rules.ZONE).date()
                else []
            ),
        ]
    )
    posting = ChannelPosting.objects.create(
        publication=publication,
        channel=channel,
        place=place.strip()[:300],
        posted_on=posted_on,
        by_id=person_of(actor),
        at=now,
    )
    _record(
        actor,
        "documents.record_channel",
        publication.document_id,
        publication.unit_id,
        now,
        渠道=posting.get_channel_display(),
        位置=posting.place,
    )
    return posting


def _record(
    actor: Actor, deed: str, document_id: int, unit_id: int, now: datetime, **detail: object
) -> None:
    record(
        actor=actor,
        deed=deed,
        subject=f"document:{document_id}",
        unit_id=unit_id,
        detail=detail,
        now=now,
    )
