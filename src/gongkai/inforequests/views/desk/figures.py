"""申请统计 (E5): figures by result, class, channel, unit, subject and month; each opens its requests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.casework.rules import local_day
from gongkai.casework.selectors import scope_of, units_in
from gongkai.inforequests.forms import FiguresFilter
from gongkai.inforequests.selectors import figures
from gongkai.inforequests.words import ApplicantClass, Channel, ReportRow
from gongkai.kernel.measures import Measure, Period, measures, rates
from gongkai.web.answers import cursor
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

READ = "inforequests.read"
NEW, CONCLUDED = "requests.new", "requests.concluded"
SHOWN = (
    NEW,
    CONCLUDED,
    "requests.carried_out",
    "requests.in_time",
    "requests.late",
    "requests.overdue",
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A number that opens the requests it counts; without any there is nothing to open."""

    number: int
    url: str


@dataclass(frozen=True, slots=True)
class Card:
    """One figure with the same days of the year before."""

    label: str
    definition: str
    value: str
    before: str
    change: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers by one question, told apart by up to two measures."""

    caption: str
    columns: list[str]
    rows: list[tuple[str, list[Cell]]]


@require_safe
@deed_required(READ)
def page(request: DeskRequest) -> HttpResponse:
    """The figures of the units that a person may read, for the days asked."""
    units = units_in(request.actor, READ)
    form = FiguresFilter(request.GET or None, units=units)
    period = _period(request, form)
    names = {str(number): name for number, name in units.items()}
    context = {
        "form": form,
        "period": period,
        "cards": _cards(period),
        "tables": [
            _results(period),
            _table("按申请人类型", "class", dict(ApplicantClass.choices), period),
            _table("按提交渠道", "channel", dict(Channel.choices), period),
            _table("按承办单位", "unit", names, period),
            _table("按主题", "theme", figures.theme_names() | {"": "未标注"}, period),
        ],
        "months": _months(period),
        "measures": [measures[code] for code in SHOWN],
        "rate": rates["requests.in_time_rate"],
    }
    return render(request, "inforequests/desk/figures.html", context)


def _period(request: DeskRequest, form: FiguresFilter) -> Period:
    start, end = form.days(local_day(timezone.now()))
    unit = form.cleaned_data.get("unit") if form.is_bound and form.is_valid() else None
    return Period(start, end, scope_of(request.actor, READ).narrowed(unit).unit_ids)


def _cards(period: Period) -> list[Card]:
    before = period.year_before
    totals, earlier = _totals(period), _totals(before)
    cards = [_count_card(measures[code], period, totals[code], earlier[code]) for code in SHOWN]
    rate = rates["requests.in_time_rate"]
    now_rate, old_rate = rate.among(totals), rate.among(earlier)
    cards.append(Card(rate.label, rate.definition, _percent(now_rate), _percent(old_rate), ""))
    used, old_used = figures.days_used(period), figures.days_used(before)
    told = "从收到申请到送达答复的工作日，扣除暂停的日子，取平均"
    cards.append(Card("平均办理工作日", told, _mean(used), _mean(old_used), ""))
    return cards


def _totals(period: Period) -> dict[str, int]:
    return {code: measures[code].total(period) for code in SHOWN}


def _count_card(measure: Measure, period: Period, number: int, earlier: int) -> Card:
    change = f"{(number - earlier) / earlier:+.1%}" if earlier else ""
    url = _open(measure.code, period, {}) if number else ""
    return Card(measure.label, measure.definition, str(number), str(earlier), change, url)


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{share:.1%}"


def _mean(days: float | None) -> str:
    return "—" if days is None else f"{days:.1f}"


def _open(code: str, period: Period, values: Mapping[str, str]) -> str:
    asked = {"measure": code, "start": period.start, "end": period.end}
    if period.units is not None and len(period.units) == 1 and "unit" not in values:
        asked["unit"] = next(iter(period.units))
    return f"{reverse('inforequests:figure_rows')}?{urlencode({**asked, **values})}"


def _cell(code: str, period: Period, values: Mapping[str, str], number: int) -> Cell:
    return Cell(number, _open(code, period, values) if number else "")


def _table(caption: str, dimension: str, names: Mapping[str, str], period: Period) -> Table:
    counts = {code: measures[code].counts(period, (dimension,)) for code in (NEW, CONCLUDED)}
    seen = {key[0] for found in counts.values() for key in found}
    rows = [
        (
            name,
            [
                _cell(code, period, {dimension: value}, found.get((value,), 0))
                for code, found in counts.items()
            ],
        )
        for value, name in names.items()
        if value in seen
    ]
    return Table(caption, ["新收", "办结"], rows)


def _results(period: Period) -> Table:
    """The results by class of applicant, as the yearly report has them (§3.3)."""
    found = measures[CONCLUDED].counts(period, ("row", "class"))
    classes = list(ApplicantClass.values)
    rows = [
        (label, [*_by_class(found, row, classes, period), _row_total(found, row, period)])
        for row, label in ReportRow.choices
        if any(key[0] == row for key in found)
    ]
    columns = [*(str(label) for label in ApplicantClass.labels), "总计"]
    return Table("按处理结果和申请人类型", columns, rows)


def _by_class(
    found: Mapping[tuple[str, ...], int], row: str, classes: Iterable[str], period: Period
) -> list[Cell]:
    return [
        _cell(CONCLUDED, period, {"row": row, "class": each}, found.get((row, each), 0))
        for each in classes
    ]


def _row_total(found: Mapping[tuple[str, ...], int], row: str, period: Period) -> Cell:
    total = sum(number for key, number in found.items() if key[0] == row)
    return _cell(CONCLUDED, period, {"row": row}, total)


def _months(period: Period) -> Table:
    new, concluded = (measures[code].months(period) for code in (NEW, CONCLUDED))
    rows = [
        (
            f"{month.start.year}年{month.start.month}月",
            [_cell(NEW, month, {}, came), _cell(CONCLUDED, month, {}, went)],
        )
        for (month, came), (_, went) in zip(new, concluded, strict=True)
    ]
    return Table("按月", ["新收", "办结"], rows)


@require_safe
@deed_required(READ)
def rows(request: DeskRequest) -> HttpResponse:
    """The requests behind one number, oldest first."""
    code = request.GET.get("measure", "")
    if code not in figures.CONDITIONS:
        raise Http404
    form = FiguresFilter(request.GET, units=units_in(request.actor, READ))
    period = _period(request, form)
    names = [name for name in figures.DIMENSIONS if name in request.GET and name != "unit"]
    values = {name: request.GET[name][:40] for name in names}
    if values.get("theme", "").strip("0123456789"):
        raise Http404
    found = figures.counted_page(code, period, values, cursor(request, "after"))
    context: dict[str, Any] = {
        "measure": measures[code],
        "period": period,
        "narrowed": [_told(name, value) for name, value in values.items()],
        "rows": found.rows,
        "total": _total(measures[code], period, values),
        "back": f"{reverse('inforequests:figures')}?{_kept(request, ('start', 'end', 'unit'))}",
        "next_url": found.next and f"?{_kept(request, request.GET, after=found.next)}",
    }
    return render(request, "inforequests/desk/figure_rows.html", context)


def _total(measure: Measure, period: Period, values: Mapping[str, str]) -> int:
    counts = measure.counts(period, tuple(values))
    return counts.get(tuple(values.values()), 0)


def _kept(request: DeskRequest, names: Iterable[str], **more: Any) -> str:
    kept = {name: request.GET[name] for name in names if request.GET.get(name) is not None}
    return urlencode(kept | more)


def _told(name: str, value: str) -> str:
    words = {
        "row": dict(ReportRow.choices),
        "class": dict(ApplicantClass.choices),
        "channel": dict(Channel.choices),
        "theme": figures.theme_names() | {"": "未标注主题"},
    }[name]
    return str(words.get(value, value))
