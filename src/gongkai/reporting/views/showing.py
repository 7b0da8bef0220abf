"""How pages show a report: numbers with the addresses they open, what is wrong with its records."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from gongkai.casework.selectors import scope_of
from gongkai.kernel.actor import Actor
from gongkai.reporting.annual import TEXTS, Difference
from gongkai.reporting.cells import Line, lines_of
from gongkai.reporting.form import PARTS
from gongkai.reporting.layout import TABLES, Placed
from gongkai.reporting.rules import Violation

MOST_CASES = 20
"""Records named in one line of a page; the others are on the page of the cell."""
Address = Callable[[Placed], str]


@dataclass(frozen=True, slots=True)
class LiveCells:
    """Where a number of a report that is being written opens what it counts."""

    unit_id: int
    year: int

    def __call__(self, cell: Placed) -> str:
        if not cell.is_number or not cell.text:
            return ""
        return reverse("reporting:cell", args=[self.unit_id, self.year, cell.where])


@dataclass(frozen=True, slots=True)
class SettledCells:
    """Where a number of a settled report opens what it counted."""

    snapshot_id: int

    def __call__(self, cell: Placed) -> str:
        if not cell.is_number or not cell.text:
            return ""
        return reverse("reporting:settled_cell", args=[self.snapshot_id, cell.where])


Shown = list[list[tuple[Placed, str]]]


def parts_shown(
    tables: Mapping[str, Any], texts: Mapping[str, str], address: Address
) -> list[tuple[str, str, Shown]]:
    """The six parts in their order: heading, text, and table with the addresses its cells open."""
    written = {heading: texts.get(part, "") for part, heading in TEXTS.items()}
    layouts = iter(TABLES)
    parts = []
    for heading in PARTS:
        rows = [] if heading in written else next(layouts)(tables)
        shown = [[(cell, address(cell)) for cell in row] for row in rows]
        parts.append((heading, written.get(heading, ""), shown))
    return parts


@dataclass(frozen=True, slots=True)
class Wrong:
    """A broken check with the cell it stands in and the records that break it."""

    violation: Violation
    cell: str
    lines: list[Line]
    more: int


def found_wrong(actor: Actor, violations: Sequence[Violation]) -> list[Wrong]:
    """Broken checks as pages show them."""
    units = scope_of(actor, "inforequests.read").unit_ids
    return [
        Wrong(one, _cell_of(one.where), *_named(one.where, one.cases, {}, units))
        for one in violations
    ]


def _cell_of(where: str) -> str:
    """The cell that a check points at; of a whole column the first cell, of a row its first number."""
    parts = where.split(".")
    if parts[1:2] == ["*"]:
        parts[1] = "new"
    if parts[0] == "table2" and parts[1:] in (["regulations"], ["normative"]):
        parts.append("2")
    return ".".join(parts)


def _named(
    where: str, ids: Sequence[int], numbers: Mapping[str, str], units: frozenset[int] | None
) -> tuple[list[Line], int]:
    table = where.partition(".")[0]
    if not ids:
        return [], 0
    lines = lines_of(table, ids[:MOST_CASES], numbers=numbers, units=units)
    return lines, max(0, len(ids) - MOST_CASES)


@dataclass(frozen=True, slots=True)
class Changed:
    """A cell that says something else now, with the records that came and went."""

    difference: Difference
    came: list[Line]
    went: list[Line]
    more: int


def changed(
    actor: Actor, differences: Sequence[Difference], numbers: Mapping[str, str]
) -> list[Changed]:
    """Differences as pages show them; records that are gone by the number they had."""
    units = scope_of(actor, "inforequests.read").unit_ids
    found = []
    for one in differences:
        came, more = _named(one.where, one.came, numbers, units)
        went, rest = _named(one.where, one.went, numbers, units)
        found.append(Changed(one, came, went, more + rest))
    return found
