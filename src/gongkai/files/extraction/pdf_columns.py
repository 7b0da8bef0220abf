"""Empty cells of a table on a PDF page: they leave no trace but the gap in their row."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from gongkai.files.extraction.pdf_boxes import Box, Row

_FEWEST = 4
"""Columns of a table whose gaps are worth filling: a header of labels and values has fewer."""


def with_empty_cells(rows: Sequence[Row]) -> list[Row]:
    """The rows, those of a table with an empty cell where a column has nothing to say."""
    found: list[Row] = []
    for tabular, group in groupby(rows, key=lambda row: len(row.cells) > 1):
        table = list(group)
        found += _filled(table) if tabular else table
    return found


def _filled(table: Sequence[Row]) -> list[Row]:
    widest = max(len(row.cells) for row in table)
    whole = [row for row in table if len(row.cells) == widest]
    if widest < _FEWEST:
        return list(table)
    columns = [_span(column) for column in zip(*(row.cells for row in whole), strict=True)]
    return [row if len(row.cells) == widest else _placed(row, columns) for row in table]


def _span(boxes: Sequence[Box]) -> tuple[float, float]:
    return min(box.left for box in boxes), max(box.right for box in boxes)


def _placed(row: Row, columns: list[tuple[float, float]]) -> Row:
    """The row with its cells under their columns; as it is when one of them stands under several."""
    places = [list(_columns_over(cell, columns)) for cell in row.cells]
    chosen = [over[0] for over in places if len(over) == 1]
    if len(chosen) < len(row.cells) or any(b <= a for a, b in pairwise(chosen)):
        return row
    for cell, place in zip(row.cells, chosen, strict=True):
        columns[place] = _span(
            (cell, replace(cell, left=columns[place][0], right=columns[place][1]))
        )
    at = dict(zip(chosen, row.cells, strict=True))
    return Row(tuple(at.get(n) or _empty(row, columns[n]) for n in range(chosen[-1] + 1)))


def _columns_over(cell: Box, columns: Sequence[tuple[float, float]]) -> Iterator[int]:
    """The columns that the cell shares some width with; the nearest when it stands in a gap."""
    over = [n for n, (left, right) in enumerate(columns) if cell.left < right and left < cell.right]
    if over:
        yield from over
        return
    middle = cell.left + cell.right
    yield min(range(len(columns)), key=lambda n: abs(sum(columns[n]) - middle))


def _empty(row: Row, column: tuple[float, float]) -> Box:
    like = row.cells[0]
    return replace(like, text="", left=column[0], right=column[0])
