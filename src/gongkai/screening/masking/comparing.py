"""The original beside its masked copy, line by line."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from gongkai.screening.files import read_passages
from gongkai.screening.rules.passages import Passage

MOST_LINES = 3_000
MOST_ROWS = 400
_AROUND = 1


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of the original and what stands there in the copy ("" where it is gone)."""

    place: str
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows to show; *cut* says that not all lines are among them."""

    rows: tuple[Pair, ...]
    changed: int
    cut: bool


def compare(original: bytes, masked: bytes, name: str) -> Comparison:
    """Both files read like any file; long ones are shown where they differ, with what is around."""
    before, after = _lines(original, name), _lines(masked, name)
    cut = len(before) > MOST_LINES or len(after) > MOST_LINES
    pairs = _pairs(before[:MOST_LINES], after[:MOST_LINES])
    changed = sum(pair.is_changed for pair in pairs)
    if len(pairs) > MOST_ROWS:
        near = {
            other
            for number, pair in enumerate(pairs)
            if pair.is_changed
            for other in range(number - _AROUND, number + _AROUND + 1)
        }
        pairs = [pair for number, pair in enumerate(pairs) if number in near]
        cut = True
    return Comparison(tuple(pairs[:MOST_ROWS]), changed, cut)


def _lines(data: bytes, name: str) -> list[tuple[str, str]]:
    """(place, line) of everything in a file but its name."""
    return [
        (piece.location or "正文", line.strip())
        for piece in read_passages(data, name)
        if isinstance(piece, Passage) and piece.location != "文件名"
        for line in piece.text.split("\n")
        if line.strip()
    ]


def _pairs(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> list[Pair]:
    left, right = [text for _, text in before], [text for _, text in after]
    found: list[Pair] = []
    for kind, a, b, c, d in SequenceMatcher(None, left, right).get_opcodes():
        if kind == "equal":
            found += [Pair(place, text, text) for place, text in before[a:b]]
            continue
        for old, new in zip_longest(before[a:b], after[c:d], fillvalue=("", "")):
            found.append(Pair(old[0] or new[0], old[1], new[1]))
    return found
