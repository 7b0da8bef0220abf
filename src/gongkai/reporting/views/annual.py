"""年度报告: the three tables from the ledger, the written parts, settling."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.casework.rules import local_day
from gongkai.casework.selectors import units_in
from gongkai.kernel.actor import reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.orgs.selectors import unit_by_id
from gongkai.reporting import exports, selectors, services
from gongkai.reporting.forms import DraftForm, YearForm, initial_of
from gongkai.reporting.published import standing_of
from gongkai.reporting.views.showing import (
    LiveCells,
    SettledCells,
    changed,
    found_wrong,
    parts_shown,
)
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.orgs.models import Unit
    from gongkai.reporting.models import ReportSnapshot

READ = "reporting.read"


def unit_for(request: DeskRequest, unit_id: int, deed: str = READ) -> "Unit":
    """The unit, if the person may. Raises Http404 or Refusal."""
    unit = unit_by_id(unit_id)
    if unit is None:
        raise Http404
    refuse_if(reasons_against(request.actor, deed, unit))
    return unit


def snapshot_for(request: DeskRequest, snapshot_id: int) -> "ReportSnapshot":
    """The settled report, if the person may read it. Raises Http404 or Refusal."""
    snapshot = selectors.snapshot_by_id(snapshot_id)
    if snapshot is None:
        raise Http404
    refuse_if(reasons_against(request.actor, READ, snapshot.unit))
    return snapshot


@require_safe
@deed_required(READ)
def reports(request: DeskRequest) -> HttpResponse:
    """Choose a unit and a year; the units a person may read."""
    units = units_in(request.actor, READ)
    year = local_day(timezone.now()).year - 1
    form = YearForm(request.GET or None, units=units, initial={"year": year})
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
        return redirect("reporting:report", asked["unit"], asked["year"])
    settled = selectors.settled_list(list(units))
    return render(request, "reporting/desk/reports.html", {"form": form, "settled": settled})


@require_safe
@deed_required(READ)
def report(request: DeskRequest, unit_id: int, year: int) -> HttpResponse:
    """The report as it stands now; every number opens the records it counts."""
    unit = unit_for(request, unit_id)
    refuse_if(services.reasons_against_year(year, timezone.now()))
    return _report_page(request, unit, year, [])


def _report_page(
    request: DeskRequest, unit: "Unit", year: int, refused: list[Reason]
) -> HttpResponse:
    prepared = selectors.prepared(unit, year)
    may_settle = not reasons_against(request.actor, "reporting.settle", unit)
    context = {
        "unit": unit,
        "year": year,
        "prepared": prepared,
        "violations": found_wrong(request.actor, prepared.violations),
        "parts": parts_shown(prepared.tables.as_json(), prepared.texts, LiveCells(unit.pk, year)),
        "draft": selectors.draft_of(unit, year),
        "snapshots": selectors.snapshots_of(unit, year),
        "endings": list(exports.MAKERS),
        "may_edit": not reasons_against(request.actor, "reporting.compile", unit),
        "may_settle": may_settle,
        "reasons": refused,
    }
    return render(request, "reporting/desk/report.html", context, status=409 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@deed_required("reporting.compile")
def edit(request: DeskRequest, unit_id: int, year: int) -> HttpResponse:
    """State the figures of part two and write the parts; drafted sentences stand there first."""
    unit = unit_for(request, unit_id, "reporting.compile")
    refuse_if(services.reasons_against_year(year, timezone.now()))
    draft = selectors.draft_of(unit, year)
    prepared = selectors.prepared(unit, year)
    initial = initial_of(
        draft.filed if draft else {},
        draft.source if draft else "",
        prepared.texts,
        draft.version if draft else 0,
    )
    form = DraftForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_draft(
                actor=request.actor,
                unit=unit,
                year=year,
                filed=form.filed(),
                source=form.cleaned_data["source"],
                texts=form.texts(),
                version=form.cleaned_data["version"],
                now=timezone.now(),
            )
        except Refusal as refusal:
            for reason in refusal.reasons:
                form.add_error(reason.code if reason.code in form.fields else None, reason.sentence)
        else:
            return redirect("reporting:report", unit.pk, year)
    context = {
        "unit": unit,
        "year": year,
        "form": form,
        "violations": found_wrong(request.actor, prepared.violations),
    }
    return render(request, "reporting/desk/edit.html", context)


@require_POST
@deed_required("reporting.settle")
def settle(request: DeskRequest, unit_id: int, year: int) -> HttpResponse:
    """One button: freeze the report, or say everything that stands against it."""
    unit = unit_for(request, unit_id, "reporting.settle")
    try:
        snapshot = services.settle(actor=request.actor, unit=unit, year=year, now=timezone.now())
    except Refusal as refusal:
        return _report_page(request, unit, year, list(refusal.reasons))
    return redirect("reporting:settled", snapshot.pk)


@require_safe
@deed_required(READ)
def settled(request: DeskRequest, snapshot_id: int) -> HttpResponse:
    """A settled report, whether it is intact, and what the records say differently today."""
    return _settled_page(request, snapshot_for(request, snapshot_id), [])


def _settled_page(
    request: DeskRequest, snapshot: "ReportSnapshot", refused: list[Reason]
) -> HttpResponse:
    content = selectors.content_of(snapshot)
    now = timezone.now()
    made = selectors.publications_of(snapshot.unit, snapshot.year)
    mine = [one for one in made if one.snapshot_id == snapshot.pk]
    may_publish = not reasons_against(request.actor, services.PUBLISH, snapshot.unit)
    context = {
        "snapshot": snapshot,
        "parts": parts_shown(content["tables"], content["texts"], SettledCells(snapshot.pk)),
        "content": content,
        "intact": selectors.is_intact(snapshot),
        "differences": changed(
            request.actor, selectors.differences_of(snapshot), content["numbers"]
        ),
        "endings": list(exports.MAKERS),
        "standings": [standing_of(one, content["tables"], now) for one in mine],
        "may_publish": may_publish,
        "against": services.reasons_against_publishing(snapshot) if may_publish else [],
        "reasons": refused,
    }
    return render(request, "reporting/desk/settled.html", context, status=409 if refused else 200)


@require_POST
@deed_required(services.PUBLISH)
def publish(request: DeskRequest, snapshot_id: int) -> HttpResponse:
    """One button: the settled report becomes a draft in the publishing flow."""
    snapshot = snapshot_for(request, snapshot_id)
    try:
        made = services.draft_for_publication(
            actor=request.actor, snapshot_id=snapshot.pk, now=timezone.now()
        )
    except Refusal as refusal:
        return _settled_page(request, snapshot, list(refusal.reasons))
    messages.success(request, "已转入发布，请核对后提交审核。")
    return redirect(standing_of(made, snapshot.content["tables"], timezone.now()).url)
