"""Tables of a PDF over the edge of a page: heads that go on, numbers torn in two."""

import re
from dataclasses import dataclass

from gongkai.screening.files.heads import looks_like_label

_HEAD_OF_NUMBER = re.compile(r"\d{6,18}")
_TAIL_OF_NUMBER = re.compile(r"\d{1,12}[Xx]?")
_LENGTHS = frozenset({11, 15, 16, 17, 18, 19})
_NEAR_EDGE = 3


class ContinuedTable:
    """Gives the rows of a table that goes on over the page the heads it had before."""

    def __init__(self) -> None:
        self._heads = ""

    def headed(self, text: str) -> str:
        """The page's text, led by the heads when it begins with more rows of the same table."""
        lines = text.split("\n")
        goes_on = bool(self._heads) and any("\t" in line for line in lines[:_NEAR_EDGE])
        own = [n for n, line in enumerate(lines) if _is_heading(line)]
        first = next((n for n, line in enumerate(lines) if "\t" in line), len(lines))
        made = text
        if goes_on and not (own and own[0] <= first):
            made = "\n".join([*lines[:first], self._heads, *lines[first:]])
        if own:
            self._heads = lines[own[-1]]
        if "\t" not in lines[-1]:
            self._heads = ""
        return made


def _is_heading(line: str) -> bool:
    cells = line.split("\t")
    labels = sum(looks_like_label(cell) for cell in cells)
    return len(cells) > 1 and labels > 1 and labels * 2 >= len(cells)


@dataclass(frozen=True, slots=True)
class Torn:
    """A number whose first digits end one page and whose last begin the next."""

    head: str
    tail: str

    @property
    def whole(self) -> str:
        return self.head + self.tail


def torn_numbers(before: str, after: str) -> list[Torn]:
    """What may be one number when a row of cells was cut by the edge of a page.

    Every cell of the last row is tried with every cell of the first row of the next page, since
    empty cells leave no trace; whether it is a number of a person is for the rules to say.
    """
    ends = [line for line in before.split("\n")[-_NEAR_EDGE:] if "\t" in line]
    starts = after.split("\n")[:1]
    if not ends:
        return []
    return [
        Torn(head, tail)
        for head in ends[-1].split("\t")
        for tail in starts[0].split("\t")
        if _HEAD_OF_NUMBER.fullmatch(head.strip())
        and _TAIL_OF_NUMBER.fullmatch(tail.strip())
        and len(head) + len(tail) in _LENGTHS
    ]
