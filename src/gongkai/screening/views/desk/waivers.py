"""The register of waivers."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from gongkai.kernel.actor import may
from gongkai.screening import selectors, services
from gongkai.web.answers import cursor
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest


@require_safe
@deed_required("screening.read")
def index(request: DeskRequest) -> HttpResponse:
    """All waivers, newest first, with who granted them and until when."""
    page = selectors.waiver_page(after=cursor(request, "after"))
    rows = [(row, may(request.actor, "screening.waive", row.unit)) for row in page.rows]
    context = {"page": page, "rows": rows, "today": timezone.localdate()}
    return render(request, "screening/waivers.html", context)


@require_POST
def revoke(request: DeskRequest, waiver_id: int) -> HttpResponse:
    """Take a waiver back."""
    waiver = selectors.waiver_by_id(waiver_id)
    if waiver is None:
        raise Http404("没有这项豁免")
    services.revoke_waiver(actor=request.actor, waiver=waiver, now=timezone.now())
    messages.success(request, "豁免已撤销，这一处重新计入检查结果")
    return redirect("screening:waivers")
