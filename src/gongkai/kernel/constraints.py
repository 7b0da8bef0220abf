"""Database constraints that Django lacks: composite foreign keys, and triggers that forbid change.

Both survive Django's SQLite table rebuild: a `CompositeForeignKey` is part of the model, so the
rebuilt table carries it again; triggers are put back after every ``migrate`` and counted at start.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Columns, Statement, Table

from gongkai.kernel.registry import Registry


class CompositeForeignKey(models.BaseConstraint):
    """``FOREIGN KEY (fields) REFERENCES to (to_fields)``: the joined row must agree in *all* fields.

    ``to`` is a table name; ``to_fields`` are columns under a unique constraint there.
    The database alone enforces it, at once and not only at commit, so `validate` does nothing.
    """

    def __init__(
        self, *, name: str, fields: Sequence[str], to: str, to_columns: Sequence[str]
    ) -> None:
        super().__init__(name=name)
        self.fields = tuple(fields)
        self.to = to
        self.to_columns = tuple(to_columns)

    def _columns(self, model: Any) -> list[str]:
        return [str(model._meta.get_field(field).column) for field in self.fields]

    def _clause(self, model: type[models.Model], editor: BaseDatabaseSchemaEditor) -> str:
        quote = editor.quote_name
        here = ", ".join(quote(column) for column in self._columns(model))
        there = ", ".join(quote(column) for column in self.to_columns)
        return (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY ({here}) "
            f"REFERENCES {quote(self.to)} ({there})"
        )

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        return self._clause(model, schema_editor)

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        table = model._meta.db_table
        return Statement(
            "ALTER TABLE %(table)s ADD %(clause)s",
            table=Table(table, schema_editor.quote_name),
            columns=Columns(table, self._columns(model), schema_editor.quote_name),
            clause=self._clause(model, schema_editor),
        )

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        return Statement(
            "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s",
            table=Table(model._meta.db_table, schema_editor.quote_name),
            name=schema_editor.quote_name(self.name),
        )

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Nothing to do before the write: the database decides."""

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        kwargs |= {"fields": self.fields, "to": self.to, "to_columns": self.to_columns}
        return path, args, kwargs

    def __eq__(self, other: object) -> bool:
        if isinstance(other, CompositeForeignKey):
            return bool(self.deconstruct() == other.deconstruct())
        return NotImplemented

    __hash__ = models.BaseConstraint.__hash__


@dataclass(frozen=True)
class Guard:
    """A trigger that refuses ``event`` (UPDATE or DELETE) on ``table`` with a Chinese message.

    ``unless`` is a condition over OLD and NEW, in SQL that both engines read; when it holds, the
    event is let through; unknown (NULL) does not let through.
    """

    table: str
    event: str
    message: str
    unless: str = ""

    @property
    def code(self) -> str:
        return f"guard_{self.table}_{self.event.lower()}"

    def create_statements(self, vendor: str) -> list[str]:
        when = f"WHEN (NOT COALESCE(({self.unless}), FALSE))" if self.unless else ""
        if vendor == "sqlite":
            return [
                f"CREATE TRIGGER {self.code} BEFORE {self.event} ON {self.table} FOR EACH ROW "
                f"{when} BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
            ]
        statements = [
            f"CREATE OR REPLACE FUNCTION {self.code}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN RAISE EXCEPTION '{self.message}' "
            f"USING ERRCODE = 'integrity_constraint_violation'; END $$",
            f"CREATE TRIGGER {self.code} BEFORE {self.event} ON {self.table} FOR EACH ROW "
            f"{when} EXECUTE FUNCTION {self.code}()",
        ]
        if self.event == "DELETE":
            statements.append(
                f"CREATE TRIGGER {self.code}_truncate BEFORE TRUNCATE ON {self.table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {self.code}()"
            )
        return statements

    def drop_statements(self, vendor: str) -> list[str]:
        if vendor == "sqlite":
            return [f"DROP TRIGGER IF EXISTS {self.code}"]
        return [
            f"DROP TRIGGER IF EXISTS {self.code} ON {self.table}",
            f"DROP TRIGGER IF EXISTS {self.code}_truncate ON {self.table}",
        ]


guards: Registry[Guard] = Registry("guard")


def append_only(table: str, what: str) -> tuple[Guard, Guard]:
    """The two guards of a table whose rows are written once: no change, no deletion."""
    return (
        Guard(table, "UPDATE", f"{what}一经写入不得修改"),
        Guard(table, "DELETE", f"{what}不得删除"),
    )


def install_guards(connection: BaseDatabaseWrapper) -> None:
    """Put every registered guard in place, replacing what stood there."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in guards:
            if guard.table in tables:
                statements = guard.drop_statements(connection.vendor)
                for statement in statements + guard.create_statements(connection.vendor):
                    cursor.execute(statement)


def drop_guards(connection: BaseDatabaseWrapper) -> None:
    """Take all guards away: for the test suite's own clean-up between tests, nothing else."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in guards:
            if guard.table in tables:
                for statement in guard.drop_statements(connection.vendor):
                    cursor.execute(statement)


def missing_guards(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of guards and composite keys that should stand in this database but do not."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        standing = {row[0] for row in cursor.fetchall()}
        missing = [guard.code for guard in guards if guard.code not in standing]
        for model, key in composite_keys():
            if not _key_stands(cursor, connection.vendor, model._meta.db_table, key.name):
                missing.append(key.name)
    return missing


def composite_keys() -> list[tuple[type[models.Model], CompositeForeignKey]]:
    """Every composite foreign key that a model declares."""
    from django.apps import apps

    return [
        (model, constraint)
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, CompositeForeignKey)
    ]


def _key_stands(cursor: Any, vendor: str, table: str, name: str) -> bool:
    if vendor == "sqlite":
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [table])
        row = cursor.fetchone()
        return row is not None and f'CONSTRAINT "{name}" FOREIGN KEY' in row[0]
    cursor.execute("SELECT 1 FROM pg_constraint WHERE conname = %s", [name])
    return cursor.fetchone() is not None
