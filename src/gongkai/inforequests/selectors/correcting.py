"""Questions about claims that a record is wrong (条例第四十一条)."""

from django.conf import settings

from gongkai.casework.flows import Clock
from gongkai.casework.kinds import FlowTerm
from gongkai.casework.rules import local_day
from gongkai.clock.rules import Calendar, deadline
from gongkai.inforequests.models import CorrectionClaim
from gongkai.inforequests.selectors.afterwards import Listed, listed


def claim_of_case(case_id: int) -> CorrectionClaim:
    """The claim behind a case, with everything its sheet shows. Raises DoesNotExist."""
    related = ("case__unit", "unit", "requester", "proposed_by", "signed_by")
    return CorrectionClaim.objects.select_related(*related).get(case_id=case_id)


def claims_page(units: frozenset[int] | None, *, waiting: bool, before: int | None) -> Listed:
    """Claims to *units*, newest first: those not told yet, or all."""
    rows = CorrectionClaim.objects.select_related("unit", "case").defer("claim")
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    return listed(rows.filter(told_on__isnull=True) if waiting else rows, before)


def term_of_claim(case_id: int, calendar: Calendar) -> FlowTerm | None:
    """The days a unit gives itself (a setting: 条例第四十一条 names none), from the day of arrival."""
    row = CorrectionClaim.objects.filter(case_id=case_id, told_on__isnull=True)
    arrived = row.values_list("arrived_at", flat=True).first()
    if arrived is None:
        return None
    days = settings.CORRECTION_DAYS
    clock = Clock("核查期限（本地规定）", days, "条例第四十一条", starts=("received",), stops=())
    return FlowTerm(clock, deadline(calendar, local_day(arrived), days))
