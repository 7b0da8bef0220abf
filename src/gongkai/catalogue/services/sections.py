"""Opening, changing, moving, closing sections and saying who answers for them (A5, B9).

Every change of the tree locks the rows it stands on: parent first, then the section.
"""

import uuid
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone

from gongkai.audit.services import record
from gongkai.catalogue import rules
from gongkai.catalogue.models import (
    DisclosureItem,
    Section,
    SectionAddress,
    SectionResponsibility,
)
from gongkai.catalogue.rules import Place, SectionDraft
from gongkai.catalogue.selectors.sections import depth_of, draft_of
from gongkai.catalogue.services.changes import changes, exists
from gongkai.kernel.actor import Actor, Placed, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.orgs.rules import Text, reasons_against_text, stale
from gongkai.orgs.selectors import unit_by_id

REASON = Text("reason", "原因", 200, required=True)


def _locked(section: Section | None) -> Section | None:
    return Section.objects.select_for_update().get(pk=section.pk) if section else None


def _place(section: Section | None) -> Place | None:
    return Place(section.area, section.is_open, depth_of(section.path)) if section else None


def _fields(draft: SectionDraft) -> dict[str, Any]:
    """Column values of a draft; an unknown disclosure item is refused by `_entries_reasons`."""
    values = asdict(draft)
    code = values.pop("item_code")
    item = DisclosureItem.objects.filter(code=code).first() if code else None
    return values | {"disclosure_item": item}


def _entries_reasons(draft: SectionDraft, pk: int | None, siblings: dict[str, Any]) -> list[Reason]:
    others = Section.objects.exclude(pk=pk) if pk else Section.objects.all()
    left = SectionAddress.objects.exclude(section_id=pk) if pk else SectionAddress.objects.all()
    taken = exists(others, slug=draft.slug) or exists(left, slug=draft.slug)
    reasons = rules.reasons_against_section(draft, slug_taken=taken)
    if draft.item_code and not exists(DisclosureItem.objects.all(), code=draft.item_code):
        reasons.append(Reason("item_code", "请从列表中选择法定主动公开事项"))
    if draft.column_type not in Section.ColumnType:
        reasons.append(Reason("column_type", "请选择栏目类别"))
    if draft.area not in Section.Area:
        reasons.append(Reason("area", "请选择所属板块"))
    if exists(others, name=draft.name, is_open=True, **siblings):
        reasons.append(Reason("name", f"同一位置已有名为“{draft.name}”的栏目"))
    return reasons


def _write(deed: Callable[[], Any]) -> None:
    """Write; a name or address taken by another at this very moment is a refusal, not a crash."""
    try:
        with transaction.atomic():
            deed()
    except IntegrityError as error:
        raise Refusal(Reason("duplicate", "栏目名称或网址标识刚被使用，请换一个再保存")) from error


def _record(actor: Actor, deed: str, section: Section, now: datetime, **detail: Any) -> None:
    record(
        actor=actor,
        deed=deed,
        subject=f"section:{section.pk}",
        unit_id=section.unit_id,
        detail={"栏目": section.name} | detail,
        now=now,
    )


@transaction.atomic
def create_section(
    *,
    actor: Actor,
    unit: Placed,
    draft: SectionDraft,
    now: datetime,
    parent: Section | None = None,
) -> Section:
    """Open a section below *parent* (None: at the top) for which *unit* answers from today.

    Raises Refusal with every reason; codes are the names of the draft's fields, ``parent``,
    ``unit`` or ``permission``.
    """
    parent = _locked(parent)
    refuse_if(
        reasons_against(actor, "catalogue.create_section", unit)
        + _reasons_against_unit(unit, now)
        + _entries_reasons(draft, None, {"parent": parent, "unit_id": unit.id})
        + rules.reasons_against_place(draft, _place(parent))
    )
    today = timezone.localdate(now)
    section = Section(
        parent=parent,
        path=uuid.uuid4().hex,
        unit_id=unit.id,
        opened_on=today,
        **_fields(draft),
    )
    _write(section.save)
    section.path = f"{parent.path if parent else '/'}{section.pk}/"
    section.save(update_fields=["path"])
    SectionResponsibility.objects.create(section=section, unit_id=unit.id, since=today)
    _record(actor, "catalogue.create_section", section, now, 网址标识=section.slug)
    return section


@transaction.atomic
def change_section(
    *, actor: Actor, section: Section, version: int, draft: SectionDraft, now: datetime
) -> Section:
    """Write new entries over those the person saw (*version*); the whole branch keeps its area."""
    parent = _locked(section.parent)
    section = Section.objects.select_for_update().get(pk=section.pk)
    siblings = {"parent": parent, "unit_id": section.unit_id}
    refuse_if(
        reasons_against(actor, "catalogue.change_section", section.unit)
        + ([stale("该栏目")] if section.version != version else [])
        + _entries_reasons(draft, section.pk, siblings)
        + rules.reasons_against_place(draft, _place(parent))
        + _reasons_against_area(section, draft)
    )
    before = asdict(draft_of(section))
    changed = changes(Section, before, asdict(draft))
    if not changed:
        return section
    _leave_address(section, draft.slug, timezone.localdate(now))
    for name, value in _fields(draft).items():
        setattr(section, name, value)
    section.version += 1
    _write(section.save)
    _record(actor, "catalogue.change_section", section, now, 变更=changed)
    return section


def _leave_address(section: Section, slug: str, today: date) -> None:
    """Keep the old address answering; one that is taken up again is no longer an old one."""
    if slug == section.slug:
        return
    SectionAddress.objects.filter(section=section, slug=slug).delete()
    SectionAddress.objects.create(section=section, slug=section.slug, left_on=today)


