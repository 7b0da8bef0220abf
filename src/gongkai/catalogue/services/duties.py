"""Writing the 主动公开基本目录 of a unit (B2)."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from gongkai.audit.services import record
from gongkai.catalogue import rules
from gongkai.catalogue.models import DisclosureDuty, DisclosureItem, Section
from gongkai.catalogue.rules import DutyDraft
from gongkai.catalogue.selectors.duties import duty_draft_of
from gongkai.catalogue.services.changes import changes, exists
from gongkai.kernel.actor import Actor, Placed, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.orgs.rules import Text, reasons_against_text, stale

REASON = Text("reason", "停用原因", 200, required=True)


def _reasons(draft: DutyDraft, unit_id: int, pk: int | None) -> list[Reason]:
    others = DisclosureDuty.objects.filter(unit_id=unit_id, is_open=True)
    if pk is not None:
        others = others.exclude(pk=pk)
    return rules.reasons_against_duty(
        draft,
        item_known=exists(DisclosureItem.objects.filter(is_open=True), code=draft.item_code),
        section_fits=_section_fits(draft.section_id, unit_id),
        taken=exists(others, item__code=draft.item_code, matter=draft.matter),
    )


def _section_fits(section_id: int | None, unit_id: int) -> bool:
    if section_id is None:
        return True
    section = Section.objects.filter(pk=section_id, is_open=True).first()
    return section is not None and (section.is_shared or section.unit_id == unit_id)


def _fields(draft: DutyDraft) -> dict[str, Any]:
    values = asdict(draft) | {"channels": list(draft.channels)}
    stated = rules.read_period(draft.period)
    return values | {
        "item": DisclosureItem.objects.get(code=values.pop("item_code")),
        "period_days": stated.days if stated else None,
        "period_unit": stated.unit.value if stated else "",
    }


def _save(duty: DisclosureDuty) -> None:
    try:
        with transaction.atomic():
            duty.save()
    except IntegrityError as error:
        raise Refusal(Reason("matter", "刚有他人添加了同名的公开事项，请核对后再保存")) from error


def _record(actor: Actor, deed: str, duty: DisclosureDuty, now: datetime, **detail: Any) -> None:
    record(
        actor=actor,
        deed=deed,
        subject=f"duty:{duty.pk}",
        unit_id=duty.unit_id,
        detail={"公开事项": duty.matter} | detail,
        now=now,
    )


@transaction.atomic
def create_duty(*, actor: Actor, unit: Placed, draft: DutyDraft, now: datetime) -> DisclosureDuty:
    """Add a line to a unit's basic catalogue; the stated period is read into days if it has any."""
    refuse_if(
        reasons_against(actor, "catalogue.create_duty", unit) + _reasons(draft, unit.id, None)
    )
    duty = DisclosureDuty(unit_id=unit.id, **_fields(draft))
    _save(duty)
    _record(actor, "catalogue.create_duty", duty, now)
    return duty


@transaction.atomic
def change_duty(
    *, actor: Actor, duty: DisclosureDuty, version: int, draft: DutyDraft, now: datetime
) -> DisclosureDuty:
    """Write new entries over those the person saw (*version*)."""
    duty = DisclosureDuty.objects.select_for_update().get(pk=duty.pk)
    refuse_if(
        reasons_against(actor, "catalogue.change_duty", duty.unit)
        + ([stale("这一事项")] if duty.version != version else [])
        + ([] if duty.is_open else [Reason("closed", "这一事项已停用，不能再修改")])
        + _reasons(draft, duty.unit_id, duty.pk)
    )
    before = asdict(duty_draft_of(duty))
    changed = changes(DisclosureDuty, before, asdict(draft))
    if not changed:
        return duty
    for name, value in _fields(draft).items():
        setattr(duty, name, value)
    duty.version += 1
    _save(duty)
    _record(actor, "catalogue.change_duty", duty, now, 变更=changed)
    return duty


@transaction.atomic
def close_duty(*, actor: Actor, duty: DisclosureDuty, reason: str, now: datetime) -> DisclosureDuty:
    """Take a line out of force; it stays in the table and in the issued versions."""
    duty = DisclosureDuty.objects.select_for_update().get(pk=duty.pk)
    refuse_if(
        reasons_against(actor, "catalogue.close_duty", duty.unit)
        + ([] if duty.is_open else [Reason("closed", "这一事项已经停用")])
        + reasons_against_text(reason, REASON)
    )
    duty.is_open = False
    duty.closed_on = timezone.localdate(now)
    duty.version += 1
    duty.save(update_fields=["is_open", "closed_on", "version"])
    _record(actor, "catalogue.close_duty", duty, now, 原因=reason)
    return duty


@transaction.atomic
def import_duties(
    *, actor: Actor, unit: Placed, drafts: Sequence[tuple[int, DutyDraft]], now: datetime
) -> int:
    """Add many lines at once, all or none; returns how many.

    *drafts* are (line number in the file, draft). A Refusal names every line that cannot be taken.
    """
    refuse_if(reasons_against(actor, "catalogue.create_duty", unit))
    refused: list[Reason] = []
    for number, draft in drafts:
        try:
            create_duty(actor=actor, unit=unit, draft=draft, now=now)
        except Refusal as refusal:
            refused += [
                Reason(reason.code, f"第{number}行：{reason.sentence}", reason.ground)
                for reason in refusal.reasons
            ]
    refuse_if(refused)
    return len(drafts)
