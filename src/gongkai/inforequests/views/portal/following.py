"""Following a request by its code: how it stands, 补正, 说明理由, withdrawing, papers, rating."""

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.inforequests import public
from gongkai.inforequests.forms.intake import (
    AnswerForm,
    CodeForm,
    ExplainForm,
    RatingForm,
    WithdrawForm,
)
from gongkai.inforequests.services import applicants, codes, papers_out
from gongkai.inforequests.services.intake import Upload
from gongkai.inforequests.views.portal import cookies
from gongkai.inforequests.views.portal.asking import page, whence
from gongkai.kernel.errors import Reason, Refusal
from gongkai.web.answers import add_reasons

TITLE = "查询办理情况"


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    """Number and code; the number alone shows nothing."""
    now = timezone.now()
    if request.method != "POST" and cookies.opened_request(request) is not None:
        return redirect("portal:request_mine")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = codes.open_by_code(
                number=form.cleaned_data["number"],
                code=form.cleaned_data["code"],
                who=whence(request),
                now=now,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return cookies.keep_open(cast(HttpResponse, redirect("portal:request_mine")), opened)
    return render(request, "inforequests/portal/status.html", page(TITLE, form=form))


def _mine(request: HttpRequest) -> int | None:
    return cookies.opened_request(request)


def _again(request: HttpRequest) -> HttpResponse:
    """Half an hour is over, or the code was reset: ask for it again."""
    return redirect("portal:request_status")


def _show(request: HttpRequest, request_id: int, **forms: Any) -> HttpResponse:
    found = public.status_of(request_id)
    if found is None:
        raise Http404
    context = page(
        TITLE,
        status=found,
        answer_form=forms.get("answer_form") or AnswerForm(),
        explain_form=forms.get("explain_form") or ExplainForm(),
        rating_form=forms.get("rating_form") or RatingForm(),
        withdraw_form=forms.get("withdraw_form") or WithdrawForm(),
        reasons=forms.get("reasons", ()),
        limit=settings.REQUEST_UPLOAD_BYTES,
        done=request.GET.get("done", ""),
        facts=[("受理机关", found.unit_name), ("提交时间", found.arrived_at)],
    )
    return render(request, "inforequests/portal/mine.html", context)


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """How the request stands, what comes next, and what the applicant can do now."""
    request_id = _mine(request)
    return _again(request) if request_id is None else _show(request, request_id)


@never_cache
@require_POST
@sensitive_post_parameters()
@sensitive_variables()
def supplement(request: HttpRequest) -> HttpResponse:
    """The applicant answers 补正告知."""
    form = AnswerForm(request.POST)
    return _given(request, "supplement", form, applicants.supplement, answer_form=form)


@never_cache
@require_POST
@sensitive_post_parameters()
@sensitive_variables()
def explain(request: HttpRequest) -> HttpResponse:
    """The applicant answers 说明理由告知."""
    form = ExplainForm(request.POST)
    return _given(request, "explain", form, applicants.explain, explain_form=form)


def _given(
    request: HttpRequest,
    what: str,
    form: AnswerForm | ExplainForm,
    service: Callable[..., None],
    **again: Any,
) -> HttpResponse:
    """Hand the words and files of an answer over, or show them again with what is wrong."""
    request_id = _mine(request)
    if request_id is None:
        return _again(request)
    reasons = _too_large(request)
    if form.is_valid() and not reasons:
        uploads = tuple(
            Upload(each.name or "文件", each.read()) for each in request.FILES.getlist("materials")
        )
        words = form.cleaned_data["answer"]
        try:
            service(request_id=request_id, answer=words, now=timezone.now(), uploads=uploads)
            return _done(what)
        except Refusal as refusal:
            add_reasons(form, refusal)
    for reason in reasons:
        form.add_error(None, str(reason))
    return _show(request, request_id, **again)


def _too_large(request: HttpRequest) -> list[Reason]:
    limit = settings.REQUEST_UPLOAD_BYTES
    return [
        Reason("file", f"文件“{(each.name or '')[:80]}”超过 {limit // 1048576} MB，请压缩后再传")
        for each in request.FILES.getlist("materials")
        if (each.size or 0) > limit
    ]


def _done(what: str) -> HttpResponse:
    response = redirect("portal:request_mine")
    response["Location"] += f"?done={what}"
    return response


@never_cache
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """The applicant withdraws, after a deliberate tick."""
    request_id = _mine(request)
    if request_id is None:
        return _again(request)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            applicants.withdraw(request_id=request_id, now=timezone.now())
            return _done("withdraw")
        except Refusal as refusal:
            add_reasons(form, refusal)
    return _show(request, request_id, withdraw_form=form)


@never_cache
@require_POST
@sensitive_post_parameters()
@sensitive_variables()
def rate(request: HttpRequest) -> HttpResponse:
    """满意度评价, once."""
    request_id = _mine(request)
    if request_id is None:
        return _again(request)
    form = RatingForm(request.POST)
    if form.is_valid():
        try:
            applicants.rate(
                request_id=request_id,
                score=int(form.cleaned_data["score"]),
                comment=form.cleaned_data["comment"],
                now=timezone.now(),
            )
            return _done("rate")
        except Refusal as refusal:
            add_reasons(form, refusal)
    return _show(request, request_id, rating_form=form)


@never_cache
@require_safe
def paper(request: HttpRequest, notice_id: int, place: int) -> HttpResponse:
    """One file of a paper that was issued to this applicant."""
    request_id = _mine(request)
    if request_id is None:
        return _again(request)
    stored = public.paper_of(request_id, notice_id, place)
    if stored is None:
        raise Http404
    found = papers_out.read_paper(request_id=request_id, stored=stored, now=timezone.now())
    response = HttpResponse(found.data, content_type=found.media_type)
    response["Content-Disposition"] = found.disposition
    return response


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close the request in this browser, as on a shared computer."""
    return cookies.close(cast(HttpResponse, redirect("portal:requests")))
