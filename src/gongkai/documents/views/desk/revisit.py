"""回头看 on the desk: rounds with their figures, and a unit's part."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from gongkai.documents import selectors, services
from gongkai.documents.flow.revisit import EXAMINING, REVISIT
from gongkai.documents.forms.revisit import FindingForm, RoundForm
from gongkai.documents.rules import GROUND_BY_CODE, OPENNESS_LABELS, Openness
from gongkai.documents.views.desk.common import READ
from gongkai.documents.views.desk.life import case_or_404
from gongkai.kernel.actor import may
from gongkai.web.answers import Onward, cursor, done
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest


@require_http_methods(["GET", "HEAD", "POST"])
@deed_required(READ)
def rounds(request: DeskRequest) -> HttpResponse:
    """Rounds, and the figures of a year by unit; the office starts a round here."""
    form = RoundForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        begun = done(
            form,
            lambda asked: services.start_revisit(actor=request.actor, now=timezone.now(), **asked),
        )
        if begun is not None:
            messages.success(request, "已开始，各单位保密审查员的待办中已有本单位的评估件")
            return redirect("documents:revisits")
    today = timezone.localdate()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today.year
    found = selectors.revisit_rounds(actor=request.actor, before=cursor(request, "after"))
    more = len(found) > selectors.LIST
    lines = selectors.revisit_lines(actor=request.actor, year=year)
    steps = {state.code: state.label for state in REVISIT.states}
    years = range(today.year, today.year - 3, -1)
    context = {
        "rounds": found[: selectors.LIST],
        "page": Onward(found[selectors.LIST - 1].pk if more else None),
        "lines": [(line, steps[line.state]) for line in lines],
        "total": {
            name: sum(getattr(line, name) for line in lines)
            for name in ("population", "drawn", "examined", "kept", "converted", "published")
        },
        "year": year,
        "tabs": [(f"{each} 年", f"?year={each}", each == year, None) for each in years],
        "form": form if may(request.actor, "documents.run_revisit") else None,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "documents/desk/revisits.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def part(request: DeskRequest, case_id: int) -> HttpResponse:
    """A unit's part: each document with its ground, and what the examination finds."""
    context = case_or_404(request, case_id)
    found = selectors.revisit_part_of_case(case_id)
    filled: tuple[str, FindingForm] | None = None
    if request.method == "POST":
        item_id = request.POST.get("item", "")
        form = FindingForm(request.POST, prefix=item_id)
        saved = done(form, lambda asked: _examine(request, case_id, item_id, asked))
        if saved:
            messages.success(request, "评估结论已保存")
            return redirect("documents:revisit", case_id)
        filled = (item_id, form)
    items = selectors.revisit_items(found.pk)
    editable = found.case.state == EXAMINING and may(
        request.actor, "documents.review_secrecy", found.unit
    )
    context |= {
        "facts": [
            ("回头看", found.round.title),
            ("范围", f"不公开文件 {found.population} 件，评估 {len(items)} 件"),
            ("完成期限", found.round.due_on),
        ],
        "editable": editable,
        "items": [_row(item, filled) for item in items],
        "rounds_url": reverse("documents:revisits"),
    }
    status = 422 if filled else 200
    return render(request, "documents/desk/revisit_part.html", context, status=status)


def _row(item: Any, filled: tuple[str, FindingForm] | None) -> dict[str, Any]:
    prefix = str(item.pk)
    initial = {"outcome": item.outcome, "ground": item.ground, "note": item.note}
    if not item.outcome:
        initial["ground"] = item.edition.ground
    mine = filled is not None and filled[0] == prefix
    return {
        "item": item,
        "openness": OPENNESS_LABELS[Openness(item.edition.openness)],
        "ground": GROUND_BY_CODE[item.edition.ground] if item.edition.ground else None,
        "form": filled[1] if mine and filled else FindingForm(prefix=prefix, initial=initial),
        "open": mine or not item.outcome,
    }


def _examine(request: DeskRequest, case_id: int, item_id: str, asked: dict[str, Any]) -> bool:
    services.examine(
        actor=request.actor,
        case_id=case_id,
        item_id=int(item_id) if item_id.isascii() and item_id.isdigit() else 0,
        now=timezone.now(),
        **asked,
    )
    return True
