"""Part two: made and repealed rules, decisions, fees; the form of 2021 and that of 2019–2020."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from gongkai.reporting.checking.grids import Cell, Grid
from gongkai.reporting.checking.numbers import Number, cell_number
from gongkai.reporting.checking.printed import Cells, Printed, of_stretch
from gongkai.reporting.checking.result import Ambiguity, Row, empty_table2
from gongkai.reporting.checking.source import Source
from gongkai.reporting.checking.splitting import free_splits
from gongkai.reporting.checking.table3 import agreed

_START = re.compile(r"第二十条第\s*[\(（]?一")
_OLD_HEAD = re.compile(r"新制作数量|新公开数量|对外公开总数|上一年项目数量")


def _spread(label: str) -> re.Pattern[str]:
    """The letters of a label, also where a line break or the row's numbers stand between them."""
    return re.compile(_BETWEEN.join(label))


_BETWEEN = r"[\s|\d.,]*"
_LABELS = {
    "regulations": re.compile(rf"(?<!律)规{_BETWEEN}章(?!制)"),
    "normative": re.compile(
        f"(?:行{_BETWEEN}政{_BETWEEN})?" + _spread("规范性文件").pattern,
    ),
    "licence": _spread("行政许可"),
    "other_services": _spread("其他对外管理服务事项"),
    "penalty": _spread("行政处罚"),
    "coercion": _spread("行政强制"),
    "fees_wan": _spread("行政事业性收费"),
    "procurement": _spread("政府集中采购"),
}
_WIDTHS = {"2021": {"regulations": 3, "normative": 3}}
_WIDTHS["2019"] = {
    **_WIDTHS["2021"],
    "licence": 3,
    "other_services": 3,
    "penalty": 3,
    "coercion": 3,
    "fees_wan": 2,
    "procurement": 2,
}
_CUT = re.compile(r"第二十条|三、|信息内容|收到和处理")
_NUMERAL = re.compile(r"\d")
_WORD = re.compile(
    r"(?<![\d件])[\u4e00-\u9fff]|(?<=\d)(?!件)[\u4e00-\u9fff]|(?<=件)[\u4e00-\u9fff]"
)
_SIGNED = re.compile(r"(增加|减少|增|减|\+)\s*(?=\d)")
_DECREASE = re.compile(r"(?<=\d)-(?=\d)")
_MOST = 400


@dataclass(slots=True)
class Table2:
    """``rows`` in the shape of the form of 2021; ``old`` what a report of 2019–2020 prints."""

    rows: dict[str, Any] = field(default_factory=empty_table2)
    old: dict[str, Row] | None = None
    ambiguous: list[Ambiguity] = field(default_factory=list)
    layout: str | None = None
    span: tuple[int, int] | None = None


def read(source: Source, before: int | None) -> Table2:
    """The table; *before* is where part three begins in the text, None when unknown."""
    region, span = _region(source.text, before)
    bordered = _of_grids(source.grids) or _of_grids(source.ruled)
    layout = "2019" if _OLD_HEAD.search("".join(region.split()) or _words(source.grids)) else "2021"
    flat = _of_text(region, layout)
    table = Table2(layout=layout, span=span)
    read_rows: dict[str, Row] = {}
    for key in _LABELS:
        width = _WIDTHS[layout].get(key, 1)
        printed = bordered.get(key) or flat.get(key)
        if printed is not None:
            read_rows[key] = _settle(table, key, printed, width)
    _write(table, read_rows)
    return table


def _words(grids: Sequence[Grid]) -> str:
    return "".join(cell.text for grid in grids for row in grid.rows for cell in row)


def _write(table: Table2, found: dict[str, Row]) -> None:
    """Old columns keep their own names: only what means the same is put into the new shape."""
    if table.layout == "2021":
        for key, cells in found.items():
            if key in table.rows:
                table.rows[key] = cells if key in {"regulations", "normative"} else cells[0]
        return
    table.old = found
    for key in ("regulations", "normative"):
        if key in found:
            table.rows[key] = [found[key][0], None, None]
    for key in ("licence", "penalty", "coercion"):
        if key in found:
            table.rows[key] = found[key][-1]


def _settle(table: Table2, key: str, printed: Printed, width: int) -> Row:
    if len(printed.tokens) == width:
        return [None if token is None else _number(token) for token in printed.tokens]
    if width == 1:
        value = next((_number(token) for token in printed.tokens if token is not None), None)
        return [value]
    choices = _signed(free_splits(printed, width, _MOST), printed)
    if len(choices) == 1:
        return list(choices[0])
    reason = "三个数没有勾稽关系，不止一种分法" if choices else "数字的个数与表格不符"
    table.ambiguous.append(Ambiguity(f"table2.{key}", printed.raw, tuple(choices), reason))
    return agreed(choices, width) if choices else [None] * width


