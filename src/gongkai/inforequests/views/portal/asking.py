"""Asking on line: the form with its draft, a look at what is public already, sending, the receipt."""

from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.inforequests import public
from gongkai.inforequests.forms.intake import TRAP, AskForm
from gongkai.inforequests.intake.codes import code_from, new_token
from gongkai.inforequests.services import drafts, intake, throttle
from gongkai.inforequests.views.portal import cookies
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.web.address import client_address
from gongkai.web.answers import add_reasons
from gongkai.web.page_meta import ColumnMeta

HOME = ("依申请公开", "/openness/requests/")
AFTER_RECEIPT = {"again": "portal:request_ask", "leave": "portal:requests"}
FILES = (("identity", "identity"), ("materials", "material"))


def page(title: str, **context: Any) -> dict[str, Any]:
    """What every page here needs."""
    return {
        "nav": "requests",
        "trail": [("首页", "/"), HOME, (title, "")],
        "column": ColumnMeta(title, f"依申请公开：{title}", f"依申请公开,{title}", "信息公开"),
        "heading": title,
        **context,
    }


def whence(request: HttpRequest) -> str:
    """The address that a door counts."""
    return client_address(request) or "unknown"


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The application form; every press of a button keeps what was typed."""
    now = timezone.now()
    token = cookies.draft_token(request)
    draft = drafts.find_draft(token, now)
    if draft is not None and draft.request_id is not None:
        onward = AFTER_RECEIPT.get(request.POST.get("do", ""), "")
        if not onward:
            return redirect("portal:request_receipt")
        return cookies.forget_draft(cast(HttpResponse, redirect(onward)))
    if request.method == "POST":
        return _posted(request, token or new_token(), now)
    content = draft.content if draft is not None else {}
    body = content.get("who", request.GET.get("who")) == "body"
    form = AskForm(initial=_first(request, content), body=body, on=timezone.localdate(now))
    return _form(request, form, draft, now)


def _first(request: HttpRequest, content: dict[str, Any]) -> dict[str, Any]:
    """What the form shows at first: the draft, or the organ from whose page the reader comes."""
    asked = request.GET.get("unit", "")
    return content or ({"unit": asked} if asked.isascii() and asked.isdigit() else {})


@sensitive_variables()
def _posted(request: HttpRequest, token: str, now: datetime) -> HttpResponse:
    do = request.POST.get("do", "save")
    body = request.POST.get("who") == "body"
    form = AskForm(request.POST, body=body, on=timezone.localdate(now))
    try:
        draft = _keep(request, form, token, do, now)
    except Refusal as refusal:
        form.is_valid()
        add_reasons(form, refusal)
        return _form(request, form, drafts.find_draft(token, now), now)
    if do == "discard":
        drafts.drop_draft(draft=draft, now=now)
        return cookies.forget_draft(cast(HttpResponse, redirect("portal:requests")))
    if do == "next" and form.is_valid() and not _lacks_identity(form, draft):
        return cookies.keep_draft(cast(HttpResponse, redirect("portal:request_check")), token)
    if do == "next":
        return cookies.keep_draft(_form(request, form, draft, now), token)
    return cookies.keep_draft(cast(HttpResponse, redirect("portal:request_ask")), token)


@sensitive_variables()
def _keep(request: HttpRequest, form: AskForm, token: str, do: str, now: datetime) -> Any:
    """Save the draft and its uploads; all that is against them comes in one Refusal."""
    if request.POST.get(TRAP):
        raise Refusal(Reason("trap", "未能保存：请清空“请不要填写此栏”一栏后再试"))
    who = whence(request)
    refuse_if(throttle.reasons_against_trying(throttle.SAVE, who, now))
    throttle.count_try(door=throttle.SAVE, who=who, now=now)
    kind = {"person": "person", "body": "body"}.get(do) or request.POST.get("who", "person")
    draft = drafts.save_draft(token=token, content={**form.content, "who": kind}, now=now)
    if do.startswith("remove-") and do[7:].isdecimal() and len(do) < 26:
        drafts.remove_file(draft=draft, file_id=int(do[7:]), now=now)
    reasons: list[Reason] = []
    for field, purpose in FILES:
        for upload in request.FILES.getlist(field):
            reasons += _take_in(draft, upload, purpose, now)
    refuse_if(reasons)
    return draft


def _take_in(
    draft: Any, upload: "UploadedFile[Any]", purpose: str, now: datetime
) -> tuple[Reason, ...]:
    name = upload.name or "文件"
    limit = settings.REQUEST_UPLOAD_BYTES
    if (upload.size or 0) > limit:
        sentence = f"文件“{name[:80]}”超过 {limit // 1048576} MB，请压缩或拆分后再传"
        return (Reason("file_too_large", sentence),)
    try:
        drafts.add_file(draft=draft, data=upload.read(), name=name, purpose=purpose, now=now)
    except Refusal as refusal:
        return refusal.reasons
    return ()


def _lacks_identity(form: AskForm, draft: Any) -> bool:
    """Whether the copy of the identity document is still to come, where the organ asks for one."""
    if not settings.REQUEST_IDENTITY_COPY or draft.files.filter(purpose="identity").exists():
        return False
    form.add_error(None, "请上传身份证明的照片或者扫描件（条例第二十九条第二款第一项）")
    return True


def _form(request: HttpRequest, form: AskForm, draft: Any, now: datetime) -> HttpResponse:
    files = list(draft.files.all()) if draft is not None else []
    context = page(
        "网上申请",
        form=form,
        body=form.body,
        draft=draft,
        identity=[each for each in files if each.purpose == "identity"],
        materials=[each for each in files if each.purpose != "identity"],
        limit=settings.REQUEST_UPLOAD_BYTES,
        identity_needed=settings.REQUEST_IDENTITY_COPY,
        hours=settings.DRAFT_HOURS,
    )
    return render(request, "inforequests/portal/ask.html", context)


@never_cache
@require_POST
@sensitive_post_parameters()
@sensitive_variables()
def save(request: HttpRequest) -> HttpResponse:
    """What the page sends by itself while somebody types: the draft without files."""
    now = timezone.now()
    token = cookies.draft_token(request) or new_token()
    form = AskForm(request.POST, body=request.POST.get("who") == "body", on=timezone.localdate(now))
    try:
        _keep(request, form, token, "save", now)
    except Refusal as refusal:
        return JsonResponse({"reasons": [str(each) for each in refusal.reasons]}, status=400)
    return cookies.keep_draft(HttpResponse(status=204), token)


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Before sending: what will be sent, and what is public already and looks like the answer."""
    now = timezone.now()
    token = cookies.draft_token(request)
    draft = drafts.find_draft(token, now)
    if draft is None:
        return redirect("portal:request_ask")
    if draft.request_id is not None:
        return redirect("portal:request_receipt")
    body = draft.content.get("who") == "body"
    form = AskForm(draft.content, body=body, on=timezone.localdate(now))
    if not form.is_valid() or _lacks_identity(form, draft):
        return _form(request, form, draft, now)
    reasons: tuple[Reason, ...] = ()
    if request.method == "POST":
        if request.POST.get("do") == "found":
            drafts.drop_draft(draft=draft, now=now)
            return cookies.forget_draft(cast(HttpResponse, redirect("portal:requests")))
        try:
            _send(request, draft, token, form, now)
            return redirect("portal:request_receipt")
        except Refusal as refusal:
            reasons = refusal.reasons
    context = page(
        "核对并提交",
        form=form,
        rows=_summary(form),
        files=list(draft.files.all()),
        similar=public.similar_records(form.asked.description, now),
        reasons=reasons,
    )
    return render(request, "inforequests/portal/check.html", context)


