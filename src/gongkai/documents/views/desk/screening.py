"""内容检查 of a draft: every finding with its place and what to do, and the form to answer for one."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods

from gongkai.casework.rules import local_day
from gongkai.documents import selectors, services
from gongkai.documents.views.desk.common import readable_or_404
from gongkai.documents.views.desk.findings import lines_of
from gongkai.kernel.actor import may
from gongkai.kernel.errors import Refusal
from gongkai.web.http import DeskRequest

USUAL_DAYS = 180
DEED = "screening.waive"


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: DeskRequest, draft_id: int) -> HttpResponse:
    """Screen the draft as it was saved, and take an answer for one finding."""
    draft = selectors.find_draft(draft_id)
    if draft is None:
        raise Http404
    readable_or_404(request, draft.document.unit)
    reasons: tuple[Any, ...] = ()
    given = {"reason": "", "key": ""}
    if request.method == "POST":
        given = {name: request.POST.get(name, "")[:500] for name in given}
        try:
            services.waive_finding(
                actor=request.actor,
                draft_id=draft_id,
                until=_until(request.POST.get("until", "")),
                now=timezone.now(),
                **given,
            )
        except Refusal as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, "已登记理由，这一处不再妨碍提交。")
            return redirect("documents:screening", draft_id)
    context = _context(request, draft) | {"reasons": reasons, "given": given}
    status = 422 if reasons else 200
    return render(request, "documents/desk/screening.html", context, status=status)


def _until(text: str) -> date:
    """The day until which an answer counts; a day that cannot be read is over at once."""
    try:
        return parse_date(text) or date.min
    except ValueError:
        return date.min


def _context(request: DeskRequest, draft: Any) -> dict[str, Any]:
    today = local_day(timezone.now())
    found = selectors.noted(selectors.screened_text(draft, today))
    lines = lines_of(found, draft.saved_by_id)
    return {
        "draft": draft,
        "lines": lines,
        "standing": sum(line.standing for line in lines),
        "own": request.actor.id == draft.saved_by_id,
        "may_waive": may(request.actor, DEED, draft.document.unit),
        "until": today + timedelta(days=USUAL_DAYS),
        "back": reverse("documents:case", args=[draft.case_id]),
    }
