"""口径: what every figure counts, and one figure in all its parts."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.kernel.measures import AsOf, dimensions, measures, rates
from gongkai.statistics.asking import READ, asked_of, count_tile, percent, rate_tile
from gongkai.statistics.tables import MONTH, table_by
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest


@require_safe
@deed_required(READ)
def index(request: DeskRequest) -> HttpResponse:
    """Every figure by name, with its definition."""
    asked = asked_of(request)
    context = {"asked": asked, "measures": list(measures), "rates": list(rates)}
    return render(request, "statistics/measures.html", context)


@require_safe
@deed_required(READ)
def measure(request: DeskRequest, code: str) -> HttpResponse:
    """One figure: definition, formula, its number, and the number in all its parts."""
    asked = asked_of(request)
    if code in rates:
        rate = rates[code]
        context = {
            "asked": asked,
            "form": asked.form,
            "rate": rate,
            "value": percent(rate.of(asked.days(rate))),
            "tile": rate_tile(rate, asked),
            "parts": [count_tile(measures[each], asked) for each in rate.parts],
            "whole": [count_tile(measures[each], asked) for each in rate.whole],
        }
        return render(request, "statistics/rate.html", context)
    if code not in measures:
        raise Http404
    found = measures[code]
    splits = [*([] if found.as_of is AsOf.NOW else [MONTH]), *found.dimensions]
    context = {
        "asked": asked,
        "form": asked.form,
        "measure": found,
        "formula": found.formula(),
        "tile": count_tile(found, asked),
        "dimensions": [dimensions[name].label for name in found.dimensions],
        "tables": [table_by(by, [found], asked, most=10) for by in splits],
    }
    return render(request, "statistics/measure.html", context)
