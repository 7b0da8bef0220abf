"""Leading groups, their terms and members (A1)."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.kernel.actor import may
from gongkai.orgs import forms, selectors, services
from gongkai.orgs.views.page import Trail, conflict, form_page, last_shown
from gongkai.web.answers import cursor, done
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

GET_OR_POST = ["GET", "HEAD", "POST"]


def _trail(group: Any = None) -> Trail:
    trail = [("领导小组", reverse("orgs:groups"))]
    if group is not None:
        trail.append((group.name, reverse("orgs:group", args=[group.pk])))
    return trail


def _found(group_id: int) -> Any:
    group = selectors.group_by_id(group_id)
    if group is None:
        raise Http404("没有这个领导小组")
    return group


@require_safe
@deed_required("orgs.read_units")
def groups(request: DeskRequest) -> HttpResponse:
    """All leading groups, newest first."""
    page = selectors.leading_groups(after=cursor(request, "before"))
    context = {
        "groups": page[: selectors.PAGE],
        "more": last_shown(page),
        "may_create": may(request.actor, "orgs.manage_groups"),
    }
    return render(request, "orgs/groups.html", context)


@require_safe
@deed_required("orgs.read_units")
def group(request: DeskRequest, group_id: int) -> HttpResponse:
    """One group with its members, present and former."""
    found = _found(group_id)
    context = {
        "group": found,
        "trail": _trail(found),
        "facts": [
            ("设立单位", found.unit.name),
            ("办公室所在单位", found.office_unit.name),
            ("成立日期", found.since),
            ("届满日期", found.until),
            ("成立依据", found.basis),
        ],
        "members": selectors.members_of(found),
        "may_manage": may(request.actor, "orgs.manage_groups", found.unit),
    }
    return render(request, "orgs/group.html", context)


@require_http_methods(GET_OR_POST)
@deed_required("orgs.manage_groups")
def group_new(request: DeskRequest) -> HttpResponse:
    """Set up a leading group."""
    form = forms.NewGroupForm(request.POST or None, initial={"since": timezone.localdate()})
    made = done(
        form,
        lambda data: services.create_group(
            actor=request.actor,
            unit=data["unit"],
            office_unit=data["office_unit"],
            draft=form.draft(),
            now=timezone.now(),
        ),
    )
    if made:
        messages.success(request, f"“{made.name}”已登记，请增加成员")
        return redirect("orgs:group", made.pk)
    return form_page(request, form, heading="登记领导小组", trail=_trail(), submit="登记")


@require_http_methods(GET_OR_POST)
@deed_required("orgs.manage_groups")
def group_change(request: DeskRequest, group_id: int) -> HttpResponse:
    """Change a group, its term included."""
    found = _found(group_id)
    present = asdict(services.draft_of_group(found))
    initial = present | {"office_unit": found.office_unit_id, "version": found.version}
    form = forms.GroupForm(request.POST or None, initial=initial)
    changed = done(
        form,
        lambda data: services.change_group(
            actor=request.actor,
            group=found,
            version=data["version"],
            office_unit=data["office_unit"],
            draft=form.draft(),
            now=timezone.now(),
        ),
    )
    if changed:
        messages.success(request, "已保存")
        return redirect("orgs:group", found.pk)
    return form_page(
        request,
        form,
        heading="变更领导小组",
        trail=_trail(found),
        submit="保存",
        conflict=conflict(form, present | {"office_unit": found.office_unit}, found.version),
    )


@require_http_methods(GET_OR_POST)
@deed_required("orgs.manage_groups")
def member_new(request: DeskRequest, group_id: int) -> HttpResponse:
    """Add a member."""
    found = _found(group_id)
    form = forms.MemberForm(request.POST or None, initial={"since": found.since})
    made = done(
        form,
        lambda data: services.add_member(
            actor=request.actor, group=found, draft=form.draft(), now=timezone.now()
        ),
    )
    if made:
        messages.success(request, f"已增加{made.name}")
        return redirect("orgs:group", found.pk)
    return form_page(request, form, heading="增加成员", trail=_trail(found), submit="增加")


@require_http_methods(GET_OR_POST)
@deed_required("orgs.manage_groups")
def member_end(request: DeskRequest, member_id: int) -> HttpResponse:
    """A member leaves."""
    member = selectors.member_by_id(member_id)
    if member is None:
        raise Http404("没有这名成员")
    form = forms.EndForm(request.POST or None, initial={"on": timezone.localdate()})

    def end(data: dict[str, Any]) -> bool:
        services.end_membership(
            actor=request.actor, member=member, on=data["on"], now=timezone.now()
        )
        return True

    if done(form, end):
        messages.success(request, "已办理退出")
        return redirect("orgs:group", member.group_id)
    return form_page(
        request,
        form,
        heading=f"{member.name}退出",
        trail=_trail(member.group),
        submit="退出",
    )
