"""Masked copies on the desk and for other apps: made, checked, stored, entered in the register."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.audit.services import record
from gongkai.files import rules as file_rules
from gongkai.files.services import store_file
from gongkai.kernel.actor import Actor, person_of, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.screening.engine import Engine
from gongkai.screening.masking import Masked, mask_file
from gongkai.screening.models import MaskingRecord
from gongkai.screening.rules.sets import personal_data_rules

if TYPE_CHECKING:
    from gongkai.orgs.models import Unit

MASK = "screening.mask"
DESK = "desk"


@dataclass(frozen=True)
class MaskedCopy:
    """The entry in the register and the copy with its report."""

    record: MaskingRecord
    masked: Masked


@cache
def masking_engine() -> Engine:
    """The rules of §14.2 alone: masking asks nothing else."""
    return Engine(personal_data_rules())


def mask_copy(
    *,
    actor: Actor,
    unit: "Unit",
    name: str,
    data: bytes,
    now: datetime,
    subject: str = DESK,
    strict: bool = False,
    words: tuple[str, ...] = (),
) -> MaskedCopy:
    """As `mask_if_any`, for a person who asks for a copy: nothing to mask is a `Refusal`."""
    made = mask_if_any(
        actor=actor,
        unit=unit,
        name=name,
        data=data,
        now=now,
        subject=subject,
        strict=strict,
        words=words,
    )
    if made is None:
        raise Refusal(
            Reason("file", "没有需要脱敏的内容，原件可以直接使用（姓名、图像仍须人工核对）")
        )
    return made


@transaction.atomic
def mask_if_any(
    *,
    actor: Actor,
    unit: "Unit",
    name: str,
    data: bytes,
    now: datetime,
    subject: str = DESK,
    strict: bool = False,
    words: tuple[str, ...] = (),
) -> MaskedCopy | None:
    """A masked copy of a file, stored beside the original and entered in the register.

    *subject* is a neutral ``kind:id`` of what the file belongs to. Raises `Refusal` when the file
    cannot be read or masked, or when personal data is still found in the copy; None when there is
    nothing to mask. The original is not kept here, nor is any clear text.
    """
    refuse_if(reasons_against(actor, MASK, unit))
    masked = mask_file(data, name, engine=masking_engine(), strict=strict, words=words)
    if masked.data == data or not (masked.places or masked.removed):
        return None
    shown = file_rules.clean_name(masked.name)
    stored = store_file(data=masked.data, name=shown, now=now)
    row = MaskingRecord.objects.create(
        subject=subject,
        name=shown,
        kind=masked.kind,
        original_sha256=hashlib.sha256(data).hexdigest(),
        masked_sha256=stored.sha256,
        is_strict=strict,
        counts=masked.counts,
        removed=masked.removed,
        redrawn_pages=list(masked.redrawn_pages),
        unit=unit,
        made_by_id=person_of(actor),
        made_at=now,
    )
    record(
        actor=actor,
        deed=MASK,
        subject=f"masking:{row.pk}",
        unit_id=unit.pk,
        detail={"对象": subject, "脱敏处数": row.places, "副本摘要": row.masked_sha256[:16]},
        now=now,
    )
    return MaskedCopy(row, masked)
