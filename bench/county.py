"""A generated county: its people and columns, and the tables from which rows of any kind are drawn.

Units, people and columns are those of the demo county, made by its services.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bench.fill import Dialect, reset_sequences

TEXTS = 3000
PART = 500
OPEN_LEAST, OPEN_SHARE = 400, 100
PASSWORD = "yanshi-zhanghao-88"
SPREAD = 3650 * 1440
"""Records are spread over ten years (minutes)."""
ROLES = ("clerk", "section_head", "secrecy_reviewer", "leader")


def start(folder: Path) -> None:
    """Django over the county in *folder*."""
    os.environ["GONGKAI_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.config.settings"
    os.environ["GONGKAI_LOG_LEVEL"] = "ERROR"
    import django

    django.setup()


def hasten() -> None:
    """Let SQLite write without waiting for the disk while rows come in."""
    from django.db import connection

    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-1000000")
            cursor.execute("PRAGMA temp_store=MEMORY")


def set_up(now: datetime) -> None:
    """Units, people and columns, through the services."""
    from django.conf import settings
    from django.db import transaction

    from gongkai.cli.demo import build
    from gongkai.cli.demo.names import Names
    from gongkai.cli.demo.world import World
    from gongkai.clock.selectors import calendar_for

    chance = Random(build.SEED)
    world = World(
        chance=chance,
        now=now - timedelta(days=400),
        end=now,
        calendar=calendar_for(settings.REGION),
        names=Names(chance),
    )
    with transaction.atomic():
        build._set_up(world, PASSWORD)


class Layout:
    """Numbered units, columns, texts, and numbers joined with what belongs to each."""

    def __init__(self, count: int, now: datetime) -> None:
        self.count = count
        self.open = max(OPEN_LEAST, count // OPEN_SHARE)
        self.sql = Dialect(now.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S"))
        self.units = self.sections = self.themes = self.genres = 0

    # ---- the tables that rows are drawn from --------------------------------------------------

    def lay_out(self) -> None:
        """Numbered units, columns, themes, genres and parts of texts."""
        from django.apps import apps
        from django.db import connection

        people: dict[tuple[int, str], int] = {}
        for unit, role, person in apps.get_model("orgs.Appointment").objects.values_list(
            "unit_id", "role", "person_id"
        ):
            people[unit, role] = person
        unit_model = apps.get_model("orgs.Unit")
        first = unit_model.objects.get(slug="jiaoyuju")
        others = unit_model.objects.exclude(parent=None).exclude(pk=first.pk).order_by("pk")
        rows = [
            (place, unit.pk, unit.code, *(people[unit.pk, role] for role in ROLES))
            for place, unit in enumerate((first, *others))
        ]
        self.units = self.table("bench_unit", "k id code clerk head reviewer leader", rows)
        sections = apps.get_model("catalogue.Section").objects.filter(is_shared=True, is_open=True)
        self.sections = self.numbered("bench_section", sections.order_by("-pk"))
        themes = apps.get_model("catalogue.Theme").objects.exclude(parent=None)
        self.themes = self.numbered("bench_theme", themes)
        self.genres = self.numbered("bench_genre", apps.get_model("catalogue.Genre").objects)
        self.table("bench_text", "k title body html", list(_parts()))
        with connection.cursor() as cursor:
            cursor.execute("CREATE UNIQUE INDEX bench_text_k ON bench_text (k)")

    def numbered(self, name: str, rows: Any) -> int:
        return self.table(name, "k id", list(enumerate(rows.values_list("pk", flat=True))))

    def table(self, name: str, columns: str, rows: list[tuple[Any, ...]]) -> int:
        from django.db import connection

        names = columns.split()
        types = ", ".join(
            f"{column} {'text' if isinstance(value, str) else 'bigint'}"
            for column, value in zip(names, rows[0], strict=True)
        )
        places = ", ".join(["%s"] * len(names))
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMPORARY TABLE {name} ({types})")
            cursor.executemany(f"INSERT INTO {name} VALUES ({places})", rows)
        return len(rows)

    def source(self, first: int, last: int, having: str = "TRUE", texts: bool = False) -> str:
        """Numbers from *first* to *last* with what belongs to each: FROM … WHERE …"""
        section = f"CASE WHEN n.i % 10 < 3 THEN 0 ELSE (n.i * 31 + 7) % {self.sections} END"
        joined = (
            "(WITH RECURSIVE counted(i) AS ("
            f"SELECT CAST({first} AS bigint) UNION ALL SELECT i + 1 FROM counted WHERE i < {last}) "
            "SELECT i FROM counted) AS n "
            f"JOIN bench_unit u ON u.k = {self._unit(first)} "
            f"JOIN bench_section s ON s.k = {section} "
            f"JOIN bench_theme th ON th.k = (n.i * 13) % {self.themes} "
            f"JOIN bench_genre g ON g.k = (n.i * 7) % {self.genres} "
        )
        if texts:
            joined += (
                f"JOIN bench_text a ON a.k = (n.i * 7919) % {TEXTS} "
                f"JOIN bench_text b ON b.k = (n.i * 104729) % {TEXTS - 1} "
                f"JOIN bench_text c ON c.k = (n.i * 1299709) % {TEXTS - 2} "
            )
        return f"{joined} WHERE {having}"

    def _unit(self, first: int) -> str:
        """Of the records in hand every other one belongs to the unit that is measured."""
        spread = f"(n.i * 17 + 3) % {self.units}"
        if first <= self.count:
            return spread
        return f"CASE WHEN n.i % 2 = 0 THEN 0 ELSE {spread} END"

    @property
    def age(self) -> str:
        """Minutes since the record's date, spread over ten years."""
        return f"((n.i * 48271) % {SPREAD} + 60)"

    def close(self) -> None:
        """Ids that follow, statistics for the planner."""
        from django.apps import apps
        from django.db import connection

        reset_sequences(*apps.get_models())
        if connection.vendor == "postgresql":  # its autovacuum would; SQLite has no such habit
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")


def _parts() -> Iterator[tuple[int, str, str, str]]:
    """Titles and parts of bodies, as text and as HTML."""
    from bench.texts import document

    for number in range(TEXTS):
        made = document(number + 1)
        body = (made.body * (PART // len(made.body) + 1))[:PART]
        html = "".join(f"<p>{line}</p>" for line in body.split("\n\n") if line)
        yield number, made.title, body.replace("\n\n", "\n"), html
