"""Named figures: every number the product shows has a definition and opens the records it counts.

An app registers its measures in ``AppConfig.ready``; pages, reports and exports ask the registry, and
`docs/reference/measures.md` is computed from it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gongkai.kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class Period:
    """What a figure is asked for: the days, both counted, and the units (None: the whole area)."""

    start: date
    end: date
    units: frozenset[int] | None = None

    @property
    def year_before(self) -> "Period":
        """The same days one year earlier; 29 February becomes the 28th."""
        return Period(_earlier(self.start), _earlier(self.end), self.units)

    def months(self) -> "Iterator[Period]":
        """The calendar months of these days, the first and the last cut to them."""
        start = self.start
        while start <= self.end:
            following = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
            yield Period(start, min(following - timedelta(days=1), self.end), self.units)
            start = following


def _earlier(day: date) -> date:
    last = day.month == 2 and day.day == 29
    return day.replace(year=day.year - 1, day=28 if last else day.day)


class AsOf(StrEnum):
    """What a figure's days mean."""

    WITHIN = "期内发生"
    AT_END = "期末时点"
    NOW = "此刻"


@dataclass(frozen=True, slots=True)
class Row:
    """A record behind a number, as a list names it.

    ``title`` may be read only by who may open the record, unless ``is_public``; ``desk`` and
    ``portal`` are its addresses ("" where it has none), ``weight`` what it adds to the number.
    """

    id: int
    name: str
    title: str
    unit_id: int | None
    day: date | None
    desk: str = ""
    portal: str = ""
    is_public: bool = False
    weight: int = 1


@dataclass(frozen=True, slots=True)
class RowPage:
    """Rows behind a number, oldest first, and the id after which the next page begins."""

    rows: list[Row]
    next: int | None


Counts = Callable[[Period, tuple[str, ...]], Mapping[tuple[str, ...], int]]
Ids = Callable[[Period, Mapping[str, str]], Iterable[int]]
Months = Callable[[Period], list[tuple[Period, int]]]
Pages = Callable[[Period, Mapping[str, str], int | None], RowPage]


@dataclass(frozen=True)
class Measure:
    """A count of records. ``definition`` says in one sentence what is counted, for anyone to read.

    ``counts(period, dimensions)`` gives the number per combination of values; no dimension gives
    the one key ``()``. ``ids(period, values)`` gives the records behind a number, oldest first, and
    ``page(period, values, after)`` shows them; ``months(period)`` splits the number, in one query.
    ``records`` names their kind, ``dimensions`` by what they can be told apart. ``formula()`` is
    the question to the database, ``deed`` the right that opens a record. With ``summed`` the number
    is the sum of the rows' weights.
    """

    code: str
    label: str
    definition: str
    records: str
    dimensions: tuple[str, ...]
    counts: Counts
    ids: Ids
    page: Pages
    months: Months
    formula: Callable[[], str]
    deed: str
    as_of: AsOf = AsOf.WITHIN
    unit: str = "件"
    summed: str = ""

    def __hash__(self) -> int:
        return hash(self.code)

    def total(self, period: Period) -> int:
        """The number for all of *period*."""
        return self.counts(period, ()).get((), 0)


@dataclass(frozen=True, slots=True)
class Rate:
    """A share: the sum of the ``parts`` over the sum of the ``whole``, both codes of measures."""

    code: str
    label: str
    definition: str
    parts: tuple[str, ...]
    whole: tuple[str, ...]

    def of(self, period: Period) -> float | None:
        """Between 0 and 1; None where nothing is counted: no share of nothing is claimed."""
        codes = {*self.parts, *self.whole}
        return self.among({code: measures[code].total(period) for code in codes})

    def among(self, totals: Mapping[str, int]) -> float | None:
        """The same from numbers that have been counted."""
        whole = sum(totals[code] for code in self.whole)
        return sum(totals[code] for code in self.parts) / whole if whole else None


def days_for(figure: Measure | Rate, period: Period, today: date) -> Period:
    """The days to count *figure* by: what stands at their end is not asked of a day to come."""
    if isinstance(figure, Measure) and figure.as_of is AsOf.WITHIN:
        return period
    return Period(period.start, max(period.start, min(period.end, today)), period.units)


@dataclass(frozen=True)
class Dimension:
    """By what numbers can be told apart. ``names()``: what its values are called, in their order.

    A value that has no name is shown as it is, the empty one as ``absent``.
    """

    code: str
    label: str
    names: Callable[[], Mapping[str, str]]
    absent: str = "未标注"

    def __hash__(self) -> int:
        return hash(self.code)


measures: Registry[Measure] = Registry("measure")
rates: Registry[Rate] = Registry("rate")
dimensions: Registry[Dimension] = Registry("dimension")
