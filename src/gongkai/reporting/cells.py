"""What stands behind one cell: the records as a list names them, a page at a time."""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from gongkai.documents.selectors.normative_figures import titled
from gongkai.filing.selectors import sheet_address
from gongkai.inforequests.selectors.behind import disputes_by_ids, numbers_of, requests_by_ids
from gongkai.reporting.annual import behind
from gongkai.reporting.statements import Statement
from gongkai.web.formats import day

PAGE = 50
GONE = "记录已不存在"
HEADS = {
    "table2": ("文件", "文号", "成文日期", ""),
    "table3": ("申请", "内容概述", "到达日期", "现在的处理结果"),
    "table4": ("申请", "类别和案号", "提起日期", "现在的结果"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One record: what it is called, its page (``""``: none, or not open to the reader), its facts."""

    name: str
    url: str = ""
    unit: str = ""
    facts: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True, slots=True)
class CellPage:
    """The records behind a cell from *after* on, and the id after which the next page begins."""

    heads: tuple[str, ...]
    lines: list[Line]
    total: int
    next: int | None = None
    statements: list[tuple[Statement, str]] = field(default_factory=list)
    """What each unit has, and the page of the filing it comes from, if it comes from one."""


Ids = Mapping[str, Sequence[int]]


def cell_page(
    where: str,
    ids: Ids,
    statements: Sequence[Statement],
    *,
    numbers: Mapping[str, str],
    units: Collection[int] | None,
    after: int = 0,
) -> CellPage:
    """A page of what a cell counts.

    *numbers* name requests that are gone (`numbers_behind`); *units* are those whose cases the
    reader may open (None: all).
    """
    table = where.partition(".")[0]
    counted = behind(ids, where)
    start = bisect_right(counted, after)
    page = counted[start : start + PAGE]
    return CellPage(
        heads=HEADS[table],
        lines=lines_of(table, page, numbers=numbers, units=units),
        total=len(counted),
        next=page[-1] if len(counted) > start + PAGE else None,
        statements=[
            (one, sheet_address(one.filing) if one.filing else "")
            for one in statements
            if one.where == where
        ],
    )


def lines_of(
    table: str, ids: Sequence[int], *, numbers: Mapping[str, str], units: Collection[int] | None
) -> list[Line]:
    """These records in their order; one that is gone by the number it had."""
    ids = list(ids)
    if table == "table2":
        known = _documents(ids)
    else:
        known = _requests(ids, units) if table == "table3" else _disputes(ids, units)
    return [
        known.get(one) or Line(numbers.get(f"{table}.{one}", str(one)), unit=GONE) for one in ids
    ]


def numbers_behind(ids: Ids) -> dict[str, str]:
    """``table3.id`` → what the record is called, for every record behind the cells.

    A settled report keeps them, so that one that is gone can still be named.
    """
    found: dict[str, str] = {}
    for table, names in (("table2", _titles), ("table3", numbers_of), ("table4", _dockets)):
        known = names(
            {one for where, some in ids.items() if where.startswith(table) for one in some}
        )
        found |= {f"{table}.{one}": name for one, name in known.items()}
    return found


def _titles(ids: Collection[int]) -> dict[int, str]:
    return {one: found.title for one, found in titled(ids).items()}


def _dockets(ids: Collection[int]) -> dict[int, str]:
    return {one: row.request.number for one, row in disputes_by_ids(list(ids)).items()}


def _open(units: Collection[int] | None, unit_id: int, url: str) -> str:
    return url if units is None or unit_id in units else ""


def _requests(ids: list[int], units: Collection[int] | None) -> dict[int, Line]:
    return {
        one: Line(
            row.number,
            _open(units, row.unit_id, reverse("inforequests:case", args=[row.case_id])),
            row.unit.short_name,
            (row.subject, day(row.arrived_at), row.get_report_row_display() or "在办"),
        )
        for one, row in requests_by_ids(ids).items()
    }


def _disputes(ids: list[int], units: Collection[int] | None) -> dict[int, Line]:
    return {
        one: Line(
            row.request.number,
            _open(
                units, row.request.unit_id, reverse("inforequests:case", args=[row.request.case_id])
            ),
            row.request.unit.short_name,
            (
                f"{row.get_kind_display()} {row.docket}".strip(),
                day(row.filed_on),
                row.get_result_display() or "尚未审结",
            ),
        )
        for one, row in disputes_by_ids(ids).items()
    }


def _documents(ids: list[int]) -> dict[int, Line]:
    return {
        one: Line(
            found.title,
            reverse("documents:record", args=[one]),
            facts=(found.number, day(found.signed_on), ""),
        )
        for one, found in titled(ids).items()
    }
