"""Runs of digits, however they are written, cut into the numbers they may be.

A run is a stretch of digits with at most a few separators between two of them. It falls into
groups (blocks of one way of writing); a number is a sequence of whole groups, so a part of a longer
number is never taken for one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gongkai.screening.rules.scene import Scene

_CIRCLED = dict(zip("⓪①②③④⑤⑥⑦⑧⑨", "0123456789", strict=True))
_NEGATIVE = dict(zip("⓿❶❷❸❹❺❻❼❽❾", "0123456789", strict=True))
_SANS = dict(zip("➀➁➂➃➄➅➆➇➈", "123456789", strict=True))
_SANS_NEGATIVE = dict(zip("➊➋➌➍➎➏➐➑➒", "123456789", strict=True))
_DOTTED = dict(zip("⒈⒉⒊⒋⒌⒍⒎⒏⒐", "123456789", strict=True))
_BRACKETED = dict(zip("⑴⑵⑶⑷⑸⑹⑺⑻⑼", "123456789", strict=True))
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))
_READ_OUT = dict(zip("〇零○一二三四五六七八九幺两", "00012345678912", strict=True))
_FORMAL = dict(zip("壹贰叁肆伍陆柒捌玖", "123456789", strict=True))

FANCY = {
    **_CIRCLED, **_NEGATIVE, **_SANS, **_SANS_NEGATIVE, **_DOTTED, **_BRACKETED, **_RAISED, **_LOWERED,
}  # fmt: skip
SPOKEN = {**_READ_OUT, **_FORMAL}
_VALUES = {**{digit: digit for digit in "0123456789"}, **FANCY, **SPOKEN}

_DIGIT = "0-9" + "".join(FANCY) + "".join(SPOKEN)
_SEPARATOR = r"()（） \u3000\-‐‑‒–—―−－﹣.·•・_/\n\r~"
SHORTEST = 11
MOST_GROUPS = 80
RUN = re.compile(f"[{_DIGIT}](?:[{_SEPARATOR}]{{0,4}}[{_DIGIT}]){{{SHORTEST - 1},}}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_GLUED = re.compile(r"\s?年")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－﹣", "-"))
_KNOWN_SHAPES = {
    (3, 4, 4), (4, 4, 4, 4), (4, 4, 4, 4, 1), (4, 4, 4, 4, 2), (4, 4, 4, 4, 3), (6, 8, 4),
    (6, 4, 4, 4), (3, 3, 4, 4, 4), (6, 8, 3), (6, 4, 4, 3), (3, 3, 4, 4, 3), (6, 6, 3),
}  # fmt: skip


@dataclass(slots=True)
class Group:
    """A block of digits of one way of writing; *gap* is what stands before it in the run."""

    digits: str
    start: int
    end: int
    kind: str
    gap: str


@dataclass
class Number:
    """A possible number: whole groups *first*..*last* of a run."""

    digits: str
    start: int
    end: int
    groups: list[Group]
    first: int
    last: int

    @cached_property
    def gap_before(self) -> str | None:
        """The separator to the group before; None at the start of the run."""
        return self.groups[self.first].gap if self.first else None

    @cached_property
    def gap_after(self) -> str | None:
        """The separator to the group after; None at the end of the run."""
        return self.groups[self.last + 1].gap if self.last + 1 < len(self.groups) else None

    @property
    def is_whole(self) -> bool:
        """Written without any separator, in one way."""
        return self.first == self.last

    @property
    def is_broken(self) -> bool:
        """It goes on over the end of a line."""
        return any("\n" in group.gap for group in self.groups[self.first + 1 : self.last + 1])

    @property
    def is_spoken(self) -> bool:
        return any(group.kind == "z" for group in self.groups[self.first : self.last + 1])

    def overlaps(self, other: "Number") -> bool:
        """They have a group of the same run in common."""
        return self.first <= other.last and other.first <= self.last

    def _gap_to(self, neighbour: int, gap: str | None) -> str | None:
        """*gap* when the neighbour is written in the same kind of digits, None otherwise.

        A lone 三 or the 2 of a list that opens the next line is no part of the number before it.
        """
        if gap is None or self.groups[neighbour].kind != self.groups[self.first].kind:
            return None
        return None if "\n" in gap and len(self.groups[neighbour].digits) <= 2 else gap

    def _is_all_of_its_kind(self) -> bool:
        """No further single digit stands before or behind."""
        around = [
            self.groups[self.first - 1 : self.first],
            self.groups[self.last + 1 : self.last + 2],
        ]
        return all(len(group.digits) > 1 for side in around for group in side)

    @cached_property
    def is_even(self) -> bool:
        """Its separators are of one kind and differ from those around it, or its shape is usual."""
        inside = self.groups[self.first : self.last + 1]
        if tuple(len(group.digits) for group in inside) in _KNOWN_SHAPES:
            return True
        if all(len(group.digits) == 1 for group in inside) and self._is_all_of_its_kind():
            return True
        gaps = [group.gap for group in inside[1:]]
        broken = [gap for gap in gaps if "\n" in gap or "\r" in gap]
        plain = {gap for gap in gaps if gap and gap not in broken}
        if len(broken) > 1 or len(plain) > 1:
            return False
        around = {
            self._gap_to(self.first - 1, self.gap_before),
            self._gap_to(self.last + 1, self.gap_after),
        }
        return not (plain & around) and not (broken and any(gap in around for gap in broken))


def groups_of(text: str, start: int, end: int) -> list[Group]:
    """The groups of the run between *start* and *end*."""
    groups: list[Group] = []
    kind, begin, gap_from, digits = "", start, start, ""
    for place in range(start, end):
        char = text[place]
        value = _VALUES.get(char)
        now = "" if value is None else "a" if char == value else "z" if char in SPOKEN else "f"
        if now != kind:
            if kind:
                groups.append(Group(digits, begin, place, kind, text[gap_from:begin]))
                gap_from = place
            kind, begin, digits = now, place, ""
        digits += value or ""
    if kind:
        groups.append(Group(digits, begin, end, kind, text[gap_from:begin]))
    for group in groups:
        group.gap = group.gap.translate(_DASHES)
    enough = sum(len(group.digits) for group in groups) - 4 >= SHORTEST
    if enough and _YEAR_GLUED.match(text, end) and _YEAR.fullmatch(groups[-1].digits[-4:]):
        groups[-1:] = _without_year(groups[-1])
    return groups


def _without_year(group: Group) -> list[Group]:
    """A number and the year of the next sentence that was written against it: …2026年3月."""
    if len(group.digits) != group.end - group.start or len(group.digits) <= 4:
        return [group]
    cut = group.end - 4
    return [
        Group(group.digits[:-4], group.start, cut, group.kind, group.gap),
        Group(group.digits[-4:], cut, group.end, group.kind, ""),
    ]


def runs_of(scene: Scene) -> list[list[Group]]:
    """All runs of the scene that hold a number of eleven digits or more; found once."""
    runs: list[list[Group]] | None = scene.memo.get("runs")
    if runs is None:
        text = scene.text
        runs = [groups_of(text, run.start(), run.end()) for run in RUN.finditer(text)]
        scene.memo["runs"] = runs
    return runs


def numbers_in(groups: list[Group], lengths: frozenset[int]) -> Iterator[Number]:
    """Every sequence of whole groups whose digits together have one of *lengths*.

    A run of very many groups is a table of figures: there only single groups are numbers.
    """
    longest = max(lengths)
    apart = len(groups) <= MOST_GROUPS
    for first in range(len(groups)):
        total = 0
        for last in range(first, len(groups)):
            total += len(groups[last].digits)
            if total > longest or (last > first and not apart):
                break
            if total in lengths:
                chosen = groups[first : last + 1]
                number = Number(
                    "".join(group.digits for group in chosen),
                    chosen[0].start, chosen[-1].end, groups, first, last,
                )  # fmt: skip
                if number.is_whole or number.is_even:
                    yield number
