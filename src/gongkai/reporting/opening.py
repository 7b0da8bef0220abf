"""Last year's closing figures carried in (rules §3.4 C4). Plain Python over ids.

What a settled report carried over opens the next one, request by request. Where the records say
something else by now, each request still counts once: one that last year's report did not know is
new this year; one that another unit handles by now is concluded here under 其他处理—其他; one that
has vanished, or was concluded before the year began, leaves the balance (C1) open, and is named.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gongkai.reporting.form import COLUMNS
from gongkai.reporting.rules import Violation

ADDED, MOVED, GONE, CHANGED = "added", "moved", "gone", "changed"
SENTENCES = {
    ADDED: "{n} 件在年初尚未办结的申请，上一年度报告没有计入结转，本年计入新收",
    MOVED: "{n} 件上一年度报告结转的申请已由其他单位办理，本年计入“其他处理—其他”",
    GONE: "{n} 件上一年度报告结转的申请，台账中已不存在或者在年初之前已经办结，本年无从计入，"
    "新收加结转与办结加结转下年因此不平；请查明后恢复，或者更正上一年度报告（重新定稿）",
    CHANGED: "{n} 件申请的申请人类型与上一年度报告不同，本年按上一年度报告计",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """How the records count one request this year: its column and the rows it stands in."""

    column: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """One request counted once more (+1) or once less (−1) in a cell of part three."""

    row: str
    column: str
    by: int
    request_id: int


@dataclass(frozen=True, slots=True)
class Opening:
    """Where 上年结转 comes from: the number of last year's settled report, or None for the ledger.

    ``told`` names the requests that the two see differently, by what became of them.
    """

    number: int | None = None
    moves: list[Move] = field(default_factory=list)
    told: dict[str, list[int]] = field(default_factory=dict)

    def violations(self) -> list[Violation]:
        """C4: what is carried in is what was carried over; every deviation with its requests."""
        return [
            Violation(
                "C4",
                "table3.carried_in.total",
                None,
                None,
                SENTENCES[what].format(n=len(ids)),
                cases=tuple(ids),
            )
            for what, ids in self.told.items()
        ]


def opening_of(
    number: int,
    closing: Mapping[str, Sequence[int]],
    carried: Mapping[str, Sequence[int]],
    counted: Callable[[Iterable[int]], Mapping[int, Counted | None]],
) -> Opening:
    """What to change in the ledger's counts so that they open with last year's closing.

    *closing* and *carried* are ids by column: last year's 结转下年度 as settled, and what the ledger
    takes over. *counted* tells of requests how the ledger counts them this year: None elsewhere,
    absent when there is no such request any more.
    """
    then = {one: column for column, ids in closing.items() for one in ids}
    now = {one: column for column, ids in carried.items() for one in ids}
    found = Opening(number)
    for one in sorted(now.keys() - then.keys()):
        found.told.setdefault(ADDED, []).append(one)
        moves = (Move("carried_in", now[one], -1, one), Move("new", now[one], 1, one))
        found.moves.extend(moves)
    odd = [one for one in sorted(then) if now.get(one) != then[one]]
    standing = counted(odd) if odd else {}
    for one in odd:
        what, changes = _moves(one, then[one], standing, one in now)
        found.told.setdefault(what, []).append(one)
        found.moves.extend(changes)
    return found


def _moves(
    one: int, column: str, standing: Mapping[int, Counted | None], is_carried: bool
) -> tuple[str, list[Move]]:
    opened = [Move("carried_in", column, 1, one)]
    here = standing.get(one)
    if here is None:
        if one not in standing:
            return GONE, opened
        return MOVED, [*opened, Move("total", column, 1, one), Move("other", column, 1, one)]
    if not is_carried and "new" not in here.rows:
        return GONE, opened
    moves = opened
    for row in here.rows:
        moves.append(Move(row, here.column, -1, one))
        if row not in {"new", "carried_in"}:
            moves.append(Move(row, column, 1, one))
    return CHANGED, moves


def apply_to_counts(counts: dict[str, dict[str, int]], moves: Iterable[Move]) -> None:
    """Change the numbers, row → column → number, in place."""
    for move in moves:
        cells = counts.setdefault(move.row, {})
        cells[move.column] = cells.get(move.column, 0) + move.by


def apply_to_ids(ids: dict[str, list[int]], moves: Iterable[Move]) -> None:
    """Change the ids behind the cells, ``table3.row.column`` → ids, in place, oldest first."""
    for move in moves:
        behind = ids.setdefault(f"table3.{move.row}.{move.column}", [])
        if move.by > 0:
            behind.append(move.request_id)
            behind.sort()
        elif move.request_id in behind:
            behind.remove(move.request_id)


def closing_of(sources: Mapping[str, Sequence[int]]) -> dict[str, list[int]]:
    """结转下年度 of a settled report, ids by column."""
    return {
        column: list(sources.get(f"table3.carried_out.{column}", ())) for column in COLUMNS[:-1]
    }
