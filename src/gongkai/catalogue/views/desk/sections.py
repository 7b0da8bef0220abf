"""Sections: the tree with its lamps, the sheet of one, and every change (A5, B9)."""

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.catalogue import selectors, services
from gongkai.catalogue.forms import (
    ConfirmForm,
    MoveForm,
    NewSectionForm,
    ReasonForm,
    ReassignForm,
    SectionFilter,
    SectionForm,
    UnitForm,
    unit_choices_for,
)
from gongkai.catalogue.views.desk.answers import FormPage, Trail, answer, ask, found_or_404, posted
from gongkai.kernel.actor import may, reasons_against
from gongkai.orgs.selectors import unit_by_id
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

form_page = require_http_methods(["GET", "HEAD", "POST"])


def _address(name: str, *args: Any) -> str:
    return reverse(f"catalogue:{name}", args=args)


def _trail(*steps: tuple[str, str]) -> Trail:
    return [("栏目", _address("sections")), *steps]


def _section(section_id: int) -> Any:
    return found_or_404(selectors.section_by_id(section_id), "栏目")


@require_safe
@deed_required("catalogue.read")
def index(request: DeskRequest) -> HttpResponse:
    """The tree of sections: who answers, how often, which are behind."""
    today = timezone.localdate()
    form = SectionFilter(
        request.GET, units=unit_choices_for(request.actor, "catalogue.read", today)
    )
    asked = form.cleaned_data if form.is_valid() else {}
    lines = selectors.sections_overview(
        today=today,
        area=asked.get("area", ""),
        unit_id=asked.get("unit"),
        closed=asked.get("closed", False),
    )
    behind = [line for line in lines if line.update and line.update.lamp == "overdue"]
    context = {
        "form": form,
        "lines": behind if asked.get("behind") else lines,
        "behind": len(behind),
        "may_manage": may(request.actor, "catalogue.create_section"),
        "reset": _address("sections") if request.GET else "",
    }
    return render(request, "catalogue/desk/sections.html", context)


@require_safe
@deed_required("catalogue.read")
def section(request: DeskRequest, section_id: int) -> HttpResponse:
    """One section: place, rule, state, who answered for it since when, what does not fit."""
    sheet = found_or_404(selectors.section_sheet(section_id, today=timezone.localdate()), "栏目")
    shown = sheet.line.section
    context = {
        "sheet": sheet,
        "section": shown,
        "against": reasons_against(request.actor, "catalogue.change_section", shown.unit),
        "trail": _trail(
            *((above.name, _address("section", above.pk)) for above in sheet.above),
            (shown.name, ""),
        ),
    }
    return render(request, "catalogue/desk/section.html", context)


@form_page
def new(request: DeskRequest) -> HttpResponse:
    """Open a section; ``?parent=`` gives the place and its area."""
    ask(request.actor, "catalogue.create_section")
    parent_id = request.GET.get("parent", "")
    above = selectors.section_by_id(int(parent_id)) if parent_id.isdecimal() else None
    initial = {"parent": above.pk, "area": above.area, "unit": above.unit_id} if above else {}
    form = NewSectionForm(
        posted(request),
        initial=initial,
        units=unit_choices_for(request.actor, "catalogue.create_section", timezone.localdate()),
        parents=selectors.section_choices(),
    )
    made: list[Any] = []

    def deed() -> str:
        parent = form.cleaned_data["parent"]
        made.append(
            services.create_section(
                actor=request.actor,
                unit=found_or_404(unit_by_id(form.cleaned_data["unit"]), "单位"),
                draft=form.draft(),
                now=timezone.now(),
                parent=selectors.section_by_id(parent) if parent else None,
            )
        )
        return f"已开设栏目“{made[0].name}”"

    page = FormPage(
        title="开设栏目",
        form=form,
        deed=deed,
        next=lambda: _address("section", made[0].pk),
        back=_address("sections"),
        trail=_trail(("开设栏目", "")),
        submit="开设",
    )
    return answer(request, page)


def _change(
    request: DeskRequest, changed: Any, title: str, form: Any, deed: Any, **options: Any
) -> HttpResponse:
    """A form page about one section."""
    sheet = _address("section", changed.pk)
    page = FormPage(
        title=title,
        form=form,
        deed=deed,
        next=lambda: sheet,
        back=sheet,
        trail=_trail((changed.name, sheet), (title, "")),
        **options,
    )
    return answer(request, page)


