"""The register of requests: every one of them, newest first, filtered, a page at a time."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from gongkai.casework.rules import NO_DEADLINE, Light, local_day
from gongkai.casework.selectors import Scope, lamps_now, scope_of
from gongkai.inforequests import flow
from gongkai.inforequests.models import InformationRequest
from gongkai.inforequests.words import Channel, ReportRow
from gongkai.kernel.actor import Actor

PAGE = 20
SEARCH_WINDOW = 20_000
READ = "inforequests.read"
NUMBER = re.compile(r"\w{1,20}-\d{4}-\d{1,8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A line of the register; nothing in it says who asked."""

    case_id: int
    number: str
    subject: str
    unit: str
    channel: str
    receipt_day: date | None
    step: str
    handler: str
    light: Light
    due: date | None
    provisional: bool
    result: str
    closed_on: datetime | None


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """Rows and the cursor of the next page; ``searched``: requests looked through, 0 if all."""

    rows: list[RegisterRow]
    next: int | None
    searched: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the register is narrowed to. ``listed`` is open, lapsed (to be confirmed) or closed."""

    listed: str = "open"
    words: str = ""
    unit_id: int | None = None
    channel: str = ""
    row: str = ""
    theme_id: int | None = None
    before: int | None = None

    @property
    def narrowed(self) -> bool:
        """Whether anything but the list itself was asked for."""
        return bool(self.words or self.unit_id or self.channel or self.row or self.theme_id)


def register_page(*, actor: Actor, wanted: Wanted, now: datetime, region: str) -> RegisterPage:
    """A page of the requests that *actor* may read. A whole number is found wherever it stands."""
    scope = scope_of(actor, READ).narrowed(wanted.unit_id)
    whole = _scoped(scope)
    if NUMBER.fullmatch(wanted.words):
        return _page(list(whole.filter(number=wanted.words)[:1]), now, region)
    found = _narrowed(whole, wanted).order_by("-pk")
    if wanted.before is not None:
        found = found.filter(pk__lt=wanted.before)
    if not wanted.words:
        return _page(list(found[: PAGE + 1]), now, region)
    return _searched(found, wanted.words, now, region)


def _scoped(scope: Scope) -> QuerySet[InformationRequest]:
    found = InformationRequest.objects.select_related("unit", "case__handler")
    found = found.defer("description", "scope")
    if scope.unit_ids is None:
        return found
    return found.filter(unit_id__in=scope.unit_ids)


def _narrowed(found: QuerySet[InformationRequest], wanted: Wanted) -> QuerySet[InformationRequest]:
    if wanted.listed == "closed":
        found = found.filter(closed_at__isnull=False)
    else:
        found = found.filter(closed_at__isnull=True)
    if wanted.listed == "lapsed":
        given_up = Q(clarifications__lapse_proposed_at__isnull=False) & Q(
            case__state=flow.CLARIFYING
        )
        unpaid = Q(fee_notices__lapse_proposed_at__isnull=False) & Q(case__state=flow.PAYING)
        found = found.filter(given_up | unpaid)
    if wanted.channel:
        found = found.filter(channel=wanted.channel)
    if wanted.theme_id:
        found = found.filter(theme_id=wanted.theme_id)
    if wanted.row:
        found = found.filter(report_row=wanted.row)
    return found


def _searched(
    found: QuerySet[InformationRequest], words: str, now: datetime, region: str
) -> RegisterPage:
    """Look through `SEARCH_WINDOW` requests for *words* in number or subject, and say so."""
    last = found.values_list("pk", flat=True)[SEARCH_WINDOW - 1 : SEARCH_WINDOW]
    floor = next(iter(last), None)
    hit = Q(subject__icontains=words) | Q(number__icontains=words)
    within = found.filter(pk__gte=floor) if floor else found
    page = _page(list(within.filter(hit)[: PAGE + 1]), now, region)
    if floor is None or page.next is not None:
        return page
    return RegisterPage(page.rows, floor, SEARCH_WINDOW)


def _page(rows: list[InformationRequest], now: datetime, region: str) -> RegisterPage:
    lamp = lamps_now(now, region)
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    return RegisterPage(
        [
            _row(each, lamp.light(each.case.next_due_at, each.closed_at is not None))
            for each in rows
        ],
        rows[-1].pk if more else None,
    )


def _row(request: InformationRequest, light: Light) -> RegisterRow:
    case = request.case
    due = None if case.next_due_at >= NO_DEADLINE else case.next_due_at
    return RegisterRow(
        case_id=request.case_id,
        number=request.number,
        subject=request.subject or case.title,
        unit=request.unit.short_name,
        channel=Channel(request.channel).label,
        receipt_day=request.receipt_day,
        step=flow.REQUEST.state(case.state).label,
        handler=case.handler.name if case.handler else "",
        light=light,
        due=local_day(due) if due else None,
        provisional=case.due_provisional,
        result=ReportRow(request.report_row).label if request.report_row else "",
        closed_on=request.closed_at,
    )
