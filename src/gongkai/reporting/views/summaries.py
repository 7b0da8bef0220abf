"""工作总结 (I2): a text with live figures, each a link to its records; settled, and as a Word file."""

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.casework.rules import local_day
from gongkai.casework.selectors import units_in
from gongkai.kernel.actor import may, reasons_against
from gongkai.kernel.errors import Refusal, refuse_if
from gongkai.orgs.selectors import unit_by_id
from gongkai.reporting import services
from gongkai.reporting.forms import NewSummaryForm, SummaryForm
from gongkai.reporting.papers import DOCX
from gongkai.reporting.summaries import kept
from gongkai.reporting.summaries.filling import Filled, Filler, Told, definitions, paragraphs_from
from gongkai.reporting.summaries.word import word_summary
from gongkai.web.answers import done
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.reporting.models import Summary

READ = "reporting.read"


def _summary(request: DeskRequest, summary_id: int, deed: str = READ) -> "Summary":
    found = kept.summary_by_id(summary_id)
    if found is None:
        raise Http404
    refuse_if(reasons_against(request.actor, deed, found.unit))
    return found


def _told(summary: "Summary") -> Told:
    today = local_day(timezone.now())
    return Filler(summary.unit, summary.start, summary.end, today).fill(summary.text)


@require_http_methods(["GET", "HEAD", "POST"])
@deed_required(READ)
def index(request: DeskRequest) -> HttpResponse:
    """The summaries a person may read; a new one begins from the template."""
    units = units_in(request.actor, services.SUMMARISE)
    today = local_day(timezone.now())
    initial = {
        "title": f"{today.year}年政务公开工作总结",
        "start": today.replace(month=1, day=1),
        "end": today.replace(month=12, day=31),
    }
    form = NewSummaryForm(request.POST or None, units=units, initial=initial)
    made = None
    if request.method == "POST":
        made = done(form, lambda asked: _begun(request, asked))
    if made is not None:
        return redirect("reporting:summary_edit", made.pk)
    context = {
        "form": form if may(request.actor, services.SUMMARISE) else None,
        "summaries": kept.summaries_of(list(units_in(request.actor, READ))),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "reporting/desk/summaries.html", context, status=status)


def _begun(request: DeskRequest, asked: dict[str, Any]) -> "Summary":
    unit = unit_by_id(asked.pop("unit"))
    if unit is None:
        raise Http404
    return services.begin_summary(actor=request.actor, unit=unit, now=timezone.now(), **asked)


@require_safe
@deed_required(READ)
def summary(request: DeskRequest, summary_id: int) -> HttpResponse:
    """The text with its figures as they are now."""
    found = _summary(request, summary_id)
    told = _told(found)
    reasons = reasons_against(request.actor, services.SUMMARISE, found.unit)
    context = {
        "summary": found,
        "paragraphs": told.paragraphs,
        "problems": told.problems,
        "at": timezone.now(),
        "may_edit": not reasons,
        "may_settle": not reasons
        and not services.reasons_against_settling_summary(found, told.problems),
        "settled": kept.settled_of(found),
    }
    return render(request, "reporting/desk/summary.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@deed_required(services.SUMMARISE)
def edit(request: DeskRequest, summary_id: int) -> HttpResponse:
    """Write the text; the figures that can be named stand below."""
    found = _summary(request, summary_id, services.SUMMARISE)
    names = ("title", "start", "end", "text", "version")
    form = SummaryForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    saved = None
    if request.method == "POST":
        saved = done(form, lambda asked: _saved(request, found.pk, asked))
    if saved is not None:
        return redirect("reporting:summary", found.pk)
    context = {"summary": found, "form": form, "definitions": definitions()}
    status = 422 if request.method == "POST" else 200
    return render(request, "reporting/desk/summary_edit.html", context, status=status)


def _saved(request: DeskRequest, summary_id: int, asked: dict[str, Any]) -> "Summary":
    return services.save_summary(
        actor=request.actor, summary_id=summary_id, now=timezone.now(), **asked
    )


@require_POST
@deed_required(services.SUMMARISE)
def settle(request: DeskRequest, summary_id: int) -> HttpResponse:
    """Freeze the summary."""
    try:
        made = services.settle_summary(
            actor=request.actor, summary_id=summary_id, now=timezone.now()
        )
    except Refusal as refusal:
        if "permission" in refusal.codes:
            raise
        for reason in refusal.reasons:
            messages.error(request, str(reason))
        return redirect("reporting:summary", summary_id)
    messages.success(request, f"已定稿，第{made.number}稿；数不再变动")
    return redirect("reporting:summary_settled", made.pk)


@require_safe
@deed_required(READ)
def draft_file(request: DeskRequest, summary_id: int) -> HttpResponse:
    """The summary as it stands now, as a Word file."""
    found = _summary(request, summary_id)
    return _file(f"{found.title}（草稿）", found.title, _told(found).paragraphs)


def _file(name: str, title: str, paragraphs: list[list[Filled]]) -> HttpResponse:
    made = word_summary(title, paragraphs, settings.BASE_URL)
    answer = HttpResponse(made, content_type=DOCX)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.docx"
    return answer


@require_safe
@deed_required(READ)
def settled(request: DeskRequest, settled_id: int) -> HttpResponse:
    """A settled summary as it was frozen."""
    found = kept.settled_by_id(settled_id)
    if found is None:
        raise Http404
    refuse_if(reasons_against(request.actor, READ, found.summary.unit))
    context = {
        "settled": found,
        "title": found.content["title"],
        "paragraphs": paragraphs_from(found.content["paragraphs"]),
    }
    return render(request, "reporting/desk/summary_settled.html", context)


@require_safe
@deed_required(READ)
def settled_file(request: DeskRequest, settled_id: int) -> HttpResponse:
    """A settled summary as a Word file."""
    found = kept.settled_by_id(settled_id)
    if found is None:
        raise Http404
    refuse_if(reasons_against(request.actor, READ, found.summary.unit))
    title = found.content["title"]
    paragraphs = paragraphs_from(found.content["paragraphs"])
    return _file(f"{title}（第{found.number}稿）", title, paragraphs)
