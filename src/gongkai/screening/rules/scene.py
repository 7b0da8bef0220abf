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
    _tables: list[tuple[int, int, list[str]]] = field(default_factory=list)

    def line_start(self, place: int) -> int:
        begin = self.text.rfind("\n", 0, place) + 1
        begin = max(begin, self.text.rfind("\r", begin, place) + 1)
        return max(begin, self.text.rfind(PASSAGE_END, begin, place) + 1)

    def line_end(self, place: int) -> int:
        found = _LINE_END.search(self.text, place)
        return found.start() if found else len(self.text)

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
        begin = self.text.rfind(PASSAGE_END, 0, place)
        if begin < 0 or self.text[begin + 1 : place].strip():
            return ""
        previous = self.text.rfind(PASSAGE_END, 0, begin)
        return self.text[max(previous + 1, begin - 24) : begin].strip()

    def given_header(self, place: int) -> str:
        """The heading that came with the passage at *place*."""
        return self.headers[bisect_right(self.starts, place) - 1] if self.headers else ""

    def header(self, place: int) -> str:
        """The heading over the cell at *place*; empty outside tables."""
        given = self.given_header(place)
        if given:
            return given
        begin = self.line_start(place)
        line = self.text[begin : self.line_end(place)]
        cells = self.heading_row(place)
        if not cells or cells == _cells(line):
            return ""
        marks = _CELLS if _CELLS.search(line) else _GAPS
        column = len(marks.findall(self.text[begin:place].lstrip(" ")))
        return cells[column].strip() if column < len(cells) else ""

    def heading_row(self, place: int) -> list[str]:
        """All headings of the flat table around *place*; its first row when it has none."""
        begin = self.line_start(place)
        line = self.text[begin : self.line_end(place)]
        if _CELLS.search(line):
            return self._heading_row(begin, _CELLS)
        if not _GAPS.search(line):
            return []
        cells = self._heading_row(begin, _GAPS)
        even = len(cells) == len(_GAPS.split(line.lstrip(" ")))
        return cells if even and all(len(cell.strip()) <= HEADING for cell in cells) else []

    def _heading_row(self, begin: int, marks: re.Pattern[str]) -> list[str]:
        """Headings of the block of lines of cells that the line at *begin* belongs to."""
        top = begin
        for _ in range(HEADER_REACH):
            if self._tables and self._tables[-1][0] <= top <= self._tables[-1][1]:
                first, _, cells = self._tables[-1]
                self._tables[-1] = (first, begin, cells)
                return cells
            if top == 0 or self.text[top - 1] == PASSAGE_END:
                break
            above = self.line_start(top - 1)
            if not marks.search(self.text[above : top - 1]) and self.text[above : top - 1].strip():
                break
            top = above
        while not self.text[top : self.line_end(top)].strip() and top < begin:
            top = self.line_end(top) + 1
        cells = marks.split(self.text[top : self.line_end(top)].lstrip(" "))
        self._tables.append((top, begin, cells))
        return cells


def _cells(line: str) -> list[str]:
    """The cells of one line."""
    marks = _CELLS if _CELLS.search(line) else _GAPS
    return marks.split(line.lstrip(" "))
