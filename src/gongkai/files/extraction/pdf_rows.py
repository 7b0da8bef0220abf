"""Tables on a PDF page: pieces of text that stand side by side become rows with cells.

A PDF knows glyphs and places only. Cells whose text is broken over several lines are put together
where a neighbour bridges the lines (a label broken in two beside its value), and where a line goes
on what the line above began.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median
from typing import Any

from gongkai.files.extraction.decoding import clean
from gongkai.files.extraction.pdf_boxes import Box, Row, around
from gongkai.files.extraction.pdf_columns import with_empty_cells
from gongkai.files.extraction.pdf_rules import Uprights, uprights_on

_SAME_LINE = 0.4  # share of the smaller height that two pieces of a line have in common
_BRIDGE = 0.15  # the same for cells of a row that are broken over different numbers of lines
_CELL_GAP = 1.2  # letter widths between two cells
_TALLEST = 6.0  # lines of the tallest row
_LONG_CELL = 18  # letters: rows of such cells are columns of a newspaper, not a table
_LABEL = 7  # letters of the longest label that is broken over two lines


def rows_on(text_page: Any) -> list[Row]:
    """The lines of a page from top to bottom if a table stands on it, else an empty list."""
    pieces = _pieces(_glyphs(text_page), uprights_on(text_page.page))
    rows = _tabular(_continued([_row(band) for band in _bands(pieces)]))
    tables = [row for row in rows if len(row.cells) > 1]
    if not tables or _newspaper(rows, tables):
        return []
    return with_empty_cells(rows)


def _glyphs(text_page: Any) -> Iterator[tuple[Box, bool]]:
    """Visible characters in the order of the file, each with whether a space stands before it."""
    from pypdfium2 import raw

    spaced = False
    for index in range(text_page.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text_page.raw, index) or 32)
        if not letter.strip() or not letter.isprintable():
            spaced = True
            continue
        left, bottom, right, top = text_page.get_charbox(index, loose=True)
        yield Box(letter, left, bottom, right, top, max(top - bottom, 1.0)), spaced
        spaced = False


def _pieces(glyphs: Iterator[tuple[Box, bool]], uprights: Uprights) -> list[Box]:
    """Characters that follow each other on one line without a line or the gap of a cell between."""
    found: list[list[Box]] = []
    for glyph, spaced in glyphs:
        last = found[-1][-1] if found else None
        gap = glyph.left - last.right if last else 0.0
        if last is None or _apart(last, glyph, gap) or uprights.part(last, glyph):
            found.append([glyph])
            continue
        latin = last.text.isascii() and glyph.text.isascii()
        if spaced and latin and gap > 0.1 * glyph.height:
            found[-1].append(replace(last, text=" ", left=last.right, right=glyph.left))
        found[-1].append(glyph)
    return [around(run, clean("".join(box.text for box in run)).strip()) for run in found]


def _apart(last: Box, glyph: Box, gap: float) -> bool:
    return not _beside(last, glyph) or not -0.6 <= gap / glyph.height <= _CELL_GAP


def _bands(pieces: Sequence[Box]) -> Iterator[list[Box]]:
    """Pieces whose heights overlap, also through a third; from top to bottom."""
    left = sorted(pieces, key=lambda box: (-box.top, box.left))
    while left:
        band, left = [left[0]], left[1:]
        grown = True
        while grown:
            near = [box for box in left if any(_bridges(box, other) for other in band)]
            grown = bool(near)
            band += near
            left = [box for box in left if box not in near]
        height = max(box.top for box in band) - min(box.bottom for box in band)
        if height <= _TALLEST * median(box.height for box in band):
            yield band
        else:
            yield from ([box] for box in band)


def _row(band: Sequence[Box]) -> Row:
    """The cells of a band: pieces one below the other belong together."""
    cells: list[list[Box]] = []
    for box in sorted(band, key=lambda box: box.left):
        home = next((cell for cell in cells if any(_above(box, part) for part in cell)), None)
        if home is None:
            cells.append([box])
        else:
            home.append(box)
    return Row(tuple(around(cell, _reading(cell)) for cell in cells))


def _reading(cell: Sequence[Box]) -> str:
    """The text of a cell, line by line."""
    lines: list[list[Box]] = []
    for box in sorted(cell, key=lambda box: -box.top):
        if lines and _beside(lines[-1][0], box):
            lines[-1].append(box)
        else:
            lines.append([box])
    parts = [box.text for line in lines for box in sorted(line, key=lambda box: box.left)]
    return _joined(parts)


def _joined(parts: Sequence[str]) -> str:
    text = ""
    for part in parts:
        latin = text[-1:].isascii() and part[:1].isascii() and text[-1:].isalpha()
        text += (" " if text and latin else "") + part
    return text


def _continued(rows: Sequence[Row]) -> list[Row]:
    """Rows with the lines below that only go on with some of their cells put into them."""
    found: list[Row] = []
    for row in rows:
        if found and _goes_on(found[-1], row):
            found[-1] = Row(tuple(_with_below(cell, row.cells) for cell in found[-1].cells))
        else:
            found.append(row)
    return found


def _tabular(rows: Sequence[Row]) -> list[Row]:
    """The rows; cells stay apart only where they stand in columns or are several lines high."""
    found = []
    for number, row in enumerate(rows):
        near = [*rows[max(number - 1, 0) : number], *rows[number + 1 : number + 2]]
        tall = any(cell.height > 1.6 * row.cells[0].letter for cell in row.cells)
        in_columns = any(_columns_shared(row, other) > 1 for other in near)
        found.append(row if tall or in_columns else _as_line(row))
    return found


def _columns_shared(one: Row, other: Row) -> int:
    """How many cells of two rows begin, end or have their middle at the same place."""
    return max(map(sum, zip(*(_shares(cell, other) for cell in one.cells), strict=True)))


def _shares(cell: Box, other: Row) -> tuple[bool, bool, bool]:
    near = 0.8 * cell.letter
    return (
        any(abs(cell.left - twin.left) < near for twin in other.cells),
        any(abs(cell.right - twin.right) < near for twin in other.cells),
        any(
            abs(cell.left + cell.right - twin.left - twin.right) < 2 * near for twin in other.cells
        ),
    )


def _as_line(row: Row) -> Row:
    return Row((around(row.cells, " ".join(cell.text for cell in row.cells)),))


def _goes_on(above: Row, below: Row) -> bool:
    """A label broken in two (``索引`` over ``号：``), or a cell that takes a second line."""
    if above.box.bottom - below.box.top > 1.2 * below.cells[0].height:
        return False
    pairs = [(cell, part) for part in below.cells for cell in above.cells if _under(part, cell)]
    if len(pairs) != len(below.cells):
        return False
    first = above.cells[0]
    if any(cell is first for cell, _ in pairs):
        return _broken_label(first.text, pairs[0][1].text)
    return len(below.cells) < len(above.cells)


def _broken_label(start: str, end: str) -> bool:
    marks = (":", "：")
    return not start.endswith(marks) and end.endswith(marks) and len(start + end) <= _LABEL


def _with_below(cell: Box, parts: Sequence[Box]) -> Box:
    own = [part for part in parts if _under(part, cell)]
    return around([cell, *own], _joined([cell.text, *(part.text for part in own)]))


def _newspaper(rows: Sequence[Row], tables: Sequence[Row]) -> bool:
    if len(tables) < len(rows) / 2:
        return False
    return median(min(len(cell.text) for cell in row.cells) for row in tables) >= _LONG_CELL


def _beside(one: Box, other: Box) -> bool:
    common = min(one.top, other.top) - max(one.bottom, other.bottom)
    return common > _SAME_LINE * min(one.height, other.height)


def _bridges(one: Box, other: Box) -> bool:
    """One stands beside the other, be it half a line higher, as a value beside a broken label."""
    common = min(one.top, other.top) - max(one.bottom, other.bottom)
    apart = not _above(one, other)
    return common > (_BRIDGE if apart else 0.5) * min(one.height, other.height)


def _above(one: Box, other: Box) -> bool:
    """One stands over the other: their widths overlap."""
    common = min(one.right, other.right) - max(one.left, other.left)
    return common > 0.3 * min(one.right - one.left, other.right - other.left)


def _under(part: Box, cell: Box) -> bool:
    """The part begins where the cell begins."""
    return abs(part.left - cell.left) <= 0.8 * part.height or (
        _above(part, cell) and part.left >= cell.left
    )
