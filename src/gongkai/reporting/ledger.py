"""What the records say for parts two, three and four: numbers by SQL, and the records behind them.

Numbers come from grouped queries; ids are only fetched where a report is settled, compared or a cell
is opened. Both begin with last year's closing (`opening`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.utils.timezone import localtime

from gongkai.documents.selectors.normative_figures import normative_ids
from gongkai.inforequests.selectors import afterwards, behind, figures
from gongkai.inforequests.selectors.behind import Standing
from gongkai.kernel.measures import Period
from gongkai.reporting.form import DETAILS
from gongkai.reporting.opening import (
    Counted,
    Opening,
    apply_to_counts,
    apply_to_ids,
    closing_of,
    opening_of,
)
from gongkai.reporting.statements import counted_at

COLUMN_OF = {
    "natural": "natural",
    "business": "commercial",
    "research": "research",
    "welfare": "social",
    "legal_service": "legal",
    "other": "other",
}
"""Class of applicant (inforequests) → column of the form."""
_CODES = (
    *("granted", "partial"),
    *(f"d{number}" for number in range(1, 9)),
    *(f"u{number}" for number in range(1, 4)),
    *(f"n{number}" for number in range(1, 6)),
    *(f"o{number}" for number in range(1, 4)),
)
ROW_OF = dict(zip(_CODES, DETAILS, strict=True))
"""Row of a concluded request (inforequests) → row of the form."""
FLOWS = {
    "new": "requests.new",
    "carried_in": "requests.carried_in",
    "total": "requests.concluded",
    "carried_out": "requests.carried_out",
}
"""Row of the form → the measure that counts it."""
GROUP_OF = {
    "reconsideration": "review",
    "direct_suit": "lawsuit_direct",
    "suit_after": "lawsuit_after_review",
}
Ids = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Closing:
    """Last year's settled report, as far as this year opens with it."""

    number: int
    sources: Mapping[str, Sequence[int]]


def opening(period: Period, closing: Closing | None) -> Opening:
    """How this year opens: with last year's closing, or with what the ledger carries over."""
    if closing is None:
        return Opening()
    carried = figures.ids_by(FLOWS["carried_in"], period, ("class",))
    return opening_of(
        closing.number,
        closing_of(closing.sources),
        {COLUMN_OF[key[0]]: ids for key, ids in carried.items()},
        partial(_counted, period),
    )


def _counted(period: Period, ids: Iterable[int]) -> dict[int, Counted | None]:
    units = period.units or frozenset()
    return {
        one: _rows_of(stands, period) if stands.unit_id in units else None
        for one, stands in behind.standings(ids).items()
    }


def _rows_of(stands: Standing, period: Period) -> Counted:
    arrived = localtime(stands.arrived_at).date()
    closed = localtime(stands.closed_at).date() if stands.closed_at else None
    column, rows = COLUMN_OF[stands.applicant_class], list[str]()
    if arrived <= period.end and (closed is None or closed >= period.start):
        rows.append("new" if arrived >= period.start else "carried_in")
        rows += (
            ["carried_out"]
            if closed is None or closed > period.end
            else ["total", ROW_OF[stands.report_row]]
        )
    return Counted(column, tuple(rows))


def requests(period: Period, opened: Opening) -> dict[str, dict[str, int]]:
    """Part three, row → column → number: four grouped queries."""
    found: dict[str, dict[str, int]] = {}
    for key, code in FLOWS.items():
        measure = next(one for one in figures.MEASURES if one.code == code)
        for values, number in measure.counts(period, _dimensions(key)).items():
            for row in _rows(key, values):
                cells = found.setdefault(row, {})
                column = COLUMN_OF[values[0]]
                cells[column] = cells.get(column, 0) + number
    apply_to_counts(found, opened.moves)
    return found


def _dimensions(key: str) -> tuple[str, ...]:
    return ("class", "row") if key == "total" else ("class",)


def _rows(key: str, values: tuple[str, ...]) -> tuple[str, ...]:
    return (key, ROW_OF[values[1]]) if key == "total" else (key,)


def request_ids(period: Period, opened: Opening) -> Ids:
    """``table3.row.column`` → the requests it counts, for every cell that is not zero."""
    found: Ids = {}
    for key, code in FLOWS.items():
        for values, ids in figures.ids_by(code, period, _dimensions(key)).items():
            for row in _rows(key, values):
                found.setdefault(f"table3.{row}.{COLUMN_OF[values[0]]}", []).extend(ids)
    apply_to_ids(found, opened.moves)
    return {where: sorted(ids) for where, ids in found.items() if ids}


def disputes(period: Period) -> dict[tuple[str, str], int]:
    """Part four, (group, result) → number."""
    table = afterwards.dispute_table(period.start, period.end, period.units)
    return {(GROUP_OF[kind], result): number for (kind, result), number in table.items()}


def dispute_ids(period: Period) -> Ids:
    """``table4.group.result`` → the disputes it counts."""
    table = behind.dispute_ids(period.start, period.end, period.units)
    return {f"table4.{GROUP_OF[kind]}.{result}": ids for (kind, result), ids in table.items()}


def register(period: Period) -> dict[int, Ids]:
    """Unit → cell of part two → the 规范性文件 that the register of documents counts there."""
    found: dict[int, Ids] = {}
    for (unit_id, what), ids in normative_ids(period).items():
        found.setdefault(unit_id, {})[counted_at(what)] = ids
    return found


def contradicted(period: Period) -> dict[str, list[int]]:
    """C7: requests whose own events say otherwise than the row that counts them."""
    found = {
        "carried_out": behind.carried_though_done(period),
        "total": behind.concluded_without_event(period),
    }
    return {row: ids for row, ids in found.items() if ids}
