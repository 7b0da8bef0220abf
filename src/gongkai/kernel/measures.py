"""Named figures: every number the product shows has a definition and opens the records it counts.

An app registers its measures in ``AppConfig.ready``; pages, reports and exports ask the registry, and
`docs/reference/measures.md` is computed from it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

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


def _earlier(day: date) -> date:
    last = day.month == 2 and day.day == 29
    return day.replace(year=day.year - 1, day=28 if last else day.day)


Counts = Callable[[Period, tuple[str, ...]], Mapping[tuple[str, ...], int]]
Ids = Callable[[Period, Mapping[str, str]], Iterable[int]]


@dataclass(frozen=True)
class Measure:
    """A count of records. ``definition`` says in one sentence what is counted, for anyone to read.

    ``counts(period, dimensions)`` gives the number per combination of values; no dimension gives
    the one key ``()``. ``ids(period, values)`` gives the records behind a number, oldest first.
    ``records`` names their kind, ``dimensions`` by what they can be told apart.
    """

    code: str
    label: str
    definition: str
    records: str
    dimensions: tuple[str, ...]
    counts: Counts
    ids: Ids
    unit: str = "件"

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
        whole = sum(measures[code].total(period) for code in self.whole)
        return sum(measures[code].total(period) for code in self.parts) / whole if whole else None


measures: Registry[Measure] = Registry("measure")
rates: Registry[Rate] = Registry("rate")
