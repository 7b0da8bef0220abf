"""Labels with their values in one line or one table row.

A label never takes the next label as its value.
"""

from dataclasses import dataclass, replace

from gongkai.documents.reading import dates
from gongkai.documents.reading.colons import (
    BULLETS,
    RUN,
    exact_label,
    hits_in,
    with_colons,
)
from gongkai.documents.reading.labels import KNOWN, LONGEST, STRONG, WEAK, Field
from gongkai.documents.reading.script import fold, is_blank
from gongkai.documents.reading.values import SHAPED, cut, plausible
from gongkai.documents.reading.words import is_prose
from gongkai.files.extraction import SEAM, Line

_RUN_GAP = 160
_LONGEST_LINE = 5000
_BRACKETS = {")": "(", "）": "（", "]": "[", "】": "【", "》": "《"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A label (folded), what it is about, and its value; ``open``: the value may follow below."""

    label: str
    field: Field
    rank: int
    value: str = ""
    open: bool = False
    line: int = 0

    def on(self, line: int) -> "Pair":
        return replace(self, line=line)


def pairs_in(line: Line) -> list[Pair]:
    """All pairs of a line, in order; an empty list for ordinary text."""
    if line.cells:
        return _in_row(line.cells)
    text = (line.marked or line.text)[:_LONGEST_LINE]
    label = exact_label(text)
    if label:
        if label in WEAK and not fold(text).rstrip(" \x1f").endswith((":", "]")):
            return []
        return [pair_of(label, "", still_open=True)]
    return _in_text(text) or _in_words(line.text)


def pair_of(label: str, value: str, *, still_open: bool = False) -> Pair:
    kind, rank = KNOWN[label]
    value = value.replace(SEAM, "").strip(" \u3000\xa0\n\t|;；").rstrip("（(【[ ")
    if value[-1:] in _BRACKETS and value.count(value[-1]) > value.count(_BRACKETS[value[-1]]):
        value = value[:-1].rstrip()
    return Pair(label, kind, rank, "" if is_blank(value) else value, still_open)


def _in_row(cells: tuple[str, ...]) -> list[Pair]:
    """``| 索引号: | 1/2 | 文号: | |``: a label takes the next cell unless that is a label too."""
    if column_heads(cells):
        return []
    found: list[Pair] = []
    waiting: str | None = None
    skipped = False
    for cell in cells:
        label = exact_label(cell)
        inner = [] if label else _in_text(cell)
        if label or (inner and _starts_with_label(cell)):
            if waiting:
                found.append(pair_of(waiting, ""))
            waiting, skipped = label, False
            if inner:
                found += inner[:-1]
                waiting = inner[-1].label if not inner[-1].value else None
                found += [] if waiting else inner[-1:]
        elif is_blank(cell):
            skipped = skipped or fold(cell).strip() != ":"
        elif waiting:
            fits = not skipped or plausible(KNOWN[waiting][0], cell, near=False)
            found.append(pair_of(waiting, cell if fits else ""))
            waiting = None
    if waiting:
        alone = not found and sum(not is_blank(cell) for cell in cells) == 1
        found.append(pair_of(waiting, "", still_open=alone and not skipped))
    return found


def column_heads(cells: tuple[str, ...]) -> list[str]:
    """The labels of a row that holds nothing else and no colon: the head of a list of records."""
    filled = [cell for cell in cells if not is_blank(cell)]
    if len(filled) < 3 or any(":" in fold(cell) for cell in filled):
        return []
    labels = [exact_label(cell) for cell in filled]
    return [label for label in labels if label] if all(labels) else []


def _starts_with_label(cell: str) -> bool:
    hits = hits_in(with_colons(cell))
    return bool(hits) and hits[0].label is not None and hits[0].start <= 2


def _in_text(text: str) -> list[Pair]:
    """``索引号：… 文号：… 发布日期：…`` on one line, also glued together in flattened pages."""
    text = with_colons(text)
    hits = hits_in(text)
    known = [hit for hit in hits if hit.label]
    if not known:
        return []
    long_text = len(text) > 200
    at_start = not text[: known[0].start].strip(BULLETS + SEAM + "(（")
    if len(known) < RUN and (long_text or is_prose(text)) and not at_start:
        return []
    pairs: list[Pair] = []
    if dates.whole(text[: known[0].start].strip(BULLETS + SEAM)):
        pairs.append(pair_of("时间", text[: known[0].start]))
    last_start = known[0].start
    for position, hit in enumerate(hits):
        if hit.start - last_start > _RUN_GAP:
            break
        last_start = hit.start
        if hit.label:
            is_last = position + 1 == len(hits) or hits[position + 1].start - hit.start > _RUN_GAP
            stop = len(text) if is_last else hits[position + 1].start
            value = text[hit.end : stop]
            kind = KNOWN[hit.label][0]
            if len(known) >= RUN and (is_last or (long_text and kind in SHAPED)):
                value = cut(kind, value)
            pairs.append(pair_of(hit.label, _first_line(value), still_open=False))
    if pairs and not pairs[-1].value and len(hits) == 1:
        pairs[-1] = replace(pairs[-1], open=True)
    return pairs


def _first_line(value: str) -> str:
    return value.replace(SEAM, "").strip().partition("\n")[0]


def _in_words(text: str) -> list[Pair]:
    """Labels and values parted by spaces alone: ``索引号 1/2 发布机构 市教育局``."""
    if len(text) > 400:
        return []
    words = text.split()
    labels = [exact_label(word) if len(word) <= LONGEST + 2 else None for word in words]
    named = [label for label in labels if label and label not in WEAK]
    if not named or labels[0] is None:
        return _glued(text)
    if len(named) == 1 and len(words) < 2:
        return []
    pairs: list[Pair] = []
    for position, label in enumerate(labels):
        if label is None:
            continue
        values = []
        for word, other in zip(words[position + 1 :], labels[position + 1 :], strict=True):
            if other:
                break
            values.append(word)
        value = " ".join(values)
        kind = KNOWN[label][0]
        fits = not value or len(named) > 1 or plausible(kind, value, near=False)
        if not fits:
            return []
        pairs.append(pair_of(label, value))
    return pairs


def _glued(text: str) -> list[Pair]:
    """``索引号000014349/2019-00007``: only where the value cannot be anything else."""
    folded = fold(text.strip(BULLETS))
    if len(folded) > 80:
        return []
    for length in range(min(LONGEST, len(folded) - 1), 1, -1):
        label = folded[:length]
        if label in KNOWN and label not in WEAK and KNOWN[label][0] in STRONG - {Field.ISSUER}:
            value = text.strip(BULLETS)[length:].strip()
            return [pair_of(label, value)] if plausible(KNOWN[label][0], value, near=False) else []
    return []
