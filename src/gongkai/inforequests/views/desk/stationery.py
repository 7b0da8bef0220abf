"""Templates and settings of papers: what the office may edit, with a preview of invented facts."""

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.inforequests.forms.papers import PaperSettingsForm, PaperUnitForm, TemplateForm
from gongkai.inforequests.papers import (
    PAPERS,
    READER_LABELS,
    Paper,
    default_text,
    reasons_against_template,
    render_html,
)
from gongkai.inforequests.papers.fields import FIELDS
from gongkai.inforequests.papers.samples import facts_of
from gongkai.inforequests.papers.slots import SLOTS
from gongkai.inforequests.selectors import stationery as selectors
from gongkai.inforequests.services import stationery as services
from gongkai.kernel.actor import reasons_against
from gongkai.kernel.errors import Reason, refuse_if
from gongkai.orgs.selectors import open_on, unit_by_id, units_open_to
from gongkai.web.answers import done
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

EDIT = services.EDIT
GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
@deed_required(EDIT)
def templates(request: DeskRequest) -> HttpResponse:
    """Every paper with the text in force for one unit, by default the highest one may edit."""
    units = list(units_open_to(request.actor, EDIT).filter(open_on(timezone.localdate())))
    if not units:
        raise Http404
    units.sort(key=lambda unit: (unit.path.count("/"), unit.position, unit.pk))
    form = PaperUnitForm(request.GET or None, units=[(unit.pk, unit.name) for unit in units])
    chosen = form.cleaned_data["unit"] if form.is_bound and form.is_valid() else units[0].pk
    unit = next(each for each in units if each.pk == chosen)
    shown = PaperUnitForm(initial={"unit": unit.pk}, units=[(each.pk, each.name) for each in units])
    in_force = selectors.templates_in_force(unit.pk)
    rows = [(paper, READER_LABELS[paper.reader], in_force[paper.code]) for paper in PAPERS.values()]
    context = {
        "form": shown,
        "unit": unit,
        "procedural": [row for row in rows if not row[0].kind],
        "replies": [row for row in rows if row[0].kind],
        "stationery": selectors.stationery_of(unit.pk),
    }
    return render(request, "inforequests/desk/templates.html", context)


@require_http_methods(GET_OR_POST)
@deed_required(EDIT)
def template(request: DeskRequest, unit_id: int, code: str) -> HttpResponse:
    """One paper's text with its fixed parts, its words, and what it looks like when printed."""
    unit, paper = _unit_or_refuse(request, unit_id), _paper_or_404(code)
    if request.method == "POST":
        return _save(request, unit, paper)
    in_force = selectors.template_in_force(unit_id, code)
    versions = selectors.versions_of(unit_id, code)
    seen = versions[0].version if versions else 0
    form = TemplateForm(initial={"text": in_force.text, "version": seen})
    return _editor(request, unit, paper, form, in_force.text)


def _save(request: DeskRequest, unit: Any, paper: Paper) -> HttpResponse:
    form = TemplateForm(request.POST)
    if "preview" in request.POST:
        text = request.POST.get("text", "")
        faults = reasons_against_template(paper.code, text)
        return _editor(request, unit, paper, form, text, faults)
    saved = done(form, lambda asked: _saved(request, unit, paper, asked))
    if saved is None:
        text = request.POST.get("text", "")
        faults = reasons_against_template(paper.code, text)
        return _editor(request, unit, paper, form, text, faults, status=422)
    messages.success(request, f"“{paper.label}”模板已保存为第{saved.version}版，此后出具的按新版")
    return redirect("inforequests:paper_template", unit.pk, paper.code)


def _saved(request: DeskRequest, unit: Any, paper: Paper, asked: dict[str, Any]) -> Any:
    return services.save_template(
        actor=request.actor,
        unit_id=unit.pk,
        code=paper.code,
        text=asked["text"],
        note=asked["note"],
        now=timezone.now(),
        expected_version=asked["version"],
    )


def _editor(
    request: DeskRequest,
    unit: Any,
    paper: Paper,
    form: forms.Form,
    text: str,
    faults: list[Reason] | None = None,
    status: int = 200,
) -> HttpResponse:
    sample = replace(facts_of(paper.code), organ=unit.name)
    context = {
        "unit": unit,
        "paper": paper,
        "form": form,
        "trail": _trail(unit, paper.label),
        "faults": faults or [],
        "slots": [(name, SLOTS[name]) for name in paper.slots],
        "words": [(name, field.meaning, name in paper.needs) for name, field in FIELDS.items()],
        "printed": "" if faults else SafeString(render_html(paper.code, sample, text)),
        "versions": selectors.versions_of(unit.pk, paper.code),
        "in_force": selectors.template_in_force(unit.pk, paper.code),
        "shipped": default_text(paper.code),
    }
    return render(request, "inforequests/desk/template.html", context, status=status)


@require_http_methods(GET_OR_POST)
@deed_required(EDIT)
def restore(request: DeskRequest, unit_id: int, code: str) -> HttpResponse:
    """Go back to the text above, or the shipped one."""
    unit, paper = _unit_or_refuse(request, unit_id), _paper_or_404(code)
    if request.method == "POST":
        services.restore_template(
            actor=request.actor,
            unit_id=unit_id,
            code=code,
            note=request.POST.get("note", ""),
            now=timezone.now(),
        )
        source = selectors.template_in_force(unit_id, code).source
        messages.success(request, f"“{paper.label}”已恢复，现用{source}")
    return redirect("inforequests:paper_template", unit.pk, paper.code)


@require_http_methods(GET_OR_POST)
@deed_required(EDIT)
def settings(request: DeskRequest, unit_id: int) -> HttpResponse:
    """Letterhead, reviewing body and court of a unit."""
    unit = _unit_or_refuse(request, unit_id)
    own = selectors.own_settings(unit_id)
    if request.method == "POST":
        form = PaperSettingsForm(request.POST)
        if done(form, lambda asked: _settings_saved(request, unit_id, asked)) is not None:
            messages.success(request, f"{unit.name}的文书设置已保存")
            return redirect("inforequests:paper_settings", unit_id)
    else:
        initial = {name: getattr(own, name, "") for name in services.FIELDS}
        form = PaperSettingsForm(initial={**initial, "version": own.version if own else 0})
    context = {
        "unit": unit,
        "form": form,
        "trail": _trail(unit, "文书设置"),
        "stationery": selectors.stationery_of(unit_id),
    }
    status = 422 if form.is_bound else 200
    return render(request, "inforequests/desk/paper_settings.html", context, status=status)


def _settings_saved(request: DeskRequest, unit_id: int, asked: dict[str, Any]) -> Any:
    version = asked.pop("version")
    return services.save_settings(
        actor=request.actor,
        unit_id=unit_id,
        values=asked,
        now=timezone.now(),
        expected_version=version,
    )


def _unit_or_refuse(request: DeskRequest, unit_id: int) -> Any:
    unit = unit_by_id(unit_id)
    if unit is None:
        raise Http404
    refuse_if(reasons_against(request.actor, EDIT, unit))
    return unit


def _paper_or_404(code: str) -> Paper:
    if code not in PAPERS:
        raise Http404
    return PAPERS[code]


def _trail(unit: Any, here: str) -> list[tuple[str, str]]:
    top = reverse("inforequests:paper_templates")
    return [("文书模板", top), (unit.short_name, f"{top}?unit={unit.pk}"), (here, "")]
