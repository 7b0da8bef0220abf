"""Tables with their borders: out of HTML and docx, merged cells laid out on a grid."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from gongkai.reporting.checking.numbers import fold

Element = Any
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SILENT = frozenset({"script", "style", "noscript", "template", "select"})
_MOST_SPAN = 60
_MOST_COLUMNS = 120
_GONE = frozenset(f"{_W}{name}" for name in ("del", "moveFrom", "delText", "instrText")) | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell: folded text, the grid columns ``first`` to ``last`` and the grid rows
    ``top`` to ``bottom`` it covers."""

    text: str
    first: int
    last: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as its rows; each row holds only the cells that begin in it, left to right.

    ``ragged``: the columns are not sure, only the order of the cells in each row is. ``span``: where
    a table out of plain text stands in it.
    """

    rows: tuple[tuple[Cell, ...], ...]
    ragged: bool = False
    span: tuple[int, int] | None = None

    @property
    def words(self) -> str:
        """All that is printed in the table, without spaces."""
        return "".join("".join(cell.text.split()) for row in self.rows for cell in row)

    def turned(self) -> "Grid":
        """The same table with rows for columns."""
        cells = [cell for row in self.rows for cell in row]
        width = max((cell.last for cell in cells), default=-1) + 1
        rows: list[list[Cell]] = [[] for _ in range(width)]
        for cell in cells:
            rows[cell.first].append(Cell(cell.text, cell.top, cell.bottom, cell.first, cell.last))
        return Grid(tuple(tuple(row) for row in rows), self.ragged)


def of_html(root: Element) -> list[Grid]:
    """Every table of a page in order; the text of a nested table stays out of the outer cell."""
    if root is None:
        return []
    return [_laid_out(_html_rows(table)) for table in root.iter("table")]


def _html_rows(table: Element) -> Iterator[list[tuple[str, int, int]]]:
    for row in _own(table, "tr"):
        yield [
            (_html_text(cell), _span(cell.get("colspan")), _span(cell.get("rowspan")))
            for cell in row
            if cell.tag in {"td", "th"}
        ]


def _own(table: Element, tag: str) -> Iterator[Element]:
    """The rows of the table itself, not those of tables inside it."""
    for element in table.iter(tag):
        holder = element.getparent()
        while holder is not None and holder.tag != "table":
            holder = holder.getparent()
        if holder is table:
            yield element


def _html_text(cell: Element) -> str:
    pieces: list[str] = []
    _gather(cell, pieces)
    return fold(" ".join("".join(pieces).split()))


def _gather(element: Element, pieces: list[str]) -> None:
    pieces.append(element.text or "")
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SILENT and child.tag != "table":
            if child.tag in {"br", "p", "div"}:
                pieces.append(" ")
            _gather(child, pieces)
        pieces.append(child.tail or "")


def _span(value: str | None) -> int:
    digits = (value or "").strip()
    return min(max(int(digits), 1), _MOST_SPAN) if digits.isdecimal() else 1


def of_docx(data: bytes) -> list[Grid]:
    """Every table of a Word document that was already opened within bounds by the extraction."""
    from gongkai.files.extraction.archive import parse_xml

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "word/document.xml" not in archive.namelist():
            return []
        root: Element = parse_xml(archive.read("word/document.xml"))
    return [_laid_out(_docx_rows(table)) for table in root.iter(f"{_W}tbl")]


def _docx_rows(table: Element) -> Iterator[list[tuple[str, int, int]]]:
    """Vertical merges count as cells of their own: -1 rows marks one that goes on from above."""
    for row in _inside(table, "tr"):
        if row.find(f"{_W}trPr/{_W}del") is not None:
            continue
        before = row.find(f"{_W}trPr/{_W}gridBefore")
        cells = [] if before is None else [("", _span(before.get(f"{_W}val")), 1)]
        for cell in _inside(row, "tc"):
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merge is not None and merge.get(f"{_W}val") != "restart"
            width = _span(span.get(f"{_W}val") if span is not None else None)
            cells.append((_docx_text(cell), width, -1 if goes_on else 1))
        yield cells


def _inside(parent: Element, name: str) -> Iterator[Element]:
    for child in parent:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
            yield from _inside(child, name)


def _docx_text(cell: Element) -> str:
    paragraphs = (
        "".join(text.text or "" for text in written(paragraph)) for paragraph in _inside(cell, "p")
    )
    return fold(" ".join(" ".join(paragraphs).split()))


def written(element: Element) -> Iterator[Element]:
    """The pieces of text that stand in the document: none that a tracked change moved away."""
    for child in element:
        if child.tag == f"{_W}t":
            yield child
        elif child.tag not in _GONE:
            yield from written(child)


def _laid_out(rows: Iterable[list[tuple[str, int, int]]]) -> Grid:
    taken: set[tuple[int, int]] = set()
    laid: list[list[Cell]] = []
    for number, row in enumerate(rows):
        column, cells = 0, []
        for text, width, height in row:
            while (number, column) in taken:
                column += 1
            if column > _MOST_COLUMNS:
                break
            if height < 0:
                _lengthen(laid, column, number)
            else:
                bottom = number + height - 1
                cells.append(Cell(text, column, column + width - 1, number, bottom))
            for below in range(1, height):
                taken.update((number + below, place) for place in range(column, column + width))
            column += width
        laid.append(cells)
    return Grid(tuple(tuple(row) for row in laid))


def _lengthen(laid: list[list[Cell]], column: int, number: int) -> None:
    """The cell above that goes on in this row of a Word table now covers it too."""
    for row in reversed(laid):
        for place, cell in enumerate(row):
            if cell.first == column:
                if cell.bottom == number - 1:
                    row[place] = replace(cell, bottom=number)
                return
