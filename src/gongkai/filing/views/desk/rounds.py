"""Rounds: the list, who has filed and who has not, urging, the table, the filing calendar."""

from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from gongkai.clock.rules import days_after
from gongkai.clock.selectors import calendar_for
from gongkai.filing import exports, selectors, services
from gongkai.filing.content import span_of
from gongkai.filing.forms import UrgeForm
from gongkai.filing.rules import NOT_FILED, STANDING_LABELS, STANDING_LIGHTS, shown
from gongkai.kernel.actor import may, reasons_against
from gongkai.kernel.errors import Refusal, refuse_if
from gongkai.web.answers import Onward, cursor
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.filing.models import FilingRound

READ = selectors.READ
AHEAD = 400
BACK = 31


@require_safe
@deed_required(READ)
def rounds(request: DeskRequest) -> HttpResponse:
    """Rounds in which the person's units take part: those that run, those that are through."""
    running = request.GET.get("list") != "done"
    found = selectors.rounds_page(
        actor=request.actor, running=running, before_id=cursor(request, "after")
    )
    more = len(found) > selectors.LIST
    rows = found[: selectors.LIST]
    context = {
        "rows": rows,
        "tabs": [
            ("在报", "?list=running", running, None),
            ("已结", "?list=done", not running, None),
        ],
        "running": running,
        "page": Onward(rows[-1].round.pk if more else None),
        "may_design": may(request.actor, "filing.design"),
    }
    return render(request, "filing/desk/rounds.html", context)


def _round_or_404(request: DeskRequest, round_id: int) -> "FilingRound":
    """The round, for those who read filings of a unit that takes part."""
    begun = selectors.round_by_id(round_id)
    if begun is None or not selectors.takes_part(request.actor, round_id):
        raise Http404
    return begun


@require_safe
@deed_required(READ)
def round_page(request: DeskRequest, round_id: int) -> HttpResponse:
    """Who has not filed, who was late; for the office also the button that reminds them."""
    return _round_page(request, _round_or_404(request, round_id), UrgeForm())


def _round_page(
    request: DeskRequest, begun: "FilingRound", form: UrgeForm, status: int = 200
) -> HttpResponse:
    rows = selectors.unit_rows(
        round_id=begun.pk,
        actor=request.actor,
        now=timezone.now(),
        calendar=calendar_for(begun.design.owner.region),
        whole=settings.FILING_LIST_FOR_ALL,
    )
    waiting = [row for row in rows if row.standing in NOT_FILED]
    may_urge = not reasons_against(request.actor, "filing.urge", begun.design.owner)
    context = {
        "begun": begun,
        "span": span_of(begun),
        "rows": rows,
        "counts": _counts(rows),
        "late": sum(row.late for row in rows),
        "form": form if may_urge and waiting else None,
    }
    return render(request, "filing/desk/round.html", context, status=status)


def _counts(rows: list[selectors.UnitRow]) -> list[tuple[str, str, int]]:
    """Lamp, words and number of each standing that occurs."""
    return [
        (STANDING_LIGHTS[standing], label, number)
        for standing, label in STANDING_LABELS.items()
        if (number := sum(row.standing is standing for row in rows))
    ]


@require_POST
@deed_required("filing.urge")
def urge(request: DeskRequest, round_id: int) -> HttpResponse:
    """Remind everybody who has not reported."""
    begun = _round_or_404(request, round_id)
    form = UrgeForm(request.POST)
    if form.is_valid():
        try:
            number = services.urge(
                actor=request.actor,
                round_id=round_id,
                words=form.cleaned_data["words"],
                now=timezone.now(),
            )
        except Refusal as refusal:
            refuse_if(each for each in refusal.reasons if each.code == "permission")
            for reason in refusal.reasons:
                form.add_error(reason.code if reason.code in form.fields else None, str(reason))
        else:
            messages.success(request, f"已向 {number} 个单位催报")
            return redirect("filing:round", round_id)
    return _round_page(request, begun, form, 422)


@require_safe
@deed_required(READ)
def table(request: DeskRequest, round_id: int) -> HttpResponse:
    """All accepted figures of the round; each line opens its filing."""
    begun = _round_or_404(request, round_id)
    found = selectors.table_of(begun, request.actor, timezone.now())
    groups = [field.group for field in found.fields]
    context = {
        "begun": begun,
        "table": found,
        "grouped": any(groups),
        "heads": [(name, len(list(same))) for name, same in groupby(groups)],
        "totals": [_shown(number) for number in found.totals],
        "earlier": [_shown(number) for number in found.earlier],
        "with_earlier": any(number is not None for number in found.earlier),
    }
    return render(request, "filing/desk/table.html", context)


def _shown(number: Any) -> str:
    return "" if number is None else shown(number)


@require_safe
@deed_required(READ)
def table_file(request: DeskRequest, round_id: int, ending: str) -> HttpResponse:
    """The table as CSV or Excel."""
    begun = _round_or_404(request, round_id)
    if ending not in exports.MAKERS:
        raise Http404
    maker, media_type = exports.MAKERS[ending]
    found = selectors.table_of(begun, request.actor, timezone.now())
    answer = HttpResponse(maker(begun.title, found), content_type=media_type)
    name = quote(f"{begun.title}{ending}")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


@require_safe
@deed_required(READ)
def calendar(request: DeskRequest) -> HttpResponse:
    """What falls due in the coming year: forms, the dates of the annual report among them."""
    today = timezone.localdate()
    start, end = today.fromordinal(today.toordinal() - BACK), days_after(today, AHEAD)
    planned = selectors.calendar_of(request.actor, start, end)
    context = {"planned": planned, "today": today, "start": start, "end": end}
    return render(request, "filing/desk/calendar.html", context)
