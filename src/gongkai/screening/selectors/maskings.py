"""The register of maskings: what an actor may see of it."""

from gongkai.kernel.actor import Actor
from gongkai.orgs.selectors import reach_of
from gongkai.screening.models import MaskingRecord
from gongkai.screening.selectors.pages import Page, page_of

_MASK = "screening.mask"


def masking_page(*, actor: Actor, after: int | None = None) -> Page[MaskingRecord]:
    """Maskings of the units the actor may mask for, newest first."""
    within = reach_of(actor, _MASK, path="unit__path", pk="unit_id")
    rows = MaskingRecord.objects.filter(within).select_related("unit", "made_by")
    return page_of(rows, after)


def masking_by_id(record_id: int) -> MaskingRecord | None:
    return MaskingRecord.objects.select_related("unit").filter(pk=record_id).first()


def maskings_of(subject: str) -> list[MaskingRecord]:
    """All masked copies made for one subject, newest first."""
    return list(MaskingRecord.objects.filter(subject=subject).select_related("made_by"))
