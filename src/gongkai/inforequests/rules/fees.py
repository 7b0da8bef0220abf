"""信息处理费 (条例第四十二条, 国办函〔2020〕109号; §2): marginal brackets, one tariff per request."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

BASIS = "条例第四十二条、国办函〔2020〕109号"
MOST = 100_000
ITEM_STEPS = ((1, 10, 0), (11, 30, 100))
PAGE_STEPS = ((1, 30, 0), (31, 100, 10), (101, 200, 20))


@dataclass(frozen=True, slots=True)
class Bracket:
    """Items (or pages) *first* to *last* of a count, each at *rate* yuan."""

    first: int
    last: int
    rate: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1

    @property
    def amount(self) -> int:
        return self.count * self.rate


@dataclass(frozen=True, slots=True)
class Fee:
    """What is due, in yuan, and how it comes about."""

    amount: int
    brackets: tuple[Bracket, ...]


def item_rate(position: int) -> int:
    """Yuan for the *position*-th item in the month (§2.2): 0, 100, then 100 more every ten."""
    if position <= 10:
        return 0
    return 100 if position <= 30 else 200 + 100 * ((position - 31) // 10)


def fee_by_items(items: int, already: int = 0) -> Fee:
    """按件计收 for *items* more of one applicant, *already* counted in the same calendar month.

    The month is that of R (§2.2). Raises ValueError unless both are between 0 and a hundred thousand.
    """
    _check(items, "件数")
    _check(already, "本月已计件数")
    return _fee(already + 1, already + items, _item_steps)


def fee_by_pages(pages: int) -> Fee:
    """按量计收 for one request of *pages*, never added up over requests (§2.3).

    Raises ValueError unless *pages* is between 0 and a hundred thousand.
    """
    _check(pages, "页数")
    return _fee(1, pages, _page_steps)


def _item_steps() -> Iterator[tuple[int, int, int]]:
    yield from ITEM_STEPS
    first = 31
    while True:
        yield first, first + 9, item_rate(first)
        first += 10


def _page_steps() -> Iterator[tuple[int, int, int]]:
    yield from PAGE_STEPS
    yield 201, 2 * MOST, 40


def _fee(first: int, last: int, steps: Callable[[], Iterator[tuple[int, int, int]]]) -> Fee:
    brackets = []
    for low, high, rate in steps():
        if low > last:
            break
        if high >= first:
            brackets.append(Bracket(max(low, first), min(high, last), rate))
    found = tuple(brackets)
    return Fee(sum(bracket.amount for bracket in found), found)


def _check(count: int, name: str) -> None:
    if not 0 <= count <= MOST:
        raise ValueError(f"{name}应当是0至{MOST}的整数")
