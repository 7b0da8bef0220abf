"""Tables out of plain text whose cells are still kept apart: tabs, bars, drawn boxes, commas."""

import csv
import re
from collections.abc import Iterator, Sequence

from gongkai.reporting.checking.grids import Cell, Grid

_RULE = re.compile(r"[\s\-=+:─━═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋]{3,}")
_BREAKS = re.compile(r"[\r\n\x00]")
_BARS = re.compile(r"[│┃║]")
_VALUE = re.compile(r"[-—–―/\\\s]*|无|[-+]?[\d,.]+\s*(?:件|万元|元)?")
_BORDERS = ("\t", "|", ",")
_MOST_PLAIN = 4
"""Lines without a border, such as the name of a group of rows, that may stand inside a table."""
_LONGEST_PLAIN = 60
_LONGEST_QUOTED = 4000
_LEAST_ROWS = 8
_WIDTH = 7
_Placed = tuple[int, str]
"""Where a line begins in the text, and the line."""


def of_text(text: str) -> list[Grid]:
    """Every table of the text, by the border that most of its rows have; none without borders."""
    lines = _BARS.sub("|", text).split("\n")
    for border in _BORDERS:
        if sum(_is_wide(line, border) for line in lines) >= _LEAST_ROWS:
            return [_grid(block, border) for block in _blocks(lines, border)]
    return []


def _is_wide(line: str, border: str) -> bool:
    """Whether a line ends with the seven cells of a row of part three."""
    cells = _cells(line, border)
    return len(cells) > _WIDTH and all(_VALUE.fullmatch(cell) for cell in cells[-_WIDTH:])


def _cells(line: str, border: str) -> list[str]:
    if border == ",":
        quoted = '"' in line and len(line) <= _LONGEST_QUOTED
        cells = next(csv.reader([_BREAKS.sub(" ", line)]), []) if quoted else line.split(",")
        return [cell.strip() for cell in cells]
    bare = line.strip("\r ") if border == "\t" else line.strip()
    if border == "|":
        bare = bare.removeprefix("|").removesuffix("|")
    return [cell.strip() for cell in bare.split(border)]


def _blocks(lines: Sequence[str], border: str) -> Iterator[list[_Placed]]:
    """Runs of lines with borders; short lines between them belong to the table."""
    block: list[_Placed] = []
    waiting: list[_Placed] = []
    start = 0
    for line in lines:
        placed, start = (start, line), start + len(line) + 1
        if not line.strip(" \r") or _is_rule(line, border):
            continue
        if border in line and "。" not in line:
            block += [*waiting, placed] if block else [*waiting[-1:], placed]
            waiting = []
        elif len(line) <= _LONGEST_PLAIN and len(waiting) < _MOST_PLAIN and "。" not in line:
            waiting.append(placed)
        else:
            if block:
                yield block
            block, waiting = [], []
    if block:
        yield block


def _is_rule(line: str, border: str) -> bool:
    """A drawn line between rows, not a row of dashes in cells."""
    return all(_RULE.fullmatch(cell) for cell in line.strip().strip(border).split(border))


def _grid(block: Sequence[_Placed], border: str) -> Grid:
    rows = []
    for top, (_, line) in enumerate(block):
        cells = _cells(line, border)
        rows.append(tuple(Cell(text, n, n, top, top) for n, text in enumerate(cells)))
    end, last = block[-1]
    ragged = len({len(row) for row in rows}) > 1
    return Grid(tuple(rows), ragged, (block[0][0], end + len(last)))