@form_page
def edit(request: DeskRequest, section_id: int) -> HttpResponse:
    """Change what is written about a section."""
    changed = _section(section_id)
    ask(request.actor, "catalogue.change_section", changed.unit)
    initial = asdict(selectors.draft_of(changed)) | {"version": changed.version}
    form = SectionForm(posted(request), initial=initial)

    def deed() -> str:
        services.change_section(
            actor=request.actor,
            section=changed,
            version=form.cleaned_data["version"],
            draft=form.draft(),
            now=timezone.now(),
        )
        return "已保存"

    def latest() -> tuple[int, dict[str, Any]]:
        now = _section(section_id)
        return now.version, asdict(selectors.draft_of(now))

    return _change(request, changed, "修改栏目", form, deed, latest=latest)


@form_page
def move(request: DeskRequest, section_id: int) -> HttpResponse:
    """Put a section under another."""
    changed = _section(section_id)
    ask(request.actor, "catalogue.move_section", changed.unit)
    form = MoveForm(
        posted(request),
        initial={"parent": changed.parent_id, "version": changed.version},
        parents=selectors.section_choices(without=changed.path),
    )

    def deed() -> str:
        parent = form.cleaned_data["parent"]
        services.move_section(
            actor=request.actor,
            section=changed,
            parent=_section(parent) if parent else None,
            version=form.cleaned_data["version"],
            now=timezone.now(),
        )
        return "已移动，其下的栏目随之移动"

    def latest() -> tuple[int, dict[str, Any]]:
        now = _section(section_id)
        return now.version, {"parent": now.parent_id}

    return _change(request, changed, "移动栏目", form, deed, submit="移动", latest=latest)


@form_page
def reassign(request: DeskRequest, section_id: int) -> HttpResponse:
    """Give a section to another unit."""
    changed = _section(section_id)
    ask(request.actor, "catalogue.reassign_section", changed.unit)
    today = timezone.localdate()
    form = ReassignForm(
        posted(request),
        initial={"since": today},
        units=unit_choices_for(request.actor, "catalogue.reassign_section", today),
    )

    def deed() -> str:
        unit = found_or_404(unit_by_id(form.cleaned_data["unit"]), "单位")
        services.reassign_section(
            actor=request.actor,
            section=changed,
            unit=unit,
            since=form.cleaned_data["since"],
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
        return f"已改由{unit.name}负责"

    intro = f"现责任单位：{changed.unit.name}"
    return _change(request, changed, "调整责任单位", form, deed, submit="调整", intro=intro)


@form_page
def close(request: DeskRequest, section_id: int) -> HttpResponse:
    """Close a section."""
    changed = _section(section_id)
    ask(request.actor, "catalogue.close_section", changed.unit)
    form = ReasonForm(posted(request))

    def deed() -> str:
        services.close_section(
            actor=request.actor,
            section=changed,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
        return f"已关闭栏目“{changed.name}”"

    intro = "关闭后不再接收新的信息；已发布的信息和网址仍可访问。"
    return _change(request, changed, "关闭栏目", form, deed, submit="关闭", intro=intro)


@form_page
def reopen(request: DeskRequest, section_id: int) -> HttpResponse:
    """Open a closed section again."""
    changed = _section(section_id)
    ask(request.actor, "catalogue.reopen_section", changed.unit)
    form = ConfirmForm(posted(request))

    def deed() -> str:
        services.reopen_section(actor=request.actor, section=changed, now=timezone.now())
        return f"已重新启用栏目“{changed.name}”"

    return _change(request, changed, "重新启用栏目", form, deed, submit="重新启用")


@form_page
def standard(request: DeskRequest) -> HttpResponse:
    """Open the standard columns of the openness area."""
    ask(request.actor, "catalogue.create_section")
    units = unit_choices_for(request.actor, "catalogue.create_section", timezone.localdate())
    form = UnitForm(posted(request), units=units)

    def deed() -> str:
        made = services.create_standard_sections(
            actor=request.actor,
            unit=found_or_404(unit_by_id(form.cleaned_data["unit"]), "单位"),
            now=timezone.now(),
        )
        return f"已开设{len(made)}个栏目" if made else "标准栏目都已开设，没有改动"

    page = FormPage(
        title="开设标准栏目",
        form=form,
        deed=deed,
        next=lambda: _address("sections"),
        back=_address("sections"),
        trail=_trail(("开设标准栏目", "")),
        submit="开设",
        intro="按国办公开办函〔2019〕61号，一次开设指南、制度、法定主动公开内容（条例第二十条"
        "十五项）、年报、依申请公开等栏目；已有的不重复开设。",
    )
    return answer(request, page)
