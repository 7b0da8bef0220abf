"""The basic catalogue of a unit: its lines, the gaps, import and export (B2)."""

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.catalogue import selectors, services
from gongkai.catalogue.forms import (
    DutyFileForm,
    DutyForm,
    ReasonForm,
    UnitPicker,
    unit_choices_for,
)
from gongkai.catalogue.public import disclosure_items
from gongkai.catalogue.reading import read_duties, write_duties
from gongkai.catalogue.views.desk.answers import (
    FormPage,
    Trail,
    answer,
    ask,
    found_or_404,
    posted,
)
from gongkai.kernel.actor import may
from gongkai.orgs.selectors import unit_by_id
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

form_page = require_http_methods(["GET", "HEAD", "POST"])


def _list_of(unit_id: int) -> str:
    return reverse("catalogue:duties", args=[unit_id])


def _trail(unit: Any, *steps: tuple[str, str]) -> Trail:
    return [
        ("栏目", reverse("catalogue:sections")),
        (f"{unit.short_name}主动公开基本目录", _list_of(unit.pk) if steps else ""),
        *steps,
    ]


def _unit(unit_id: int) -> Any:
    return found_or_404(unit_by_id(unit_id), "单位")


@require_safe
@deed_required("catalogue.read")
def index(request: DeskRequest, unit_id: int | None = None) -> HttpResponse:
    """The lines of a unit and the items it says nothing about; the own unit first."""
    asked = request.GET.get("unit", "")
    if unit_id is None:
        unit_id = int(asked) if asked.isdecimal() else request.actor.grants[0].unit_id
    unit = _unit(unit_id)
    choices = unit_choices_for(request.actor, "catalogue.read", timezone.localdate())
    context = {
        "unit": unit,
        "picker": UnitPicker(initial={"unit": unit.pk}, units=choices),
        "lines": selectors.duties_of(unit.pk),
        "gaps": selectors.items_without_duty(unit.pk, unit.kind),
        "may_edit": may(request.actor, "catalogue.change_duty", unit),
        "trail": _trail(unit),
    }
    return render(request, "catalogue/desk/duties.html", context)


def _page(
    request: DeskRequest, unit: Any, title: str, form: Any, deed: Any, **options: Any
) -> HttpResponse:
    page = FormPage(
        title=title,
        form=form,
        deed=deed,
        next=lambda: _list_of(unit.pk),
        back=_list_of(unit.pk),
        trail=_trail(unit, (title, "")),
        **options,
    )
    return answer(request, page)


@form_page
def new(request: DeskRequest, unit_id: int) -> HttpResponse:
    """Add a line; ``?item=`` names the item it is for."""
    unit = _unit(unit_id)
    ask(request.actor, "catalogue.create_duty", unit)
    form = DutyForm(
        posted(request),
        initial={"item_code": request.GET.get("item", "")},
        sections=selectors.section_choices(unit_id=unit.pk),
        new=True,
    )

    def deed() -> str:
        duty = services.create_duty(
            actor=request.actor, unit=unit, draft=form.draft(), now=timezone.now()
        )
        return f"已添加“{duty.matter}”"

    return _page(request, unit, "添加公开事项", form, deed, submit="添加")


@form_page
def edit(request: DeskRequest, duty_id: int) -> HttpResponse:
    """Change a line."""
    duty = found_or_404(selectors.duty_by_id(duty_id), "公开事项")
    ask(request.actor, "catalogue.change_duty", duty.unit)
    form = DutyForm(
        posted(request),
        initial=asdict(selectors.duty_draft_of(duty)) | {"version": duty.version},
        sections=selectors.section_choices(unit_id=duty.unit_id),
    )

    def deed() -> str:
        services.change_duty(
            actor=request.actor,
            duty=duty,
            version=form.cleaned_data["version"],
            draft=form.draft(),
            now=timezone.now(),
        )
        return "已保存"

    def latest() -> tuple[int, dict[str, Any]]:
        now = found_or_404(selectors.duty_by_id(duty_id), "公开事项")
        return now.version, asdict(selectors.duty_draft_of(now))

    return _page(request, duty.unit, "修改公开事项", form, deed, latest=latest)


@form_page
def close(request: DeskRequest, duty_id: int) -> HttpResponse:
    """Take a line out of force."""
    duty = found_or_404(selectors.duty_by_id(duty_id), "公开事项")
    ask(request.actor, "catalogue.close_duty", duty.unit)
    form = ReasonForm(posted(request))

    def deed() -> str:
        services.close_duty(
            actor=request.actor,
            duty=duty,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
        return f"已停用“{duty.matter}”"

    return _page(request, duty.unit, "停用公开事项", form, deed, submit="停用", intro=duty.matter)


@form_page
def bring_in(request: DeskRequest, unit_id: int) -> HttpResponse:
    """Import a table of lines, all or none."""
    unit = _unit(unit_id)
    ask(request.actor, "catalogue.create_duty", unit)
    files = request.FILES if request.method == "POST" else None
    form = DutyFileForm(posted(request), files)

    def deed() -> str:
        file = form.cleaned_data["file"]
        drafts = read_duties(
            file.name,
            file.read(),
            items={item.name: item.code for item in disclosure_items()},
            sections={row.name: row.pk for row in selectors.sections_for_unit(unit.pk)},
        )
        count = services.import_duties(
            actor=request.actor, unit=unit, drafts=drafts, now=timezone.now()
        )
        return f"已导入{count}个公开事项"

    intro = "有一行不能导入时全部不导入，并逐行说明原因；可先导出现有目录，在其中修改后作为样表。"
    return _page(request, unit, "导入基本目录", form, deed, submit="导入", intro=intro)


@require_safe
@deed_required("catalogue.read")
def export(request: DeskRequest, unit_id: int) -> HttpResponse:
    """The unit's lines as a csv table that can be imported again."""
    unit = _unit(unit_id)
    rows = [
        (
            duty.item.name,
            duty.matter,
            duty.content,
            duty.basis,
            duty.period,
            "、".join(duty.channels),
            duty.audience_group or "全社会",
            duty.section.name if duty.section else "",
        )
        for duty in (line.duty for line in selectors.duties_of(unit.pk))
    ]
    response = HttpResponse(write_duties(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="duties-{unit.slug}.csv"'
    return response