def _reasons_against_unit(unit: Placed, now: datetime) -> list[Reason]:
    """A unit that is closed answers for nothing new."""
    found = unit_by_id(unit.id)
    if found is None or found.closed_on is None or found.closed_on > timezone.localdate(now):
        return []
    return [Reason("unit", f"{found.name}已撤销，请选择其他单位")]


def _reasons_against_area(section: Section, draft: SectionDraft) -> list[Reason]:
    if draft.area == section.area or not section.children.filter(is_open=True).exists():
        return []
    return [Reason("area", "其下还有启用的栏目，不能改变所属板块")]


@transaction.atomic
def move_section(
    *, actor: Actor, section: Section, parent: Section | None, version: int, now: datetime
) -> Section:
    """Put a section and all below it under another parent (None: at the top)."""
    list(Section.objects.select_for_update().order_by("id").values_list("id", flat=True))
    section = Section.objects.get(pk=section.pk)
    parent = Section.objects.get(pk=parent.pk) if parent else None
    siblings = {"parent": parent, "unit_id": section.unit_id}
    refuse_if(
        reasons_against(actor, "catalogue.move_section", section.unit)
        + ([stale("该栏目")] if section.version != version else [])
        + rules.reasons_against_place(draft_of(section), _place(parent))
        + _reasons_against_branch(section, parent)
        + _entries_reasons(draft_of(section), section.pk, siblings)
    )
    old, new = section.path, f"{parent.path if parent else '/'}{section.pk}/"
    if old != new:
        moved = Concat(Value(new), Substr("path", len(old) + 1))
        Section.objects.filter(path__startswith=old).update(path=moved)
        Section.objects.filter(pk=section.pk).update(parent=parent, version=F("version") + 1)
        section.refresh_from_db()
        _record(actor, "catalogue.move_section", section, now, 原位置=old, 新位置=new)
    return section


def _reasons_against_branch(section: Section, parent: Section | None) -> list[Reason]:
    if parent is None:
        return []
    below = Section.objects.filter(path__startswith=section.path).values_list("path", flat=True)
    height = max(depth_of(path) for path in below) - depth_of(section.path) + 1
    return rules.reasons_against_move(
        path=section.path,
        parent_path=parent.path,
        height=height,
        depth=depth_of(parent.path),
    )


@transaction.atomic
def reassign_section(
    *, actor: Actor, section: Section, unit: Placed, since: date, reason: str, now: datetime
) -> Section:
    """Make *unit* answer for a section from a day on; the history of who did is kept (A5)."""
    section = Section.objects.select_for_update().get(pk=section.pk)
    held = SectionResponsibility.objects.filter(section=section, until__isnull=True).first()
    siblings = {"parent_id": section.parent_id, "unit_id": unit.id}
    refuse_if(
        reasons_against(actor, "catalogue.reassign_section", section.unit)
        + reasons_against(actor, "catalogue.reassign_section", unit)
        + _reasons_against_unit(unit, now)
        + rules.reasons_against_reassigning(
            is_open=section.is_open,
            same_unit=section.unit_id == unit.id,
            since=since,
            held_since=held.since if held else None,
            today=timezone.localdate(now),
        )
        + reasons_against_text(reason, REASON)
        + _entries_reasons(draft_of(section), section.pk, siblings)
    )
    before = section.unit_id
    SectionResponsibility.objects.filter(section=section, until__isnull=True).update(until=since)
    SectionResponsibility.objects.create(
        section=section, unit_id=unit.id, since=since, reason=reason
    )
    section.unit_id = unit.id
    section.version += 1
    section.save(update_fields=["unit", "version"])
    detail = {"原责任单位": before, "新责任单位": unit.id, "自": since, "原因": reason}
    _record(actor, "catalogue.reassign_section", section, now, **detail)
    return section


@transaction.atomic
def close_section(*, actor: Actor, section: Section, reason: str, now: datetime) -> Section:
    """Close a section today: it takes nothing new, its records and its address stay."""
    section = Section.objects.select_for_update().get(pk=section.pk)
    refuse_if(
        reasons_against(actor, "catalogue.close_section", section.unit)
        + rules.reasons_against_closing(
            is_open=section.is_open,
            open_children=section.children.filter(is_open=True).count(),
        )
        + reasons_against_text(reason, REASON)
    )
    section.is_open = False
    section.closed_on = timezone.localdate(now)
    section.version += 1
    section.save(update_fields=["is_open", "closed_on", "version"])
    _record(actor, "catalogue.close_section", section, now, 原因=reason)
    return section


@transaction.atomic
def reopen_section(*, actor: Actor, section: Section, now: datetime) -> Section:
    """Open a closed section again, below an open parent."""
    parent = _locked(section.parent)
    section = Section.objects.select_for_update().get(pk=section.pk)
    siblings = {"parent": parent, "unit_id": section.unit_id}
    refuse_if(
        reasons_against(actor, "catalogue.reopen_section", section.unit)
        + ([Reason("open", "这个栏目正在启用，无须重新启用")] if section.is_open else [])
        + rules.reasons_against_place(draft_of(section), _place(parent))
        + _entries_reasons(draft_of(section), section.pk, siblings)
    )
    section.is_open = True
    section.closed_on = None
    section.version += 1
    section.save(update_fields=["is_open", "closed_on", "version"])
    _record(actor, "catalogue.reopen_section", section, now)
    return section
