"""Every way to read a row whose cell borders are lost, the row's own sums taken into account.

A row is one or more groups; the last cell of a group is the sum of the others. Numbers have no
leading zero; a border that is still there is never crossed.
"""

import time
from collections.abc import Iterator, Sequence
from itertools import combinations

from gongkai.reporting.checking.numbers import cell_number
from gongkai.reporting.checking.printed import Cells, Printed

MOST = 400
"""Readings of one row beyond which the rest is not listed."""


class OutOfTimeError(Exception):
    """The search was stopped by its time limit."""


class Clock:
    """A time limit in seconds for the searches of one report."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def check(self) -> None:
        if time.monotonic() > self._end:
            raise OutOfTimeError


def is_balanced(cells: Cells, groups: Sequence[int]) -> bool:
    """Whether the last cell of every group is the sum of the rest; a blank adds nothing."""
    start = 0
    for size in groups:
        *parts, total = cells[start : start + size]
        if sum(part or 0 for part in parts) != (total or 0):
            return False
        start += size
    return True


def readings(
    printed: Printed, groups: Sequence[int], clock: Clock, *, blanks: bool = False
) -> list[Cells]:
    """All readings in which every group adds up; empty when there is none.

    A row with all its borders has exactly one reading, whether it adds up or not. *blanks*: other
    rows of the table show that blank cells have left no trace, so this one may have them too.
    """
    count = sum(groups)
    whole = printed.whole(count)
    if whole is not None:
        return [whole]
    found: list[Cells] = []
    for tokens in _choices(printed):
        found += [one for one in _of_tokens(tokens, groups, clock) if one not in found]
        if blanks and all(token is not None and token.isdigit() for token in tokens):
            digits = [token for token in tokens if token is not None]
            more = _fused_with_blanks(digits, groups, clock)
            found += [one for one in more if one not in found]
    return found[:MOST]


def _choices(printed: Printed) -> Iterator[tuple[str | None, ...]]:
    yield printed.tokens
    if printed.digit and printed.tokens:
        last = printed.tokens[-1] or ""
        rest = last.removesuffix(printed.digit)
        if rest != last:
            yield (*printed.tokens[:-1], rest) if rest else printed.tokens[:-1]


def _of_tokens(tokens: tuple[str | None, ...], groups: Sequence[int], clock: Clock) -> list[Cells]:
    count = sum(groups)
    if not any(token is not None for token in tokens):
        return []
    if len(tokens) == count:
        cells = tuple(None if one is None else cell_number(one) for one in tokens)
        return [cells] if is_balanced(cells, groups) else []
    if len(tokens) > count:
        return _with_fewer(tokens, groups)
    if any(token is None or not token.isdigit() for token in tokens):
        return _with_blanks(tokens, groups)
    digits = [token for token in tokens if token is not None]
    split = list(_splits(digits, groups, clock))
    return split or _with_blanks(tokens, groups) or _fused_with_blanks(digits, groups, clock)


def _with_fewer(tokens: tuple[str | None, ...], groups: Sequence[int]) -> list[Cells]:
    """A stray number (a page number) among the cells, or a number broken in two."""
    count = sum(groups)
    extra = len(tokens) - count
    if extra > 2:
        return []
    found = []
    for left_out in combinations(range(len(tokens)), extra):
        kept = [token for place, token in enumerate(tokens) if place not in left_out]
        cells = tuple(None if one is None else cell_number(one) for one in kept)
        if is_balanced(cells, groups) and cells not in found:
            found.append(cells)
    return found


def _with_blanks(tokens: tuple[str | None, ...], groups: Sequence[int]) -> list[Cells]:
    """Fewer numbers than cells: blank cells have left no trace; every place for them is tried.

    The sum itself, the last cell, is taken to be printed.
    """
    count = sum(groups)
    if len(groups) != 1 or not 0 < len(tokens) < count:
        return []
    values = [None if token is None else cell_number(token) for token in tokens]
    found = []
    for places in combinations(range(count - 1), len(tokens) - 1):
        cells: list[int | float | None] = [None] * count
        for place, value in zip((*places, count - 1), values, strict=True):
            cells[place] = value
        if is_balanced(tuple(cells), groups):
            found.append(tuple(cells))
    return found


def _fused_with_blanks(digits: Sequence[str], groups: Sequence[int], clock: Clock) -> list[Cells]:
    """Blank cells without a trace among digits run together: fewer numbers, each place tried.

    The sum itself is taken to be printed; rows of one group only.
    """
    if len(groups) != 1:
        return []
    parts = groups[0] - 1
    found = []
    for count in range(parts, 0, -1):
        for numbers in _splits(digits, (count,), clock):
            for places in combinations(range(parts), count - 1):
                cells: list[int | float | None] = [None] * parts
                for place, number in zip(places, numbers, strict=False):
                    cells[place] = number
                found.append((*cells, numbers[-1]))
                if len(found) >= MOST:
                    return found
    return found


def near_splits(printed: Printed, groups: Sequence[int], clock: Clock) -> list[Cells]:
    """Cuts in which as few groups as possible do not add up; at most `MOST`."""
    digits = [token for token in printed.tokens if token is not None and token.isdigit()]
    if not digits or len(digits) != len(printed.tokens) or len(digits) > sum(groups):
        return []
    for wrong in range(1, len(groups) + 1):
        found: dict[Cells, None] = {}
        for loose in combinations(range(len(groups)), wrong):
            for cells in _splits(digits, groups, clock, frozenset(loose)):
                found.setdefault(cells)
                if len(found) >= MOST:
                    return list(found)
        if found:
            return list(found)
    return []


def _splits(
    digits: Sequence[str],
    groups: Sequence[int],
    clock: Clock,
    loose: frozenset[int] = frozenset(),
) -> Iterator[Cells]:
    """Runs of digits cut so that every group adds up, but for the *loose* ones."""
    text = "".join(digits)
    borders = _borders(digits)
    sizes = list(groups)
    dead: set[tuple[int, int]] = set()

    def group(number: int, start: int) -> Iterator[tuple[int, ...]]:
        if number == len(sizes):
            if start == len(text):
                yield ()
            return
        if (number, start) in dead:
            return
        alive = False
        after = sum(sizes[number + 1 :])
        found = (
            freely(sizes[number], start, after)
            if number in loose
            else addends(sizes[number] - 1, start, 0, after)
        )
        for parts, end in found:
            for rest in group(number + 1, end):
                alive = True
                yield (*parts, *rest)
        if not alive:
            dead.add((number, start))

    def addends(
        left: int, start: int, total: int, after: int
    ) -> Iterator[tuple[tuple[int, ...], int]]:
        if left == 0:
            shown = str(total)
            end = start + len(shown)
            if text.startswith(shown, start) and _unbroken(borders, start, end, len(text)):
                yield (total,), end
            return
        clock.check()
        least = max(len(str(total)), 1) + left - 1 + after
        for end in _ends(text, borders, start, least):
            value = int(text[start:end])
            for parts, stop in addends(left - 1, end, total + value, after):
                yield (value, *parts), stop

    def freely(left: int, start: int, after: int) -> Iterator[tuple[tuple[int, ...], int]]:
        if left == 0:
            yield (), start
            return
        clock.check()
        for end in _ends(text, borders, start, left - 1 + after):
            for parts, stop in freely(left - 1, end, after):
                yield (int(text[start:end]), *parts), stop

    yield from group(0, 0)


def _borders(digits: Sequence[str]) -> frozenset[int]:
    """The positions of the joined text at which a cell surely ends."""
    places, at = set(), 0
    for run in digits:
        at += len(run)
        places.add(at)
    return frozenset(places)


def _ends(text: str, borders: frozenset[int], start: int, least: int) -> Iterator[int]:
    """Where a number that begins at *start* may end, leaving *least* letters for the others."""
    if start >= len(text):
        return
    longest = start + 1 if text[start] == "0" else len(text) - least
    for end in range(start + 1, longest + 1):
        if end > len(text):
            return
        yield end
        if end in borders:
            return


def _unbroken(borders: frozenset[int], start: int, end: int, length: int) -> bool:
    return end <= length and not any(place in borders for place in range(start + 1, end))


def keeps_borders(printed: Printed, cells: Cells) -> bool:
    """Whether the numbers end wherever the row still shows the end of a cell."""
    ends, at = set(), 0
    for cell in cells:
        at += len(str(cell))
        ends.add(at)
    return _borders([token or "" for token in printed.tokens]) <= ends


def free_splits(printed: Printed, count: int, most: int = MOST) -> list[Cells]:
    """Every cut into *count* numbers, sums or no sums; at most *most*, shortest numbers first."""
    found: dict[Cells, None] = {}
    for tokens in _choices(printed):
        digits = [token for token in tokens if token is not None and token.isdigit()]
        if not digits or len(digits) != len(tokens) or len(digits) > count:
            continue
        for cells in _free("".join(digits), _borders(digits), 0, count):
            found.setdefault(cells)
            if len(found) >= most:
                return list(found)
    return list(found)


def _free(text: str, borders: frozenset[int], start: int, count: int) -> Iterator[tuple[int, ...]]:
    if count == 0:
        if start == len(text):
            yield ()
        return
    for end in _ends(text, borders, start, count - 1):
        for rest in _free(text, borders, end, count - 1):
            yield (int(text[start:end]), *rest)
