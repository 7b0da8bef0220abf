"""What a page of figures is asked for: days, unit, and how numbers are linked to their records."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from gongkai.casework.rules import local_day
from gongkai.casework.selectors import scope_of, units_in
from gongkai.kernel.measures import Measure, Period, Rate, days_for, dimensions
from gongkai.orgs.selectors import subtree, unit_by_id
from gongkai.web.answers import cursor
from gongkai.web.http import DeskRequest
from gongkai.web.period_form import FiguresFilter

READ = "statistics.read"


@dataclass(frozen=True, slots=True)
class Cell:
    """A number and the address of what it counts; "" where there is nothing to open."""

    number: int
    url: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The form, the days and units it asks for, and when that was."""

    form: FiguresFilter
    period: Period
    unit_id: int | None
    at: datetime
    below: int | None = None
    """A unit whose whole subtree is asked for; the links of a summary carry it."""

    def days(self, figure: Measure | Rate) -> Period:
        """The days to count *figure* by."""
        return days_for(figure, self.period, local_day(self.at))

    def words(self) -> dict[str, str]:
        """What every link of the page carries on."""
        found = {"start": str(self.period.start), "end": str(self.period.end)}
        if self.unit_id:
            return found | {"unit": str(self.unit_id)}
        return found | ({"below": str(self.below)} if self.below else {})

    def address(self, view: str, **more: str) -> str:
        """A page of statistics for the same days and unit."""
        return f"{reverse(f'statistics:{view}')}?{urlencode(self.words() | more)}"

    def cell(self, measure: Measure, number: int, by: str = "", value: str = "") -> Cell:
        """*number*, which opens the records it counts."""
        if not number:
            return Cell(number, "")
        narrowed = {"by": by, "value": value} if by else {}
        return Cell(number, self.address("rows", measure=measure.code, **narrowed))

    def month(self, measure: Measure, month: Period, number: int) -> Cell:
        """A month's number, which opens its records."""
        if not number:
            return Cell(number, "")
        days = {"start": str(month.start), "end": str(month.end)}
        return Cell(number, self.address("rows", measure=measure.code, **days))


def asked_of(request: DeskRequest) -> Asked:
    """The days and the unit in the address, within the units whose figures a person may read."""
    now = timezone.now()
    form = FiguresFilter(request.GET or None, units=units_in(request.actor, READ))
    start, end = form.days(local_day(now))
    unit = form.cleaned_data.get("unit") if form.is_bound and form.is_valid() else None
    units = scope_of(request.actor, READ).narrowed(unit).unit_ids
    below = None if unit else cursor(request, "below")
    if below is not None:
        inside = _subtree_ids(below)
        units = inside if units is None else units & inside
    return Asked(form, Period(start, end, units), unit, now, below)


def _subtree_ids(unit_id: int) -> frozenset[int]:
    """A unit and everything below it; nothing for a unit that is not there."""
    unit = unit_by_id(unit_id)
    return frozenset(subtree(unit).values_list("pk", flat=True)) if unit else frozenset()


def names_of(by: str) -> Mapping[str, str]:
    """The words of a dimension's values, the empty one included."""
    dimension = dimensions[by]
    return {**dimension.names(), "": dimension.absent}


def change(now: int, before: int) -> str:
    """The change against the year before in per cent; "" against nothing."""
    return f"{(now - before) / before:+.1%}" if before else ""


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure with the same days of the year before."""

    label: str
    definition: str
    value: str
    before: str
    change: str
    url: str


def count_tile(measure: Measure, asked: Asked) -> Tile:
    number = measure.total(asked.days(measure))
    url = asked.cell(measure, number).url
    if measure.as_of is measure.as_of.NOW:
        return Tile(measure.label, measure.definition, str(number), "", "", url)
    before = measure.total(asked.days(measure).year_before)
    return Tile(
        measure.label, measure.definition, str(number), str(before), change(number, before), url
    )


def rate_tile(rate: Rate, asked: Asked) -> Tile:
    """A share opens its measures: the number itself is no set of records."""
    days = asked.days(rate)
    now, before = rate.of(days), rate.of(days.year_before)
    url = f"{reverse('statistics:measure', args=[rate.code])}?{urlencode(asked.words())}"
    return Tile(rate.label, rate.definition, percent(now), percent(before), "", url)


def percent(share: float | None) -> str:
    return "—" if share is None else f"{share:.1%}"
