"""The figures that a summary names: counted, linked to their records, or said to be unknown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse

from gongkai.kernel.errors import Reason
from gongkai.kernel.measures import Measure, Period, Rate, days_for, measures, rates
from gongkai.orgs.selectors import subtree, units_by_ids
from gongkai.reporting.summaries.placeholders import (
    BEFORE,
    CHANGE,
    YEAR,
    Piece,
    Wanted,
    paragraphs_of,
)
from gongkai.web.formats import chinese_day

if TYPE_CHECKING:
    from gongkai.orgs.models import Unit

PERIOD_NAME, UNIT_NAME = "期间", "单位"
NEAR = 3
Figure = Measure | Rate


@dataclass(frozen=True, slots=True)
class Filled:
    """A piece of text as it reads; a figure has its address and the name it was asked by."""

    text: str
    url: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A summary with its figures, and what is wrong with the names in it."""

    paragraphs: list[list[Filled]]
    problems: list[Reason]

    def as_json(self) -> list[list[dict[str, str]]]:
        """As it is frozen."""
        return [
            [{"text": each.text, "url": each.url, "name": each.name} for each in line]
            for line in self.paragraphs
        ]


def paragraphs_from(content: list[list[dict[str, Any]]]) -> list[list[Filled]]:
    """A frozen summary as it was."""
    return [[Filled(each["text"], each["url"], each["name"]) for each in line] for line in content]


def figures_by_name() -> dict[str, Figure]:
    """Every figure that can be inserted, by the name people write."""
    return {each.label: each for each in (*measures, *rates)}


class Filler:
    """Counts the figures of one summary; each asked for once however often it is named."""

    def __init__(self, unit: "Unit", start: date, end: date, today: date) -> None:
        below = list(subtree(unit).values_list("pk", flat=True))
        self._unit, self._today = unit, today
        whole = unit.parent_id is None
        self._period = Period(start, end, None if whole else frozenset(below))
        self._names = figures_by_name()
        self._inside = {each.short_name: each.pk for each in units_by_ids(below).values()}
        self._known: dict[Wanted, Filled] = {}
        self._problems: dict[str, Reason] = {}

    def fill(self, text: str) -> Told:
        """*text* with its figures; names that are not known stay as they are written."""
        lines = [[self._piece(piece) for piece in line] for line in paragraphs_of(text)]
        return Told(lines, list(self._problems.values()))

    def _piece(self, piece: Piece) -> Filled:
        if isinstance(piece, str):
            return Filled(piece)
        if piece not in self._known:
            self._known[piece] = self._filled(piece)
        return self._known[piece]

    def _filled(self, wanted: Wanted) -> Filled:
        if wanted.name == UNIT_NAME:
            return Filled(self._unit.name)
        if wanted.name == PERIOD_NAME:
            return Filled(_days(self._period))
        figure = self._names.get(wanted.name)
        problems = [*self._unknown(wanted)]
        if figure is None or problems:
            self._problems |= {str(each): each for each in problems}
            return Filled(str(wanted))
        period = days_for(figure, self._period_of(wanted), self._today)
        if BEFORE in wanted.wishes:
            period = period.year_before
        if CHANGE in wanted.wishes:
            return Filled(_change(figure, period), self._address(figure, period), str(wanted))
        return Filled(_value(figure, period), self._address(figure, period), str(wanted))

    def _unknown(self, wanted: Wanted) -> Iterator[Reason]:
        if wanted.name not in self._names:
            near = get_close_matches(wanted.name, self._names, NEAR, 0.3)
            told = f"，相近的有：{'、'.join(near)}" if near else "，请从可用的数里选"
            yield Reason("figure", f"没有叫“{wanted.name}”的数{told}")
        for wish in wanted.wishes:
            if wish in (BEFORE, CHANGE) or YEAR.fullmatch(wish) or wish in self._inside:
                continue
            near = get_close_matches(wish, [BEFORE, CHANGE, *self._inside], NEAR, 0.3)
            told = f"；您是不是要写：{'、'.join(near)}" if near else ""
            yield Reason(
                "wish",
                f"“{wanted}”里的“{wish}”不认识，可以写上年同期、增减、某年（如2025年）或者下级单位的简称{told}",
            )

    def _period_of(self, wanted: Wanted) -> Period:
        period = self._period
        for wish in wanted.wishes:
            year = YEAR.fullmatch(wish)
            if year:
                whole = int(year[1])
                period = Period(date(whole, 1, 1), date(whole, 12, 31), period.units)
            elif wish in self._inside:
                period = Period(period.start, period.end, frozenset({self._inside[wish]}))
        return period

    def _address(self, figure: Figure, period: Period) -> str:
        """The records behind a number, the parts of a share."""
        asked: dict[str, str] = {"start": str(period.start), "end": str(period.end)}
        if period.units is not None and period.units != self._period.units:
            asked["unit"] = str(next(iter(period.units)))
        elif period.units is not None:
            asked["below"] = str(self._unit.pk)
        if isinstance(figure, Rate):
            return f"{reverse('statistics:measure', args=[figure.code])}?{urlencode(asked)}"
        return f"{reverse('statistics:rows')}?{urlencode({'measure': figure.code} | asked)}"


def _days(period: Period) -> str:
    start, end = period.start, period.end
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return f"{start.year}年"
    return f"{chinese_day(start)}至{chinese_day(end)}"


def _value(figure: Figure, period: Period) -> str:
    if isinstance(figure, Measure):
        return str(figure.total(period))
    share = figure.of(period)
    return "—" if share is None else f"{share:.1%}"


def _change(figure: Figure, period: Period) -> str:
    """In words: 增长12.5%, 下降3.0%, 持平; a share changes by points."""
    if isinstance(figure, Rate):
        now, before = figure.of(period), figure.of(period.year_before)
        if now is None or before is None:
            return "上年同期没有可比的数"
        points = round((now - before) * 100, 1)
        return f"{_way(points)}{abs(points)}个百分点" if points else "持平"
    count, earlier = figure.total(period), figure.total(period.year_before)
    if count == earlier:
        return "持平"
    if not earlier:
        return "上年同期为零"
    return f"{_way(count - earlier)}{abs(count - earlier) / earlier:.1%}"


def _way(change: float) -> str:
    return "增长" if change > 0 else "下降"


def definitions() -> Mapping[str, str]:
    """Name → what it counts, for the list beside the editor."""
    return {name: figure.definition for name, figure in figures_by_name().items()}
