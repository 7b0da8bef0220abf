"""The tree of units and the sheet of one unit (A1)."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.kernel.actor import Actor, may, reasons_against
from gongkai.kernel.errors import refuse_if
from gongkai.kernel.permissions import Role
from gongkai.orgs import forms, selectors, services
from gongkai.orgs.views.page import conflict, form_page, found_unit, last_shown, units_trail
from gongkai.web.answers import cursor, done
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

GET_OR_POST = ["GET", "HEAD", "POST"]
LABELS = {name: str(field.label) for name, field in forms.UnitForm.base_fields.items()} | {
    "parent": "上级",
    "closed_on": "撤销日期",
}


@require_safe
@deed_required("orgs.read_units")
def units(request: DeskRequest) -> HttpResponse:
    """The top of the tree, or the units whose name holds what was asked for."""
    form = forms.UnitFilter(request.GET or None)
    name = form.asked()
    if name:
        page = selectors.find_units(name, after=cursor(request, "after") or 0)
        return render(request, "orgs/units.html", _listing(request.actor, form, None, page))
    root = selectors.root_unit()
    page = selectors.children_page(root, after=_place(request)) if root else []
    return render(request, "orgs/units.html", _listing(request.actor, form, root, page))


def _place(request: DeskRequest) -> tuple[int, int] | None:
    position, last = cursor(request, "position"), cursor(request, "after")
    return None if position is None or last is None else (position, last)


def _listing(actor: Actor, form: Any, root: Any, page: list[Any]) -> dict[str, Any]:
    return {
        "form": form,
        "root": root,
        "units": page[: selectors.PAGE],
        "more": last_shown(page),
        "searched": "" if root else form.asked(),
        "may_create": may(actor, "orgs.create_unit"),
    }


@require_safe
@deed_required("orgs.read_units")
def unit(request: DeskRequest, unit_id: int) -> HttpResponse:
    """One unit: contact data, people with their roles, units below, leading groups, history."""
    found = found_unit(unit_id)
    today = timezone.localdate()
    readable = may(request.actor, "orgs.read_people", found)
    below = selectors.children_page(found, after=_place(request))
    context = {
        "unit": found,
        "trail": units_trail(found),
        "contact": _contact(found),
        "people": selectors.people_of(found, today) if readable else [],
        "terms": selectors.posts_in(found) if readable else [],
        "readable": readable,
        "groups": selectors.leading_groups(unit=found),
        "history": [_told(change) for change in selectors.history_of(found)],
        "clerkless": not found.closed_on and not selectors.holders(Role.CLERK, found, today),
        "may": _rights(request, found),
        "units": below[: selectors.PAGE],
        "more": last_shown(below),
    }
    return render(request, "orgs/unit.html", context)


def _told(change: Any) -> Any:
    """A change with its differences in words: 名称：甲 → 乙."""
    change.words = [
        f"{LABELS.get(name, name)}：{old or '（空）'} → {new or '（空）'}"
        for name, old, new in change.differences
    ]
    return change


def _contact(found: Any) -> list[tuple[str, Any]]:
    facts = [
        ("类别", found.get_kind_display()),
        ("机构代码", found.code),
        ("行政区划代码", found.region),
        ("网址标识", found.slug),
        ("设立日期", found.opened_on),
        ("撤销日期", found.closed_on),
    ]
    contact = ("office_name", "address", "office_hours", "phone", "fax", "email")
    return facts + [(LABELS[name], getattr(found, name)) for name in contact]


def _rights(request: DeskRequest, found: Any) -> dict[str, bool]:
    names = ("change_unit", "describe_unit", "move_unit", "close_unit", "create_unit")
    return {name: may(request.actor, f"orgs.{name}", found) for name in names}


@require_http_methods(GET_OR_POST)
@deed_required("orgs.create_unit")
def unit_new(request: DeskRequest) -> HttpResponse:
    """Set up a unit."""
    form = forms.NewUnitForm(
        request.POST or None, initial={"parent": request.GET.get("parent"), "kind": "department"}
    )
    made = done(
        form,
        lambda data: services.create_unit(
            actor=request.actor,
            parent=data["parent"],
            draft=form.draft(),
            opened_on=data["opened_on"],
            note=data["note"],
            now=timezone.now(),
        ),
    )
    if made:
        messages.success(request, f"已设立“{made.name}”")
        return redirect("orgs:unit", made.pk)
    return form_page(request, form, heading="设立单位", trail=units_trail(), submit="设立")


@require_http_methods(GET_OR_POST)
@deed_required("orgs.describe_unit")
def unit_change(request: DeskRequest, unit_id: int) -> HttpResponse:
    """Change a unit: everything for administrators, the contact data for clerk and office."""
    found = found_unit(unit_id)
    everything = may(request.actor, "orgs.change_unit", found)
    if not everything:
        refuse_if(reasons_against(request.actor, "orgs.describe_unit", found))
    present = services.draft_of_unit(found)
    kind = forms.UnitForm if everything else forms.ContactForm
    initial = asdict(present) | {"version": found.version}
    form = kind(request.POST or None, initial=initial)
    changed = done(
        form,
        lambda data: services.change_unit(
            actor=request.actor,
            unit=found,
            version=data["version"],
            draft=form.draft(present),
            note=data["note"],
            now=timezone.now(),
        ),
    )
    if changed:
        messages.success(request, "已保存")
        return redirect("orgs:unit", found.pk)
    return form_page(
        request,
        form,
        heading="变更单位" if everything else "维护联系方式",
        trail=units_trail(found),
        submit="保存",
        conflict=conflict(form, asdict(present), found.version),
    )


@require_http_methods(GET_OR_POST)
@deed_required("orgs.move_unit")
def unit_move(request: DeskRequest, unit_id: int) -> HttpResponse:
    """Put a unit, with all below it, under another one."""
    found = found_unit(unit_id)
    form = forms.MoveForm(request.POST or None)
    moved = done(
        form,
        lambda data: services.move_unit(
            actor=request.actor,
            unit=found,
            parent=data["parent"],
            note=data["note"],
            now=timezone.now(),
        ),
    )
    if moved:
        messages.success(request, "隶属关系已调整，下级单位一并移动")
        return redirect("orgs:unit", found.pk)
    return form_page(request, form, heading="调整隶属关系", trail=units_trail(found), submit="调整")


@require_http_methods(GET_OR_POST)
@deed_required("orgs.close_unit")
def unit_close(request: DeskRequest, unit_id: int) -> HttpResponse:
    """Close a unit; what stands against it is shown before the button can be pressed."""
    found, now = found_unit(unit_id), timezone.now()
    today = timezone.localdate(now)
    form = forms.CloseForm(request.POST or None, initial={"on": today})
    closed = done(
        form,
        lambda data: services.close_unit(
            actor=request.actor, unit=found, on=data["on"], note=data["note"], now=now
        ),
    )
    if closed:
        messages.success(request, f"“{found.name}”已撤销，它的记录仍可查阅")
        return redirect("orgs:unit", found.pk)
    reasons = services.reasons_against_closing(actor=request.actor, unit=found, on=today, now=now)
    return form_page(
        request,
        form,
        heading="撤销单位",
        trail=units_trail(found),
        submit="撤销",
        reasons=reasons if request.method != "POST" else [],
        confirm=f"确定撤销“{found.name}”吗？撤销后不能恢复。",
    )


@require_safe
@deed_required("orgs.read_units")
def without_clerk(request: DeskRequest) -> HttpResponse:
    """Open units that have no 信息员 (A2: at least one each)."""
    clerkless = selectors.units_without(Role.CLERK, timezone.localdate())
    found = selectors.page_after(clerkless, cursor(request, "after") or 0)
    context = {
        "trail": [*units_trail(), ("未配备信息员的单位", "")],
        "units": found[: selectors.PAGE],
        "more": last_shown(found),
        "people_url": reverse("orgs:people"),
    }
    return render(request, "orgs/without_clerk.html", context)
