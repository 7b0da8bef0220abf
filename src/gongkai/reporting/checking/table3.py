"""Part three: the twenty-five rows, out of tables or out of flattened text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gongkai.reporting.checking import anchors, rows, streams
from gongkai.reporting.checking.numbers import Number
from gongkai.reporting.checking.printed import Cells, Printed, of_stretch
from gongkai.reporting.checking.result import Ambiguity, Row
from gongkai.reporting.checking.solving import WIDTH, Solved, Table, rows_alone, solve
from gongkai.reporting.checking.source import Source
from gongkai.reporting.checking.splitting import MOST, Clock, OutOfTimeError, free_splits, readings
from gongkai.reporting.form import KEYS, ROWS, SINCE_2021

GROUPS = (WIDTH,)
_NEEDED = ("new", "carried_in", "total", "carried_out")


@dataclass(slots=True)
class Table3:
    """The rows as read; ``hopeless`` are rows that no split makes add up.

    ``tables`` are the complete readings that are left, one when nothing is unsure. ``blank`` are rows
    that are printed without any number.
    """

    rows: dict[str, Row] = field(default_factory=dict)
    ambiguous: list[Ambiguity] = field(default_factory=list)
    hopeless: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    tables: tuple[Table, ...] = ()
    blank: frozenset[str] = frozenset()
    layout: str | None = None
    span: tuple[int, int] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether every row of the form was found and read."""
        return bool(self.rows) and not self.missing and not self.ambiguous


def read(source: Source, clock: Clock) -> Table3:
    """The table by its borders where the file has them, else by the equations."""
    flat, span = _of_text(source.text)
    bordered = rows.of_grids(source.grids) or rows.of_grids(source.ruled)
    best = bordered if _whole(bordered) >= _whole(flat) and bordered else flat
    table = _read(best, clock)
    table.span = span
    return table


_Flat = tuple[dict[str, Printed], tuple[int, int] | None]


def _of_text(text: str) -> _Flat:
    """The rows between their labels; where numbers break the labels up, the looser reading."""
    squeezed = anchors.squeeze(text)
    found = anchors.rows_in(squeezed)
    strict = _flat(squeezed, found, anchors.stretches(squeezed, found))
    if _whole(strict[0]) == len(KEYS):
        return strict
    squeezed = anchors.squeeze(text, digits=False)
    found = anchors.rows_in(squeezed)
    loose = _flat(squeezed, found, anchors.loose_stretches(squeezed, found))
    best = loose if _whole(loose[0]) > _whole(strict[0]) else strict
    stream = streams.rows_in(squeezed) if _whole(best[0]) < len(KEYS) - len(SINCE_2021) else {}
    return (stream, best[1]) if stream else best


def _flat(
    squeezed: anchors.Squeezed,
    found: Sequence[anchors.Anchor],
    stretches: Mapping[str, tuple[str, str]],
) -> _Flat:
    if not found:
        return {}, None
    printed = {key: of_stretch(part, WIDTH, digit) for key, (part, digit) in stretches.items()}
    span = (squeezed.places[found[0].start], squeezed.places[found[-1].end - 1])
    return {key: one for key, one in printed.items() if one.tokens}, span


def _whole(printed: Mapping[str, Printed]) -> int:
    return sum(one.whole(WIDTH) is not None for one in printed.values())


def _read(printed: Mapping[str, Printed], clock: Clock) -> Table3:
    table = Table3()
    if not printed:
        return table
    table.layout = _layout(printed)
    table.blank = frozenset(key for key, one in printed.items() if one.is_empty)
    expected = [key for key in KEYS if table.layout == "2021" or key not in SINCE_2021]
    table.missing = [key for key in expected if key not in printed]
    blanks = any(_is_short(one) for one in printed.values())
    domains = {key: _readings(one, clock, blanks=blanks) for key, one in printed.items()}
    solved = _solved(domains, printed, table, clock)
    table.tables = () if solved.is_cut else solved.tables
    for key in KEYS:
        if key in printed:
            _settle(table, key, printed[key], domains[key], solved)
    return table


def _is_short(printed: Printed) -> bool:
    """Whether a row has fewer digits than cells: blank cells have left no trace in it."""
    return len("".join(token or " " for token in printed.tokens)) < WIDTH


def _readings(printed: Printed, clock: Clock, *, blanks: bool) -> list[Cells]:
    try:
        return readings(printed, GROUPS, clock, blanks=blanks)
    except OutOfTimeError:
        return []


def _layout(printed: Mapping[str, Printed]) -> str:
    """The form of 2019 and 2020 counts 其他处理 in one row."""
    if any(key in printed for key in SINCE_2021):
        return "2021"
    return "2019" if "other" in printed else "2021"


def _solved(
    domains: Mapping[str, list[Cells]], printed: Mapping[str, Printed], table: Table3, clock: Clock
) -> Solved:
    """All rows together; without equations when a row of the form is missing."""
    if all(one.whole(WIDTH) is not None for one in printed.values()):
        return Solved((rows_alone(domains),))
    if table.missing:
        return Solved((), "表中缺行，只能逐行按总计拆分")
    return solve(domains, printed, clock)


def _settle(
    table: Table3, key: str, printed: Printed, domain: Sequence[Cells], solved: Solved
) -> None:
    """Write the row: one reading is the value; several are listed and only agreed cells kept."""
    listed = () if solved.is_cut else solved.tables
    choices = list(dict.fromkeys(one[key] for one in listed)) or list(domain)
    if len(choices) == 1:
        table.rows[key] = list(choices[0])
        return
    reason = solved.reason
    if not choices:
        choices = free_splits(printed, WIDTH)
        reason = "数字的个数与表格不符"
        if len(printed.tokens) <= WIDTH:
            reason = "没有一种分法使各列之和等于总计"
            table.hopeless[key] = printed.raw
    table.rows[key] = agreed(choices, WIDTH) if len(choices) < MOST else [None] * WIDTH
    reason = reason or "不止一种分法满足勾稽关系"
    where = f"table3.{key}"
    table.ambiguous.append(Ambiguity(where, printed.raw, tuple(choices), reason))


def agreed(choices: Sequence[Cells], width: int) -> Row:
    """The cells in which all readings agree; the others None."""
    cells: list[Number | None] = []
    for place in range(width):
        values = {choice[place] for choice in choices}
        cells.append(values.pop() if len(values) == 1 else None)
    return cells


def name(key: str) -> str:
    """The row's printed name."""
    return ROWS[key].printed
