"""内容检查 of what is public: how far it is, what was found where, and what may be done about one."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.casework.rules import local_day
from gongkai.documents import selectors, services
from gongkai.documents.forms import CorrectionForm, WithdrawalForm
from gongkai.documents.forms.stock import AnswerForm, StockForm
from gongkai.documents.rules.linking import LINK_LABELS
from gongkai.documents.rules.screening import BLOCK, HINT
from gongkai.documents.selectors import StockFilter
from gongkai.documents.views.desk.common import READ, readable_or_404
from gongkai.documents.views.desk.screening import DEED, USUAL_DAYS
from gongkai.kernel.actor import may
from gongkai.orgs.selectors import units_open_to
from gongkai.screening.rules.findings import CATEGORY_WORDS, SEVERITY_WORDS, Category, Severity
from gongkai.screening.rules.form.links import LinkState
from gongkai.screening.selectors import lists_stamp
from gongkai.web.answers import Onward, cursor, done
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest


@require_safe
@deed_required(READ)
def index(request: DeskRequest) -> HttpResponse:
    """Progress, figures by unit and rule, and the findings, latest first."""
    today = local_day(timezone.now())
    units = units_open_to(request.actor, READ).order_by("path").values_list("pk", "short_name")
    form = StockForm({"state": "open", **request.GET.dict()}, units=list(units))
    asked = StockFilter(**form.cleaned_data) if form.is_valid() else StockFilter()
    before = cursor(request, "after")
    rows = selectors.stock_findings(actor=request.actor, asked=asked, today=today, before=before)
    more = len(rows) > selectors.STOCK_LIST
    shown = rows[: selectors.STOCK_LIST]
    context = {
        "form": form,
        "progress": selectors.stock_progress(actor=request.actor, stamp=lists_stamp(today)),
        "links": selectors.link_counts(actor=request.actor),
        "units": selectors.stock_by_unit(actor=request.actor, today=today),
        "rules": [
            {**row, "kind": CATEGORY_WORDS[Category(row["category"])]}
            for row in selectors.stock_by_rule(actor=request.actor, today=today)
        ],
        "rows": [(row, SEVERITY_WORDS[Severity(row.severity)]) for row in shown],
        "page": Onward(shown[-1].pk if more else None),
        "today": today,
    }
    return render(request, "documents/desk/stock.html", context)


@require_safe
@deed_required(READ)
def links(request: DeskRequest) -> HttpResponse:
    """The links to other sites in one state, with the texts they stand in."""
    labels = {state.value: label for state, label in LINK_LABELS.items()}
    labels[selectors.UNTRIED] = "还没有检查"
    asked = request.GET.get("state", "")
    state = asked if asked in labels else LinkState.DEAD.value
    rows = selectors.link_uses(actor=request.actor, state=state, before=cursor(request, "after"))
    more = len(rows) > selectors.STOCK_LIST
    shown = rows[: selectors.STOCK_LIST]
    context = {
        "on": settings.LINK_CHECK,
        "tabs": [(label, f"?state={code}", code == state, None) for code, label in labels.items()],
        "rows": shown,
        "page": Onward(shown[-1].pk if more else None),
    }
    return render(request, "documents/desk/links.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: DeskRequest, finding_id: int) -> HttpResponse:
    """One finding: correct the text, ask for its withdrawal, or answer for the finding."""
    row = selectors.find_stock_finding(finding_id)
    if row is None:
        raise Http404
    readable_or_404(request, row.unit)
    today = local_day(timezone.now())
    posted = request.method == "POST"
    first = {"until": today + timedelta(days=USUAL_DAYS)}
    form = AnswerForm(request.POST) if posted else AnswerForm(initial=first)
    if posted and done(form, lambda asked: _answered(request, finding_id, asked)):
        messages.success(request, "已登记理由，这一处不再列为待处理。")
        return redirect("documents:stock")
    status = 422 if form.errors else 200
    context = _context(request, row) | {"form": form, "today": today}
    return render(request, "documents/desk/stock_finding.html", context, status=status)


def _answered(request: DeskRequest, finding_id: int, asked: dict[str, Any]) -> bool:
    services.answer_in_stock(
        actor=request.actor, finding_id=finding_id, now=timezone.now(), **asked
    )
    return True


def _context(request: DeskRequest, row: Any) -> dict[str, Any]:
    """What this person may do about it: only what the services will not refuse him."""
    document_id = row.publication.document_id
    own = row.severity == BLOCK and row.publication.edition.author_id == request.actor.id
    said = f"内容检查发现：{row.location or '正文'}，{row.message}"[:300]
    return {
        "row": row,
        "edition": row.publication.edition,
        "severity": SEVERITY_WORDS[Severity(row.severity)],
        "category": CATEGORY_WORDS[Category(row.category)],
        "draft": selectors.open_draft_of(document_id),
        "withdrawal": selectors.open_withdrawal(document_id),
        "correct": CorrectionForm(prefix="correct", initial={"reason": said})
        if may(request.actor, "documents.draft", row.unit)
        else None,
        "withdraw": WithdrawalForm(prefix="withdraw")
        if may(request.actor, "documents.request_withdrawal", row.unit)
        else None,
        "may_waive": may(request.actor, DEED, row.unit) and row.severity != HINT and not own,
        "own": own,
    }
