"""The checks of the annual report (国办公开办函〔2021〕30号; rules §3.2–3.5), over plain tables.

Codes: ``C1``–``C3`` and ``C5`` the equations of part three, ``C4`` last year's closing figures,
``C6`` the fee that part six must mention, ``C7`` what is carried over is open, ``C8`` units' reports
rolled up, ``T2`` documents in force, ``T4`` the sums of part four, ``R1`` no power to make 规章.
A blank cell adds nothing to a sum; a row the text does not have is not judged.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.reporting.form import (
    COLUMN_NAMES,
    COLUMNS,
    DETAILS,
    KEYS,
    ROWS,
    SINCE_2021,
    TABLE2_SINGLES,
    TABLE2_TRIPLES,
    TABLE4_COLUMNS,
    TABLE4_GROUP_NAMES,
    TABLE4_GROUPS,
    name_of,
)

Number = int | float
Cells = Sequence[Number | None]
Table = Mapping[str, Cells]
FEE = "信息处理费"
_NOTHING = (0,) * len(COLUMNS)


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken check: its code, the place, what it expects, what stands there, a sentence.

    ``cases`` are the records that break it, where they are known: requests, documents in part two,
    disputes in part four.
    """

    check: str
    where: str
    expected: Number | str | None
    found: Number | str | None
    text: str
    cases: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Number | str | None]:
        """The fields as the command line and the desk show them."""
        return {
            "check": self.check,
            "where": self.where,
            "expected": self.expected,
            "found": self.found,
            "text": self.text,
        }


def violations_of_table3(
    table: Table, unsure: frozenset[str] = frozenset(), blank: frozenset[str] = frozenset()
) -> list[Violation]:
    """C5, C3, C1 and C2 of part three; *unsure* rows are judged only where their cells are known.

    *blank* rows are printed with nothing in them: they add nothing, and are not absent.
    """
    table = {**table, **dict.fromkeys(blank, _NOTHING)}
    found = [
        *_not_counts("table3", {key: (ROWS[key].printed, COLUMNS) for key in KEYS}, table),
        *_rows_that_do_not_add_up(table, unsure),
    ]
    for place in range(len(COLUMNS)):
        found += [*_in_and_out(table, unsure, place), *_outcomes(table, unsure, place)]
    return found


def _not_counts(
    name: str, rows: Mapping[str, tuple[str, Sequence[str]]], table: Table
) -> list[Violation]:
    """C5: every figure is a whole number, zero or more."""
    found = []
    for key, (printed, columns) in rows.items():
        for column, value in zip(columns, table.get(key, ()), strict=False):
            if value is not None and (value < 0 or value != int(value)):
                sentence = f"“{printed}”有一格为 {value}，应为不小于 0 的整数"
                found.append(Violation("C5", f"{name}.{key}.{column}", None, value, sentence))
    return found


def _rows_that_do_not_add_up(table: Table, unsure: frozenset[str]) -> list[Violation]:
    """C3: 总计 is the sum of the six kinds of applicants."""
    found = []
    for key in KEYS:
        *parts, total = table.get(key, [None] * 7)
        known = [part for part in parts if part is not None]
        if key in unsure or sum(known) == (total or 0):
            continue
        sentence = (
            f"“{ROWS[key].printed}”各类申请人之和为 {sum(known)}，总计{_written(total)}"
            f"{_blanks(len(parts) - len(known))}"
        )
        found.append(Violation("C3", f"table3.{key}.total", sum(known), total, sentence))
    return found


def _written(total: Number | None) -> str:
    return "空白" if total is None else f"写作 {total}"


def _blanks(count: int) -> str:
    return f"（空白 {count} 格按没有数计）" if count else ""


def _in_and_out(table: Table, unsure: frozenset[str], place: int) -> list[Violation]:
    """C1: 第一项加第二项之和，等于第三项加第四项之和."""
    keys = ("new", "carried_in", "total", "carried_out")
    values = _column(table, unsure, keys, place)
    if values is None:
        return []
    came, went = values[0] + values[1], values[2] + values[3]
    if came == went:
        return []
    sentence = (
        f"{COLUMN_NAMES[place]}一列：新收 {values[0]} 加上年结转 {values[1]} 为 {came}，"
        f"办理结果总计 {values[2]} 加结转下年 {values[3]} 为 {went}"
    )
    return [Violation("C1", f"table3.*.{COLUMNS[place]}", came, went, sentence)]


