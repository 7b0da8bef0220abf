"""Where hits stand on a PDF page: letters and their boxes."""

import unicodedata
from dataclasses import dataclass
from typing import Any

from gongkai.screening.masking.slots import Edit

Box = tuple[float, float, float, float]
_SLACK = 0.6


@dataclass(frozen=True, slots=True)
class Target:
    """A hit on a page: its letters without white space, the numbers of those that stay.

    *first_only* leaves later places with the same letters alone.
    """

    text: str
    keep: frozenset[int]
    first_only: bool = False


def target_of(clear: str, edit: Edit) -> Target:
    """Which letters of *clear* stay: those that are the same in its masked form."""
    letters: list[str] = []
    keep: set[int] = set()
    same = len(edit.text) == len(clear)
    for place, char in enumerate(clear):
        for one in unicodedata.normalize("NFKC", char):
            if not _is_letter(one):
                continue
            if same and edit.text[place] == char:
                keep.add(len(letters))
            letters.append(one)
    if not same:
        prefix = len(edit.text) - len(edit.text.lstrip("*")) == 0
        shared = _common(clear, edit.text) if prefix else 0
        keep = {n for n in range(len(letters)) if n < shared}
    return Target("".join(letters), frozenset(keep))


def _common(first: str, second: str) -> int:
    count = 0
    for a, b in zip(first, second, strict=False):
        if a != b or a == "*":
            break
        count += _is_letter(a)
    return count


def _is_letter(char: str) -> bool:
    return not char.isspace() and unicodedata.category(char) not in {"Cf", "Cc"}


class PageText:
    """The letters of a page with their places, as the reader of PDFs sees them."""

    def __init__(self, page: Any) -> None:
        import pypdfium2.raw as c

        self._page = page.get_textpage()
        self.letters = ""
        self._indexes: list[int] = []
        for index in range(self._page.count_chars()):
            char = chr(c.FPDFText_GetUnicode(self._page, index))
            for one in unicodedata.normalize("NFKC", char):
                if _is_letter(one):
                    self.letters += one
                    self._indexes.append(index)

    def close(self) -> None:
        self._page.close()

    def boxes(self, target: Target) -> list[Box] | None:
        """Boxes over the letters that go; None when the hit is not found as it stands."""
        boxes: list[Box] = []
        start = self.letters.find(target.text)
        if start < 0:
            return None
        while start >= 0:
            gone = [n for n in range(len(target.text)) if n not in target.keep]
            boxes += _joined([self._box(start + n) for n in gone])
            start = -1 if target.first_only else self.letters.find(target.text, start + 1)
        return boxes

    def _box(self, place: int) -> Box:
        found = self._page.get_charbox(self._indexes[place], loose=True)
        return (found[0], found[1], found[2], found[3])


def _joined(boxes: list[Box]) -> list[Box]:
    """Boxes that follow each other on a line as one."""
    made: list[Box] = []
    for box in boxes:
        if made and abs(made[-1][1] - box[1]) < 2 and -2 < box[0] - made[-1][2] < 12:
            last = made[-1]
            made[-1] = (last[0], min(last[1], box[1]), box[2], max(last[3], box[3]))
        else:
            made.append(box)
    return [(b[0] - _SLACK, b[1] - _SLACK, b[2] + _SLACK, b[3] + _SLACK) for b in made]
