"""The sheet of a record: its editions, its register, and what may be done with it now."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.documents import selectors
from gongkai.documents.forms import ChannelForm, CorrectionForm, ValidityForm, WithdrawalForm
from gongkai.documents.forms.gazette import SubmissionForm
from gongkai.documents.forms.life import AmendmentForm
from gongkai.documents.origins import origins_of
from gongkai.documents.views.desk.common import readable_or_404
from gongkai.documents.views.desk.sheets import facts_of
from gongkai.kernel.actor import may
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.documents.models import Document

FORMS: tuple[tuple[str, str, str, type[forms.Form], str], ...] = (
    ("correct", "documents.draft", "更正", CorrectionForm, "起草更正"),
    ("amend", "documents.draft", "修改后重新公布", AmendmentForm, "起草修改稿"),
    ("withdraw", "documents.request_withdrawal", "撤下或替换", WithdrawalForm, "申请撤下"),
    ("validity", "documents.change_validity", "登记废止、失效或修改", ValidityForm, "登记"),
    ("gazette", "documents.submit_gazette", "报送公报", SubmissionForm, "报送"),
    ("channel", "documents.record_channel", "登记其他公开渠道", ChannelForm, "登记"),
)
"""What may be started on a public record: name, right, heading, form, button."""
VIEWS = {"gazette": "gazette_submit"}
"""Where the form of that name is posted, if the address has another name."""


@require_safe
def record(request: DeskRequest, document_id: int) -> HttpResponse:
    """A record with its editions, its register and what may be done with it now."""
    document = selectors.find_document(document_id)
    if document is None:
        raise Http404
    readable_or_404(request, document.unit)
    return show(request, document)


def show(
    request: DeskRequest,
    document: "Document",
    filled: tuple[str, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The sheet; *filled* is a form that came back, by its name, with everything that was typed."""
    sheet = selectors.record_sheet(document)
    latest = sheet.editions[-1] if sheet.editions else None
    public = sheet.publication is not None and sheet.publication.visible_from <= timezone.now()
    context = {
        "sheet": sheet,
        "latest": latest,
        "facts": facts_of(latest) if latest else [],
        "origins": origins_of(document.pk),
        "public_url": f"/documents/{document.pk}/" if public else "",
        "waits_until": None if public or not sheet.publication else sheet.publication.visible_from,
        "forms": _forms(request, document, filled) if sheet.publication else [],
    }
    return render(request, "documents/desk/record.html", context, status=status)


def _forms(
    request: DeskRequest, document: "Document", filled: tuple[str, forms.Form] | None
) -> list[dict[str, Any]]:
    """What this person may start, each with its form, or with the words why it must wait."""
    name_filled, form_filled = filled or ("", None)
    waiting = _waiting(document.pk)
    return [
        {
            "heading": heading,
            "url": reverse(f"documents:{VIEWS.get(name, name)}", args=[document.pk]),
            "form": form_filled if name == name_filled else form(prefix=name),
            "open": name == name_filled,
            "waits": waiting.get(name),
            "button": button,
        }
        for name, deed, heading, form, button in FORMS
        if may(request.actor, deed, document.unit)
    ]


def _waiting(document_id: int) -> dict[str, tuple[str, str]]:
    """What is under way or done already: words, and where to go on."""
    found: dict[str, tuple[str, str]] = {}
    draft = selectors.open_draft_of(document_id)
    if draft:
        words = f"已有在办文稿 {draft.case.number}，办完后才能再更正"
        there = reverse("documents:case", args=[draft.case_id])
        found["correct"] = (words, there)
        found["amend"] = (words.replace("更正", "修改"), there)
    asked = selectors.open_withdrawal(document_id)
    if asked:
        words = f"撤下申请 {asked.case.number} 正在等待批准"
        found["withdraw"] = (words, reverse("documents:case", args=[asked.case_id]))
    ended = selectors.ended_validity(document_id)
    if ended:
        found["validity"] = (f"已登记：自 {ended.on} 起{ended.get_kind_display()}", "")
    return found
