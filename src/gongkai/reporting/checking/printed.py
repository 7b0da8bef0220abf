"""What one row of a table prints: its tokens, and whether the borders between them survived."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.reporting.checking.numbers import Number, cell_number

Cells = tuple[Number | None, ...]
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_TOKEN = re.compile(
    r"[-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|(?:(?<!\d)-)?\d+(?:\.\d+)?|(?<![^\s])[-—–―/\\]+(?![^\s])"
)
_NUMERAL = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Printed:
    """The tokens of a row in order; None is a cell that is there and holds no number.

    ``digit``: the last digit may belong to the number printed before the next row's label.
    """

    tokens: tuple[str | None, ...]
    raw: str
    digit: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(token is not None for token in self.tokens)

    def whole(self, count: int) -> Cells | None:
        """The cells when there are exactly *count* of them and every border is there."""
        if len(self.tokens) != count or (self.digit and self.tokens[-1] == self.digit):
            return None
        return tuple(None if token is None else cell_number(token) for token in self.tokens)


def of_stretch(text: str, count: int, digit: str = "") -> Printed:
    """The tokens between a label and the next, the rest of the label's own words left out."""
    raw = " ".join(text.split())
    for border in ("|", "\t"):
        if text.count(border) >= count - 1:
            cells = _bordered(text, border, count)
            if cells is not None:
                return Printed(cells, raw)
    tokens = _TOKEN.findall(_WORDS.sub(" ", text))
    kept = tuple(token if _NUMERAL.search(token) else None for token in tokens)
    return Printed(kept, " ".join(_WORDS.sub(" ", raw).split()), digit)


def _bordered(text: str, border: str, count: int) -> tuple[str | None, ...] | None:
    """The cells of the line that holds the row; None when it does not hold *count* of them."""
    for line in text.split("\n"):
        pieces = line.rstrip(" ").removesuffix("|").split(border)
        if len(pieces) <= count - 1:
            continue
        return fitted(_numeric(pieces[1:]), count)
    return _ended(text, count) if border == "|" else None


def _ended(text: str, count: int) -> tuple[str | None, ...] | None:
    """A cell per line, each closed by a bar: the first cells after the label are the row."""
    cells = _numeric(text.split("|")[1:])
    if len(cells) < count or any(cell is not None for cell in cells[count:]):
        return None
    return tuple(cells[:count])


def _numeric(pieces: Sequence[str]) -> list[str | None]:
    """The cells without words; None for a blank one."""
    return [piece.strip() or None for piece in pieces if not _WORDS.search(piece)]


def fitted(cells: Sequence[str | None], count: int) -> tuple[str | None, ...] | None:
    """Exactly *count* cells: blank ones too many are dropped at the ends, else between numbers."""
    found = [cell if cell and _NUMERAL.search(cell) else None for cell in cells]
    if sum(cell is not None for cell in found) == count:
        return tuple(cell for cell in found if cell is not None)
    while len(found) > count and found[0] is None:
        found = found[1:]
    while len(found) > count and found[-1] is None:
        found = found[:-1]
    return tuple(found) if len(found) == count else None