def _signed(choices: list[Cells], printed: Printed) -> list[Cells]:
    """In the form of 2019 the second number may be a decrease: its sign stands among the digits."""
    if "-" not in printed.raw.strip("-"):
        return choices
    return [(one[0], -(one[1] or 0), *one[2:]) for one in choices]


def _number(token: str) -> Number | None:
    signed = _SIGNED.sub(lambda match: "-" if match.group(1) in {"减", "减少"} else "", token)
    return cell_number("".join(signed.split()))


def _of_grids(grids: Iterable[Grid]) -> dict[str, Printed]:
    found: dict[str, Printed] = {}
    for grid in grids:
        words = "".join(cell.text for row in grid.rows for cell in row).replace(" ", "")
        if "规章" not in words and "行政许可" not in words and "行政处罚" not in words:
            continue
        if "新收" in words and "第二十条" not in words:
            continue
        for cells in grid.rows:
            read_row = _row(cells)
            if read_row is not None:
                found.setdefault(*read_row)
    return found


def _row(cells: Sequence[Cell]) -> tuple[str, Printed] | None:
    for place, cell in enumerate(cells):
        label = "".join(cell.text.split())
        key = next((key for key, pattern in _LABELS.items() if pattern.fullmatch(label)), None)
        if key is not None:
            values = [_signs(one.text) for one in cells[place + 1 :]]
            tokens = _trimmed([value if _NUMERAL.search(value) else None for value in values], key)
            return (key, Printed(tokens, " ".join(one.text for one in cells[place + 1 :])))
    return None


def _signs(text: str) -> str:
    return _SIGNED.sub(lambda match: "-" if match.group(1) in {"减", "减少"} else "", text)


def _trimmed(values: list[str | None], key: str) -> tuple[str | None, ...]:
    """Blank cells too many at the end are dropped; one cell may hold several numbers."""
    width = _WIDTHS["2019"].get(key, 1)
    while len(values) > width and values[-1] is None:
        values = values[:-1]
    single = values[:1] if key not in {"regulations", "normative"} else values
    if len(single) == 1 and single[0] is not None and len(values) == 1:
        return tuple(single[0].split())
    return tuple(values)


def _region(text: str, before: int | None) -> tuple[str, tuple[int, int] | None]:
    """The text of the table: from 第二十条第（一）项 to the table of part three."""
    starts = [match.start() for match in _START.finditer(text, 0, before or len(text))]
    near = [start for start in starts if before is None or before - start < 3000]
    if not near:
        return "", None
    start = near[0]
    fees = _LABELS["fees_wan"].search(text, start, start + 2500)
    end = min(before or len(text), start + 2500)
    if fees is not None and end > fees.end():
        after = _CUT.search(text, fees.end())
        end = min(end, after.start() if after else end)
        if _OLD_HEAD.search("".join(text[start:end].split())):
            end = min(before or len(text), start + 2500)
    return text[start:end], (start, end)


def _of_text(region: str, layout: str) -> dict[str, Printed]:
    """Label → what stands between it and the next label or heading."""
    places = []
    for key, pattern in _LABELS.items():
        matches = list(pattern.finditer(region))
        followed = [m for m in matches if _has_numbers(m, region)]
        match = next(iter(followed or matches), None)
        if match is not None:
            places.append((match.start(), match.end(), key))
    places.sort()
    found = {}
    for (start, end, key), following in zip_longest(places, places[1:]):
        stop = following[0] if following else len(region)
        cut = _CUT.search(region, end, stop)
        stretch = _signs(region[end : cut.start() if cut else stop])
        words = _WORD.search(stretch)
        inside = _WORD.sub(" ", region[start:end])
        width = _WIDTHS[layout].get(key, 1)
        own = f"{inside.strip()} {stretch[: words.start()] if words else stretch}"
        printed = of_stretch(own, width)
        apart = of_stretch(_DECREASE.sub(" -", own), width)
        if layout == "2019" and len(apart.tokens) == width:
            printed = apart
        if printed.tokens:
            found[key] = printed
    return found


def _has_numbers(label: re.Match[str], region: str) -> bool:
    return bool(
        _NUMERAL.search(label.group()) or re.match(r"[\s|]*[-\d/—+增减]", region[label.end() :])
    )
