"""What a person starts on a public record: correction, withdrawal, validity, channels."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from gongkai.documents import selectors, services
from gongkai.documents.forms import ChannelForm, CorrectionForm, ValidityForm, WithdrawalForm
from gongkai.documents.views.desk.common import posted_or_back, readable_or_404
from gongkai.documents.views.desk.record import show
from gongkai.kernel.errors import Reason, Refusal
from gongkai.web.answers import done
from gongkai.web.http import DeskRequest

Deed = Callable[[dict[str, Any]], HttpResponse]


def posted(
    request: DeskRequest, document_id: int, name: str, form: forms.Form, deed: Deed
) -> HttpResponse:
    """Do the deed with what the form says; else the sheet again, every word still in the form."""
    document = selectors.document_or_refuse(document_id)
    readable_or_404(request, document.unit)
    answer = done(form, deed)
    return answer or show(request, document, (name, form), status=422)


@posted_or_back
def correct(request: DeskRequest, document_id: int) -> HttpResponse:
    """Open a draft of the public text for correction."""
    form = CorrectionForm(request.POST, prefix="correct")
    return posted(request, document_id, "correct", form, partial(_correct, request, document_id))


def _correct(request: DeskRequest, document_id: int, asked: dict[str, Any]) -> HttpResponse:
    draft = services.start_correction(
        actor=request.actor, document_id=document_id, now=timezone.now(), **asked
    )
    messages.success(request, "已建立更正稿；签发之前，门户上仍是原来的内容")
    return redirect("documents:case", draft.case_id)


@posted_or_back
def withdraw(request: DeskRequest, document_id: int) -> HttpResponse:
    """Ask a leader to take the record off the portal."""
    form = WithdrawalForm(request.POST, prefix="withdraw")
    return posted(request, document_id, "withdraw", form, partial(_withdraw, request, document_id))


def _withdraw(request: DeskRequest, document_id: int, asked: dict[str, Any]) -> HttpResponse:
    withdrawal = services.request_withdrawal(
        actor=request.actor, document_id=document_id, now=timezone.now(), **asked
    )
    messages.success(request, f"撤下申请 {withdrawal.case.number} 已送分管领导批准")
    return redirect("documents:record", document_id)


@posted_or_back
def validity(request: DeskRequest, document_id: int) -> HttpResponse:
    """Enter a repeal, lapse or amendment."""
    form = ValidityForm(request.POST, prefix="validity")
    return posted(request, document_id, "validity", form, partial(_validity, request, document_id))


def _validity(request: DeskRequest, document_id: int, asked: dict[str, Any]) -> HttpResponse:
    services.change_validity(
        actor=request.actor, document_id=document_id, now=timezone.now(), **asked
    )
    messages.success(request, "已登记，门户页面随即标注")
    return redirect("documents:record", document_id)


@posted_or_back
def channel(request: DeskRequest, document_id: int) -> HttpResponse:
    """Record where else the text went."""
    form = ChannelForm(request.POST, prefix="channel")
    return posted(request, document_id, "channel", form, partial(_channel, request, document_id))


def _channel(request: DeskRequest, document_id: int, asked: dict[str, Any]) -> HttpResponse:
    publication = selectors.open_publication(document_id)
    if publication is None:
        raise Refusal(Reason("not_live", "此件目前不在门户上"))
    services.record_channel(
        actor=request.actor, publication_id=publication.pk, now=timezone.now(), **asked
    )
    messages.success(request, "已登记")
    return redirect("documents:record", document_id)
