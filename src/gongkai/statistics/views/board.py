"""统计 (I3): openness at a glance, the numbers that matter first, then by unit, section, month."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.kernel.measures import measures, rates
from gongkai.statistics.asking import READ, Asked, Tile, asked_of, count_tile, rate_tile
from gongkai.statistics.tables import MONTH, table_by
from gongkai.web.doors import deed_required
from gongkai.web.files import MAKERS, file_of
from gongkai.web.http import DeskRequest

FIRST = ("cases.overdue", "requests.in_time_rate", "documents.published")
"""What a leader sees first, on a telephone too."""
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "主动公开",
        (
            "documents.public",
            "documents.full_text_rate",
            "documents.reprints",
            "documents.ended",
            "documents.normative_in_force",
            "documents.explained_rate",
            "documents.unexplained",
            "documents.gazettes",
        ),
    ),
    (
        "依申请公开",
        (
            "requests.new",
            "requests.concluded",
            "requests.carried_out",
            "requests.overdue",
        ),
    ),
    (
        "办理和督办",
        (
            "cases.open",
            "cases.closed",
            "cases.in_time_rate",
            "cases.supervised",
            "cases.unanswered",
        ),
    ),
    (
        "审查和栏目",
        (
            "documents.screened_held",
            "screening.waivers_standing",
            "documents.revisit_examined",
            "catalogue.sections_overdue",
        ),
    ),
    ("访问", ("visits.views",)),
)
TABLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (MONTH, ("documents.published", "requests.new")),
    ("unit", ("documents.published", "requests.new", "cases.overdue")),
    ("section", ("documents.published",)),
    ("theme", ("documents.published",)),
    ("area", ("documents.published",)),
    ("channel", ("requests.new",)),
    ("posting_channel", ("documents.postings",)),
    ("case_kind", ("cases.open", "cases.overdue", "cases.closed")),
    ("section", ("visits.views",)),
)
ROWS = 10


@require_safe
@deed_required(READ)
def board(request: DeskRequest) -> HttpResponse:
    """The figures of the units a person may read, for the days asked: a fixed number of queries."""
    asked = asked_of(request)
    context = {
        "form": asked.form,
        "asked": asked,
        "first": [_tile(code, asked) for code in FIRST],
        "groups": [(name, [_tile(code, asked) for code in codes]) for name, codes in GROUPS],
        "tables": [
            table_by(by, [measures[code] for code in codes], asked, most=ROWS)
            for by, codes in TABLES
        ],
        "visits_url": asked.address("visits"),
        "measures_url": asked.address("measures"),
    }
    return render(request, "statistics/board.html", context)


def _tile(code: str, asked: Asked) -> Tile:
    return rate_tile(rates[code], asked) if code in rates else count_tile(measures[code], asked)


@require_safe
@deed_required(READ)
def table(request: DeskRequest) -> HttpResponse:
    """One table with every row; ``?as=csv`` or ``?as=xlsx`` is the file."""
    by, codes = request.GET.get("by", ""), request.GET.getlist("measure")[:6]
    chosen = [measures[code] for code in codes if code in measures]
    if not chosen or len(chosen) != len(codes):
        raise Http404
    if by != MONTH and any(by not in each.dimensions for each in chosen):
        raise Http404
    asked = asked_of(request)
    found = table_by(by, chosen, asked)
    ending = request.GET.get("as", "")
    if ending in MAKERS:
        return file_of(found.sheet(), ending)
    context: dict[str, Any] = {
        "table": found,
        "asked": asked,
        "measures": chosen,
        "endings": [(ending, f"{found.url}&as={ending}") for ending in MAKERS],
        "back": asked.address("board"),
    }
    return render(request, "statistics/table.html", context)
