"""Labels with their values in one line or one table row.

A colon is found first, then the known label before it; so the work grows with the number of colons,
not with the number of labels. A label never takes the next label as its value.
"""

import re
from dataclasses import dataclass, replace

from gongkai.documents.reading.labels import KNOWN, LONGEST, PREFIXES, STRONG, WEAK, Field
from gongkai.documents.reading.script import fold, is_blank, squeezed
from gongkai.documents.reading.values import SHAPED, cut, plausible
from gongkai.documents.reading.words import is_prose
from gongkai.files.extraction import Line

SEAM = "\x1f"
_BULLETS = " \u3000\xa0\t•·●▪◆■□○◎★☆※>》-*➤▶►"
_COLON = re.compile(r":(?![/\\])")
_GAP = frozenset(" \n\t\x1f")
_RUN_GAP = 160
_TOKEN = 12
_RUN = 3


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


@dataclass(frozen=True, slots=True)
class _Hit:
    """A colon with the label before it; ``label`` is None for a label nobody knows."""

    start: int
    end: int
    label: str | None


def pairs_in(line: Line) -> list[Pair]:
    """All pairs of a line, in order; an empty list for ordinary text."""
    if line.cells:
        return _in_row(line.cells)
    text = line.marked or line.text
    label = exact_label(text)
    if label:
        if label in WEAK and not fold(text).rstrip(" \x1f").endswith((":", "]")):
            return []
        return [pair_of(label, "", still_open=True)]
    return _in_text(text) or _in_words(line.text)


def exact_label(text: str) -> str | None:
    """The known label that *text* is, with or without brackets, bullet and colon."""
    if len(text) > 40:
        return None
    bare = squeezed(text.strip(_BULLETS + SEAM)).strip("[]<>《》:*#").rstrip(":")
    return _known(bare)


def _known(word: str) -> str | None:
    if word in KNOWN:
        return word
    for prefix in PREFIXES:
        rest = word.removeprefix(prefix)
        if rest != word and rest in KNOWN and rest not in WEAK:
            return rest
    return None


def pair_of(label: str, value: str, *, still_open: bool = False) -> Pair:
    kind, rank = KNOWN[label]
    value = value.replace(SEAM, "").strip(" \u3000\xa0\n\t|;；").rstrip("（(【[ ")
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
    hits = _hits(_with_colons(cell))
    return bool(hits) and hits[0].label is not None and hits[0].start <= 2


def _in_text(text: str) -> list[Pair]:
    """``索引号：… 文号：… 发布日期：…`` on one line, also glued together in flattened pages."""
    text = _with_colons(text)
    hits = _hits(text)
    known = [hit for hit in hits if hit.label]
    if not known:
        return []
    long_text = len(text) > 200
    at_start = not text[: known[0].start].strip(_BULLETS + SEAM + "(（")
    if len(known) < _RUN and (long_text or is_prose(text)) and not at_start:
        return []
    pairs: list[Pair] = []
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
            if len(known) >= _RUN and (is_last or (long_text and kind in SHAPED)):
                value = cut(kind, value)
            pairs.append(pair_of(hit.label, _first_line(value), still_open=False))
    if pairs and not pairs[-1].value and len(hits) == 1:
        pairs[-1] = replace(pairs[-1], open=True)
    return pairs


def _first_line(value: str) -> str:
    return value.replace(SEAM, "").strip().partition("\n")[0]


def _with_colons(text: str) -> str:
    """Labels told by their element or their brackets get the colon they lack."""
    if SEAM in text:
        parts = re.split(f"({SEAM}+)", text)
        for position, part in enumerate(parts[:-1]):
            label = exact_label(part) if part and SEAM not in part else None
            if label and ":" not in fold(part) and not fold(parts[position + 1]).startswith(":"):
                rest = "".join(parts[position + 1 :]).replace(SEAM, "").lstrip()
                if not fold(rest[:1]).startswith(":"):
                    parts[position] = part.rstrip() + "："
        text = "".join(parts)
    folded = fold(text)
    if "[" not in folded:
        return text
    return _bracketed(text, folded)


