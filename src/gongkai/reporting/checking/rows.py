"""The rows of part three out of tables that kept their borders."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz

from gongkai.reporting.checking.anchors import LABELS, OTHER_2019
from gongkai.reporting.checking.grids import Cell, Grid
from gongkai.reporting.checking.numbers import cell_number
from gongkai.reporting.checking.printed import Printed, fitted, of_stretch
from gongkai.reporting.form import COLUMN_NAMES, KEYS, ROWS, SINCE_2021

WIDTH = 7
_WORD = re.compile(r"[\u4e00-\u9fff]")
_DIGIT = re.compile(r"\d")
_BLANK_WORDS = frozenset({"无", "零", "空"})
_CLEAN = re.compile(r"[\s\"'“”‘’「」『』*#`_|\x1f\u200b-\u200f\ufeff]")
_PATTERNS = {key: re.compile(core) for key, (_, core) in LABELS.items() if key != "other"}
_OTHER = re.compile(r"(?:\(?\d\)?[.、,:]?)?(?:其他|其它)(?:情形|情况|原因)?")
_OTHER_ALONE = re.compile(OTHER_2019)
_MARK = re.compile(r"\(?(\d)\)?[.、,:]?(?=\D)")
_GROUP = re.compile(r"不予公开|无法提供|不予处理|其[他它]处理")
_AMOUNT = re.compile(r"[-+]?[\d,.]+(?:件|条|项|宗|起|个|次|万元|元|份)$")
_LEAST = 8
"""Fewer rows than this are no table of part three."""
_MOST_LINES = 600
"""Rows with words of part three that are looked at; a report has thirty."""
_ALIKE = 50.0
"""How much a label nobody has seen must look like the only row left for it, of 100."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of a table: its own label, the group it stands in, its cells."""

    label: str
    labels: str
    group: str
    values: tuple[Cell, ...]
    columns: tuple[tuple[int, int], ...]

    @property
    def has_digits(self) -> bool:
        return any(_DIGIT.search(cell.text) for cell in self.values)


def of_grids(grids: Iterable[Grid]) -> dict[str, Printed]:
    """Label key → what the row prints. A table that lies on its side is turned first."""
    known = [*grids]
    found = _of_tables(known)
    if len(found) >= _LEAST:
        return found
    turned = _of_tables([grid.turned() for grid in known if not grid.ragged])
    return turned if len(turned) >= _LEAST else found


def _of_tables(grids: Sequence[Grid]) -> dict[str, Printed]:
    """The tables (or pieces of one that was cut at a page break) that hold rows of part three."""
    lines = _continued([[*_lines(grid)] for grid in grids])
    places = _chain(lines)
    places |= _between(lines, places)
    return {key: _printed(lines[place]) for key, place in places.items()}


def _continued(tables: Iterable[list[_Line]]) -> list[_Line]:
    """The rows of all tables that have one of part three; a row cut by a page break is put together.

    Its upper half has the numbers, its lower half the rest of the words.
    """
    kept: list[list[_Line]] = []
    for table in tables:
        lines = table
        if lines and kept and kept[-1] and not lines[0].has_digits:
            upper, lower = kept[-1][-1], lines[0]
            of_table = len(upper.values) >= WIDTH
            if of_table and not (_matches(lower.label) and _matches(upper.label)):
                label = upper.label + lower.label
                kept[-1][-1] = replace(upper, label=label, labels=upper.labels + lower.label)
                lines = lines[1:]
        kept.append(lines)
    return [line for lines in _of_part_three(kept) for line in lines]


def _of_part_three(tables: Iterable[list[_Line]]) -> Iterator[list[_Line]]:
    """Tables with a row that only part three has, and what follows them in seven columns."""
    begun = False
    for lines in tables:
        sure = {key for line in lines for key in _scores(line)} - {"total", "other"}
        begun = bool(sure) or (begun and all(len(line.values) == WIDTH for line in lines))
        if begun:
            yield lines


def _lines(grid: Grid) -> Iterator[_Line]:
    columns = _columns(grid)
    standing: list[Cell] = []
    section = ""
    for number, cells in enumerate(grid.rows):
        standing = [cell for cell in standing if cell.bottom >= number]
        labels = [_CLEAN.sub("", cell.text) for cell in cells if _is_label(cell.text)]
        values = _values(cells)
        above = "".join(_CLEAN.sub("", cell.text) for cell in standing)
        group = _last_group("".join(labels[:-1])) or _last_group(above)
        if labels and not any(_DIGIT.search(cell.text) for cell in values):
            section = _last_group("".join(labels)) or section
        if labels and values:
            own = labels[-1]
            yield _Line(own, "".join(labels), group or section, tuple(values), columns)
        standing += [cell for cell in cells if cell.bottom > number and _is_label(cell.text)]


def _last_group(text: str) -> str:
    found = _GROUP.findall(text)
    return str(found[-1]).replace("它", "他") if found else ""


def _chain(lines: Sequence[_Line]) -> dict[str, int]:
    """Which line is which row: the assignment in the form's order that fits the words best."""
    steps: list[tuple[float, str, int, int]] = []
    """The best chain ending in (score, key, line, step before it)."""
    for place, line in enumerate(lines[:_MOST_LINES]):
        fresh = []
        for key, score in _scores(line).items():
            at = KEYS.index(key)
            best, before = 0.0, -1
            for number, (total, other, row, _) in enumerate(steps):
                if row < place and KEYS.index(other) < at and total > best:
                    best, before = total, number
            fresh.append((best + score, key, place, before))
        steps += fresh
    if not steps:
        return {}
    number = max(range(len(steps)), key=lambda one: steps[one][0])
    chain = {}
    while number >= 0:
        _, key, place, number = steps[number]
        chain[key] = place
    return chain


