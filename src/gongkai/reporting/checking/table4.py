"""Part four: reconsiderations and lawsuits, fifteen numbers in one row (rules §3.5)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, product

from gongkai.reporting.checking import results
from gongkai.reporting.checking.anchors import Squeezed, squeeze
from gongkai.reporting.checking.grids import Cell, Grid
from gongkai.reporting.checking.printed import Cells, Printed, fitted, of_stretch
from gongkai.reporting.checking.result import Ambiguity, Row
from gongkai.reporting.checking.source import Source
from gongkai.reporting.checking.splitting import (
    MOST,
    Clock,
    OutOfTimeError,
    near_splits,
    readings,
)
from gongkai.reporting.checking.table3 import agreed
from gongkai.reporting.form import TABLE4_GROUPS

GROUPS = (5, 5, 5)
COUNT = 15
_HEAD = re.compile(
    r"(?:行政复议)?(?:行政诉讼)?(?:未经复议直接起诉)?(?:复议后起诉)?"
    r"(?:(?:结果|维持){1,2}(?:结果|纠正){1,2}(?:其他|结果|其它){1,2}(?:尚未|审结|未审结){1,2}总计?)"
)
_WORDS = re.compile(r"[\u4e00-\u9fff]")
_SENTENCE = re.compile(r"[。;]|五、|\(五\)")
_DIGIT = re.compile(r"\d")
_PART = re.compile(r"(?P<head>四、[^。]{0,20}?行政复议[^。]{0,12}行政诉讼)[^。;]{20,400}?五、")
_KINDS = r"(?:结果|维持|纠正|其[他它]|尚未|未审结|审结|总计|合计)"
_HEADING = re.compile(r"四、[^。]{0,20}?行政复议[^。]{0,12}行政诉讼(?:的)?(?:情况)?")
_NEXT_PART = re.compile(r"五、|\(五\)")
_GROUP_ROW = re.compile(
    r"(?:(?P<lawsuit_after_review>复议后(?:再)?(?:提?起)?诉讼?)|(?P<lawsuit_direct>(?:未经复议)?直接(?:提?起)?诉讼?)"
    rf"|(?P<review>行政复议))(?:案件|情况|数量|[)::])*{_KINDS}*(?P<numbers>\d[\d,./\-—]*)"
)
_NUMBERS = re.compile(r"[\d,./\-—]+")


@dataclass(slots=True)
class Table4:
    """The three groups as read; ``hopeless`` when no split makes them add up."""

    rows: dict[str, Row] = field(default_factory=dict)
    ambiguous: list[Ambiguity] = field(default_factory=list)
    hopeless: str = ""
    span: tuple[int, int] | None = None


def read(source: Source, clock: Clock) -> Table4:
    """The numbers by their borders where the file has them, else by the sums of the groups."""
    table = Table4()
    flat, table.span = _of_text(source.text)
    bordered = results.of_grids(source.grids) or results.of_grids(source.ruled)
    parts = (bordered,) if bordered is not None else flat or _of_grids(source.grids)
    if parts and not all(part.is_empty for part in parts):
        _settle(table, parts, clock)
    return table


def _settle(table: Table4, parts: Sequence[Printed], clock: Clock) -> None:
    """*parts* are the whole row of fifteen, or its three groups each on its own."""
    raw = "；".join(part.raw for part in parts)
    choices: list[Cells] = []
    try:
        choices, reason = _readings(parts, clock), "不止一种分法满足勾稽关系"
        if not choices:
            choices = _near(parts, clock)
            reason = "没有一种分法使三个总计都等于各项之和" if choices else "数字的个数与表格不符"
            table.hopeless = raw if len(choices) > 1 else ""
    except OutOfTimeError:
        reason = "分法太多，在时限内没有算完"
    cells: Row = agreed(choices, COUNT) if 0 < len(choices) < MOST else [None] * COUNT
    for place, key in enumerate(TABLE4_GROUPS):
        table.rows[key] = cells[place * 5 : place * 5 + 5]
    if len(choices) != 1:
        table.ambiguous.append(Ambiguity("table4", raw, tuple(choices), reason))


def _readings(parts: Sequence[Printed], clock: Clock) -> list[Cells]:
    if len(parts) == 1:
        return readings(parts[0], GROUPS, clock)
    return _together([readings(part, GROUPS[:1], clock) for part in parts])


def _near(parts: Sequence[Printed], clock: Clock) -> list[Cells]:
    if len(parts) == 1:
        return near_splits(parts[0], GROUPS, clock)
    found = [
        readings(part, GROUPS[:1], clock) or near_splits(part, GROUPS[:1], clock) for part in parts
    ]
    return _together(found)


def _together(groups: Sequence[Sequence[Cells]]) -> list[Cells]:
    """Every reading of each group with every one of the others, up to `MOST`."""
    return [tuple(chain(*one)) for one in islice(product(*groups), MOST)]


def _of_grids(grids: Iterable[Grid]) -> tuple[Printed, ...]:
    for grid in grids:
        if "维持" in grid.words and "尚未审结" in grid.words and "新收" not in grid.words:
            found = _of_grid(grid)
            if found is not None:
                return (found,)
    return ()


def _of_grid(grid: Grid) -> Printed | None:
    """A row whose borders do not agree with its head: the last one with numbers."""
    for cells in reversed(grid.rows):
        values = [cell for cell in cells if not _WORDS.search(cell.text)]
        if sum(bool(_DIGIT.search(cell.text)) for cell in values) < 3:
            continue
        raw = " ".join(cell.text or "□" for cell in values)
        tokens = fitted([_token(cell) for cell in values], COUNT) if len(values) > COUNT else None
        if tokens is not None:
            return Printed(tokens, raw)
        return of_stretch(" ".join(cell.text for cell in values), COUNT)
    return None


def _token(cell: Cell) -> str | None:
    return cell.text if _DIGIT.search(cell.text) else None


def _of_text(text: str) -> tuple[tuple[Printed, ...], tuple[int, int] | None]:
    """The numbers after the last head cell 总计, else the longest run of numbers of part four."""
    squeezed = squeeze(text)
    groups = _by_group(squeezed)
    if groups:
        return groups
    found = _after_head(squeezed) or _in_part(squeezed)
    if found is None:
        return (), None
    first, start, end = found
    stretch = squeezed.between(start, end)
    span = (squeezed.places[first], squeezed.places[end - 1] + 1)
    return (of_stretch(_SENTENCE.split(stretch, maxsplit=1)[0], COUNT),), span


def _by_group(squeezed: Squeezed) -> tuple[tuple[Printed, ...], tuple[int, int]] | None:
    """Three runs of numbers, each after the name of its group."""
    for heading in reversed(list(_HEADING.finditer(squeezed.text))):
        end = _NEXT_PART.search(squeezed.text, heading.end())
        stop = end.start() if end else min(heading.end() + 600, len(squeezed.text))
        found = list(_GROUP_ROW.finditer(squeezed.text, heading.end(), stop))
        names = [next(name for name, part in one.groupdict().items() if part) for one in found]
        if names != list(TABLE4_GROUPS):
            continue
        runs = [squeezed.between(one.start("numbers"), one.end("numbers")) for one in found]
        span = (squeezed.places[heading.start()], squeezed.places[found[-1].end() - 1] + 1)
        return tuple(of_stretch(run, COUNT // 3) for run in runs), span
    return None


def _after_head(squeezed: Squeezed) -> tuple[int, int, int] | None:
    """Where the head begins, and from where to where the numbers after it stand."""
    bare = squeezed.text
    groups: list[list[re.Match[str]]] = []
    for match in _HEAD.finditer(bare):
        if match.end() - match.start() < 14:
            continue
        if groups and match.start() - groups[-1][-1].end() < 40:
            groups[-1].append(match)
        else:
            groups.append([match])
    for run in groups[::-1]:
        found = _after(bare, run[-1].end())
        if found is not None:
            return run[0].start(), *found
    return None


def _in_part(squeezed: Squeezed) -> tuple[int, int, int] | None:
    """A head whose letters a PDF has mixed up: the numbers between the headings of two parts."""
    parts = list(_PART.finditer(squeezed.text))
    if not parts:
        return None
    part = parts[-1]
    runs = [
        match
        for match in _NUMBERS.finditer(squeezed.text, part.end("head"), part.end())
        if len(_DIGIT.findall(match.group())) >= COUNT
    ]
    if not runs:
        return _scattered(squeezed, part)
    best = max(runs, key=lambda match: len(match.group()))
    return part.start(), best.start(), best.end()


def _scattered(squeezed: Squeezed, part: re.Match[str]) -> tuple[int, int, int] | None:
    """Fifteen numbers in all, some head cells still among them."""
    stretch = squeezed.between(part.end("head"), part.end() - 2)
    count = len(_NUMBERS.findall(stretch))
    return (part.start(), part.end("head"), part.end() - 2) if count == COUNT else None


def _after(bare: str, start: int) -> tuple[int, int] | None:
    """From the end of the head to the next words, when numbers stand there at once."""
    place = start
    if not re.match(r"[^\u4e00-\u9fff]{0,40}\d", bare[place : place + 60]):
        return None
    words = _WORDS.search(bare, place)
    return place, words.start() if words else len(bare)
