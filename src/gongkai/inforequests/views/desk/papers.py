"""Papers of a request: which are wanting, how one will look, issuing, opening, printing, service."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.inforequests import flow
from gongkai.inforequests.forms.papers import TYPED_FORMS, ServiceForm
from gongkai.inforequests.papers import PAPERS
from gongkai.inforequests.selectors.occasions import find_notice, find_occasion, paper_rows
from gongkai.inforequests.selectors.provided import provided_files
from gongkai.inforequests.services.archiving import TAKE, take_archive
from gongkai.inforequests.services.issuing import Served
from gongkai.inforequests.services.papers import (
    ISSUE,
    issue_paper,
    preview,
    reasons_against_paper,
)
from gongkai.inforequests.services.papers_out import OPEN, open_paper
from gongkai.inforequests.services.serving import record_service
from gongkai.inforequests.views.desk.common import on_request
from gongkai.kernel.actor import may, reasons_against
from gongkai.kernel.errors import refuse_if
from gongkai.web.answers import done
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.inforequests.models import InformationRequest, Notice
    from gongkai.inforequests.selectors.occasions import Occasion

GET_OR_POST = ["GET", "HEAD", "POST"]
PAGE_ROLE = "page"


def trail(asked: "InformationRequest", *more: tuple[str, str]) -> list[tuple[str, str]]:
    """依申请公开 › the request › its papers › …."""
    return [
        ("依申请公开", reverse("inforequests:register")),
        (asked.number, reverse("inforequests:case", args=[asked.case_id])),
        ("文书", reverse("inforequests:papers", args=[asked.case_id])),
        *more,
    ]


@require_safe
@on_request
def papers(request: DeskRequest, asked: "InformationRequest") -> HttpResponse:
    """Every paper that the request calls for, issued or not, and what goes with the reply."""
    rows = paper_rows(asked)
    handling = asked.case.state == flow.HANDLING
    context = {
        "asked": asked,
        "case": asked.case,
        "trail": [*trail(asked)[:-1], ("文书", "")],
        "rows": rows,
        "wanting": [row for row in rows if row.wanting],
        "typed": [(code, PAPERS[code].label) for code in TYPED_FORMS],
        "may_issue": may(request.actor, ISSUE, asked.unit),
        "may_open": may(request.actor, OPEN, asked.unit),
        "may_take": may(request.actor, TAKE, asked.unit),
        "may_provide": handling and may(request.actor, flow.HANDLE, asked.unit),
        "files": provided_files(asked.pk),
    }
    return render(request, "inforequests/desk/papers.html", context)


@require_http_methods(GET_OR_POST)
@on_request
def paper(request: DeskRequest, asked: "InformationRequest", code: str) -> HttpResponse:
    """One paper before it is issued: how it will look, and everything that stands against it."""
    ref = request.POST.get("ref", "") or request.GET.get("ref", "")
    occasion = find_occasion(asked, code, ref) if code in PAPERS else None
    if occasion is None:
        raise Http404
    form = (
        TYPED_FORMS[code](request.POST or None)
        if code in TYPED_FORMS
        else forms.Form(request.POST or None)
    )
    if request.method == "POST" and "preview" not in request.POST:
        answer = done(form, lambda typed: _issued(request, asked, code, ref, typed))
        if answer is not None:
            return answer
    return _look(request, asked, occasion, form, ref)


def _issued(
    request: DeskRequest, asked: "InformationRequest", code: str, ref: str, typed: dict[str, Any]
) -> HttpResponse:
    notice = issue_paper(
        actor=request.actor,
        request_id=asked.pk,
        code=code,
        ref=ref,
        typed=typed,
        now=timezone.now(),
    )
    label = PAPERS[code].label
    messages.success(request, f"已出具{label}{notice.number and f' {notice.number}'}")
    return redirect("inforequests:papers", asked.case_id)


def _look(
    request: DeskRequest,
    asked: "InformationRequest",
    occasion: "Occasion",
    form: forms.Form,
    ref: str,
) -> HttpResponse:
    typed = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rendered = preview(asked, occasion, timezone.now(), typed)
    reasons = reasons_against_paper(asked, occasion, rendered)
    waiting = bool(form.fields) and not typed
    missing = [each for each in reasons if each.code.startswith("fact_")]
    context = {
        "asked": asked,
        "case": asked.case,
        "paper": occasion.paper,
        "occasion": occasion,
        "ref": ref,
        "form": form,
        "source": rendered.source,
        "trail": trail(asked, (occasion.paper.label, "")),
        "reasons": [] if waiting else reasons,
        "printed": "" if missing else SafeString(rendered.html()),
        "may_issue": may(request.actor, ISSUE, asked.unit),
        "waiting": waiting,
    }
    failed = form.is_bound and bool(form.errors)
    return render(request, "inforequests/desk/paper.html", context, status=422 if failed else 200)


def _notice_or_404(asked: "InformationRequest", notice_id: int) -> "Notice":
    notice = find_notice(asked.pk, notice_id)
    if notice is None:
        raise Http404
    return notice


@never_cache
@require_safe
@on_request
def stored(
    request: DeskRequest, asked: "InformationRequest", notice_id: int, place: int
) -> HttpResponse:
    """One file of an issued paper; that it was opened is noted."""
    notice = _notice_or_404(asked, notice_id)
    if place >= len(notice.files):
        raise Http404
    found = open_paper(
        actor=request.actor,
        request=asked,
        stored=notice.files[place],
        title=str(notice),
        now=timezone.now(),
    )
    answer = HttpResponse(found.data, content_type=found.media_type)
    answer["Content-Disposition"] = found.disposition
    return answer


@never_cache
@require_safe
@on_request
def printed(request: DeskRequest, asked: "InformationRequest", notice_id: int) -> HttpResponse:
    """An issued paper as it is printed, word for word as it was stored."""
    notice = _notice_or_404(asked, notice_id)
    page = next((each for each in notice.files if each["role"] == PAGE_ROLE), None)
    if page is None:
        raise Http404
    found = open_paper(
        actor=request.actor, request=asked, stored=page, title=str(notice), now=timezone.now()
    )
    text = found.data.decode()
    start, end = text.index("<article"), text.index("</article>") + len("</article>")
    context = {
        "notice": notice,
        "printed": SafeString(text[start:end]),
        "trail": trail(asked, (str(notice), "")),
    }
    return render(request, "inforequests/desk/paper_print.html", context)


@require_http_methods(GET_OR_POST)
@on_request
def serve(request: DeskRequest, asked: "InformationRequest", notice_id: int) -> HttpResponse:
    """Record how a paper that is no reply was served."""
    notice = _notice_or_404(asked, notice_id)
    refuse_if(reasons_against(request.actor, ISSUE, asked.unit))
    form = ServiceForm(request.POST or None)
    if request.method == "POST" and done(
        form, lambda given: _served(request, asked, notice, given)
    ):
        messages.success(request, f"已登记送达：{notice}")
        return redirect("inforequests:papers", asked.case_id)
    context = {
        "asked": asked,
        "heading": f"登记送达：{notice}",
        "trail": trail(asked, ("登记送达", "")),
        "form": form,
        "submit": "登记送达",
        "back": reverse("inforequests:papers", args=[asked.case_id]),
    }
    return render(
        request,
        "inforequests/desk/paper_form.html",
        context,
        status=422 if form.is_bound else 200,
    )


def _served(
    request: DeskRequest, asked: "InformationRequest", notice: "Notice", given: dict[str, Any]
) -> Any:
    return record_service(
        actor=request.actor,
        request_id=asked.pk,
        notice_id=notice.pk,
        served=Served(**given),
        now=timezone.now(),
    )


@never_cache
@require_http_methods(GET_OR_POST)
@on_request
def archive(request: DeskRequest, asked: "InformationRequest") -> HttpResponse:
    """The case file as one package; taking it is noted, so it needs the button."""
    if request.method != "POST":
        return redirect("inforequests:papers", asked.case_id)
    found = take_archive(actor=request.actor, request_id=asked.pk, now=timezone.now())
    answer = HttpResponse(found.data, content_type="application/zip")
    answer["Content-Disposition"] = found.disposition
    return answer
