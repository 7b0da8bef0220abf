"""The rows of part three out of tables that kept their borders."""

import re
from collections.abc import Iterable, Iterator, Sequence

from gongkai.reporting.checking.anchors import LABELS, OTHER_2019
from gongkai.reporting.checking.grids import Cell, Grid
from gongkai.reporting.checking.printed import Printed, fitted, of_stretch
from gongkai.reporting.form import COLUMN_NAMES, KEYS

_WORD = re.compile(r"[\u4e00-\u9fff]")
_BLANK_WORDS = frozenset({"无", "零", "空"})
_CLEAN = re.compile(r"[\s\"'“”‘’「」『』*#`_|\x1f]")
_PATTERNS = {key: re.compile(core) for key, (_, core) in LABELS.items() if key != "other"}
_OTHER = re.compile(r"(?:\d[.、,:]?)?(?:其他|其它)")
_OTHER_ALONE = re.compile(OTHER_2019)
_HEADS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构")


def of_grids(grids: Iterable[Grid]) -> dict[str, Printed]:
    """Label key → what the row prints; the first table that has a row wins."""
    found: dict[str, Printed] = {}
    for grid in _tables_with_rows(grids):
        columns = _columns(grid)
        for cells in grid.rows:
            read = _row(cells, columns, found)
            if read is not None:
                found.setdefault(*read)
    return found


def _tables_with_rows(grids: Iterable[Grid]) -> Iterator[Grid]:
    """The tables (or pieces of one that was cut at a page break) that hold rows of part three."""
    for grid in grids:
        labels = {_key_of(cells) for cells in grid.rows if _values(cells)}
        if len(labels - {None, "total", "other"}) >= 1:
            yield grid


def _row(
    cells: Sequence[Cell], columns: Sequence[tuple[int, int]], found: dict[str, Printed]
) -> tuple[str, Printed] | None:
    values = _values(cells)
    key = _key_of(cells)
    if key is None or not values or key in found:
        return None
    raw = " ".join(cell.text or "□" for cell in values)
    tokens = _aligned(values, columns)
    if tokens is None:
        together = of_stretch(" ".join(cell.text for cell in values), 7)
        return (key, together) if not together.is_empty else None
    return key, Printed(tokens, raw)


def _aligned(
    values: Sequence[Cell], columns: Sequence[tuple[int, int]]
) -> tuple[str | None, ...] | None:
    """Seven cells: as many as printed, else by the columns of the head, else blanks dropped."""
    texts = [cell.text for cell in values]
    if any(len(text.split()) > 1 for text in texts if text):
        return None
    if len(texts) == 7:
        return tuple(_cell(text) for text in texts)
    if columns and len(texts) > 7:
        by_head = [_under(values, first, last) for first, last in columns]
        used = sum(text is not None for text in by_head)
        if used == sum(_cell(text) is not None for text in texts):
            return tuple(by_head)
    return fitted([_cell(text) for text in texts], 7) if len(texts) > 7 else None


def _under(values: Sequence[Cell], first: int, last: int) -> str | None:
    texts = (_cell(cell.text) for cell in values if cell.first <= last and first <= cell.last)
    return next((text for text in texts if text is not None), None)


def _cell(text: str) -> str | None:
    return text if re.search(r"\d", text) else None


def _columns(grid: Grid) -> list[tuple[int, int]]:
    """The grid columns of the seven heads; empty when the head does not name them all."""
    places: dict[str, tuple[int, int]] = {}
    for cells in grid.rows[:6]:
        for cell in cells:
            name = _CLEAN.sub("", cell.text)
            if name in COLUMN_NAMES:
                places.setdefault(name, (cell.first, cell.last))
    return [places[name] for name in COLUMN_NAMES] if len(places) == 7 else []


def _values(cells: Sequence[Cell]) -> list[Cell]:
    """The cells after the last one with words; empty when nothing in them is a number."""
    last = max((n for n, cell in enumerate(cells) if _is_label(cell.text)), default=-1)
    values = list(cells[last + 1 :])
    return values if any(_cell(cell.text) for cell in values) else []


def _is_label(text: str) -> bool:
    return bool(_WORD.search(text)) and _CLEAN.sub("", text) not in _BLANK_WORDS


def _key_of(cells: Sequence[Cell]) -> str | None:
    """The row's key by the words nearest to its numbers; several cells together if need be."""
    labels = [_CLEAN.sub("", cell.text) for cell in cells if _is_label(cell.text)]
    if not labels:
        return None
    return _key(labels[-1]) or _key("".join(labels))


def _key(label: str) -> str | None:
    """The row that a label names: the pattern that begins latest, so a group does not win."""
    if _OTHER.fullmatch(label):
        return "other"
    if label in COLUMN_NAMES and label != "总计":
        return None
    matches = []
    for key, pattern in _PATTERNS.items():
        match = pattern.search(label)
        if match:
            matches.append((match.end() - match.start(), -KEYS.index(key), key))
    if matches:
        return max(matches)[2]
    return "other" if _OTHER_ALONE.search(label) else None