def _bracketed(text: str, folded: str) -> str:
    """【索引号】 1/2 → 索引号： 1/2, position by position."""
    letters = list(text)
    start = folded.find("[")
    while start >= 0:
        end = folded.find("]", start, start + _TOKEN + 8)
        if end > 0 and exact_label(text[start + 1 : end]):
            following = folded[end + 1 :].lstrip()[:1]
            letters[start] = SEAM
            letters[end] = " " if following == ":" else "："
        start = folded.find("[", start + 1)
    return "".join(letters)


def _hits(text: str) -> list[_Hit]:
    folded = fold(text)
    colons = [found.start() for found in _COLON.finditer(folded)]
    looked = [_label_before(folded, colon) for colon in colons]
    is_run = sum(hit is not None and hit.label is not None for hit, _ in looked) >= _RUN
    hits: list[_Hit] = []
    for hit, glued in looked:
        if hit is None:
            continue
        if hit.label:
            counts = is_run or (not glued and _parted(folded, hit, bool(hits)))
        else:
            counts = not _inside_brackets(folded, hit)
        if counts:
            hits.append(hit)
    return hits


def _parted(folded: str, hit: _Hit, inside_list: bool) -> bool:
    """A label stands at the beginning, after a space or bullet, or in a list of pairs."""
    before = folded[: hit.start].rstrip(SEAM)
    if not before or before[-1] in _BULLETS or before[-1] in "|\n":
        return True
    if before[-1] in "([":
        return len(before) == 1 or inside_list
    return inside_list and not "\u4e00" <= before[-1] <= "\u9fff"


def _inside_brackets(folded: str, hit: _Hit) -> bool:
    """An unknown word before a colon within 《…》 belongs to the value."""
    before = folded[max(0, hit.start - 120) : hit.start]
    return before.count("《") > before.count("》")


def _label_before(folded: str, colon: int) -> tuple[_Hit | None, bool]:
    """The label that ends at *colon*, and whether other words are glued to its front."""
    letters: list[int] = []
    gaps: list[bool] = []
    position = colon - 1
    gap = 0
    while position >= 0 and len(letters) < LONGEST + 4 and gap <= 6:
        letter = folded[position]
        if letter in _GAP:
            gap += 1
            if letter == "\n" and letters:
                break
        elif "\u4e00" <= letter <= "\u9fff":
            gaps.append(gap > 0 and bool(letters))
            letters.append(position)
            gap = 0
        else:
            break
        position -= 1
    word = "".join(folded[index] for index in reversed(letters))
    for length in range(len(word), 1, -1):
        label = _known(word[-length:])
        if label and _spacing_fits(gaps[:length], folded, letters[length - 1]):
            glued = length < len(letters) and not gaps[length]
            return _Hit(letters[length - 1], colon + 1, label), glued
    return _unknown(folded, letters, gaps, colon), False


def _spacing_fits(gaps: list[bool], folded: str, start: int) -> bool:
    """Spaced labels (索 引 号) are spaced evenly; 主动公开 类别 is a value and a label."""
    inner = gaps[1:]
    if not any(inner) or all(inner):
        return True
    before = folded[:start].rstrip(_BULLETS + SEAM)
    return not before or before.endswith(("\n", "|"))


def _unknown(folded: str, letters: list[int], gaps: list[bool], colon: int) -> _Hit | None:
    """A word of 2–10 letters between a space and a colon ends the value before it."""
    length = min(1, len(letters))
    while length < len(letters) and not gaps[length]:
        length += 1
    if not 2 <= length <= 10:
        return None
    start = letters[length - 1]
    return _Hit(start, colon + 1, None) if start == 0 or folded[start - 1] in _GAP else None


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
    folded = fold(text.strip(_BULLETS))
    if len(folded) > 80:
        return []
    for length in range(min(LONGEST, len(folded) - 1), 1, -1):
        label = folded[:length]
        if label in KNOWN and label not in WEAK and KNOWN[label][0] in STRONG - {Field.ISSUER}:
            value = text.strip(_BULLETS)[length:].strip()
            return [pair_of(label, value)] if plausible(KNOWN[label][0], value, near=False) else []
    return []
