"""What a rule sees of a text: the folded text, the words around a place, the table it stands in."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from gongkai.screening.rules.findings import Category, Severity

PASSAGE_END = "\x1e"
_CELLS = re.compile(r"[|\t｜]")
_GAPS = re.compile(r" {2,}|　+|,")
_LINE_END = re.compile(f"[\n\r{PASSAGE_END}]")
HEADING = 16
"""The longest cell that is still a heading, in characters."""
LINE_STEP = 2000
"""A line of megabytes is looked at in pieces of two to four thousand characters."""
HEADER_REACH = 3000
"""How many lines a heading may stand above its cell."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A finding in the making: places count in the folded text."""

    rule: str
    category: Category
    severity: Severity
    start: int
    end: int
    message: str
    suggestion: str = ""
    basis: str = ""


class Cue(NamedTuple):
    """A word the shared matcher has seen for a rule."""

    word: str
    start: int
    end: int


class Rule(Protocol):
    """One thing to look for. *cues* are words that the one shared pass looks for on its behalf."""

    @property
    def cues(self) -> Iterable[str]: ...

    def find(self, scene: "Scene", cues: Sequence[Cue]) -> Iterable[Hit]: ...


@dataclass
class Scene:
    """A folded text of one or more passages, kept apart by ``PASSAGE_END``."""

    text: str
    headers: Sequence[str] = ()
    starts: Sequence[int] = ()
    memo: dict[str, Any] = field(default_factory=dict)
    _table: tuple[int, int, list[str]] | None = None
    _row: "Row | None" = None
    _prose: tuple[int, int] = (0, 0)

    def line_start(self, place: int) -> int:
        """Where the line of *place* begins; of a line of megabytes, a piece before it."""
        begin = max(0, (place // LINE_STEP - 1) * LINE_STEP)
        begin = max(begin, self.text.rfind("\n", begin, place) + 1)
        begin = max(begin, self.text.rfind("\r", begin, place) + 1)
        return max(begin, self.text.rfind(PASSAGE_END, begin, place) + 1)

    def line_end(self, place: int) -> int:
        """Where the line of *place* ends; of a line of megabytes, a piece behind it."""
        end = min(len(self.text), (place // LINE_STEP + 2) * LINE_STEP)
        found = _LINE_END.search(self.text, place, end)
        return found.start() if found else end

    def before(self, place: int, reach: int = 24) -> str:
        """Up to *reach* characters before *place*, not beyond the passage."""
        begin = max(0, place - reach)
        cut = self.text.rfind(PASSAGE_END, begin, place)
        return self.text[max(begin, cut + 1) : place]

    def after(self, place: int, reach: int = 24) -> str:
        """Up to *reach* characters from *place* on, not beyond the passage."""
        return self.text[place : place + reach].partition(PASSAGE_END)[0]

    def cell_before(self, place: int) -> str:
        """The text of the passage before the one of *place*: the label left of a value."""
        begin = self.text.rfind(PASSAGE_END, max(0, place - LINE_STEP), place)
        if begin < 0 or self.text[begin + 1 : place].strip():
            return ""
        previous = self.text.rfind(PASSAGE_END, max(0, begin - LINE_STEP), begin)
        return self.text[max(previous + 1, begin - 24) : begin].strip()

    def given_header(self, place: int) -> str:
        """The heading that came with the passage at *place*."""
        return self.headers[bisect_right(self.starts, place) - 1] if self.headers else ""

    def header(self, place: int) -> str:
        """The heading over the cell at *place*; empty outside tables."""
        given = self.given_header(place)
        if given:
            return given
        row = self.row(place)
        if row is None or row.is_heading or not row.has_headings:
            return ""
        column = len(row.marks.findall(self.text[row.begin : place].lstrip(" ")))
        return row.cells[column].strip() if column < len(row.cells) else ""

    def heading_row(self, place: int) -> list[str]:
        """All headings of the flat table around *place*; its first row when it has none."""
        row = self.row(place)
        return row.cells if row and row.has_headings else []

    def row(self, place: int) -> "Row | None":
        """The row of a flat table at *place*, None outside of such; the last answer is kept."""
        last = self._row
        if last is not None and last.begin <= place <= last.end:
            return last
        if self._prose[0] <= place < self._prose[1]:
            return None
        begin, end = self.line_start(place), self.line_end(place)
        line = self.text[begin:end]
        marks = _CELLS if _CELLS.search(line) else _GAPS
        if not marks.search(line):
            self._prose = (begin, end)
            return None
        top, cells = self._block(begin, marks)
        self._row = Row(begin, end, marks, top, cells, _fits(line, marks, cells))
        return self._row

    def _block(self, begin: int, marks: re.Pattern[str]) -> tuple[int, list[str]]:
        """Where the block of rows around the line at *begin* starts, and its first row's cells."""
        top = begin
        for _ in range(HEADER_REACH):
            if self._table and self._table[0] <= top <= self._table[1]:
                first, _, cells = self._table
                self._table = (first, begin, cells)
                return first, cells
            if top == 0 or self.text[top - 1] == PASSAGE_END:
                break
            above = self.line_start(top - 1)
            if not marks.search(self.text[above : top - 1]) and self.text[above : top - 1].strip():
                break
            top = above
        while top < begin and not self.text[top : self.line_end(top)].strip():
            top = self.line_end(top) + 1
        cells = marks.split(self.text[top : self.line_end(top)].lstrip(" "))
        self._table = (top, begin, cells)
        return top, cells


@dataclass(frozen=True, slots=True)
class Row:
    """A line of cells: its place, what parts its cells, and the first row of its block."""

    begin: int
    end: int
    marks: re.Pattern[str]
    top: int
    cells: list[str]
    has_headings: bool

    @property
    def is_heading(self) -> bool:
        return self.begin == self.top


def _fits(line: str, marks: re.Pattern[str], cells: list[str]) -> bool:
    """Cells parted by blanks or commas are a table only with short headings, one for each."""
    if marks is _CELLS:
        return True
    even = len(cells) == len(marks.split(line.lstrip(" ")))
    return even and all(len(cell.strip()) <= HEADING for cell in cells)
