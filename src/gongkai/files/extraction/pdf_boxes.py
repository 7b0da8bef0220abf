"""Pieces of text on a PDF page and the rows they stand in."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Box:
    """Some text and its place in points; ``bottom`` < ``top``."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    letter: float = 1.0  # height of its letters

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 1.0)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the page: one cell is plain text."""

    cells: tuple[Box, ...]

    @property
    def box(self) -> Box:
        return around(self.cells, "\t".join(cell.text for cell in self.cells))


def around(boxes: Sequence[Box], text: str) -> Box:
    """The box around all *boxes*, saying *text*."""
    return Box(
        text,
        min(box.left for box in boxes),
        min(box.bottom for box in boxes),
        max(box.right for box in boxes),
        max(box.top for box in boxes),
        median(box.letter for box in boxes),
    )
