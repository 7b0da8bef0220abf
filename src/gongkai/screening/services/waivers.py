"""Letting a finding stand: reason, person, last day; and taking that back."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from gongkai.audit.services import record
from gongkai.kernel.actor import Actor, person_of, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.screening.models import Waiver
from gongkai.screening.rules.findings import Finding
from gongkai.screening.rules.waivers import masked, reasons_against_waiver
from gongkai.screening.services.judging import fingerprint_of

if TYPE_CHECKING:
    from gongkai.orgs.models import Unit

WAIVE = "screening.waive"


@transaction.atomic
def grant_waiver(
    *,
    actor: Actor,
    unit: "Unit",
    subject: str,
    finding: Finding,
    reason: str,
    expires_on: date,
    now: datetime,
) -> Waiver:
    """Let *finding* of *subject* (kept by *unit*) stand until *expires_on*, by a named person."""
    today = timezone.localdate(now)
    refuse_if(
        reasons_against(actor, WAIVE, unit)
        + reasons_against_waiver(
            rule=finding.rule, reason=reason, expires_on=expires_on, today=today
        )
    )
    Waiver.objects.filter(
        subject=subject,
        fingerprint=fingerprint_of(finding),
        expires_on__lt=today,
        revoked_at__isnull=True,
    ).update(revoked_at=now)
    waiver = Waiver(
        subject=subject,
        rule=finding.rule,
        fingerprint=fingerprint_of(finding),
        shown=masked(finding),
        reason=reason.strip(),
        unit=unit,
        granted_by_id=person_of(actor),
        granted_at=now,
        expires_on=expires_on,
    )
    try:
        with transaction.atomic():
            waiver.save()
    except IntegrityError as error:
        raise Refusal(Reason("subject", "这一处已有有效的豁免")) from error
    _record(actor, waiver, now, 理由=waiver.reason, 有效期至=expires_on)
    return waiver


@transaction.atomic
def revoke_waiver(*, actor: Actor, waiver: Waiver, now: datetime) -> Waiver:
    """Take a waiver back; the finding stands again at once."""
    row = Waiver.objects.select_for_update(of=("self",)).select_related("unit").get(pk=waiver.pk)
    refuse_if(reasons_against(actor, WAIVE, row.unit))
    if row.revoked_at is not None:
        raise Refusal(Reason("subject", "这项豁免已经撤销"))
    row.revoked_at, row.revoked_by_id = now, person_of(actor)
    row.save()
    _record(actor, row, now, 撤销="是")
    return row


def _record(actor: Actor, waiver: Waiver, now: datetime, **detail: object) -> None:
    record(
        actor=actor,
        deed=WAIVE,
        subject=f"waiver:{waiver.pk}",
        unit_id=waiver.unit_id,
        detail={"对象": waiver.subject, "规则": waiver.rule, **detail},
        now=now,
    )
