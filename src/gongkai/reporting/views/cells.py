"""The records behind one number of a report, and the report as a file."""

from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.casework.selectors import scope_of
from gongkai.kernel.errors import refuse_if
from gongkai.reporting import exports, selectors, services
from gongkai.reporting.annual import number_at
from gongkai.reporting.cells import cell_page
from gongkai.reporting.form import name_of, places
from gongkai.reporting.statements import statements_from
from gongkai.reporting.views.annual import READ, snapshot_for, unit_for
from gongkai.web.answers import cursor
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest


@require_safe
@deed_required(READ)
def cell(request: DeskRequest, unit_id: int, year: int, where: str) -> HttpResponse:
    """What a number counts as the records stand now."""
    unit = unit_for(request, unit_id)
    refuse_if(services.reasons_against_year(year, timezone.now()))
    figures = selectors.figures_of(unit, year)
    content = {
        "tables": figures.tables.as_json(),
        "sources": selectors.ids_behind(unit, year),
        "statements": figures.statements,
        "numbers": {},
    }
    back = reverse("reporting:report", args=[unit.pk, year])
    title = f"{unit.short_name}{year}年年度报告"
    return _cell_page(request, where, content, title, back, is_settled=False)


@require_safe
@deed_required(READ)
def settled_cell(request: DeskRequest, snapshot_id: int, where: str) -> HttpResponse:
    """What a number of a settled report counted when it was settled."""
    snapshot = snapshot_for(request, snapshot_id)
    content = selectors.content_of(snapshot)
    content["statements"] = statements_from(content["statements"])
    back = reverse("reporting:settled", args=[snapshot.pk])
    title = f"{content['name']}{snapshot.year}年年度报告（第 {snapshot.number} 稿）"
    return _cell_page(request, where, content, title, back, is_settled=True)


def _cell_page(
    request: DeskRequest,
    where: str,
    content: dict[str, Any],
    title: str,
    back: str,
    *,
    is_settled: bool,
) -> HttpResponse:
    if where not in places():
        raise Http404
    page = cell_page(
        where,
        content["sources"],
        content["statements"],
        numbers=content["numbers"],
        units=scope_of(request.actor, "inforequests.read").unit_ids,
        after=cursor(request, "after") or 0,
    )
    context = {
        "name": name_of(where),
        "number": number_at(content["tables"], where),
        "page": page,
        "of": title,
        "back": f"{back}#{where}",
        "is_settled": is_settled,
        "is_money": where == "table2.fees_wan",
    }
    return render(request, "reporting/desk/cell.html", context)


@require_safe
@deed_required(READ)
def draft_file(request: DeskRequest, unit_id: int, year: int, ending: str) -> HttpResponse:
    """The report as it stands now, as a file."""
    unit = unit_for(request, unit_id)
    refuse_if(services.reasons_against_year(year, timezone.now()))
    prepared = selectors.prepared(unit, year)
    title = exports.title_of(unit.name, year)
    return _file(title, prepared.tables.as_json(), prepared.texts, ending, "（草稿）")


@require_safe
@deed_required(READ)
def settled_file(request: DeskRequest, snapshot_id: int, ending: str) -> HttpResponse:
    """A settled report as a file."""
    snapshot = snapshot_for(request, snapshot_id)
    content = snapshot.content
    title = exports.title_of(content["name"], snapshot.year)
    return _file(title, content["tables"], content["texts"], ending, "")


def _file(title: str, tables: Any, texts: Any, ending: str, mark: str) -> HttpResponse:
    if ending not in exports.MAKERS:
        raise Http404
    made = exports.MAKERS[ending](title, tables, texts)
    answer = HttpResponse(made, content_type=exports.MEDIA_TYPES[ending])
    name = quote(f"{title}{mark}{ending}")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer
