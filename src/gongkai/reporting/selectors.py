"""The figures of a unit's annual report, straight from the records, and the reports settled so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import signing

from gongkai.filing.selectors import filed_values, filings_of
from gongkai.kernel.measures import Period, measures
from gongkai.orgs.selectors import subtree, units_by_ids
from gongkai.reporting import annual, drafting, ledger, rules, statements
from gongkai.reporting.annual import Difference, Tables
from gongkai.reporting.ledger import Closing
from gongkai.reporting.models import ReportDraft, ReportPublication, ReportSnapshot
from gongkai.reporting.opening import Opening
from gongkai.reporting.rules import Violation
from gongkai.reporting.statements import Statement

if TYPE_CHECKING:
    from gongkai.orgs.models import Unit

SALT = "gongkai.reporting.snapshot"


def period_of(unit: "Unit", year: int) -> Period:
    """1 January to 31 December, of the unit and of what its report covers below it (C8).

    Kinds of units that the locality leaves out of its government's report are a setting.
    """
    covered = subtree(unit).exclude(kind__in=settings.REPORT_LEAVES_OUT)
    units = frozenset(covered.values_list("pk", flat=True)) | {unit.pk}
    return Period(date(year, 1, 1), date(year, 12, 31), units)


@dataclass(frozen=True, slots=True)
class Figures:
    """The three tables as the records stand now, with where part two and the opening come from."""

    tables: Tables
    statements: list[Statement]
    opening: Opening


def figures_of(unit: "Unit", year: int) -> Figures:
    """The three tables as the records stand now."""
    period = period_of(unit, year)
    opened = ledger.opening(period, closing_of(unit, year - 1))
    stated = statements_of(period, year)
    tables = Tables(
        statements.table2_of(stated),
        annual.table3_of(ledger.requests(period, opened)),
        annual.table4_of(ledger.disputes(period)),
    )
    return Figures(tables, stated, opened)


def closing_of(unit: "Unit", year: int) -> Closing | None:
    """What the settled report of *year* carried over, if there is one."""
    last = latest(unit, year)
    return Closing(last.number, content_of(last)["sources"]) if last else None


def statements_of(period: Period, year: int) -> list[Statement]:
    """What each unit has for part two, unit by unit."""
    units = period.units or frozenset()
    drafts = {one.unit_id: one for one in ReportDraft.objects.filter(year=year, unit_id__in=units)}
    register = ledger.register(period)
    filed = filed_values(statements.FORM, units, year)
    filings = filings_of(statements.FORM, filed, year)
    empty = {statements.counted_at(column): list[int]() for column in statements.COUNTED}
    found: list[Statement] = []
    for unit_id, name in _names(units).items():
        draft = drafts.get(unit_id)
        found += statements.statements_of(
            unit_id,
            name,
            typed=statements.flat(draft.filed) if draft else {},
            told=draft.source if draft else "",
            filed=statements.from_filing(filed.get(unit_id, {})),
            filing=filings[unit_id].case_id if unit_id in filings else None,
            register=empty | register[unit_id] if unit_id in register else {},
        )
    return found


def _names(units: frozenset[int]) -> dict[int, str]:
    found = sorted(units_by_ids(units).values(), key=lambda unit: unit.path)
    return {unit.pk: unit.short_name for unit in found}


def ids_behind(unit: "Unit", year: int) -> dict[str, list[int]]:
    """Cell → the records it counts, for every cell that is not zero: requests, disputes, documents."""
    period = period_of(unit, year)
    opened = ledger.opening(period, closing_of(unit, year - 1))
    found = ledger.request_ids(period, opened) | ledger.dispute_ids(period)
    for cells in ledger.register(period).values():
        for where, ids in cells.items():
            found.setdefault(where, []).extend(ids)
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


def content_of(snapshot: ReportSnapshot) -> dict[str, Any]:
    """What was settled; the first reports named only requests, by row and column, and no sources."""
    content: dict[str, Any] = {"statements": [], "numbers": {}, "opening": None}
    content.update(snapshot.content)
    content["sources"] = {
        where if where.startswith("table") else f"table3.{where}": ids
        for where, ids in content["sources"].items()
    }
    return content


def is_intact(snapshot: ReportSnapshot) -> bool:
    """Whether the content is what was signed when the report was settled."""
    try:
        signed = signing.Signer(salt=SALT).unsign(f"{snapshot.digest}:{snapshot.signature}")
    except signing.BadSignature:
        return False
    return signed == snapshot.digest == annual.digest_of(snapshot.content)


def differences_of(snapshot: ReportSnapshot) -> list[Difference]:
    """What the records say today against what the report says, with the records."""
    now = figures_of(snapshot.unit, snapshot.year).tables.as_json()
    content = content_of(snapshot)
    ids = ids_behind(snapshot.unit, snapshot.year)
    return annual.differences(content["tables"], now, content["sources"], ids)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report as it would be settled now."""

    figures: Figures
    texts: dict[str, str]
    violations: list[Violation]
    missing: list[str] = field(default_factory=list)
    """Units below that have filed nothing for part two."""

    @property
    def tables(self) -> Tables:
        return self.figures.tables


