"""删减后公开: made from a draft, undone, and shown with the original beside it to whoever decides."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from gongkai.documents import flow, selectors, services
from gongkai.documents.forms.redacting import RedactionForm
from gongkai.documents.rules import GROUND_BY_CODE
from gongkai.documents.views.desk.common import draft_or_404
from gongkai.kernel.actor import may
from gongkai.kernel.errors import Refusal
from gongkai.web.answers import done
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.documents.models import Draft


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: DeskRequest, draft_id: int) -> HttpResponse:
    """Both texts side by side when the draft is redacted, else the form that makes it so."""
    draft = draft_or_404(request, draft_id)
    form = RedactionForm(request.POST if request.method == "POST" else None)
    if request.POST.get("deed") == "restore":
        return _restored(request, draft)
    if request.method == "POST":
        made = done(form, lambda asked: _redacted(request, draft, asked))
        if made is not None:
            return redirect("documents:redaction", draft_id)
    return _show(request, draft, form)


def _redacted(request: DeskRequest, draft: "Draft", asked: dict[str, Any]) -> bool:
    made = services.redact_draft(
        actor=request.actor, draft_id=draft.pk, now=timezone.now(), **asked
    )
    sentence = (
        f"原稿已留存（不公开），脱敏 {made.places} 处；请核对，其余不宜公开的内容在文稿里删去"
    )
    messages.success(request, sentence)
    for told in made.left_out:
        messages.warning(request, told)
    return True


def _restored(request: DeskRequest, draft: "Draft") -> HttpResponse:
    try:
        services.restore_original(actor=request.actor, draft_id=draft.pk, now=timezone.now())
    except Refusal as refusal:
        if "permission" in refusal.codes:
            raise
        for reason in refusal.reasons:
            messages.error(request, str(reason))
        return redirect("documents:redaction", draft.pk)
    messages.success(request, "已恢复原稿，请重新注明公开属性")
    return redirect("documents:case", draft.case_id)


def _show(request: DeskRequest, draft: "Draft", form: RedactionForm) -> HttpResponse:
    in_hand = draft.case.state in flow.WITH_AUTHOR
    stated = draft if in_hand or draft.edition is None else draft.edition
    ground = GROUND_BY_CODE.get(stated.ground)
    context = {
        "draft": draft,
        "original": stated.redacts,
        "parts": selectors.beside_original(stated),
        "ground": f"{ground.label}（{ground.article}）" if ground else "",
        "note": stated.ground_note,
        "form": form,
        "may_change": in_hand and may(request.actor, "documents.draft", draft.case.unit),
        "back": reverse("documents:case", args=[draft.case_id]),
    }
    status = 422 if form.is_bound else 200
    return render(request, "documents/desk/redaction.html", context, status=status)
