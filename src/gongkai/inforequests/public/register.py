"""The public register of concluded requests: number, organ, days, result; never who asked or what
they wrote (§14.2: 申请人身份不公开)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from gongkai.inforequests.models import InformationRequest
from gongkai.inforequests.words import Outcome, ReportRow

PAGE = 20


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One concluded request as everybody may see it."""

    number: str
    unit_name: str
    received_on: date | None
    concluded_on: date
    result: str


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """A page of the register; ``next`` is the cursor of what is older, or ""."""

    rows: list[RegisterRow]
    next: str = ""


def register_page(*, unit_id: int | None = None, after: str = "") -> RegisterPage:
    """Concluded requests, the latest first, by key: any depth costs the same."""
    concluded = InformationRequest.objects.filter(closed_at__isnull=False)
    if unit_id is not None:
        concluded = concluded.filter(unit_id=unit_id)
    seen = _cursor(after)
    if seen is not None:
        last = (
            InformationRequest.objects.filter(pk=seen).values_list("closed_at", flat=True).first()
        )
        if last is not None:
            older = Q(closed_at__lt=last) | Q(closed_at=last, pk__lt=seen)
            concluded = concluded.filter(older, closed_at__lte=last)
    found = list(
        concluded.order_by("-closed_at", "-id")
        .select_related("unit")
        .only("number", "unit__name", "receipt_day", "closed_at", "report_row", "outcome")[
            : PAGE + 1
        ]
    )
    rows = [_row(each) for each in found[:PAGE]]
    return RegisterPage(rows, str(found[PAGE - 1].pk) if len(found) > PAGE else "")


def _cursor(after: str) -> int | None:
    return int(after) if after.isascii() and after.isdigit() and len(after) <= 18 else None


def _row(request: InformationRequest) -> RegisterRow:
    outcome = Outcome(request.outcome)
    result = ReportRow(request.report_row).label if outcome is Outcome.REPLIED else outcome.label
    return RegisterRow(
        number=request.number,
        unit_name=request.unit.name,
        received_on=request.receipt_day,
        concluded_on=timezone.localdate(request.closed_at or request.registered_at),
        result=str(result),
    )
