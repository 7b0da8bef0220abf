"""The lines drawn on a PDF page; the upright ones part the cells of a table."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.files.extraction.pdf_boxes import Box

_THIN = 2.5
"""Points: a line is at most so wide; what is wider is a box."""
_SHORT = 4.0
"""Points: shorter strokes part nothing."""
_MOST_PATHS = 20_000
_MOST_SEGMENTS = 40


@dataclass(frozen=True, slots=True)
class Upright:
    """A line at ``x`` from ``bottom`` to ``top``, in points."""

    x: float
    bottom: float
    top: float


class Uprights:
    """The upright lines of a page, asked for by place."""

    def __init__(self, lines: Iterator[Upright]) -> None:
        self._lines = sorted(lines, key=lambda line: line.x)
        self._places = [line.x for line in self._lines]

    def part(self, one: Box, other: Box) -> bool:
        """A line stands between two neighbours of one line of text."""
        middle = (max(one.bottom, other.bottom) + min(one.top, other.top)) / 2
        for number in range(bisect_left(self._places, one.right - 1), len(self._places)):
            line = self._lines[number]
            if line.x > other.left + 1:
                return False
            if line.bottom - 1 <= middle <= line.top + 1:
                return True
        return False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line along the page's edges, in points; ``upright`` or level."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def upright(self) -> bool:
        return self.top - self.bottom > self.right - self.left


def uprights_on(page: Any) -> Uprights:
    """The upright lines of a pypdfium2 page, drawn as strokes, thin boxes or sides of boxes."""
    return Uprights(
        Upright((one.left + one.right) / 2, one.bottom, one.top)
        for one in strokes_on(page)
        if one.upright
    )


def strokes_on(page: Any) -> Iterator[Stroke]:
    """Every line of a page that is long enough to part something."""
    from pypdfium2 import raw

    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)
    for number, path in enumerate(paths):
        if number > _MOST_PATHS:
            return
        left, bottom, right, top = path.get_bounds()
        if max(top - bottom, right - left) < _SHORT:
            continue
        if min(right - left, top - bottom) <= _THIN:
            yield Stroke(left, bottom, right, top)
        elif raw.FPDFPath_CountSegments(path.raw) <= _MOST_SEGMENTS:
            yield from _sides(path)


def _sides(path: Any) -> Iterator[Stroke]:
    """The strokes of a path of several: the box of a cell, a grid drawn in one go."""
    from ctypes import byref, c_float

    from pypdfium2 import raw

    matrix = path.get_matrix()
    before: tuple[float, float] | None = None
    for index in range(raw.FPDFPath_CountSegments(path.raw)):
        segment = raw.FPDFPath_GetPathSegment(path.raw, index)
        x, y = c_float(), c_float()
        if not raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y)):
            return
        point = matrix.on_point(x.value, y.value)
        if before and raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            left, right = sorted((point[0], before[0]))
            bottom, top = sorted((point[1], before[1]))
            if (
                min(right - left, top - bottom) <= _THIN
                and max(right - left, top - bottom) >= _SHORT
            ):
                yield Stroke(left, bottom, right, top)
        before = point