def _scores(line: _Line) -> dict[str, float]:
    """The rows that the words of a line may name, and how well."""
    if line.label in COLUMN_NAMES[:6] and line.label != "其他":
        return {}
    found = _matches(line.label) or _matches(line.labels)
    scores = {}
    for key, length in found.items():
        score = 2 + min(length, 10) / 10 + _standing(line, key)
        scores[key] = score if line.has_digits else score / 4
    return scores


def _matches(label: str) -> dict[str, int]:
    """Rows whose words stand in the label, with the number of letters that match."""
    if _OTHER.fullmatch(label):
        return {"other": 2}
    matches = {}
    for key, pattern in _PATTERNS.items():
        match = pattern.search(label)
        if match:
            matches[key] = match.end() - match.start()
    if not matches and _OTHER_ALONE.search(label):
        return {"other": 2}
    return matches


def _standing(line: _Line, key: str) -> float:
    """What the number before the label and the group around it say for or against a row."""
    number, group = LABELS[key][0], _last_group(ROWS[key].group)
    mark = _MARK.match(line.label)
    score = 0.3 if mark and mark.group(1) == number else 0.0
    if line.group and group:
        score += 0.5 if line.group == group else -1.0
    return score


def _between(lines: Sequence[_Line], places: dict[str, int]) -> dict[str, int]:
    """Lines worded in a way nobody has seen: as many as there are rows left between two known."""
    found: dict[str, int] = {}
    known = [key for key in KEYS if key in places]
    for first, second in pairwise(known):
        keys = KEYS[KEYS.index(first) + 1 : KEYS.index(second)]
        free = [
            place
            for place in range(places[first] + 1, places[second])
            if lines[place].has_digits or len(lines[place].values) == WIDTH
        ]
        if len(free) == len(keys) and all(
            _alike(lines[place], key) for place, key in zip(free, keys, strict=True)
        ):
            found |= dict(zip(keys, free, strict=True))
    return found


def _alike(line: _Line, key: str) -> bool:
    return fuzz.partial_ratio(line.label, ROWS[key].label) >= _ALIKE or (
        _standing(line, key) > 0 and key not in SINCE_2021
    )


def _printed(line: _Line) -> Printed:
    raw = " ".join(cell.text or "□" for cell in line.values)
    tokens = _aligned(line.values, line.columns)
    if tokens is None:
        return of_stretch(" ".join(cell.text for cell in line.values), WIDTH)
    return Printed(tokens, raw)


def _aligned(
    values: Sequence[Cell], columns: Sequence[tuple[int, int]]
) -> tuple[str | None, ...] | None:
    """Seven cells: by the columns of the head where each has its own, else as many as printed."""
    texts = [cell.text for cell in values]
    if any(len(text.split()) > 1 for text in texts if text):
        return None
    if columns and len(texts) >= WIDTH:
        by_head = [_under(values, first, last) for first, last in columns]
        used = sum(text is not None for text in by_head)
        if used == sum(_cell(text) is not None for text in texts) and (
            len(texts) == WIDTH or _adds_up(by_head)
        ):
            return tuple(by_head)
    if len(texts) == WIDTH:
        return tuple(_cell(text) for text in texts)
    return fitted([_cell(text) for text in texts], WIDTH) if len(texts) > WIDTH else None


def _adds_up(tokens: Sequence[str | None]) -> bool:
    numbers = [cell_number(token) or 0 for token in tokens if token is not None]
    return bool(numbers) and sum(numbers[:-1]) == numbers[-1]


def _under(values: Sequence[Cell], first: int, last: int) -> str | None:
    texts = (_cell(cell.text) for cell in values if cell.first <= last and first <= cell.last)
    return next((text for text in texts if text is not None), None)


def _cell(text: str) -> str | None:
    return text if _DIGIT.search(text) else None


def _columns(grid: Grid) -> tuple[tuple[int, int], ...]:
    """The grid columns of the seven heads; empty when the head does not name them all."""
    places: dict[str, tuple[int, int]] = {}
    if grid.ragged:
        return ()
    for cells in grid.rows[:8]:
        for cell in cells:
            name = _CLEAN.sub("", cell.text)
            if name in COLUMN_NAMES:
                places.setdefault(name, (cell.first, cell.last))
    columns = tuple(places[name] for name in COLUMN_NAMES if name in places)
    return columns if len(set(columns)) == WIDTH and _stand_under(grid, columns) else ()


def _stand_under(grid: Grid, columns: Sequence[tuple[int, int]]) -> bool:
    """Whether every printed cell of every row stands under one head, and no two under the same."""
    for cells in grid.rows:
        values = _values(cells)
        if len(values) < WIDTH:
            continue
        printed = [cell for cell in values if cell.text.strip()]
        under = [
            [
                n
                for n, (first, last) in enumerate(columns)
                if one.first <= last and first <= one.last
            ]
            for one in printed
        ]
        if any(len(heads) != 1 for heads in under) or len({h[0] for h in under}) != len(under):
            return False
    return True


def _values(cells: Sequence[Cell]) -> list[Cell]:
    """The cells after the last one with words: numbers, or at least seven blanks."""
    last = max((n for n, cell in enumerate(cells) if _is_label(cell.text)), default=-1)
    values = list(cells[last + 1 :])
    return values if len(values) >= WIDTH or any(_cell(one.text) for one in values) else []


def _is_label(text: str) -> bool:
    bare = _CLEAN.sub("", text)
    return bool(_WORD.search(_AMOUNT.sub("", bare))) and bare not in _BLANK_WORDS
