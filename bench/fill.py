"""Rows by the hundred thousand: INSERT … SELECT into the product's tables, every constraint on.

Nothing is switched off: foreign keys (composite ones too), CHECKs, unique indexes and the guards of
append-only tables stand while rows come in, on SQLite and PostgreSQL.
"""

from typing import Any

from django.db import connection
from django.db.models import Field, Model
from django.db.models.fields import NOT_PROVIDED


class Dialect:
    """The few expressions that the two engines spell differently."""

    def __init__(self, base: str) -> None:
        """*base* is the moment from which minutes count back, ``YYYY-MM-DD HH:MM:SS`` in UTC."""
        self._base = base
        self._sqlite = connection.vendor == "sqlite"

    def moment(self, minutes: str) -> str:
        """The moment so many minutes before the base."""
        if self._sqlite:
            back = f"printf('%+d minutes', -({minutes}))"
            return f"strftime('%Y-%m-%d %H:%M:%S', '{self._base}', {back})"
        return f"(TIMESTAMPTZ '{self._base}+00' - ({minutes}) * INTERVAL '1 minute')"

    def day(self, minutes: str) -> str:
        """The day so many minutes before the base."""
        if self._sqlite:
            return f"date('{self._base}', printf('%+d minutes', -({minutes})))"
        return f"((TIMESTAMP '{self._base}' - ({minutes}) * INTERVAL '1 minute')::date)"

    def digest(self, number: str) -> str:
        """64 hexadecimal digits that belong to *number*."""
        if self._sqlite:
            return f"printf('%064x', {number})"
        return f"lpad(to_hex({number}), 64, '0')"


def insert(model: type[Model], source: str, /, **expressions: str) -> None:
    """Insert one row of *model* per row of *source* (what follows FROM).

    *expressions* are SQL by attribute name; fields not named get their default, NULL or "".
    """
    columns: list[str] = []
    values: list[str] = []
    params: list[Any] = []
    for field in model._meta.concrete_fields:
        expression = expressions.pop(field.attname, None)
        if expression is None and field.primary_key:
            continue
        columns.append(connection.ops.quote_name(str(field.column)))
        if expression is None:
            values.append(_cast(field))
            params.append(field.get_db_prep_save(_default(field), connection))
        else:
            values.append(expression.replace("%", "%%"))
    if expressions:
        raise LookupError(f"{model.__name__} has no {', '.join(expressions)}")
    table = connection.ops.quote_name(model._meta.db_table)
    rows = source.replace("%", "%%")
    statement = f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {rows}"
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def _cast(field: "Field[Any, Any]") -> str:
    kind = field.db_type(connection)
    return "%s" if connection.vendor == "sqlite" else f"%s::{kind}"


def _default(field: "Field[Any, Any]") -> Any:
    if field.default is not NOT_PROVIDED:
        return field.get_default()
    return None if field.null else ""


def reset_sequences(*models: type[Model]) -> None:
    """Let the next ids follow the ones that were given by hand (PostgreSQL)."""
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)
