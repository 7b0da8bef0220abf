"""The figures of a unit's annual report, straight from the records, and the reports settled so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core import signing

from gongkai.inforequests.selectors import afterwards, figures
from gongkai.kernel.measures import Period
from gongkai.orgs.selectors import subtree
from gongkai.reporting import annual, drafting
from gongkai.reporting.annual import Difference, Tables
from gongkai.reporting.form import DETAILS
from gongkai.reporting.models import ReportDraft, ReportSnapshot
from gongkai.reporting.rules import Violation

if TYPE_CHECKING:
    from gongkai.orgs.models import Unit

SALT = "gongkai.reporting.snapshot"
COLUMN_OF = {
    "natural": "natural",
    "business": "commercial",
    "research": "research",
    "welfare": "social",
    "legal_service": "legal",
    "other": "other",
}
"""Class of applicant (inforequests) → column of the form."""
CLASS_OF = {column: code for code, column in COLUMN_OF.items()}
_CODES = (
    *("granted", "partial"),
    *(f"d{number}" for number in range(1, 9)),
    *(f"u{number}" for number in range(1, 4)),
    *(f"n{number}" for number in range(1, 6)),
    *(f"o{number}" for number in range(1, 4)),
)
ROW_OF = dict(zip(_CODES, DETAILS, strict=True))
"""Row of a concluded request (inforequests) → row of the form."""
CODE_OF = {key: code for code, key in ROW_OF.items()}
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


def period_of(unit: "Unit", year: int) -> Period:
    """1 January to 31 December, of the unit and everything below it, each request once (C8)."""
    units = frozenset(subtree(unit).values_list("pk", flat=True))
    return Period(date(year, 1, 1), date(year, 12, 31), units)


def tables_of(unit: "Unit", year: int) -> Tables:
    """The three tables as the records stand now."""
    period = period_of(unit, year)
    return Tables(
        annual.table2_of([draft.filed for draft in _drafts(period, year)]),
        annual.table3_of(_counts(period)),
        annual.table4_of(_remedies(period)),
    )


def _drafts(period: Period, year: int) -> list[ReportDraft]:
    return list(ReportDraft.objects.filter(year=year, unit_id__in=period.units or ()))


def _counts(period: Period) -> dict[str, dict[str, int]]:
    """Row → column → number: four grouped queries."""
    found: dict[str, dict[str, int]] = {}
    for key, code in FLOWS.items():
        measure = next(one for one in figures.MEASURES if one.code == code)
        dimensions = ("class", "row") if key == "total" else ("class",)
        for (applicant, *rest), number in measure.counts(period, dimensions).items():
            rows = [key, ROW_OF[rest[0]]] if rest else [key]
            for row in rows:
                column = COLUMN_OF[applicant]
                cells = found.setdefault(row, {})
                cells[column] = cells.get(column, 0) + number
    return found


def _remedies(period: Period) -> dict[tuple[str, str], int]:
    table = afterwards.dispute_table(period.start, period.end, period.units)
    return {(GROUP_OF[kind], result): number for (kind, result), number in table.items()}


def ids_behind(unit: "Unit", year: int) -> dict[str, list[int]]:
    """``row.column`` of part three → the requests it counts, for every cell that is not zero."""
    period = period_of(unit, year)
    found: dict[str, list[int]] = {}
    for key, code in FLOWS.items():
        dimensions = ("class", "row") if key == "total" else ("class",)
        for (applicant, *rest), ids in figures.ids_by(code, period, dimensions).items():
            for row in (key, ROW_OF[rest[0]]) if rest else (key,):
                found.setdefault(f"{row}.{COLUMN_OF[applicant]}", []).extend(ids)
    return found


def draft_of(unit: "Unit", year: int) -> ReportDraft | None:
    """What the unit has stated and written for the year."""
    return ReportDraft.objects.filter(unit=unit, year=year).first()


def snapshots_of(unit: "Unit", year: int | None = None) -> list[ReportSnapshot]:
    """Settled reports of the unit, newest first, without their content."""
    rows = ReportSnapshot.objects.filter(unit=unit).defer("content")
    return list(rows if year is None else rows.filter(year=year))


def snapshot_by_id(snapshot_id: int) -> ReportSnapshot | None:
    """One settled report."""
    return ReportSnapshot.objects.select_related("unit").filter(pk=snapshot_id).first()


def latest(unit: "Unit", year: int) -> ReportSnapshot | None:
    """The settled report of the year that counts."""
    return ReportSnapshot.objects.filter(unit=unit, year=year).first()


def is_intact(snapshot: ReportSnapshot) -> bool:
    """Whether the content is what was signed when the report was settled."""
    try:
        signed = signing.Signer(salt=SALT).unsign(f"{snapshot.digest}:{snapshot.signature}")
    except signing.BadSignature:
        return False
    return signed == snapshot.digest == annual.digest_of(snapshot.content)


def differences_of(snapshot: ReportSnapshot) -> list[Difference]:
    """What the records say today against what the report says."""
    now = tables_of(snapshot.unit, snapshot.year).as_json()
    return annual.differences(snapshot.content["tables"], now)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report as it would be settled now."""

    tables: Tables
    texts: dict[str, str]
    violations: list[Violation]
    missing: list[str] = field(default_factory=list)
    """Units below that have filed nothing for part two."""


def prepared(unit: "Unit", year: int) -> Prepared:
    """Tables from the records, texts as saved or drafted, and every broken check."""
    tables = tables_of(unit, year)
    draft = draft_of(unit, year)
    texts = drafting.texts(year, tables.as_json())
    texts |= {part: text for part, text in (draft.texts if draft else {}).items() if text}
    last = latest(unit, year - 1)
    before = tables_from(last.content["tables"]) if last else None
    found = annual.violations(tables, before, texts, year)
    return Prepared(tables, texts, found, _missing(unit, year))


def tables_from(content: Mapping[str, Any]) -> Tables:
    """The tables of a settled report."""
    return Tables(content["table2"], content["table3"], content["table4"])


def _missing(unit: "Unit", year: int) -> list[str]:
    filed = ReportDraft.objects.filter(year=year).exclude(filed={}).values("unit_id")
    open_units = subtree(unit).filter(closed_on__isnull=True).exclude(pk__in=filed)
    return list(open_units.order_by("path").values_list("short_name", flat=True))


def settled_list(unit_ids: list[int]) -> list[ReportSnapshot]:
    """The newest settled reports of these units, at most a hundred."""
    rows = ReportSnapshot.objects.filter(unit_id__in=unit_ids).select_related("unit")
    return list(rows.defer("content").order_by("-pk")[:100])
