"""访问排行 (I3): the pages that are read most."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from gongkai.kernel.measures import measures
from gongkai.kernel.visits import visited
from gongkai.statistics import selectors
from gongkai.statistics.asking import READ, asked_of, count_tile, names_of
from gongkai.statistics.tables import MONTH, table_by
from gongkai.web.doors import deed_required
from gongkai.web.files import MAKERS, Sheet, file_of
from gongkai.web.http import DeskRequest

KIND = "record"


@require_safe
@deed_required(READ)
def ranking(request: DeskRequest) -> HttpResponse:
    """The fifty pages of a kind that were opened most; ``?as=csv`` or ``?as=xlsx`` is the file."""
    asked = asked_of(request)
    kind = request.GET.get("kind", KIND)
    kind = kind if kind in visited else KIND
    units = names_of("unit")
    lines = [
        (each, units.get(str(each.unit_id or ""), ""))
        for each in selectors.ranking(kind, asked.period)
    ]
    here = {**asked.words(), "kind": kind}
    address = reverse("statistics:visits")
    if request.GET.get("as", "") in MAKERS:
        rows: list[list[str | int]] = [
            [each.place, each.title, unit, each.number] for each, unit in lines
        ]
        sheet = Sheet(
            f"访问排行：{visited[kind].label}", ["名次", "名称", "单位", "访问次数"], rows
        )
        return file_of(sheet, request.GET["as"])
    views = measures["visits.views"]
    context = {
        "form": asked.form,
        "asked": asked,
        "tabs": [
            (
                each.label,
                f"{address}?{urlencode(here | {'kind': each.code})}",
                each.code == kind,
                None,
            )
            for each in visited
        ],
        "kind": visited[kind],
        "lines": lines,
        "tile": count_tile(views, asked),
        "months": table_by(MONTH, [views], asked),
        "endings": [(ending, f"{address}?{urlencode(here | {'as': ending})}") for ending in MAKERS],
    }
    return render(request, "statistics/visits.html", context)
