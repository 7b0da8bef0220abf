"""政策解读 on the desk: one page for a document's explanation, the case of a late one, the figures."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.casework import selectors as cases
from gongkai.casework.flash import taken_refusal
from gongkai.casework.sheets import case_context
from gongkai.documents import selectors, services
from gongkai.documents.content import Text
from gongkai.documents.forms.explainers import (
    DescribeForm,
    DraftExplainerForm,
    ExemptionForm,
    LinkForm,
    PlanForm,
    PolicyForm,
)
from gongkai.documents.rules import explainers as law
from gongkai.documents.views.desk.common import READ, readable_or_404
from gongkai.kernel.actor import may
from gongkai.kernel.permissions import Role
from gongkai.orgs.selectors import holders
from gongkai.web.answers import done
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.documents.models import Document

Deed = Callable[[DeskRequest, int, dict[str, Any]], str]


def _mark(request: DeskRequest, pk: int, asked: dict[str, Any]) -> str:
    services.mark_policy(actor=request.actor, document_id=pk, now=timezone.now(), **asked)
    return "文件类别已保存"


def _plan(request: DeskRequest, pk: int, asked: dict[str, Any]) -> str:
    services.save_plan(actor=request.actor, document_id=pk, now=timezone.now(), **asked)
    return "解读方案已保存"


def _draft(request: DeskRequest, pk: int, asked: dict[str, Any]) -> str:
    document = selectors.document_or_refuse(pk)
    text = Text(title=asked.pop("title"), issuer=document.unit.name, openness="proactive")
    draft = services.draft_explainer(
        actor=request.actor, document_id=pk, text=text, now=timezone.now(), **asked
    )
    return f"已建立解读文稿（{draft.case.number}），请在待办中写稿、提交审核"


def _link(request: DeskRequest, pk: int, asked: dict[str, Any]) -> str:
    services.link_explainer(actor=request.actor, document_id=pk, now=timezone.now(), **asked)
    return "已关联，两个页面互相显示"


def _describe(request: DeskRequest, pk: int, asked: dict[str, Any]) -> str:
    services.describe_explainer(actor=request.actor, document_id=pk, now=timezone.now(), **asked)
    return "已保存"


def _exempt(request: DeskRequest, pk: int, asked: dict[str, Any]) -> str:
    services.exempt_explainer(actor=request.actor, document_id=pk, now=timezone.now(), **asked)
    return "已批准免予解读，并写入登记簿"


PARTS: dict[str, tuple[str, str, str, Deed]] = {
    "policy": ("文件类别", "documents.explain", "保存", _mark),
    "plan": ("解读方案", "documents.explain", "保存方案", _plan),
    "draft": ("起草解读", "documents.draft", "起草", _draft),
    "link": ("关联已有的解读", "documents.explain", "关联", _link),
    "describe": ("本件解读的说明", "documents.explain", "保存", _describe),
    "exempt": ("免予解读", "documents.exempt_explainer", "批准免予解读", _exempt),
}
"""Parts of the page: heading, right, button, what it does."""


@require_http_methods(["GET", "HEAD", "POST"])
def explaining(request: DeskRequest, document_id: int) -> HttpResponse:
    """What a document is, its 解读方案, its explainers; each part is a form of its own."""
    document = selectors.find_document(document_id)
    if document is None:
        raise Http404
    readable_or_404(request, document.unit)
    if request.method != "POST":
        return _show(request, document)
    part = request.POST.get("part", "")
    if part not in PARTS:
        raise Http404
    form = _form(part, selectors.explaining_sheet(document), request.POST)

    def deed(asked: dict[str, Any]) -> str:
        return PARTS[part][3](request, document_id, asked)

    said = done(form, deed)
    if said is None:
        return _show(request, document, (part, form), status=422)
    messages.success(request, said)
    return redirect("documents:explaining", document_id)


def _form(part: str, sheet: selectors.ExplainingSheet, data: Any = None) -> forms.Form:
    leaders = [
        (person.pk, person.name)
        for person in holders(Role.LEADER, sheet.document.unit, timezone.localdate())
    ]
    if part == "policy":
        return PolicyForm(data, prefix=part, initial=_of(sheet.policy, PolicyForm))
    if part == "plan":
        initial = _of(sheet.plan, PlanForm)
        return PlanForm(data, prefix=part, initial=initial, follow_days=selectors.follow_days())
    if part == "draft":
        title = {"title": f"《{sheet.title}》政策解读"[:300]}
        return DraftExplainerForm(data, prefix=part, leaders=leaders, initial=title)
    if part == "link":
        return LinkForm(data, prefix=part, leaders=leaders)
    if part == "describe":
        initial = _of(sheet.explains, DescribeForm)
        return DescribeForm(data, prefix=part, leaders=leaders, initial=initial)
    return ExemptionForm(data, prefix=part)


def _of(row: Any, form: type[forms.Form]) -> dict[str, Any]:
    names = [*form.base_fields]
    return {name: getattr(row, name) for name in names if hasattr(row, name)} if row else {}


def _show(
    request: DeskRequest,
    document: "Document",
    filled: tuple[str, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    sheet = selectors.explaining_sheet(document)
    shown = _parts_of(sheet)
    context = {
        "sheet": sheet,
        "against": [
            *law.reasons_against_acceptance(sheet.standing),
            *law.reasons_against_going_alone(sheet.standing, selectors.follow_days()),
        ],
        "plan_forms": [
            law.KIND_LABELS[law.ExplainerKind(code)]
            for code in (sheet.plan.forms if sheet.plan else [])
        ],
        "parts": [
            {
                "code": part,
                "heading": heading,
                "button": button,
                "form": filled[1] if filled and filled[0] == part else _form(part, sheet),
                "open": bool(filled and filled[0] == part),
            }
            for part, (heading, deed, button, _) in PARTS.items()
            if part in shown and may(request.actor, deed, document.unit)
        ],
    }
    return render(request, "documents/desk/explaining.html", context, status=status)


def _parts_of(sheet: selectors.ExplainingSheet) -> set[str]:
    """Which parts make sense for this document now."""
    if sheet.explains is not None:
        return {"describe"}
    parts = {"policy", "plan", "draft", "link"}
    return parts | {"exempt"} if sheet.standing.needed and not sheet.exemption else parts


@require_safe
def owed(request: DeskRequest, case_id: int) -> HttpResponse:
    """The sheet of a case 补发政策解读."""
    found = cases.find_case(case_id)
    if found is None or not cases.visible_to(request.actor, found):
        raise Http404
    debt = selectors.debt_of_case(case_id)
    now = timezone.now()
    context = case_context(case=found, actor=request.actor, now=now, region=settings.REGION)
    context |= taken_refusal(request, case_id)
    context["facts"] = [
        ("文件", selectors.title_of(debt.document_id)),
        ("随后发布的理由", debt.reason),
    ]
    context["record_url"] = reverse("documents:explaining", args=[debt.document_id])
    return render(request, "documents/desk/explaining_case.html", context)


@require_safe
@deed_required(READ)
def coverage(request: DeskRequest) -> HttpResponse:
    """解读覆盖率 by unit, forms used, and which leaders have explained a policy this year."""
    today = timezone.localdate()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today.year
    context = {
        "year": year,
        "years": [(str(each), f"?year={each}", each == year, None) for each in _years(today.year)],
        "figures": selectors.coverage(actor=request.actor, year=year),
        "kinds": selectors.kinds_used(actor=request.actor, year=year),
        "duties": selectors.leader_duties(actor=request.actor, year=year, on=today),
    }
    return render(request, "documents/desk/coverage.html", context)


def _years(last: int) -> list[int]:
    return [last, last - 1, last - 2]
