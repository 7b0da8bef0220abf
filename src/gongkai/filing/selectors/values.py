"""What units have filed, for the reports that are made of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from gongkai.filing.content import fields_of
from gongkai.filing.flow import FILING
from gongkai.filing.models import Filing
from gongkai.filing.rules import FieldKind
from gongkai.filing.selectors.filings import sheet_address, values_of


def filed_values(
    form_code: str, unit_ids: Collection[int], year: int
) -> dict[int, dict[str, int | float]]:
    """Unit id → field code → number, of the yearly form *form_code* for *year*.

    Only what the office has accepted; a number that was left blank is missing. Whole numbers are
    ``int``, decimals and money ``float``. Two queries, whatever the number of units.
    """
    found = Filing.objects.filter(
        round__design__code=form_code,
        round__key=str(year),
        unit_id__in=unit_ids,
        accepted__isnull=False,
    ).select_related("round__version", "accepted__sheet")
    return {each.unit_id: _numbers(each) for each in found}


def _numbers(filing: Filing) -> dict[str, int | float]:
    assert filing.accepted is not None  # noqa: S101 - asked for accepted ones only
    fields = fields_of(filing.round.version)
    kinds = {field.code: field.kind for field in fields}
    return {
        code: int(number) if kinds[code] is FieldKind.INTEGER else float(number)
        for code, number in values_of(fields, filing.accepted.sheet.values).items()
        if number is not None
    }


@dataclass(frozen=True, slots=True)
class FiledAt:
    """Where a unit's filing stands: the page, the step in words, when it was accepted."""

    case_id: int
    url: str
    step: str
    accepted_at: datetime | None


def filing_of(form_code: str, unit_id: int, year: int) -> FiledAt | None:
    """A unit's filing of the yearly form for *year*; None where none was asked for."""
    return filings_of(form_code, [unit_id], year).get(unit_id)


def filings_of(form_code: str, unit_ids: Collection[int], year: int) -> dict[int, FiledAt]:
    """Unit id → its filing of the yearly form for *year*, of those that were asked for one."""
    found = Filing.objects.select_related("round", "case", "accepted").filter(
        round__design__code=form_code, round__key=str(year), unit_id__in=unit_ids
    )
    return {filing.unit_id: _filed_at(filing) for filing in found}


def _filed_at(filing: Filing) -> FiledAt:
    return FiledAt(
        filing.case_id,
        sheet_address(filing.case_id),
        FILING.state(filing.case.state).label,
        filing.accepted.at if filing.accepted else None,
    )
