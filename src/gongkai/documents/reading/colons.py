"""Where labels stand in a line: the known label before each colon.

A colon is found first, then the label before it; so the work grows with the number of colons, not
with the number of labels.
"""

import re
from dataclasses import dataclass

from gongkai.documents.reading.labels import KNOWN, LONGEST, PREFIXES, WEAK
from gongkai.documents.reading.script import fold, squeezed
from gongkai.files.extraction import SEAM

BULLETS = " \u3000\xa0\t•·●▪◆■□○◎★☆※>》-*➤▶►"
RUN = 3
"""So many known labels in one line make it a flattened header."""
_COLON = re.compile(r":(?![/\\])")
_GAP = frozenset(" \n\t\x1f")
_TOKEN = 12
_NUMBERING = re.compile(r"\s{0,4}[(]?\d{1,2}[.、)]\s{0,2}")


@dataclass(frozen=True, slots=True)
class Hit:
    """A colon with the label before it; ``label`` is None for a label nobody knows."""

    start: int
    end: int
    label: str | None


def hits_in(text: str) -> list[Hit]:
    folded = fold(text)
    colons = [found.start() for found in _COLON.finditer(folded)]
    looked = [_label_before(folded, colon) for colon in colons]
    is_run = sum(hit is not None and hit.label is not None for hit, _ in looked) >= RUN
    hits: list[Hit] = []
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


def exact_label(text: str) -> str | None:
    """The known label that *text* is, with or without brackets, bullet and colon."""
    if len(text) > 40:
        return None
    bare = squeezed(text.strip(BULLETS + SEAM)).strip("[]<>《》:*#").rstrip(":")
    return known_label(bare)


def known_label(word: str) -> str | None:
    if word in KNOWN:
        return word
    for prefix in PREFIXES:
        rest = word.removeprefix(prefix)
        if rest != word and rest in KNOWN and rest not in WEAK:
            return rest
    return None


def with_colons(text: str) -> str:
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


def _label_before(folded: str, colon: int) -> tuple[Hit | None, bool]:
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
        label = known_label(word[-length:])
        if label and _spacing_fits(gaps[:length], folded, letters[length - 1]):
            glued = length < len(letters) and not gaps[length]
            return Hit(letters[length - 1], colon + 1, label), glued
    return _unknown(folded, letters, gaps, colon), False


def _spacing_fits(gaps: list[bool], folded: str, start: int) -> bool:
    """Spaced labels (索 引 号) are spaced evenly; 主动公开 类别 is a value and a label."""
    inner = gaps[1:]
    if not any(inner) or all(inner):
        return True
    before = folded[:start].rstrip(BULLETS + SEAM)
    return not before or before.endswith(("\n", "|"))


def _unknown(folded: str, letters: list[int], gaps: list[bool], colon: int) -> Hit | None:
    """A word of 2–10 letters between a space and a colon ends the value before it."""
    length = min(1, len(letters))
    while length < len(letters) and not gaps[length]:
        length += 1
    if not 2 <= length <= 10:
        return None
    start = letters[length - 1]
    return Hit(start, colon + 1, None) if start == 0 or folded[start - 1] in _GAP else None


def _parted(folded: str, hit: Hit, inside_list: bool) -> bool:
    """A label stands at the beginning, after a space or bullet, or in a list of pairs."""
    before = folded[: hit.start].rstrip(SEAM)
    if not before or before[-1] in BULLETS or before[-1] in "|\n":
        return True
    if _NUMBERING.fullmatch(before):
        return True
    if before[-1] in "([":
        return len(before) == 1 or inside_list
    return inside_list and not "\u4e00" <= before[-1] <= "\u9fff"


def _inside_brackets(folded: str, hit: Hit) -> bool:
    """An unknown word before a colon within 《…》 belongs to the value."""
    before = folded[max(0, hit.start - 120) : hit.start]
    return before.count("《") > before.count("》")
