"""Measures over a table: the one way in which numbers are counted, split, and opened, by SQL.

An app states once how the rows of a table are told apart and shown (`Records`), and then for each
measure nothing but the condition under which a row counts.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.apps import apps
from django.db.models import Count, Model, Q, QuerySet, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.timezone import get_default_timezone

from gongkai.kernel.measures import AsOf, Measure, Period, Row, RowPage

PAGE = 50
TIME_ZONE = r"(\+00:00)?"
Condition = Callable[[Period], Q]
SAMPLE = Period(date(2001, 2, 3), date(2004, 5, 6))
"""Days that stand nowhere else: a formula shows their names in their place."""


def first_moment(day: date) -> datetime:
    """The beginning of *day* in China."""
    return datetime.combine(day, time.min, get_default_timezone())


def bounds(period: Period) -> tuple[datetime, datetime]:
    """The first moment of *period* and the first one after it."""
    return first_moment(period.start), first_moment(period.end + timedelta(days=1))


def during(column: str) -> Condition:
    """Rows whose moment *column* lies in the period."""

    def condition(period: Period) -> Q:
        start, end = bounds(period)
        return Q(**{f"{column}__gte": start, f"{column}__lt": end})

    return condition


@dataclass(frozen=True)
class Records:
    """The rows of a table, for the measures that count them.

    ``columns`` are the columns behind the dimensions; one computed by ``computed`` is named there.
    ``unit`` is the column a period's units narrow, ``load`` reads what ``show`` needs without a
    query per row, ``deed`` opens a row, ``weight`` is a column to be summed instead of counting.
    """

    model: str
    columns: Mapping[str, str]
    deed: str
    show: Callable[[Any], Row]
    unit: str = "unit_id"
    load: Callable[[QuerySet[Any]], QuerySet[Any]] = lambda found: found
    computed: Mapping[str, Combinable] = field(default_factory=dict)
    weight: str = ""

    def __hash__(self) -> int:
        return hash(self.model)

    def of(self, period: Period, condition: Q) -> QuerySet[Any]:
        """The rows of the period's units that meet *condition*, in no order."""
        found = self._model()._default_manager.filter(condition).order_by()
        return found if period.units is None else found.filter(**{f"{self.unit}__in": period.units})

    def _model(self) -> type[Model]:
        return apps.get_model(self.model)

    @property
    def _number(self) -> Any:
        return Coalesce(Sum(self.weight), 0) if self.weight else Count("pk")

    def with_columns(self, found: QuerySet[Any], names: tuple[str, ...]) -> QuerySet[Any]:
        """*found* with what has to be computed for these dimensions."""
        needed = {self.columns[name] for name in names} & self.computed.keys()
        return found.annotate(**{name: self.computed[name] for name in needed}) if needed else found

    def narrowed(self, found: QuerySet[Any], values: Mapping[str, str]) -> QuerySet[Any]:
        """Only the rows with these values of dimensions; "" is where there is none."""
        found = self.with_columns(found, tuple(values))
        for name, value in values.items():
            column = self.columns[name]
            asked = {column: value} if value else self._absent(column)
            found = found.filter(**asked)
        return found

    def _absent(self, column: str) -> dict[str, Any]:
        is_key = column.endswith("_id") or column in self.computed
        return {f"{column}__isnull": True} if is_key else {column: ""}

    def counts(
        self, condition: Condition, period: Period, names: tuple[str, ...]
    ) -> Mapping[tuple[str, ...], int]:
        """The number per combination of values: one query."""
        found = self.of(period, condition(period))
        if not names:
            return {(): found.aggregate(number=self._number)["number"]}
        columns = [self.columns[name] for name in names]
        rows = self.with_columns(found, names).values_list(*columns).annotate(number=self._number)
        return {tuple(key_of(value) for value in row[:-1]): row[-1] for row in rows}

    def ids(self, condition: Condition, period: Period, values: Mapping[str, str]) -> Iterator[int]:
        """The rows behind a number, oldest first."""
        found = self.narrowed(self.of(period, condition(period)), values).order_by("pk")
        return found.values_list("pk", flat=True).iterator(chunk_size=2000)

    def months(self, condition: Condition, as_of: AsOf, period: Period) -> list[tuple[Period, int]]:
        """The number of each month of the period, in one query; what stands now has no months."""
        if as_of is AsOf.NOW:
            return []
        months = list(period.months())
        within = condition(period) if as_of is AsOf.WITHIN else Q()
        counted = self.of(period, within).aggregate(
            **{f"m{place}": self._filtered(condition(each)) for place, each in enumerate(months)}
        )
        return [(month, counted[f"m{place}"]) for place, month in enumerate(months)]

    def _filtered(self, condition: Q) -> Any:
        if self.weight:
            return Coalesce(Sum(self.weight, filter=condition), 0)
        return Count("pk", filter=condition)

    def page(
        self,
        condition: Condition,
        period: Period,
        values: Mapping[str, str],
        after: int | None = None,
    ) -> RowPage:
        """A page of the rows behind a number."""
        found = self.narrowed(self.of(period, condition(period)), values).order_by("pk")
        if after is not None:
            found = found.filter(pk__gt=after)
        rows = list(self.load(found)[: PAGE + 1])
        following = rows[PAGE - 1].pk if len(rows) > PAGE else None
        return RowPage([self.show(row) for row in rows[:PAGE]], following)

    def formula(self, condition: Condition) -> str:
        """The question to the database, the days of the period and the time zone named."""
        found = self.of(SAMPLE, condition(SAMPLE))
        told = str(found.values("pk").query)
        where = told.partition(" FROM ")[2]
        number = f"SUM({self.weight})" if self.weight else "COUNT(*)"
        return _named(" ".join(("SELECT", number, "FROM", where)).replace('"', ""))

    def measure(
        self,
        code: str,
        label: str,
        definition: str,
        condition: Condition,
        *,
        formula: str = "",
        **more: Any,
    ) -> Measure:
        """The measure that counts the rows under *condition*; *formula* where SQL alone is not it."""
        as_of = more.get("as_of", AsOf.WITHIN)
        return Measure(
            code=code,
            label=label,
            definition=definition,
            records=self.model,
            dimensions=tuple(self.columns),
            counts=partial(self.counts, condition),
            ids=partial(self.ids, condition),
            page=partial(self.page, condition),
            months=partial(self.months, condition, as_of),
            formula=partial(str, formula) if formula else partial(self.formula, condition),
            deed=self.deed,
            summed=self.weight,
            **more,
        )


def key_of(value: object) -> str:
    """A value of a dimension as addresses carry it; "" for none."""
    return "" if value is None else str(value)


def _named(told: str) -> str:
    """*told* with the sample days by their names; moments stand there in UTC."""
    start, end = bounds(SAMPLE)
    last = first_moment(SAMPLE.end)
    for name, moment in (("期初零时", start), ("期末次日零时", end), ("期末当日零时", last)):
        written = f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
        told = re.sub(re.escape(written) + TIME_ZONE, name, told)
    last_moment = f"{end.astimezone(UTC) - timedelta(seconds=1):%Y-%m-%d %H:%M:%S}"
    told = re.sub(re.escape(last_moment) + r"\.9+" + TIME_ZONE, "期末最后一刻", told)
    return told.replace(str(SAMPLE.start), "期初").replace(str(SAMPLE.end), "期末")
