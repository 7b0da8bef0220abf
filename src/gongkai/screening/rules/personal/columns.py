"""Labels and the values they stand for: after a colon, under a heading, in the next cell."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gongkai.screening.rules.scene import PASSAGE_END, Cue, Scene

_MARKS = (re.compile(r"[|｜]"), re.compile(r"\t"), re.compile(r" {2,}|　+"), re.compile(r","))
_HEADING = 16
"""The longest cell that is still a heading."""
MASKED = re.compile(r"[*＊●█■◆※]|[×xX]{2,}|某")
_EMPTY = re.compile(r"[\s_＿—\-/／.…、()（）:：]*(?:无|空|略|不详|是|否|有|没有)?[\s_]*")
_AFTER_LABEL = re.compile(r"[\s（(]{0,2}(?:[\u4e00-\u9fff]{0,2}[）)])?\s{0,3}[:：|\t=]\s*")
_STATED = re.compile(r"\s{0,2}(?:为|是|系)\s{0,2}")
_VALUE = re.compile(r"[^，。；;！？\s|｜\x1e]{1,40}")


_COLON = re.compile(r"[:：]")


class Value(NamedTuple):
    """A value and the label that announces it."""

    label: str
    start: int
    end: int
    text: str


def values_of(
    scene: Scene, cues: Sequence[Cue], *, stated: bool = False, pattern: re.Pattern[str] = _VALUE
) -> Iterator[Value]:
    """Values announced by *cues*: ``label：value``, columns of flat tables, the cell to the right.

    *stated* also takes ``label为value``. Empty and masked values are left out.
    """
    for cue in cues:
        if _stands_in_heading(scene, cue):
            yield from _column(scene, cue)
            continue
        gap = _AFTER_LABEL.match(scene.text, cue.end)
        if gap is None and stated:
            gap = _STATED.match(scene.text, cue.end)
        place = gap.end() if gap else _next_cell(scene, cue)
        value = pattern.match(scene.text, place) if place is not None else None
        if value and is_value(value[0]):
            yield Value(cue.word, value.start(), value.end(), value[0])


def cells_headed(scene: Scene, words: Iterable[str]) -> Iterator[Value]:
    """Passages whose heading holds one of *words*; empty and masked cells are left out."""
    if not any(scene.headers):
        return
    known: dict[str, str] = {}
    wanted = tuple(words)
    for number, header in enumerate(scene.headers):
        if not header:
            continue
        if header not in known:
            known[header] = next((word for word in wanted if word in header), "")
        if known[header]:
            start = scene.starts[number]
            last = number + 1 == len(scene.starts)
            end = len(scene.text) if last else scene.starts[number + 1] - 1
            cell = scene.text[start:end]
            if is_value(cell):
                yield Value(known[header], start, end, cell)


def is_value(text: str) -> bool:
    """Something is said, and it is not masked."""
    return not _EMPTY.fullmatch(text) and not MASKED.search(text)


def _marks_of(line: str) -> re.Pattern[str] | None:
    return next((marks for marks in _MARKS if len(marks.findall(line)) >= 1), None)


def _stands_in_heading(scene: Scene, cue: Cue) -> bool:
    """The cue is a short cell of the first line of a block, without values behind colons."""
    row = scene.row(cue.start)
    if row is None or not row.is_heading or not row.has_headings:
        return False
    if any(len(cell.strip()) > _HEADING for cell in row.cells):
        return False
    return not _COLON.search(scene.text, row.begin, row.end)


def _column(scene: Scene, cue: Cue) -> Iterator[Value]:
    """The cells below a heading, down to the first line that is no row."""
    begin = scene.line_start(cue.start)
    marks = _marks_of(scene.text[begin : scene.line_end(cue.end)])
    if marks is None:
        return
    column = len(marks.findall(scene.text[begin : cue.start].lstrip(" ")))
    place = scene.line_end(cue.end) + 1
    while place < len(scene.text) and scene.text[place - 1] != PASSAGE_END:
        end = scene.line_end(place)
        line = scene.text[place:end]
        if line.strip() and not marks.search(line):
            return
        cell = _cell(line, marks, column)
        if cell and is_value(line[cell[0] : cell[1]]):
            start, stop = place + cell[0], place + cell[1]
            yield Value(cue.word, start, stop, scene.text[start:stop])
        place = end + 1


def _cell(line: str, marks: re.Pattern[str], column: int) -> tuple[int, int] | None:
    """Where cell number *column* of a row begins and ends, without the blanks around it."""
    start = len(line) - len(line.lstrip(" "))
    for number, mark in enumerate([*marks.finditer(line, start), None]):
        end = mark.start() if mark else len(line)
        if number == column:
            text = line[start:end]
            return start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))
        start = mark.end() if mark else end
    return None


def _next_cell(scene: Scene, cue: Cue) -> int | None:
    """The passage after one that holds nothing but the label."""
    text = scene.text
    if text[cue.end : cue.end + 1] != PASSAGE_END:
        return None
    alone = cue.start == 0 or text[cue.start - 1] == PASSAGE_END
    return cue.end + 1 if alone and not scene.given_header(cue.end + 1) else None