def _outcomes(table: Table, unsure: frozenset[str], place: int) -> list[Violation]:
    """C2: （七）总计 is the sum of all outcomes."""
    old = all(_is_absent(table.get(key)) for key in SINCE_2021)
    keys = [key for key in DETAILS if not (old and key in SINCE_2021)]
    values = _column(table, unsure, [*keys, "total"], place)
    if values is None or sum(values[:-1]) == values[-1]:
        return []
    sentence = (
        f"{COLUMN_NAMES[place]}一列：各项办理结果之和为 {sum(values[:-1])}，"
        f"（七）总计写作 {values[-1]}"
    )
    where = f"table3.total.{COLUMNS[place]}"
    return [Violation("C2", where, sum(values[:-1]), values[-1], sentence)]


def _column(
    table: Table, unsure: frozenset[str], keys: Sequence[str], place: int
) -> list[Number] | None:
    """The cells of a column, blanks as nothing; None when a row is absent or not known there."""
    values: list[Number] = []
    for key in keys:
        cells = table.get(key)
        if cells is None or _is_absent(cells) or (key in unsure and cells[place] is None):
            return None
        values.append(cells[place] or 0)
    return values


def _is_absent(cells: Cells | None) -> bool:
    return cells is None or all(cell is None for cell in cells)


def suspect(violations: Sequence[Violation]) -> str | None:
    """The one cell in which a broken row and a broken column meet, as ``table3.row.column``."""
    places = [(one.check, one.where.split(".")) for one in violations if one.where.count(".") == 2]
    rows = {place[1] for check, place in places if check == "C3"}
    columns = {place[2] for check, place in places if check in {"C1", "C2"}}
    if len(rows) == 1 and len(columns) == 1:
        return f"table3.{rows.pop()}.{columns.pop()}"
    return None


def violations_of_table4(table: Table) -> list[Violation]:
    """T4 and C5: each 总计 of part four is the sum of its four results."""
    names = {key: (TABLE4_GROUP_NAMES[key], TABLE4_COLUMNS) for key in TABLE4_GROUPS}
    found = _not_counts("table4", names, table)
    for key in TABLE4_GROUPS:
        *parts, total = table.get(key, [None] * 5)
        known = [part for part in parts if part is not None]
        if sum(known) == (total or 0):
            continue
        sentence = (
            f"{TABLE4_GROUP_NAMES[key]}四种结果之和为 {sum(known)}，总计{_written(total)}"
            f"{_blanks(len(parts) - len(known))}"
        )
        found.append(Violation("T4", f"table4.{key}.total", sum(known), total, sentence))
    return found


def violations_of_table2(table: Mapping[str, Any]) -> list[Violation]:
    """C5 (fees may have a fraction), and T2 within one year: what was made must still be in force."""
    names = {key: (name, ("0", "1", "2")) for key, name in TABLE2_TRIPLES.items()}
    found = _not_counts("table2", names, table)
    for key, name in TABLE2_SINGLES.items():
        value = table.get(key)
        if value is not None and (value < 0 or (key != "fees_wan" and value != int(value))):
            sentence = (
                f"“{name}”写作 {value}，应为不小于 0 的{'数' if key == 'fees_wan' else '整数'}"
            )
            found.append(Violation("C5", f"table2.{key}", None, value, sentence))
    for key, name in TABLE2_TRIPLES.items():
        made, repealed, in_force = table.get(key, [None] * 3)
        if made is None or repealed is None or in_force is None or in_force >= made - repealed:
            continue
        sentence = f"{name}制发 {made} 件、废止 {repealed} 件，现行有效却只有 {in_force} 件"
        where = f"table2.{key}"
        found.append(Violation("T2", where, f"≥ {made - repealed}", in_force, sentence))
    return found


