"""The three tables as the form prints them: rows of cells with place, span and number."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.reporting.form import (
    COLUMN_NAMES,
    COLUMNS,
    GROUP_OF_COLUMNS,
    TABLE2_SINGLES,
    TABLE2_TRIPLE_COLUMNS,
    TABLE2_TRIPLES,
    TABLE3,
    TABLE4_COLUMN_NAMES,
    TABLE4_COLUMNS,
    TABLE4_GROUPS,
)
from gongkai.reporting.rules import Number

EQUATION = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_HIGH = {"deny_secret": 8, "unable_not_held": 3, "refuse_petition": 5, "other_not_corrected": 3}
_RESULTS = 22


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell of the printed table; ``where`` is its address (``table3.new.natural``) or empty."""

    text: str
    column: int
    wide: int = 1
    high: int = 1
    where: str = ""
    is_head: bool = False

    @property
    def is_number(self) -> bool:
        return bool(self.where)


Rows = list[list[Placed]]


def _head(text: str, column: int, wide: int = 1, high: int = 1) -> Placed:
    return Placed(text, column, wide, high, is_head=True)


def _shown(value: Number | None) -> str:
    return "" if value is None else str(value)


def table2(tables: Mapping[str, Any]) -> Rows:
    """Part two, four columns."""
    stated = tables["table2"]
    rows = [[_head("第二十条第（一）项", 0, 4)], _names("信息内容", TABLE2_TRIPLE_COLUMNS)]
    for key, name in TABLE2_TRIPLES.items():
        cells = (
            Placed(_shown(value), 1 + place, where=f"table2.{key}.{place}")
            for place, value in enumerate(stated[key])
        )
        rows.append([Placed(name, 0), *cells])
    decided = "本年处理决定数量"
    blocks = (
        ("第二十条第（五）项", decided, ("licence",)),
        ("第二十条第（六）项", decided, ("penalty", "coercion")),
        ("第二十条第（八）项", "本年收费金额（单位：万元）", ("fees_wan",)),
    )
    for title, column, keys in blocks:
        rows += [[_head(title, 0, 4)], [_head("信息内容", 0), _head(column, 1, 3)]]
        rows += [
            [
                Placed(TABLE2_SINGLES[key], 0),
                Placed(_shown(stated[key]), 1, 3, where=f"table2.{key}"),
            ]
            for key in keys
        ]
    return rows


def _names(first: str, names: Sequence[str]) -> list[Placed]:
    return [_head(name, place) for place, name in enumerate((first, *names))]


def table3(tables: Mapping[str, Any]) -> Rows:
    """Part three: three columns of labels, seven of numbers."""
    rows: Rows = [
        [_head(EQUATION, 0, 3, 3), _head("申请人情况", 3, 7)],
        [_head("自然人", 3, 1, 2), _head(GROUP_OF_COLUMNS, 4, 5), _head("总计", 9, 1, 2)],
        [_head(name, 4 + place) for place, name in enumerate(COLUMN_NAMES[1:6])],
    ]
    for row in TABLE3:
        numbers = [
            Placed(_shown(value), 3 + place, where=f"table3.{row.key}.{COLUMNS[place]}")
            for place, value in enumerate(tables["table3"][row.key])
        ]
        label = f"{row.number}{row.label}"
        if row.key in {"new", "carried_in", "carried_out"}:
            rows.append([Placed(label, 0, 3), *numbers])
            continue
        lead = [Placed("三、本年度办理结果", 0, 1, _RESULTS)] if row.key == "granted" else []
        if not row.group:
            rows.append([*lead, Placed(label, 1, 2), *numbers])
            continue
        if row.key in _HIGH:
            lead = [Placed(row.group, 1, 1, _HIGH[row.key])]
        rows.append([*lead, Placed(label, 2), *numbers])
    return rows


def table4(tables: Mapping[str, Any]) -> Rows:
    """Part four: fifteen numbers in one row."""
    places = [(group, place) for group in TABLE4_GROUPS for place in range(5)]
    first = [_head(name, place, 1, 2) for place, name in enumerate(TABLE4_COLUMN_NAMES)]
    return [
        [_head("行政复议", 0, 5), _head("行政诉讼", 5, 10)],
        [*first, _head("未经复议直接起诉", 5, 5), _head("复议后起诉", 10, 5)],
        [_head(TABLE4_COLUMN_NAMES[n % 5], n) for n in range(5, 15)],
        [
            Placed(
                _shown(tables["table4"][group][place]),
                number,
                where=f"table4.{group}.{TABLE4_COLUMNS[place]}",
            )
            for number, (group, place) in enumerate(places)
        ],
    ]


TABLES: tuple[Callable[[Mapping[str, Any]], Rows], ...] = (table2, table3, table4)
