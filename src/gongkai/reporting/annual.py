"""The figures of one annual report in the shape of the form. Plain Python over plain values."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gongkai.reporting import rules
from gongkai.reporting.form import (
    COLUMNS,
    KEYS,
    TABLE4_COLUMNS,
    TABLE4_GROUPS,
    name_of,
    parts_of,
    places,
)
from gongkai.reporting.rules import Number, Violation

Cells = list[Number | None]
HARD = frozenset({"C1", "C2", "C3", "C5", "T4", "R1", "SRC", "TEXT"})
"""Checks that stop a report from being settled; the others ask for an explanation in the text."""
TEXTS = {
    "overview": "一、总体情况",
    "problems": "五、存在的主要问题及改进情况",
    "others": "六、其他需要报告的事项",
}
"""The parts that are written, not counted."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The three tables. A figure that nobody has stated is None, never 0."""

    table2: dict[str, Any] = field(default_factory=dict)
    table3: dict[str, list[int]] = field(default_factory=dict)
    table4: dict[str, list[int]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The tables as they are frozen and compared."""
        return {"table2": self.table2, "table3": self.table3, "table4": self.table4}

    def at(self, where: str) -> Number | None:
        """The number at an address of the form (``table3.new.natural``)."""
        return number_at(self.as_json(), where)


def number_at(tables: Mapping[str, Any], where: str) -> Number | None:
    """The number at an address of the form; *tables* are `Tables.as_json`."""
    table, key, *rest = where.split(".")
    cells: Any = tables[table][key]
    if not rest:
        alone: Number | None = cells
        return alone
    columns: Sequence[str] = {"table3": COLUMNS, "table4": TABLE4_COLUMNS}.get(table, "012")
    found: Number | None = cells[columns.index(rest[0])]
    return found


def table3_of(counts: Mapping[str, Mapping[str, int]]) -> dict[str, list[int]]:
    """All rows with their totals from ``row key → column key → number``."""
    table = {}
    for key in KEYS:
        cells = [counts.get(key, {}).get(column, 0) for column in COLUMNS[:-1]]
        table[key] = [*cells, sum(cells)]
    return table


def table4_of(counts: Mapping[tuple[str, str], int]) -> dict[str, list[int]]:
    """The three groups with their totals from ``(group, result) → number``."""
    table = {}
    for group in TABLE4_GROUPS:
        cells = [counts.get((group, result), 0) for result in TABLE4_COLUMNS[:-1]]
        table[group] = [*cells, sum(cells)]
    return table


def violations(
    tables: Tables, before: Tables | None, texts: Mapping[str, str], year: int
) -> list[Violation]:
    """C1–C6, T2, T4 and the sentences, as the checker of published reports has them."""
    from gongkai.reporting.checking.comparing import compare_narrative, compare_previous
    from gongkai.reporting.checking.numbers import fold
    from gongkai.reporting.checking.result import Report

    report = Report(year=year, table2=tables.table2, layout="2021")
    report.table3 = {key: list(cells) for key, cells in tables.table3.items()}
    report.table4 = {key: list(cells) for key, cells in tables.table4.items()}
    report.narrative = fold("。".join(texts.get(part, "") for part in TEXTS))
    compare_narrative(report)
    if before is not None:
        previous = Report(year=year - 1, table2=before.table2, layout="2021")
        previous.table3 = {key: list(cells) for key, cells in before.table3.items()}
        compare_previous(report, previous)
    return [
        *rules.violations_of_table3(tables.table3),
        *rules.violations_of_table4(tables.table4),
        *rules.violations_of_table2(tables.table2),
        *rules.violations_of_fee(tables.table3["other_fee_unpaid"][-1], texts.get("others", "")),
        *report.violations,
    ]


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that says something else now than when the report was settled.

    ``came`` and ``went`` are the records that it counts now and did not then, and the other way round.
    """

    where: str
    then: Number | None
    now: Number | None
    came: tuple[int, ...] = ()
    went: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        return name_of(self.where)


Ids = Mapping[str, Sequence[int]]


def differences(
    then: Mapping[str, Any], now: Mapping[str, Any], then_ids: Ids, now_ids: Ids
) -> list[Difference]:
    """Cell by cell, in the order of the form; tables are `Tables.as_json`, ids by cell.

    A cell with the same number and other records is a difference too.
    """
    found = []
    for where in places():
        old, new = number_at(then, where), number_at(now, where)
        counted, counts = set(behind(then_ids, where)), set(behind(now_ids, where))
        if old != new or counted != counts:
            came, went = sorted(counts - counted), sorted(counted - counts)
            found.append(Difference(where, old, new, tuple(came), tuple(went)))
    return found


def behind(ids: Ids, where: str) -> list[int]:
    """The records that a cell counts; a total counts those of its columns."""
    return sorted(one for part in parts_of(where) for one in ids.get(part, ()))


def unsourced(tables: Mapping[str, Any], ids: Ids, stated: Mapping[str, Any]) -> list[Violation]:
    """SRC: every number is the number of its records, or in part two the sum of what units have.

    *stated* is part two as the units' figures add up to it.
    """
    found = []
    for where in places():
        number = number_at(tables, where)
        is_stated = where.startswith("table2")
        source = number_at({"table2": stated}, where) if is_stated else len(behind(ids, where))
        if number != source:
            sentence = f"“{name_of(where)}”写作 {number}，其来源为 {source}"
            found.append(Violation("SRC", where, source, number, sentence))
    return found


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON of a settled report."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