def violations_of_opening(
    opening: Cells, closing: Cells, is_known: Callable[[int], bool]
) -> list[Violation]:
    """C4: 上年结转 of this year equals 结转下年度 of the year before, column by column."""
    found = []
    for place, (now, before) in enumerate(zip(opening, closing, strict=True)):
        if now is None or before is None or now == before or not is_known(place):
            continue
        sentence = f"上年结转（{COLUMN_NAMES[place]}）写作 {now}，上一年度报告结转下年度为 {before}"
        where = f"table3.carried_in.{COLUMNS[place]}"
        found.append(Violation("C4", where, before, now, sentence))
    return found


def violations_of_force(key: str, cells: Cells, before: Number | None) -> list[Violation]:
    """T2: 现行有效 = 上年现行有效 + 制发 − 废止 (soft: a clearing or a reform must be explained)."""
    made, repealed, in_force = cells
    if before is None or made is None or repealed is None or in_force is None:
        return []
    expected = before + made - repealed
    if expected == in_force:
        return []
    sentence = (
        f"{TABLE2_TRIPLES[key]}：上年有效 {before} + 制发 {made} − 废止 {repealed} = {expected}，"
        f"表中现行有效 {in_force}；如因清理、机构改革，应在报告中说明"
    )
    return [Violation("T2", f"table2.{key}", expected, in_force, sentence)]


def violations_of_fee(unpaid: Number | None, part_six: str) -> list[Violation]:
    """C6: when a request ended because the fee was not paid, part six reports on the fee."""
    if not unpaid or FEE in part_six:
        return []
    sentence = f"有 {unpaid} 件因逾期未缴费不再处理，第六部分却没有说明{FEE}的收取情况"
    return [Violation("C6", "table3.other_fee_unpaid.total", FEE, None, sentence)]


def violations_of_power(made: Number | None, *, may_make: bool) -> list[Violation]:
    """R1: only 省级、设区的市级 governments make 规章 (rules §3.2); a county states 0."""
    if may_make or made is None or made <= 0:
        return []
    sentence = f"规章制发写作 {made} 件：本级没有规章制定权，应为 0"
    return [Violation("R1", "table2.regulations.0", 0, made, sentence)]


def violations_of_open(contradicted: Mapping[str, Sequence[int]]) -> list[Violation]:
    """C7 (soft): 结转下年度 is exactly what was open on 31 December, 办理结果 what was not.

    *contradicted* gives, by row, the requests whose own events say otherwise than the row.
    """
    sentences = {
        "carried_out": "计入结转下年度，但其办理记录在 12 月 31 日前已经办结",
        "total": "计入办理结果，但其办理记录中没有 12 月 31 日前办结的记载",
    }
    return [
        Violation(
            "C7", f"table3.{row}.total", None, None, f"{len(ids)} 件{sentences[row]}", tuple(ids)
        )
        for row, ids in contradicted.items()
    ]


def violations_of_rollup(
    whole: Mapping[str, Sequence[int]], parts: Sequence[Mapping[str, Sequence[int]]]
) -> list[Violation]:
    """C8: what units have settled, request by request, is what the government counts, each once.

    *whole* and each of *parts* give the records behind cells (``table3.new.natural`` → ids); *whole*
    only those of the units that the parts cover.
    """
    found = []
    for where in dict.fromkeys([*whole, *(where for part in parts for where in part)]):
        stated = [one for part in parts for one in part.get(where, ())]
        once, counted = set(stated), set(whole.get(where, ()))
        twice = {one for one, times in Counter(stated).items() if times > 1}
        odd = [("重复计入", twice), ("本级不计", once - counted), ("没有计入", counted - once)]
        if not any(ids for _, ids in odd):
            continue
        told = "，".join(f"{what} {len(ids)} 件" for what, ids in odd if ids)
        sentence = f"“{name_of(where)}”各单位定稿合计 {len(stated)} 件，本级按件计 {len(counted)} 件：{told}"
        cases = tuple(sorted(set().union(*(ids for _, ids in odd))))
        found.append(Violation("C8", where, len(counted), len(stated), sentence, cases))
    return found
