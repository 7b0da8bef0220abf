"""The wizard along the question chain (§4.1): one question after the other, then the facts of the reply."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from gongkai.inforequests import selectors, services
from gongkai.inforequests.forms import AnswerForm, FactsForm
from gongkai.inforequests.rules import chain
from gongkai.inforequests.rules.acts import notes_on_reply
from gongkai.inforequests.rules.replies import REPLY_KINDS
from gongkai.inforequests.services import Said
from gongkai.inforequests.views.desk.common import on_request
from gongkai.inforequests.words import ReportRow
from gongkai.kernel.errors import Reason, Refusal
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.inforequests.models import InformationRequest


@dataclass(frozen=True, slots=True)
class Known:
    """The draft as it stands: its answers, kind, facts, grounds, and its version."""

    said: Said
    version: int


def _known(asked: "InformationRequest") -> Known:
    draft = selectors.draft_of(asked.pk)
    if draft is None:
        return Known(Said(), 0)
    said = Said(draft.answers, draft.kind, draft.facts, tuple(draft.withheld_on))
    return Known(said, draft.version)


@require_http_methods(["GET", "HEAD", "POST"])
@on_request
def wizard(request: DeskRequest, asked: "InformationRequest") -> HttpResponse:
    """The question asked now, or the facts of the reply that the answers lead to.

    ``?q=code`` goes back to a question that was answered before.
    """
    known = _known(asked)
    again = chain.QUESTIONS.get(request.GET.get("q", ""))
    question = again or chain.next_question(known.said.answers)
    if question is not None:
        return _ask(request, asked, known, question)
    return _state(request, asked, known)


def _ask(
    request: DeskRequest, asked: "InformationRequest", known: Known, question: chain.Question
) -> HttpResponse:
    answered = known.said.answers.get(question.code, "")
    initial = {"draft_version": known.version, "answer": answered}
    given = request.POST if request.method == "POST" else None
    form = AnswerForm(given, question=question, initial=initial)
    reasons: tuple[Reason, ...] = ()
    if request.method == "POST" and form.is_valid():
        answers = {**known.said.answers, question.code: form.cleaned_data["answer"]}
        answers = chain.on_path(answers)
        said = Said(answers, chain.conclusion(answers) or "", known.said.facts)
        reasons = _save(request, asked, said, form.cleaned_data["draft_version"])
        if not reasons:
            return redirect("inforequests:wizard", asked.case_id)
    more = {"question": question, "form": form, "reasons": reasons}
    return _show(request, asked, known, more)


def _state(request: DeskRequest, asked: "InformationRequest", known: Known) -> HttpResponse:
    kind = REPLY_KINDS[chain.conclusion(known.said.answers) or ""]
    texts = {f"fact_{name}": text for name, text in known.said.facts.items()}
    initial = {
        "draft_version": known.version,
        "withheld_on": list(known.said.withheld_on),
        **texts,
    }
    given = request.POST if request.method == "POST" else None
    form = FactsForm(given, kind=kind, initial=initial)
    reasons: tuple[Reason, ...] = ()
    if request.method == "POST" and form.is_valid():
        said = Said(known.said.answers, kind.code, form.facts, form.withheld_on)
        reasons = _save(request, asked, said, form.cleaned_data["draft_version"])
        if not reasons:
            messages.success(request, f"已保存答复稿：{asked.number}。")
            return redirect("inforequests:wizard", asked.case_id)
    now = timezone.now()
    more = {
        "kind": kind,
        "row": ReportRow(kind.report_row).label,
        "form": form,
        "reasons": reasons,
        "wanting": services.wanting(request=asked, now=now),
        "notes": notes_on_reply(selectors.facts_of(asked), now, kind.code),
        "searches": selectors.searches_of(asked.pk),
    }
    return _show(request, asked, known, more)


def _save(
    request: DeskRequest, asked: "InformationRequest", said: Said, version: int
) -> tuple[Reason, ...]:
    try:
        services.save_draft(
            actor=request.actor,
            request_id=asked.pk,
            said=said,
            now=timezone.now(),
            expected_version=version,
        )
    except Refusal as refusal:
        return refusal.reasons
    return ()


def _show(
    request: DeskRequest, asked: "InformationRequest", known: Known, more: dict[str, Any]
) -> HttpResponse:
    address = reverse("inforequests:wizard", args=[asked.case_id])
    form: forms.Form = more["form"]
    reasons = more["reasons"]
    path = [
        (question, choice, f"{address}?q={question.code}")
        for question, choice in chain.path(known.said.answers)
    ]
    context = {
        "asked": asked,
        "case": asked.case,
        "path": path,
        "back": reverse("inforequests:case", args=[asked.case_id]),
        **more,
    }
    status = 403 if "permission" in {each.code for each in reasons} else 409 if reasons else 200
    status = 422 if form.errors and status == 200 else status
    return render(request, "inforequests/desk/wizard.html", context, status=status)
