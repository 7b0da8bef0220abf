"""Desk pages of what follows a reply: 复议诉讼, 质量抽查, 转为主动公开."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.casework.rules import local_day
from gongkai.casework.selectors import scope_of
from gongkai.inforequests import flow, selectors, services
from gongkai.inforequests.forms import ConversionForm, DecisionForm, SampleForm, ScoreForm
from gongkai.inforequests.rules.afterwards import decision_word
from gongkai.inforequests.services import Sample
from gongkai.inforequests.views.desk.deeds import Filled, begin_today
from gongkai.kernel.actor import may
from gongkai.web.answers import cursor, done
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

READ = "inforequests.read"
QUALITY = "inforequests.check_quality"
on_form = require_http_methods(["GET", "HEAD", "POST"])


def _typed(request: DeskRequest) -> Any:
    return request.POST if request.method == "POST" else None


@require_safe
@deed_required(READ)
def disputes(request: DeskRequest) -> HttpResponse:
    """Disputes of the units a person may read: those pending, or all."""
    pending = request.GET.get("list") != "all"
    units = scope_of(request.actor, READ).unit_ids
    page = selectors.disputes_page(units, pending=pending, before=cursor(request, "before"))
    context = {
        "tabs": [
            ("未审结", "?list=pending", pending, None),
            ("全部", "?list=all", not pending, None),
        ],
        "page": page,
        "rows": [
            (row, decision_word(row.decision), may(request.actor, flow.DISPUTE, row.request.unit))
            for row in page.rows
        ],
        "listed": "pending" if pending else "all",
    }
    return render(request, "inforequests/desk/disputes.html", context)


@on_form
@deed_required(READ)
def decide_dispute(request: DeskRequest, dispute_id: int) -> HttpResponse:
    """Enter the outcome of a dispute."""
    dispute = selectors.find_dispute(dispute_id)
    if dispute is None or not may(request.actor, READ, dispute.request.unit):
        raise Http404
    form = DecisionForm(_typed(request))
    begin_today(form, local_day(timezone.now()))

    def do(given: dict[str, Any]) -> None:
        services.record_decision(
            actor=request.actor, dispute_id=dispute_id, now=timezone.now(), **given
        )

    asked = dispute.request
    heading = f"登记{dispute.get_kind_display()}的审理结果"
    back = reverse("inforequests:case", args=[asked.case_id])
    filled = Filled(asked, heading, "登记", form, do, back, {})
    return filled.answer(request, services.reasons_against_deciding(dispute))


@on_form
@deed_required(QUALITY)
def checks(request: DeskRequest) -> HttpResponse:
    """Every spot check, and the form that draws a new one."""
    form = SampleForm(_typed(request))
    made = done(form, lambda given: _draw(request, given))
    if made is not None:
        return redirect(made)
    status = 422 if form.is_bound else 200
    context = {"form": form, "checks": selectors.spot_checks()}
    return render(request, "inforequests/desk/checks.html", context, status=status)


def _draw(request: DeskRequest, given: dict[str, Any]) -> str:
    sample = Sample(**given, units=scope_of(request.actor, QUALITY).unit_ids)
    made = services.draw_sample(actor=request.actor, sample=sample, now=timezone.now())
    messages.success(request, f"已从 {made.pool_size} 件中抽取 {made.size} 件。")
    return reverse("inforequests:check", args=[made.pk])


@require_safe
@deed_required(QUALITY)
def check(request: DeskRequest, check_id: int) -> HttpResponse:
    """One spot check: the drawn requests, their scores, the means of the units."""
    found = selectors.find_spot_check(check_id)
    if found is None:
        raise Http404
    context = {
        "check": found,
        "sheets": selectors.sheets_of(check_id),
        "means": selectors.means_by_unit(check_id),
    }
    return render(request, "inforequests/desk/check.html", context)


@on_form
@deed_required(QUALITY)
def score(request: DeskRequest, sheet_id: int) -> HttpResponse:
    """The score sheet of one drawn request."""
    sheet = selectors.find_sheet(sheet_id)
    if sheet is None:
        raise Http404
    form = ScoreForm(_typed(request))

    def do(given: dict[str, Any]) -> None:
        remark = given.pop("remark")
        services.score(
            actor=request.actor, sheet_id=sheet_id, scores=given, remark=remark, now=timezone.now()
        )

    back = reverse("inforequests:check", args=[sheet.check_of_id])
    filled = Filled(sheet.request, "填写测评表", "提交评分", form, do, back, {})
    return filled.answer(request, services.reasons_against_scorer(request.actor, sheet))


@require_safe
@deed_required(READ)
def conversions(request: DeskRequest) -> HttpResponse:
    """Proposals to publish what was given on request."""
    waiting = request.GET.get("list") != "all"
    units = scope_of(request.actor, READ).unit_ids
    page = selectors.conversions_page(units, waiting=waiting, before=cursor(request, "before"))
    context = {
        "tabs": [
            ("待处理", "?list=waiting", waiting, None),
            ("全部", "?list=all", not waiting, None),
        ],
        "page": page,
        "rows": [(row, may(request.actor, flow.CONVERT, row.request.unit)) for row in page.rows],
        "listed": "waiting" if waiting else "all",
    }
    return render(request, "inforequests/desk/conversions.html", context)


@on_form
@deed_required(READ)
def convert(request: DeskRequest, conversion_id: int) -> HttpResponse:
    """Take a proposal into the publishing flow, or decline it."""
    made = selectors.find_conversion(conversion_id)
    if made is None or not may(request.actor, READ, made.request.unit):
        raise Http404
    form: forms.Form = ConversionForm(_typed(request), initial={"title": made.request.subject})

    def do(given: dict[str, Any]) -> None:
        common: dict[str, Any] = {
            "actor": request.actor,
            "conversion_id": conversion_id,
            "now": timezone.now(),
        }
        if given["declined"]:
            services.decline_conversion(reason=given["declined"], **common)
        else:
            services.take_conversion(title=given["title"], words=given["words"], **common)

    back = reverse("inforequests:case", args=[made.request.case_id])
    filled = Filled(made.request, "转为主动公开", "办理", form, do, back, {})
    return filled.answer(request, services.reasons_against_settling(made))
