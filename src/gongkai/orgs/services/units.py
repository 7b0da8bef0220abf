"""Setting up, changing, moving and closing units (A1). Structure changes lock the root unit."""

import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone

from gongkai.audit.services import record
from gongkai.kernel.actor import Actor, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.orgs import rules
from gongkai.orgs.handover import open_work
from gongkai.orgs.models import Appointment, Unit, UnitChange
from gongkai.orgs.rules import UnitDraft
from gongkai.orgs.selectors import in_force, lasting_admins, root_unit

NOTE = rules.Text("note", "依据或说明", 200)


def draft_of(unit: Unit) -> UnitDraft:
    """A unit's entries as they stand."""
    return UnitDraft(**{field.name: getattr(unit, field.name) for field in fields(UnitDraft)})


def _lock_tree() -> None:
    """One structure change at a time: the root row is the lock."""
    Unit.objects.select_for_update().filter(parent__isnull=True).first()


def _reasons_against_entries(draft: UnitDraft, unit_id: int | None) -> list[Reason]:
    others = Unit.objects.all() if unit_id is None else Unit.objects.exclude(pk=unit_id)
    return rules.reasons_against_unit(
        draft,
        slug_taken=others.filter(slug=draft.slug).exists(),
        code_taken=others.filter(code=draft.code).exists(),
    )


@dataclass(frozen=True)
class _Entry:
    """Who changes a unit, when, and why: the head of every line of its history."""

    actor: Actor
    now: datetime
    note: str

    def write(self, unit: Unit, kind: UnitChange.Kind, what: list[list[str]]) -> None:
        UnitChange.objects.create(
            unit=unit,
            kind=kind,
            at=self.now,
            by_name=self.actor.name,
            note=self.note,
            differences=what,
        )


def _path_of_child(parent: Unit | None, pk: int) -> str:
    return f"{parent.path if parent else '/'}{pk}/"


@transaction.atomic
def create_unit(
    *,
    actor: Actor,
    parent: Unit | None,
    draft: UnitDraft,
    now: datetime,
    opened_on: date | None = None,
    note: str = "",
) -> Unit:
    """Set up a unit below *parent*; without a parent it becomes the root of the tree."""
    _lock_tree()
    if parent is None:
        placed = rules.reasons_against_root(root_exists=root_unit() is not None)
    else:
        parent = Unit.objects.get(pk=parent.pk)
        placed = rules.reasons_against_place(
            parent_closed=parent.closed_on is not None, path_length=len(parent.path) + 20
        )
    refuse_if(
        reasons_against(actor, "orgs.create_unit", parent)
        + _reasons_against_entries(draft, None)
        + rules.reasons_against_text(note, NOTE)
        + placed
    )
    unit = Unit(parent=parent, path=uuid.uuid4().hex, opened_on=opened_on, **asdict(draft))
    _save_or_refuse(unit)
    unit.path = _path_of_child(parent, unit.pk)
    unit.save(update_fields=["path"])
    _Entry(actor, now, note).write(unit, UnitChange.Kind.CREATED, [])
    record(
        actor=actor,
        deed="orgs.create_unit",
        subject=f"unit:{unit.pk}",
        unit_id=unit.pk,
        detail={"name": unit.name, "code": unit.code},
        now=now,
    )
    return unit


def _save_or_refuse(unit: Unit) -> None:
    """Save; a code or slug taken at this very moment by another is a refusal, not a crash."""
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as error:
        raise Refusal(
            Reason("duplicate", "机构代码或网址标识刚被其他单位使用，请换一个再保存")
        ) from error


@transaction.atomic
def change_unit(
    *, actor: Actor, unit: Unit, version: int, draft: UnitDraft, now: datetime, note: str = ""
) -> Unit:
    """Write new entries over those the person saw (*version*).

    Whoever may only `describe_unit` changes the contact data and nothing else.
    """
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    changed = rules.unit_differences(draft_of(unit), draft)
    deed = "orgs.describe_unit" if set(changed) <= set(rules.CONTACT_FIELDS) else "orgs.change_unit"
    refuse_if(
        reasons_against(actor, deed, unit)
        + ([rules.stale("该单位")] if unit.version != version else [])
        + _reasons_against_entries(draft, unit.pk)
        + rules.reasons_against_text(note, NOTE)
    )
    if not changed:
        return unit
    what = [[name, str(getattr(unit, name)), str(getattr(draft, name))] for name in changed]
    for name in changed:
        setattr(unit, name, getattr(draft, name))
    unit.version += 1
    _save_or_refuse(unit)
    _Entry(actor, now, note).write(unit, UnitChange.Kind.CHANGED, what)
    record(
        actor=actor,
        deed=deed,
        subject=f"unit:{unit.pk}",
        unit_id=unit.pk,
        detail={"changed": _labels(changed)},
        now=now,
    )
    return unit


