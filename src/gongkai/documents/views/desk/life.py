"""规范性文件 on the desk: the list, evaluations before expiry, amendments."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.casework import selectors as cases
from gongkai.casework.flash import taken_refusal
from gongkai.casework.sheets import case_context
from gongkai.documents import selectors, services
from gongkai.documents.forms.life import AmendmentForm
from gongkai.documents.rules.life import PROPOSAL_LABELS, Proposal
from gongkai.documents.views.desk.afterlife import posted
from gongkai.documents.views.desk.common import READ, posted_or_back
from gongkai.kernel.actor import may
from gongkai.web.answers import Onward, cursor
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

TABS = {"in_force": "现行有效", "expiring": "临近届满", "ended": "已废止、失效", "all": "全部"}


@require_safe
@deed_required(READ)
def normative(request: DeskRequest) -> HttpResponse:
    """规范性文件 of the units that a person may read, by what has become of them."""
    shown = request.GET.get("list", "in_force")
    shown = shown if shown in TABS else "in_force"
    rows = selectors.normative_rows(
        actor=request.actor,
        shown=shown,
        today=timezone.localdate(),
        before=cursor(request, "after"),
    )
    more = len(rows) > selectors.LIST
    context = {
        "tabs": [(label, f"?list={code}", code == shown, None) for code, label in TABS.items()],
        "rows": rows[: selectors.LIST],
        "page": Onward(rows[selectors.LIST - 1].cursor if more else None),
        "months": settings.EXPIRY_WATCH_MONTHS,
    }
    return render(request, "documents/desk/normative.html", context)


def case_or_404(request: DeskRequest, case_id: int) -> dict[str, Any]:
    """What the sheet of a case shows, for whoever may see it."""
    found = cases.find_case(case_id)
    if found is None or not cases.visible_to(request.actor, found):
        raise Http404
    now = timezone.now()
    context = case_context(case=found, actor=request.actor, now=now, region=settings.REGION)
    return {**context, **taken_refusal(request, case_id)}


@require_safe
def expiry(request: DeskRequest, case_id: int) -> HttpResponse:
    """The sheet of an evaluation before expiry."""
    context = case_or_404(request, case_id)
    review = selectors.expiry_of_case(case_id)
    proposal = PROPOSAL_LABELS[Proposal(review.proposal)] if review.proposal else ""
    context["facts"] = [
        ("文件", selectors.title_of(review.document_id)),
        ("有效期至", review.expires_on),
        ("评估意见", proposal),
        ("理由", review.reason),
        ("审定后", "继续有效或修改的，在该信息页面“修改后重新公布”；废止的，登记废止。"),
    ]
    context["record_url"] = reverse("documents:record", args=[review.document_id])
    context["note_label"] = "评估理由"
    return render(request, "documents/desk/withdrawal.html", context)


@posted_or_back
def amend(request: DeskRequest, document_id: int) -> HttpResponse:
    """Open a draft of the amended text."""
    form = AmendmentForm(request.POST, prefix="amend")

    def deed(asked: dict[str, Any]) -> HttpResponse:
        draft = services.start_amendment(
            actor=request.actor, document_id=document_id, now=timezone.now(), **asked
        )
        messages.success(request, "已建立修改稿；签发之前，门户上仍是原来的内容")
        return redirect("documents:case", draft.case_id)

    return posted(request, document_id, "amend", form, deed)


def may_run(request: DeskRequest) -> bool:
    """Whether the person runs clean-ups."""
    return may(request.actor, "documents.run_cleanup")
