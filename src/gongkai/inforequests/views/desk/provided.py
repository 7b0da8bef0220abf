"""What goes with a reply: whole files, masked copies, copies severed by hand."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.inforequests import flow
from gongkai.inforequests.forms.papers import MaskForm, ProvideForm, SeverForm
from gongkai.inforequests.selectors.provided import provided_files
from gongkai.inforequests.services import severing
from gongkai.inforequests.services.papers_out import open_paper
from gongkai.inforequests.services.severing import Upload
from gongkai.inforequests.views.desk.common import on_request
from gongkai.inforequests.views.desk.papers import GET_OR_POST, trail
from gongkai.kernel.actor import reasons_against
from gongkai.kernel.errors import refuse_if
from gongkai.web.answers import done
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.inforequests.models import InformationRequest

Deed = Callable[[DeskRequest, "InformationRequest", Any], Any]


def _whole(request: DeskRequest, asked: "InformationRequest", form: Any) -> Any:
    return severing.provide_file(
        actor=request.actor,
        request_id=asked.pk,
        upload=_read(form, "upload"),
        pages=form.cleaned_data["pages"],
        now=timezone.now(),
    )


def _masked(request: DeskRequest, asked: "InformationRequest", form: Any) -> Any:
    return severing.mask_original(
        actor=request.actor,
        request_id=asked.pk,
        original=_read(form, "original"),
        words=form.cleaned_data["words"],
        pages=form.cleaned_data["pages"],
        now=timezone.now(),
    )


def _severed(request: DeskRequest, asked: "InformationRequest", form: Any) -> Any:
    return severing.sever_file(
        actor=request.actor,
        request_id=asked.pk,
        original=_read(form, "original"),
        copy=_read(form, "copy"),
        passages=form.passages(),
        pages=form.cleaned_data["pages"],
        hidden=form.cleaned_data["hidden"],
        confirmed=form.cleaned_data["confirmed"],
        now=timezone.now(),
    )


def _read(form: Any, name: str) -> Upload:
    given = form.cleaned_data[name]
    return Upload(given.name, given.read())


WAYS: dict[str, tuple[str, type[forms.Form], Deed]] = {
    "whole": ("附上全文", ProvideForm, _whole),
    "mask": ("系统脱敏生成副本", MaskForm, _masked),
    "sever": ("附上区分处理的副本", SeverForm, _severed),
}


@require_http_methods(GET_OR_POST)
@on_request
def add(request: DeskRequest, asked: "InformationRequest", way: str) -> HttpResponse:
    """Put a file with the reply, whole or severed."""
    if way not in WAYS:
        raise Http404
    refuse_if(reasons_against(request.actor, flow.HANDLE, asked.unit))
    heading, kind, deed = WAYS[way]
    form = kind(request.POST, request.FILES) if request.method == "POST" else kind()
    if request.method == "POST" and done(form, lambda _: deed(request, asked, form)):
        messages.success(request, f"已{heading}；答复书的附件和不予公开的部分随之写明")
        return redirect("inforequests:papers", asked.case_id)
    context = {
        "asked": asked,
        "heading": heading,
        "trail": trail(asked, (heading, "")),
        "form": form,
        "submit": heading,
        "back": reverse("inforequests:papers", args=[asked.case_id]),
    }
    status = 422 if form.is_bound else 200
    return render(request, "inforequests/desk/paper_form.html", context, status=status)


@require_http_methods(GET_OR_POST)
@on_request
def remove(request: DeskRequest, asked: "InformationRequest", file_id: int) -> HttpResponse:
    """Take a file out of the reply again."""
    if request.method == "POST":
        severing.take_out(
            actor=request.actor, request_id=asked.pk, file_id=file_id, now=timezone.now()
        )
        messages.success(request, "已撤下")
    return redirect("inforequests:papers", asked.case_id)


@never_cache
@require_safe
@on_request
def opened(
    request: DeskRequest, asked: "InformationRequest", file_id: int, copy: str
) -> HttpResponse:
    """The copy that goes out, or the original beside it; that it was opened is noted."""
    row = next((each for each in provided_files(asked.pk) if each.pk == file_id), None)
    kept = row and (row.file if copy == "copy" else row.original)
    if row is None or kept is None:
        raise Http404
    found = open_paper(
        actor=request.actor,
        request=asked,
        stored={"name": row.name, "sealed": kept.pk},
        title="提供的信息" if copy == "copy" else "区分处理前的原件",
        now=timezone.now(),
    )
    answer = HttpResponse(found.data, content_type=found.media_type)
    answer["Content-Disposition"] = found.disposition
    return answer
