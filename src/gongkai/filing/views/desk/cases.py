"""A unit's filing: fill in, hand in, check, take in, correct."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from gongkai.casework import selectors as cases
from gongkai.casework.flash import taken_refusal
from gongkai.casework.sheets import case_context
from gongkai.filing import selectors, services
from gongkai.filing.content import span_of
from gongkai.filing.forms import AnswersForm
from gongkai.filing.rules import FILLING, Field, unkept, words
from gongkai.kernel.actor import may
from gongkai.kernel.errors import Refusal
from gongkai.web.http import DeskRequest

SUBMIT = "/submit/"


@require_http_methods(["GET", "HEAD", "POST"])
def case(request: DeskRequest, case_id: int) -> HttpResponse:
    """The sheet of a filing; while it is being filled in, the form stands on it."""
    found = cases.find_case(case_id)
    if found is None or not cases.visible_to(request.actor, found):
        raise Http404
    filing = selectors.filing_of_case(case_id)
    if filing is None:
        raise Http404
    draft = selectors.Draft(filing)
    editable = found.state == FILLING and may(request.actor, "filing.fill", filing.unit)
    form = AnswersForm.kept(draft) if editable else None
    if request.method == "POST":
        form = AnswersForm(draft, request.POST)
        answer = _save(request, case_id, form)
        if answer is not None:
            return answer
    now = timezone.now()
    context = case_context(case=found, actor=request.actor, now=now, region=settings.REGION)
    context |= taken_refusal(request, case_id)
    if form is not None:  # handing in is the form's own button: nothing typed may be left behind
        context["offers"] = [each for each in context["offers"] if not each.url.endswith(SUBMIT)]
    context |= {
        "facts": _facts(filing),
        "filing": filing,
        "form": form,
        "sheets": [_sheet(each, draft.content.fields) for each in selectors.sheets_of(filing.pk)],
        "urgings": selectors.urgings_of(filing.pk),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "filing/desk/case.html", context, status=status)


def _save(request: DeskRequest, case_id: int, form: AnswersForm) -> HttpResponse | None:
    """Save, and hand in if asked to; None when the form is to be shown again."""
    if not form.is_valid():
        return None
    try:
        saved = services.save_answers(
            actor=request.actor,
            case_id=case_id,
            typed=form.typed,
            notes=form.notes,
            saves=form.cleaned_data["saves"],
            now=timezone.now(),
        )
    except Refusal as refusal:
        if "permission" in refusal.codes:
            raise
        _show_stale(case_id, form)
        form.add_reasons(refusal.reasons)
        return None
    if "hand_in" not in request.POST:
        wrong = len(selectors.Draft(saved).answer.reasons)
        said = f"已保存，还有 {wrong} 处须改正或说明" if wrong else "已保存，可以报审核"
        messages.success(request, said)
        return redirect("filing:case", case_id)
    try:
        services.perform(
            actor=request.actor, case_id=case_id, action="submit", note="", now=timezone.now()
        )
    except Refusal as refusal:
        form.see(saved.saves)
        form.add_reasons(refusal.reasons)
        return None
    messages.success(request, "已报单位负责人审核")
    return redirect("desk:inbox")


def _show_stale(case_id: int, form: AnswersForm) -> None:
    """After somebody else's saving, the next saving is made in the knowledge of it."""
    now = selectors.filing_of_case(case_id)
    if now is not None:
        form.see(now.saves)


def _facts(filing: Any) -> list[tuple[str, Any]]:
    begun = filing.round
    progress = selectors.progress_of(filing)
    return [
        ("报表", f"{begun.design.name}（第{begun.version.number}版）"),
        ("统计期", span_of(begun).label),
        ("报送期限", begun.due_on),
        ("依据", begun.design.basis),
        ("首次报出", filing.reported_at),
        ("是否迟报", "迟报" if progress.is_late else ""),
        ("核收", filing.accepted.at if filing.accepted else None),
        ("修改原因", filing.why if filing.case.closed_at is None else ""),
    ]


def _sheet(sheet: Any, fields: tuple[Field, ...]) -> dict[str, Any]:
    """A version with its answers in words, for the page."""
    rows = [
        (
            field,
            words(field, unkept(field, sheet.values.get(field.code))),
            sheet.system.get(field.code),
            sheet.notes.get(field.code, ""),
        )
        for field in fields
    ]
    return {
        "sheet": sheet,
        "rows": rows,
        "review": getattr(sheet, "review", None),
        "acceptance": getattr(sheet, "acceptance", None),
    }
