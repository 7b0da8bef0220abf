"""Tables on the pages of a PDF by the lines that are drawn around their cells."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import pi
from typing import Any

from gongkai.reporting.checking.grids import Cell, Grid
from gongkai.reporting.checking.numbers import fold

_NEAR = 3.0
"""Points: lines no further apart are one line."""
_LEAST_LINES = 4
_MOST_BOXES = 40_000
Point = tuple[float, float]
Box = tuple[int, int]
"""A column and a row between the lines of a page; 0 is before the first line."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line at ``at`` across the direction in which it runs from ``start`` to ``end``."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class _Letter:
    """A printed letter and its middle, to the right and downwards as the page is read."""

    text: str
    across: float
    down: float


def of_pdf(data: bytes) -> list[Grid]:
    """Every drawn table, page by page; the extraction has refused broken and locked files.

    A page that is printed sideways is read as its letters stand.
    """
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(data)
    try:
        return [grid for page in document for grid in _of_page(page)]
    finally:
        document.close()


def _of_page(page: Any) -> list[Grid]:
    from gongkai.files.extraction.pdf_rules import strokes_on

    strokes = list(strokes_on(page))
    if len(strokes) < 2 * _LEAST_LINES:
        return []
    text_page = page.get_textpage()
    turn = _turn(text_page)
    uprights, levels = [], []
    for one in strokes:
        (left, top), (right, bottom) = sorted(
            (turn(one.left, one.bottom), turn(one.right, one.top))
        )
        top, bottom = sorted((top, bottom))
        if bottom - top > right - left:
            uprights.append(_Line((left + right) / 2, top, bottom))
        else:
            levels.append(_Line((top + bottom) / 2, left, right))
    columns, rows = _places(uprights), _places(levels)
    if min(len(columns), len(rows)) < _LEAST_LINES or len(columns) * len(rows) > _MOST_BOXES:
        return []
    cells = _joined(columns, rows, uprights, levels)
    return [*_tables(columns, rows, cells, _letters(text_page, turn))]


def _turn(text_page: Any) -> Callable[[float, float], Point]:
    """From points of the page to where they stand when most of its letters are upright.

    The angles of letters run clockwise.
    """
    from pypdfium2 import raw

    count = text_page.count_chars()
    angles = (
        round(raw.FPDFText_GetCharAngle(text_page.raw, index) / (pi / 2)) % 4
        for index in range(0, count, max(1, count // 200))
    )
    quarter = Counter(angles).most_common(1)
    turns: tuple[Callable[[float, float], Point], ...] = (
        lambda x, y: (x, -y),
        lambda x, y: (-y, -x),
        lambda x, y: (-x, y),
        lambda x, y: (y, x),
    )
    return turns[quarter[0][0] if quarter else 0]


def _letters(text_page: Any, turn: Callable[[float, float], Point]) -> Iterator[_Letter]:
    """The letters in the order of the file; a space only where it stands within a line."""
    from pypdfium2 import raw

    for index in range(text_page.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text_page.raw, index) or 32)
        if letter in "\r\n" or not (letter.isprintable() or letter.isspace()):
            continue
        left, bottom, right, top = text_page.get_charbox(index, loose=True)
        yield _Letter(letter, *turn((left + right) / 2, (bottom + top) / 2))


def _places(lines: Iterable[_Line]) -> list[float]:
    """Where lines stand, those close together taken as one."""
    found: list[float] = []
    for at in sorted(line.at for line in lines):
        if not found or at - found[-1] > _NEAR:
            found.append(at)
    return found


def _walls(
    across: Sequence[float], along: Sequence[float], lines: Iterable[_Line]
) -> set[tuple[int, int]]:
    """(n, m): a line stands before box n, all along box m, counted across and along the lines."""
    found = set()
    for line in lines:
        number = bisect_right(across, line.at)
        for place in range(1, len(along)):
            middle = (along[place - 1] + along[place]) / 2
            if line.start - 1 <= middle <= line.end + 1:
                found.add((number, place))
    return found


def _joined(
    columns: Sequence[float],
    rows: Sequence[float],
    uprights: Iterable[_Line],
    levels: Iterable[_Line],
) -> "_Groups":
    """The boxes between all lines of a page; those without a line between them are one cell."""
    groups = _Groups()
    before = _walls(columns, rows, uprights)
    above = _walls(rows, columns, levels)
    for row in range(len(rows) + 1):
        for column in range(len(columns) + 1):
            if column and (column, row) not in before:
                groups.join((column - 1, row), (column, row))
            if row and (row, column) not in above:
                groups.join((column, row - 1), (column, row))
    return groups


class _Groups:
    """Boxes put together; `of` names the group of a box by one box in it."""

    def __init__(self) -> None:
        self._of: dict[Box, Box] = {}

    def of(self, box: Box) -> Box:
        while self._of.get(box, box) != box:
            self._of[box] = self._of.get(self._of[box], self._of[box])
            box = self._of[box]
        return box

    def join(self, one: Box, other: Box) -> None:
        self._of[self.of(one)] = self.of(other)


def _tables(
    columns: Sequence[float], rows: Sequence[float], cells: _Groups, letters: Iterable[_Letter]
) -> Iterator[Grid]:
    """A grid for all cells that touch each other; what is open to the page's edge is no cell."""
    outside = cells.of((0, 0))
    texts: dict[Box, list[str]] = defaultdict(list)
    for letter in letters:
        box = bisect_right(columns, letter.across), bisect_right(rows, letter.down)
        texts[cells.of(box)].append(letter.text)
    boxes: dict[Box, list[Box]] = defaultdict(list)
    tables = _Groups()
    for row in range(1, len(rows)):
        for column in range(1, len(columns)):
            own = cells.of((column, row))
            if own == outside:
                continue
            boxes[own].append((column, row))
            for near in (cells.of((column - 1, row)), cells.of((column, row - 1))):
                if near != outside:
                    tables.join(near, own)
    found: dict[Box, list[Cell]] = defaultdict(list)
    for own, parts in boxes.items():
        found[tables.of(own)].append(_cell("".join(texts[own]), parts))
    for table in found.values():
        yield _grid(table)


def _cell(text: str, boxes: Sequence[Box]) -> Cell:
    across, down = [box[0] for box in boxes], [box[1] for box in boxes]
    words = fold(" ".join(text.split()))
    return Cell(words, min(across), max(across), min(down), max(down))


def _grid(cells: Sequence[Cell]) -> Grid:
    first = min(cell.top for cell in cells)
    rows: list[list[Cell]] = [[] for _ in range(max(cell.top for cell in cells) - first + 1)]
    for cell in sorted(cells, key=lambda one: one.first):
        moved = Cell(cell.text, cell.first, cell.last, cell.top - first, cell.bottom - first)
        rows[moved.top].append(moved)
    return Grid(tuple(tuple(row) for row in rows))
