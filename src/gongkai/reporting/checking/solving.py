"""Reading the whole table of part three at once: rows whose borders are lost, held by the columns.

The equations of the form (rules §3.4): per column C1 ``new + carried_in = total + carried_out`` and
C2 ``total`` = all outcomes; per row C3. Never a guess: when several readings satisfy them, all are
handed back; when none does, the readings with a single wrong cell are looked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai.reporting.checking.printed import Cells, Printed
from gongkai.reporting.checking.splitting import Clock, OutOfTimeError, keeps_borders
from gongkai.reporting.form import DETAILS, KEYS

WIDTH = 7
MOST_SOLUTIONS = 60
MOST_SUMS = 40_000
Vector = tuple[int | float, ...]
Domains = Mapping[str, Sequence[Cells]]
Table = dict[str, Cells]
_ZERO: Vector = (0,) * WIDTH


@dataclass(frozen=True, slots=True)
class Solved:
    """``tables``: the complete readings left; ``reason`` says what the search could not decide.

    ``is_cut``: there are more of them, so that nothing follows from what these have in common.
    """

    tables: tuple[Table, ...]
    reason: str = ""

    @property
    def is_cut(self) -> bool:
        return len(self.tables) >= MOST_SOLUTIONS


def solve(domains: Domains, printed: Mapping[str, Printed], clock: Clock) -> Solved:
    """The readings that satisfy most equations; *domains* holds only rows the text has."""
    try:
        exact = list(_limited(_solutions(domains, clock)))
        if exact:
            return Solved(tuple(exact), _too_many(exact))
        near = list(_limited(_one_row_off(domains, printed, clock)))
        least = min((faults(table) for table in near), default=0)
        kept = [table for table in near if faults(table) == least]
        if not kept and all(len(found) == 1 for found in domains.values()):
            kept = [rows_alone(domains)]
        return Solved(tuple(kept), _too_many(kept) or "没有一种分法满足全部勾稽关系")
    except OutOfTimeError:
        return Solved((), "分法太多，在时限内没有算完")


def _limited(tables: Iterator[Table]) -> Iterator[Table]:
    """Each table once, up to a limit."""
    seen: list[Table] = []
    for table in tables:
        if table not in seen:
            seen.append(table)
            yield table
        if len(seen) >= MOST_SOLUTIONS:
            return


def _too_many(tables: Sequence[Table]) -> str:
    return f"分法超过 {MOST_SOLUTIONS} 种，只列出一部分" if len(tables) >= MOST_SOLUTIONS else ""


def vector(cells: Cells) -> Vector:
    return tuple(cell or 0 for cell in cells)


def _plus(one: Vector, other: Vector) -> Vector:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _minus(one: Vector, other: Vector) -> Vector:
    return tuple(a - b for a, b in zip(one, other, strict=True))


def faults(table: Table) -> int:
    """How many equations of C1, C2 and C3 a complete table breaks."""
    rows = {key: vector(cells) for key, cells in table.items()}
    count = sum(sum(row[:-1]) != row[-1] for row in rows.values())
    sums = _sum_of(rows.get(key, _ZERO) for key in DETAILS)
    total = rows.get("total", _ZERO)
    came = _plus(rows.get("new", _ZERO), rows.get("carried_in", _ZERO))
    went = _plus(total, rows.get("carried_out", _ZERO))
    count += sum(a != b for a, b in zip(sums, total, strict=True))
    return count + sum(a != b for a, b in zip(came, went, strict=True))


def _sum_of(rows: Iterator[Vector]) -> Vector:
    total = _ZERO
    for row in rows:
        total = _plus(total, row)
    return total


def _solutions(domains: Domains, clock: Clock) -> Iterator[Table]:
    """Every complete reading that satisfies all equations."""
    if any(not readings for readings in domains.values()):
        return
    details = [key for key in DETAILS if key in domains]
    layers = _layers(domains, details, domains["total"], clock)
    for total in domains["total"]:
        flows = list(_flows(domains, vector(total)))
        if not flows or vector(total) not in layers[-1]:
            continue
        for parts in _back(domains, details, layers, vector(total)):
            for flow in flows:
                yield {**parts, **flow, "total": total}


def _flows(domains: Domains, total: Vector) -> Iterator[Table]:
    """Readings of the three other rows of C1 that go with this total."""
    for new in domains["new"]:
        for carried_in in domains["carried_in"]:
            left = _minus(_plus(vector(new), vector(carried_in)), total)
            for carried_out in domains["carried_out"]:
                if vector(carried_out) == left:
                    yield {"new": new, "carried_in": carried_in, "carried_out": carried_out}


def _layers(
    domains: Domains, keys: Sequence[str], totals: Sequence[Cells], clock: Clock
) -> list[set[Vector]]:
    """The sums that the first rows can reach, row by row, none above the largest total."""
    top = tuple(max(vector(total)[place] for total in totals) for place in range(WIDTH))
    layers: list[set[Vector]] = [{_ZERO}]
    for key in keys:
        reached = set()
        for before in layers[-1]:
            clock.check()
            for cells in domains[key]:
                after = _plus(before, vector(cells))
                if all(a <= b for a, b in zip(after, top, strict=True)):
                    reached.add(after)
        if len(reached) > MOST_SUMS:
            raise OutOfTimeError
        layers.append(reached)
    return layers


def _back(
    domains: Domains, keys: Sequence[str], layers: Sequence[set[Vector]], target: Vector
) -> Iterator[Table]:
    """The readings of the detail rows that add up to *target*."""
    if not keys:
        if target == _ZERO:
            yield {}
        return
    *earlier, last = keys
    for cells in domains[last]:
        before = _minus(target, vector(cells))
        if before in layers[len(earlier)]:
            for rest in _back(domains, earlier, layers, before):
                yield {**rest, last: cells}


def _one_row_off(domains: Domains, printed: Mapping[str, Printed], clock: Clock) -> Iterator[Table]:
    """Readings in which one row differs from what all the others demand of it."""
    empty = [key for key, readings in domains.items() if not readings]
    for key in empty or domains:
        others = {other: found for other, found in domains.items() if other != key}
        if any(not readings for readings in others.values()):
            continue
        clock.check()
        for table, demanded in _demands(key, others, clock):
            for cells in _misprints(key, demanded, domains, printed):
                yield {**table, key: cells}


def _demands(key: str, others: Domains, clock: Clock) -> Iterator[tuple[Table, Vector]]:
    """Readings of all other rows with the row that would make them balance."""
    details = [one for one in DETAILS if one in others]
    if key == "total":
        yield from _demanded_totals(others, details, clock)
        return
    layers = _layers(others, details, others["total"], clock)
    for total in others["total"]:
        if key in DETAILS:
            for sums in layers[-1]:
                for parts in _back(others, details, layers, sums):
                    for flow in _flows(others, vector(total)):
                        yield {**parts, **flow, "total": total}, _minus(vector(total), sums)
        elif vector(total) in layers[-1]:
            for parts in _back(others, details, layers, vector(total)):
                for flow, demanded in _open_flows(key, others, vector(total)):
                    yield {**parts, **flow, "total": total}, demanded


def _open_flows(key: str, others: Domains, total: Vector) -> Iterator[tuple[Table, Vector]]:
    first, second = (one for one in ("new", "carried_in", "carried_out") if one != key)
    signs = {"new": 1, "carried_in": 1, "carried_out": -1}
    for one in others[first]:
        for two in others[second]:
            known = _plus(_signed(vector(one), signs[first]), _signed(vector(two), signs[second]))
            open_part = _minus(total, known)
            yield {first: one, second: two}, _signed(open_part, signs[key])


def _signed(row: Vector, sign: int) -> Vector:
    return tuple(sign * cell for cell in row)


def _demanded_totals(
    others: Domains, details: Sequence[str], clock: Clock
) -> Iterator[tuple[Table, Vector]]:
    highest = [
        _plus(vector(new), vector(before))
        for new in others["new"]
        for before in others["carried_in"]
    ]
    layers = _layers(others, details, highest, clock)
    for new in others["new"]:
        for before in others["carried_in"]:
            for after in others["carried_out"]:
                total = _minus(_plus(vector(new), vector(before)), vector(after))
                if total not in layers[-1]:
                    continue
                flow = {"new": new, "carried_in": before, "carried_out": after}
                for parts in _back(others, details, layers, total):
                    yield {**parts, **flow}, total


def _misprints(
    key: str, demanded: Vector, domains: Domains, printed: Mapping[str, Printed]
) -> Iterator[Cells]:
    """What the row prints if it is *demanded* but for one cell, or for two that keep its sum."""
    for cells in domains[key]:
        off = sum(a != b for a, b in zip(vector(cells), demanded, strict=True))
        if off <= 2:
            yield cells
    if domains[key] and printed[key].whole(WIDTH) is not None:
        return
    if any(cell < 0 or cell != int(cell) for cell in demanded):
        return
    for place in range(WIDTH):
        yield from _with_one_misprint(printed[key], demanded, place)


def _with_one_misprint(printed: Printed, demanded: Vector, place: int) -> Iterator[Cells]:
    digits = "".join(token or "" for token in printed.tokens)
    before = "".join(str(int(cell)) for cell in demanded[:place])
    after = "".join(str(int(cell)) for cell in demanded[place + 1 :])
    middle = digits[len(before) : len(digits) - len(after)]
    if not middle.isdigit() or not digits.startswith(before) or not digits.endswith(after):
        return
    if len(before) + len(after) >= len(digits) or (len(middle) > 1 and middle[0] == "0"):
        return
    cells = (*demanded[:place], int(middle), *demanded[place + 1 :])
    if keeps_borders(printed, cells):
        yield tuple(cells)


def rows_alone(domains: Domains) -> Table:
    """The rows that their own sum leaves only one reading, when the columns decide nothing."""
    return {key: domains[key][0] for key in KEYS if len(domains.get(key, ())) == 1}
