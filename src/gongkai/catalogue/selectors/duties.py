"""Lines of the basic catalogue, and the gaps in it (B2)."""

from dataclasses import dataclass

from gongkai.catalogue.models import DisclosureDuty, DisclosureItem
from gongkai.catalogue.rules import DutyDraft, misfits_of_duty
from gongkai.kernel.errors import Reason

SCOPES = {"township": ("all", "township"), "village": ("all", "township")}
COUNTY_SCOPES = ("all", "county")


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A line with what misfits in it."""

    duty: DisclosureDuty
    misfits: list[Reason]


def duty_by_id(duty_id: int) -> DisclosureDuty | None:
    """The line with its unit, item and section."""
    found = DisclosureDuty.objects.select_related("unit", "item", "section")
    return found.filter(pk=duty_id).first()


def duty_draft_of(duty: DisclosureDuty) -> DutyDraft:
    """A line's entries as they stand."""
    return DutyDraft(
        item_code=duty.item.code,
        matter=duty.matter,
        content=duty.content,
        basis=duty.basis,
        period=duty.period,
        channels=tuple(duty.channels),
        audience=duty.audience,
        audience_group=duty.audience_group,
        section_id=duty.section_id,
        position=duty.position,
    )


def duties_of(unit_id: int) -> list[DutyLine]:
    """The lines in force of a unit, by item; one query."""
    rows = (
        DisclosureDuty.objects.filter(unit_id=unit_id, is_open=True)
        .select_related("item", "section")
        .order_by("item__position", "position", "id")
    )
    return [
        DutyLine(
            row,
            misfits_of_duty(
                item_code=row.item.code,
                period=row.period,
                has_section=row.section is not None and row.section.is_open,
            ),
        )
        for row in rows
    ]


def items_without_duty(unit_id: int, unit_kind: str) -> list[DisclosureItem]:
    """Items of Arts. 20–21 that concern units of this kind and have no line yet: gaps to check."""
    scopes = SCOPES.get(unit_kind, COUNTY_SCOPES)
    met = DisclosureDuty.objects.filter(unit_id=unit_id, is_open=True).values("item_id")
    return list(DisclosureItem.objects.filter(is_open=True, scope__in=scopes).exclude(pk__in=met))
