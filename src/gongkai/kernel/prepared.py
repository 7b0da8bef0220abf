"""Queries built once and run often: the ORM writes the SQL, each request only fills in the values.

Building a query with a dozen joins costs a Django process ten times as much as running it; the
pages that everybody reads build theirs once per process and database.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

MARK = datetime(1949, 10, 1, 15, 0, 0, 191, tzinfo=UTC)
"""Stands for a moment while the query is built; numbers are marked by large negative ones."""


class Prepared:
    """``Prepared(build, "document", moments=("now",))``: rows of a ``.values(…)`` query as dicts.

    *build* takes the named values and returns the queryset; it is called once, with marks in their
    place. Names in *moments* are datetimes, all others integers. Nothing may depend on a value but
    the parameter itself: no branch, no list. Annotations come after the fields of the rows.
    """

    def __init__(
        self,
        build: Callable[..., QuerySet[Any, Any]],
        *numbers: str,
        moments: tuple[str, ...] = (),
    ) -> None:
        self._build = build
        self._numbers = numbers
        self._moments = moments
        self._plans: dict[str, tuple[str, list[Any], Any, Any, list[str]]] = {}

    def __call__(self, **given: Any) -> list[dict[str, Any]]:
        """Run the query with the named values; rows as dictionaries."""
        connection = connections[DEFAULT_DB_ALIAS]
        plan = self._plans.get(connection.vendor)
        if plan is None:
            plan = self._plans[connection.vendor] = self._prepare()
        sql, slots, compiler, converters, names = plan
        adapt = connection.ops.adapt_datetimefield_value
        values = {name: adapt(given[name]) for name in self._moments}
        values |= {name: given[name] for name in self._numbers}
        params = [values[slot.name] if isinstance(slot, _Slot) else slot for slot in slots]
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            rows = cursor.fetchall()
        if converters:
            rows = compiler.apply_converters(rows, converters)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def _prepare(self) -> tuple[str, list[Any], Any, Any, list[str]]:
        connection = connections[DEFAULT_DB_ALIAS]
        marks: Mapping[str, Any] = {
            **{name: -190_000_000 - place for place, name in enumerate(self._numbers)},
            **{
                name: MARK.replace(microsecond=200 + place)
                for place, name in enumerate(self._moments)
            },
        }
        queryset = self._build(**marks)
        compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        adapted = {
            connection.ops.adapt_datetimefield_value(mark) if name in self._moments else mark: name
            for name, mark in marks.items()
        }
        slots = [_Slot(adapted[value]) if value in adapted else value for value in params]
        found = {slot.name for slot in slots if isinstance(slot, _Slot)}
        if found != set(marks):
            raise ValueError(f"values {set(marks) - found} are not parameters of the query")
        converters = compiler.get_converters([column[0] for column in chain(compiler.select, ())])
        query = queryset.query
        names = [*query.extra_select, *query.values_select, *query.annotation_select]
        return sql, slots, compiler, converters, names


class _Slot:
    """A place in the parameters that a request fills."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name
