"""What a check hands back: the tables as the text states them, what is unsure, what is wrong."""

from dataclasses import dataclass, field
from typing import Any

from gongkai.reporting.checking.numbers import Number
from gongkai.reporting.form import KEYS, TABLE2_SINGLES, TABLE2_TRIPLES, TABLE4_GROUPS
from gongkai.reporting.rules import Violation

JSON_FIELDS = (
    "year",
    "organ",
    "table2",
    "table3",
    "table4",
    "ambiguous",
    "violations",
    "title",
    "layout",
    "notes",
    "table2_2019",
)
Row = list[Number | None]


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """Cells whose borders are lost and that several readings satisfy.

    ``where`` is the row (``table3.new``), ``raw`` what the text prints, ``candidates`` the readings.
    ``settled`` is the one that other figures of the report or of a neighbouring year name, with
    ``because``; it is then also the value in the table. Otherwise cells that differ are null.
    """

    where: str
    raw: str
    candidates: tuple[tuple[Number | None, ...], ...]
    reason: str
    settled: tuple[Number | None, ...] | None = None
    because: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "where": self.where,
            "raw": self.raw,
            "candidates": [list(one) for one in self.candidates],
            "reason": self.reason,
            "settled": list(self.settled) if self.settled else None,
            "because": self.because or None,
        }


def empty_table2() -> dict[str, Any]:
    triples: dict[str, Any] = {key: [None] * 3 for key in TABLE2_TRIPLES}
    return triples | dict.fromkeys(TABLE2_SINGLES)


def empty_table3() -> dict[str, Row]:
    return {key: [None] * 7 for key in KEYS}


def empty_table4() -> dict[str, Row]:
    return {key: [None] * 5 for key in TABLE4_GROUPS}


@dataclass(slots=True)
class Report:
    """One report as read and checked. A number that the text does not state is None, never 0."""

    year: int | None = None
    organ: str | None = None
    title: str | None = None
    layout: str | None = None
    table2: dict[str, Any] = field(default_factory=empty_table2)
    table2_2019: dict[str, Row] | None = None
    table3: dict[str, Row] = field(default_factory=empty_table3)
    table4: dict[str, Row] = field(default_factory=empty_table4)
    ambiguous: list[Ambiguity] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    narrative: str = field(default="", repr=False)
    closing: str = field(default="", repr=False)
    blank: frozenset[str] = frozenset()
    """Rows of part three that are printed without any number."""

    @property
    def has_tables(self) -> bool:
        """Whether any number of the three tables was read."""
        rows = [*self.table3.values(), *self.table4.values(), self.table2["normative"]]
        singles = [self.table2[key] for key in TABLE2_SINGLES]
        return any(cell is not None for row in [*rows, singles] for cell in row) or bool(
            self.ambiguous
        )

    def has_row(self, key: str) -> bool:
        """Whether the file has this row of part three, be it blank."""
        return key in self.blank or any(cell is not None for cell in self.table3[key])

    def unsure(self, where: str) -> Ambiguity | None:
        """The open ambiguity of a row, None when the row is read or settled."""
        return next(
            (one for one in self.ambiguous if one.where == where and one.settled is None), None
        )

    def as_json(self) -> dict[str, Any]:
        """Exactly the fields of `JSON_FIELDS`."""
        return {
            "year": self.year,
            "organ": self.organ,
            "table2": self.table2,
            "table3": self.table3,
            "table4": self.table4,
            "ambiguous": [one.as_json() for one in self.ambiguous],
            "violations": [one.as_json() for one in self.violations],
            "title": self.title,
            "layout": self.layout,
            "notes": self.notes,
            "table2_2019": self.table2_2019,
        }
