"""The records behind a number: exactly those it counts, oldest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.casework.selectors import Scope, scope_of
from gongkai.kernel.measures import Row, dimensions, measures
from gongkai.statistics.asking import READ, asked_of, names_of
from gongkai.web.answers import MAX_CURSOR_DIGITS, cursor
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

LONGEST = 80
HIDDEN = "（无权查看内容）"


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as this person may see it."""

    name: str
    title: str
    unit: str
    day: date | None
    url: str
    weight: int


@require_safe
@deed_required(READ)
def rows(request: DeskRequest) -> HttpResponse:
    """The records that a measure counts, within the days, the unit and one value of a dimension."""
    code, by = request.GET.get("measure", ""), request.GET.get("by", "")
    if code not in measures or (by and by not in measures[code].dimensions):
        raise Http404
    measure, asked = measures[code], asked_of(request)
    value = request.GET.get("value", "")[:LONGEST]
    names = names_of(by) if by else {}
    if by and not _fits(value, names):
        raise Http404
    narrowed = {by: value} if by else {}
    page = measure.page(asked.days(measure), narrowed, cursor(request, "after"))
    total = measure.counts(asked.days(measure), tuple(narrowed)).get(tuple(narrowed.values()), 0)
    scope, units = scope_of(request.actor, measure.deed), names_of("unit")
    more = narrowed and {"by": by, "value": value}
    context = {
        "measure": measure,
        "asked": asked,
        "narrowed": f"{dimensions[by].label}：{names.get(value, value)}" if by else "",
        "rows": [_shown(row, scope, units) for row in page.rows],
        "total": total,
        "back": asked.address("board"),
        "next_url": page.next and asked.address("rows", measure=code, after=str(page.next), **more),
    }
    return render(request, "statistics/rows.html", context)


def _fits(value: str, names: Mapping[str, str]) -> bool:
    """Whether *value* can be one of a dimension whose values are called *names*: ids are numbers."""
    keyed = all(name.isdigit() for name in names if name)
    if not keyed or not value or len(names) == 1:
        return True
    return value.isascii() and value.isdigit() and len(value) <= MAX_CURSOR_DIGITS


def _shown(row: Row, scope: Scope, units: Mapping[str, str]) -> Shown:
    may_open = bool(row.desk) and (scope.unit_ids is None or row.unit_id in scope.unit_ids)
    url = row.desk if may_open else row.portal
    title = row.title if may_open or row.is_public else HIDDEN
    unit = units[str(row.unit_id)] if row.unit_id else ""
    return Shown(row.name, title, unit, row.day, url, row.weight)
