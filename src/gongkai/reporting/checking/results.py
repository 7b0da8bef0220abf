"""Part four out of tables that kept their borders: every cell by its two headings."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from gongkai.reporting.checking.grids import Cell, Grid
from gongkai.reporting.checking.printed import Printed, fitted
from gongkai.reporting.form import TABLE4_COLUMNS, TABLE4_GROUPS

COUNT = 15
_KINDS = {
    "upheld": re.compile(r"(?:结果)?维持(?:结果)?"),
    "corrected": re.compile(r"(?:结果)?纠正(?:结果)?"),
    "other": re.compile(r"其[他它](?:结果)?"),
    "pending": re.compile(r"(?:尚)?未审结"),
    "total": re.compile(r"[总合小]计"),
}
_GROUPS = {
    "lawsuit_after_review": re.compile(r"复议后"),
    "lawsuit_direct": re.compile(r"未经复议|直接起诉"),
    "review": re.compile(r"行政复议|复议"),
}
_WORDS = re.compile(r"[\u4e00-\u9fff]")
_DIGIT = re.compile(r"\d")
_BLANK_WORDS = frozenset({"无", "零"})
_PLACES = [(group, kind) for group in TABLE4_GROUPS for kind in TABLE4_COLUMNS]
_Found = dict[tuple[str, str], str | None]


def of_grids(grids: Iterable[Grid]) -> Printed | None:
    """The fifteen cells in the order of the form; None when a heading of one is in doubt.

    The three groups may stand side by side, below each other, in tables of their own, or turned.
    """
    known = [grid for grid in grids if "维持" in grid.words and "纠正" in grid.words]
    for read in (_by_headings, _by_order):
        for tables in (known, [grid.turned() for grid in known if not grid.ragged]):
            found: _Found = {}
            for grid in tables:
                for place, text in read(grid):
                    found.setdefault(place, text)
            if len(found) == COUNT and any(found.values()):
                texts = [found[place] for place in _PLACES]
                return Printed(tuple(texts), " ".join(text or "□" for text in texts))
    return None


def _bare(cell: Cell) -> str:
    return "".join(cell.text.split())


def _is_label(cell: Cell) -> bool:
    bare = _bare(cell)
    return bool(_WORDS.search(bare)) and not _DIGIT.match(bare) and bare not in _BLANK_WORDS


def _kind(text: str) -> str | None:
    return next((name for name, words in _KINDS.items() if words.fullmatch(text)), None)


def _group(text: str) -> str | None:
    return next((name for name, words in _GROUPS.items() if words.search(text)), None)


def _begin(grid: Grid) -> int:
    """The first row that belongs to the table: two above the first 维持."""
    for number, cells in enumerate(grid.rows):
        if any(_kind(_bare(cell)) == "upheld" for cell in cells):
            return max(number - 2, 0)
    return len(grid.rows)


def _by_headings(grid: Grid) -> Iterator[tuple[tuple[str, str], str | None]]:
    """(group, kind) and text of every cell that stands below a kind and below or beside a group."""
    if grid.ragged:
        return
    begin = _begin(grid)
    above: list[Cell] = []
    for number, cells in enumerate(grid.rows[begin:], begin):
        values = [cell for cell in cells if not _is_label(cell)]
        beside = [cell for cell in [*above, *cells] if cell.bottom >= number and _is_label(cell)]
        for cell in values:
            kind = _nearest(_over(above, cell), _kind)
            left = [one for one in beside if one.last < cell.first]
            group = _nearest(left, _group) or _nearest(_over(above, cell), _group)
            if kind and group:
                yield (group, kind), cell.text if _DIGIT.search(cell.text) else None
        above += [cell for cell in cells if _is_label(cell)]


def _over(above: Sequence[Cell], cell: Cell) -> list[Cell]:
    return [one for one in above if one.first <= cell.first and cell.last <= one.last]


def _nearest(labels: Sequence[Cell], of: Callable[[str], str | None]) -> str | None:
    """The heading that stands last among those that mean something."""
    named = [name for name in (of(_bare(cell)) for cell in labels) if name]
    return named[-1] if named else None


def _by_order(grid: Grid) -> Iterator[tuple[tuple[str, str], str | None]]:
    """Rows of fifteen numbers, or of five beside or below the name of their group."""
    group: str | None = None
    heads: list[str] = []
    for cells in grid.rows[_begin(grid) :]:
        labels = [cell for cell in cells if _is_label(cell)]
        last = max((n for n, cell in enumerate(cells) if _is_label(cell)), default=-1)
        values = [one.text if _DIGIT.search(one.text) else None for one in cells[last + 1 :]]
        heads += [kind for kind in (_kind(_bare(cell)) for cell in labels) if kind]
        group = _nearest(labels, _group) or group
        if heads[:5] != list(TABLE4_COLUMNS):
            continue
        for width in (len(TABLE4_COLUMNS), COUNT):
            if width < len(values) < width * 2:
                values = [*(fitted(values, width) or values)]
        if len(values) == COUNT and any(values):
            yield from zip(_PLACES, values, strict=True)
        elif len(values) == len(TABLE4_COLUMNS) and group:
            yield from zip(((group, kind) for kind in TABLE4_COLUMNS), values, strict=True)
            group = None
