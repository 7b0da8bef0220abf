"""Issuing guides and catalogues (条例第十二条, B1): a new version only when the content changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from gongkai.audit.services import record
from gongkai.catalogue.selectors.issues import KINDS, Version, version_by_number
from gongkai.kernel.actor import Actor, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.orgs.rules import Text, reasons_against_text

if TYPE_CHECKING:
    from gongkai.orgs.models import Unit

REASON = Text("reason", "更新原因", 200, required=True)


@dataclass(frozen=True, slots=True)
class Issued:
    """The version in force after the deed; ``is_new`` is False when nothing had changed."""

    version: Version
    is_new: bool
    warnings: list[Reason]


def _reasons_against_unit(unit: "Unit") -> list[Reason]:
    if unit.closed_on is None:
        return []
    return [Reason("unit", f"{unit.name}已撤销，不再发布指南和目录")]


def _issue(kind_code: str, *, actor: Actor, unit: "Unit", reason: str, now: datetime) -> Issued:
    kind = KINDS[kind_code]
    refuse_if(
        reasons_against(actor, "catalogue.issue_guide", unit)
        + _reasons_against_unit(unit)
        + reasons_against_text(reason, REASON)
    )
    draft = kind.draft(unit)
    last = version_by_number(kind_code, unit.pk)
    if last is not None and last.content_hash == draft.hash:
        return Issued(last, False, draft.warnings)
    version = kind.model(
        unit=unit,
        number=last.number + 1 if last else 1,
        content=draft.content,
        content_hash=draft.hash,
        generated_at=now,
        generated_by=actor.name,
        reason=reason,
    )
    _save(version)
    record(
        actor=actor,
        deed="catalogue.issue_guide",
        subject=f"{kind_code}:{unit.pk}:{version.number}",
        unit_id=unit.pk,
        detail={"类别": kind.label, "版本": version.number, "摘要": draft.hash, "原因": reason},
        now=now,
    )
    return Issued(version, True, draft.warnings)


def _save(version: Version) -> None:
    try:
        with transaction.atomic():
            version.save()
    except IntegrityError as error:
        raise Refusal(Reason("stale", "刚有他人发布了新版本，请刷新页面核对后再发布")) from error


@transaction.atomic
def generate_guide(*, actor: Actor, unit: "Unit", reason: str, now: datetime) -> Issued:
    """Issue the unit's 公开指南 from live data; what is missing comes back as warnings."""
    return _issue("guide", actor=actor, unit=unit, reason=reason, now=now)


@transaction.atomic
def generate_catalogue(*, actor: Actor, unit: "Unit", reason: str, now: datetime) -> Issued:
    """Issue the unit's 公开目录 from live data: sections with counts, and duties."""
    return _issue("catalogue", actor=actor, unit=unit, reason=reason, now=now)