def prepared(unit: "Unit", year: int) -> Prepared:
    """Tables from the records, texts as saved or drafted, and every broken check."""
    found = figures_of(unit, year)
    tables = found.tables
    last = latest(unit, year - 1)
    before = tables_from(last.content["tables"]) if last else None
    draft = draft_of(unit, year)
    published = {code: measures[code].total(period_of(unit, year)) for code in drafting.MEASURES}
    texts = drafting.texts(year, tables.as_json(), before.as_json() if before else None, published)
    texts |= {part: text for part, text in (draft.texts if draft else {}).items() if text}
    violations = [
        *annual.violations(tables, before, texts, year),
        *rules.violations_of_power(
            tables.at("table2.regulations.0"), may_make=settings.MAKES_REGULATIONS
        ),
        *found.opening.violations(),
        *rules.violations_of_open(ledger.contradicted(period_of(unit, year))),
        *_violations_of_rollup(unit, year),
        *statements.violations_of_register(found.statements),
    ]
    return Prepared(found, texts, violations, _missing(unit, year))


def _violations_of_rollup(unit: "Unit", year: int) -> list[Violation]:
    """C8: against the settled reports of the units directly or further below, the topmost of each."""
    parts = _topmost(unit, year)
    if not parts:
        return []
    covered = frozenset[int]().union(*(period_of(one.unit, year).units or () for one in parts))
    theirs = Period(date(year, 1, 1), date(year, 12, 31), covered)
    own = ledger.request_ids(theirs, Opening()) | ledger.dispute_ids(theirs)
    counted = [_of_requests(content_of(one)["sources"]) for one in parts]
    known = {table: _known(table, own, *counted) for table in ("table3", "table4")}
    whole = _of_requests(ids_behind(unit, year))
    return rules.violations_of_rollup(
        {where: [one for one in ids if one in known[where[:6]]] for where, ids in whole.items()},
        counted,
    )


def _of_requests(ids: Mapping[str, list[int]]) -> dict[str, list[int]]:
    return {where: behind for where, behind in ids.items() if not where.startswith("table2")}


def _known(table: str, *counted: Mapping[str, list[int]]) -> set[int]:
    """Every record that one of these counts in *table*."""
    return {
        one
        for ids in counted
        for where, behind in ids.items()
        if where.startswith(table)
        for one in behind
    }


def _topmost(unit: "Unit", year: int) -> list[ReportSnapshot]:
    below = ReportSnapshot.objects.filter(year=year, unit__path__startswith=unit.path)
    found: dict[int, ReportSnapshot] = {}
    for one in below.exclude(unit=unit).select_related("unit").order_by("unit__path", "-number"):
        above = {int(part) for part in one.unit.path.split("/") if part}
        if not above & found.keys():
            found[one.unit_id] = one
    return list(found.values())


def tables_from(content: Mapping[str, Any]) -> Tables:
    """The tables of a settled report."""
    return Tables(content["table2"], content["table3"], content["table4"])


def _missing(unit: "Unit", year: int) -> list[str]:
    typed = (
        ReportDraft.objects.filter(year=year).exclude(filed={}).values_list("unit_id", flat=True)
    )
    covered = period_of(unit, year).units or frozenset()
    open_units = subtree(unit).filter(closed_on__isnull=True).order_by("path")
    units = {one.pk: one for one in open_units if one.pk in covered}
    stated = {*typed, *filed_values(statements.FORM, units, year)}
    return [one.short_name for pk, one in units.items() if pk not in stated]


def settled_list(unit_ids: list[int]) -> list[ReportSnapshot]:
    """The newest settled reports of these units, at most a hundred."""
    rows = ReportSnapshot.objects.filter(unit_id__in=unit_ids).select_related("unit")
    return list(rows.defer("content").order_by("-pk")[:100])


def lock_snapshot(snapshot_id: int) -> ReportSnapshot | None:
    """One settled report, locked until the transaction ends."""
    found = ReportSnapshot.objects.select_for_update(of=("self",)).select_related("unit")
    return found.filter(pk=snapshot_id).first()


def publications_of(unit: "Unit", year: int) -> list[ReportPublication]:
    """How the unit's reports of a year were put into the publishing flow, newest first."""
    found = ReportPublication.objects.filter(snapshot__unit=unit, snapshot__year=year)
    return list(found.select_related("snapshot", "document").defer("snapshot__content"))
