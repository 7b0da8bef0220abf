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
    TABLE2_SINGLES,
    TABLE2_TRIPLES,
    TABLE4_COLUMNS,
    TABLE4_GROUPS,
    name_of,
)
from gongkai.reporting.rules import Number, Violation

Cells = list[Number | None]
HARD = frozenset({"C1", "C2", "C3", "C5", "T4", "TEXT"})
"""Checks that stop a report from being settled; the others ask for an explanation in the text."""
TEXTS = {
    "overview": "一、总体情况",
    "problems": "五、存在的主要问题及改进情况",
    "others": "六、其他需要报告的事项",
}
"""The parts that are written, not counted."""


def _triples() -> dict[str, Any]:
    triples: dict[str, Any] = {key: [None] * 3 for key in TABLE2_TRIPLES}
    return triples | dict.fromkeys(TABLE2_SINGLES)


@dataclass(frozen=True, slots=True)
class Tables:
    """The three tables. A figure that nobody has stated is None, never 0."""

    table2: dict[str, Any] = field(default_factory=_triples)
    table3: dict[str, list[int]] = field(default_factory=dict)
    table4: dict[str, list[int]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The tables as they are frozen and compared."""
        return {"table2": self.table2, "table3": self.table3, "table4": self.table4}


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


def table2_of(filed: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The sum of what units have filed; a figure that none has filed stays None."""
    table = _triples()
    for key in TABLE2_TRIPLES:
        for place in range(3):
            table[key][place] = _sum([one[key][place] for one in filed if one.get(key)])
    for key in TABLE2_SINGLES:
        table[key] = _sum([one.get(key) for one in filed])
    return table


def _sum(values: Sequence[Number | None]) -> Number | None:
    known = [value for value in values if value is not None]
    if not known:
        return None
    total = sum(known)
    return round(total, 6) if isinstance(total, float) else total


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
    """A cell whose number is another now than when the report was settled."""

    where: str
    then: Number | None
    now: Number | None

    @property
    def name(self) -> str:
        return name_of(self.where)


def differences(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
    """Cell by cell, in the order of the form; both are `Tables.as_json`."""
    found = []
    for table in ("table2", "table3", "table4"):
        for key, old in then[table].items():
            new = now[table].get(key)
            pairs = zip(old, new, strict=True) if isinstance(old, list) else [(old, new)]
            for place, (a, b) in enumerate(pairs):
                if a != b:
                    found.append(Difference(_place(table, key, place), a, b))
    return found


def _place(table: str, key: str, place: int) -> str:
    columns: Sequence[str] = {"table3": COLUMNS, "table4": TABLE4_COLUMNS}.get(table, ())
    return f"{table}.{key}.{columns[place]}" if columns else f"{table}.{key}"


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON of a settled report."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