def _labels(names: Iterable[str]) -> list[str]:
    """What the fields of a unit are called, for a person who reads the ledger."""
    called = {field.name: str(field.verbose_name) for field in Unit._meta.fields}
    return [called.get(name, name) for name in names]


@transaction.atomic
def move_unit(*, actor: Actor, unit: Unit, parent: Unit, now: datetime, note: str = "") -> Unit:
    """Put a unit and all below it under another parent; every path of the subtree is rewritten."""
    _lock_tree()
    unit = Unit.objects.select_related("parent").get(pk=unit.pk)
    parent = Unit.objects.get(pk=parent.pk)
    deepest = max(len(path) for path in _subtree_paths(unit))
    refuse_if(
        reasons_against(actor, "orgs.move_unit", unit)
        + rules.reasons_against_move(
            is_root=unit.parent_id is None,
            same_parent=unit.parent_id == parent.pk,
            into_itself=parent.path.startswith(unit.path),
        )
        + rules.reasons_against_place(
            parent_closed=parent.closed_on is not None,
            path_length=deepest - len(unit.path) + len(_path_of_child(parent, unit.pk)),
        )
        + rules.reasons_against_text(note, NOTE)
    )
    old_path, new_path = unit.path, _path_of_child(parent, unit.pk)
    places = [["parent", unit.parent.name if unit.parent else "", parent.name]]
    Unit.objects.filter(path__startswith=old_path).update(
        path=Concat(Value(new_path), Substr("path", len(old_path) + 1))
    )
    Unit.objects.filter(pk=unit.pk).update(parent=parent, version=F("version") + 1)
    unit.refresh_from_db()
    _Entry(actor, now, note).write(unit, UnitChange.Kind.MOVED, places)
    record(
        actor=actor,
        deed="orgs.move_unit",
        subject=f"unit:{unit.pk}",
        unit_id=unit.pk,
        detail={"from": old_path, "to": new_path},
        now=now,
    )
    return unit


def _subtree_paths(unit: Unit) -> list[str]:
    return list(Unit.objects.filter(path__startswith=unit.path).values_list("path", flat=True))


def reasons_against_closing(*, actor: Actor, unit: Unit, on: date, now: datetime) -> list[Reason]:
    """All reasons why *unit* cannot be closed: the page shows them before the button is pressed."""
    return reasons_against(actor, "orgs.close_unit", unit) + rules.reasons_against_closing(
        closed=unit.closed_on is not None,
        is_root=unit.parent_id is None,
        children=Unit.objects.filter(parent=unit, closed_on__isnull=True).count(),
        people=unit.people.filter(is_active=True).count(),
        open_work=open_work(unit_id=unit.pk),
        last_admin_here=_last_admin_in(unit, timezone.localdate(now)),
        on=on,
        since=unit.opened_on,
        today=timezone.localdate(now),
    )


@transaction.atomic
def close_unit(*, actor: Actor, unit: Unit, on: date, now: datetime, note: str = "") -> Unit:
    """Close a unit on a day; terms in it end that day, its records stay where they are."""
    _lock_tree()
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    refuse_if(
        reasons_against_closing(actor=actor, unit=unit, on=on, now=now)
        + rules.reasons_against_text(note, NOTE)
    )
    unit.closed_on = on
    unit.version += 1
    unit.save(update_fields=["closed_on", "version"])
    ended = _end_terms_in(unit, on)
    _Entry(actor, now, note).write(unit, UnitChange.Kind.CLOSED, [["closed_on", "", str(on)]])
    record(
        actor=actor,
        deed="orgs.close_unit",
        subject=f"unit:{unit.pk}",
        unit_id=unit.pk,
        detail={"on": on, "ended_terms": ended},
        now=now,
    )
    return unit


def _last_admin_in(unit: Unit, today: date) -> bool:
    """Whether every administrator without a term holds the role in this unit."""
    admins = set(lasting_admins(today).values_list("unit_id", flat=True))
    return admins == {unit.pk}


def _end_terms_in(unit: Unit, on: date) -> int:
    """End what holds on the day; a term that was to begin later never begins."""
    terms = Appointment.objects.filter(unit=unit)
    ended = terms.filter(in_force(on)).update(until=on)
    return ended + terms.filter(since__gt=on).update(until=F("since"))