def _send(request: HttpRequest, draft: Any, token: str, form: AskForm, now: datetime) -> None:
    who = whence(request)
    refuse_if(throttle.reasons_against_trying(throttle.SEND, who, now))
    intake.submit_request(
        draft=draft,
        token=token,
        applicant=form.applicant,
        asked=form.asked,
        unit_id=int(form.cleaned_data["unit"]),
        now=now,
    )
    throttle.count_try(door=throttle.SEND, who=who, now=now)


def _summary(form: AskForm) -> list[tuple[str, str]]:
    """(label, what was given) in the order of the form; what is empty is left out."""
    rows = []
    for name, field in form.fields.items():
        value = str(form.cleaned_data.get(name) or "")
        choices = dict(getattr(field, "choices", ()))
        if value and name != TRAP:
            rows.append((str(field.label), str(choices.get(value, value))))
    return rows


@never_cache
@require_http_methods(["GET", "HEAD"])
def receipt(request: HttpRequest) -> HttpResponse:
    """The receipt with number and code; shown for an hour to the browser that has sent it."""
    now = timezone.now()
    token = cookies.draft_token(request)
    draft = drafts.find_draft(token, now)
    if draft is None or draft.request_id is None:
        return redirect("portal:request_status")
    found = public.receipt_of(draft.request_id)
    if found is None:
        raise Http404
    return render(
        request,
        "inforequests/portal/receipt.html",
        page("申请回执", receipt=found, code=code_from(token)),
    )
