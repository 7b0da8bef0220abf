"""Desk pages of what follows a reply: 复议诉讼, 质量抽查, 转为主动公开."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.casework.selectors import scope_of
from gongkai.inforequests import selectors, services
from gongkai.inforequests.forms import afterwards as filled
from gongkai.inforequests.rules.afterwards import CRITERIA, DECISIONS
from gongkai.inforequests.services import Filed, Sample
from gongkai.kernel.actor import may
from gongkai.kernel.errors import Refusal
from gongkai.web.answers import cursor
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.inforequests.models import InformationRequest

READ = "inforequests.read"
QUALITY = "inforequests.check_quality"
on_form = require_http_methods(["GET", "HEAD", "POST"])


def _answer(
    request: DeskRequest,
    form: forms.Form,
    do: Callable[[dict[str, Any]], str],
    **context: Any,
) -> HttpResponse:
    """Do it and go where it says, or show the form again with every reason at its field."""
    status = 200
    reasons = []
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(do(form.cleaned_data))
        except Refusal as refusal:
            for reason in refusal.reasons:
                if reason.code in form.fields:
                    form.add_error(reason.code, str(reason))
                else:
                    reasons.append(reason)
            status = 403 if "permission" in refusal.codes else 422
    elif request.method == "POST":
        status = 422
    context |= {"form": form, "reasons": reasons}
    return render(request, "inforequests/desk/after_form.html", context, status=status)


def _readable(request: DeskRequest, request_id: int) -> "InformationRequest":
    found = selectors.find_request(request_id)
    if found is None or not may(request.actor, READ, found.unit):
        raise Http404
    return found


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
        "listed": "pending" if pending else "all",
        "words": {code: word for code, (word, _) in DECISIONS.items()},
    }
    return render(request, "inforequests/desk/disputes.html", context)


@on_form
@deed_required(READ)
def new_dispute(request: DeskRequest, request_id: int) -> HttpResponse:
    """Enter what was filed against a reply."""
    asked = _readable(request, request_id)
    earlier = [
        (each.pk, f"{each.body}（{each.filed_on}）")
        for each in selectors.disputes_of(asked.pk)
        if each.kind == "reconsideration"
    ]
    form = filled.DisputeForm(request.POST or None, earlier=earlier)

    def do(given: dict[str, Any]) -> str:
        filed = Filed(**{"earlier_id": None} | given)
        services.record_dispute(
            actor=request.actor, request_id=asked.pk, filed=filed, now=timezone.now()
        )
        messages.success(request, f"已登记：{asked.number}。")
        return reverse("inforequests:disputes")

    back = reverse("inforequests:case", args=[asked.case_id])
    return _answer(
        request, form, do, heading="登记复议诉讼", over=asked.number, button="登记", back=back
    )


@on_form
@deed_required(READ)
def decide_dispute(request: DeskRequest, dispute_id: int) -> HttpResponse:
    """Enter the outcome of a dispute."""
    dispute = selectors.find_dispute(dispute_id)
    if dispute is None or not may(request.actor, READ, dispute.request.unit):
        raise Http404
    form = filled.DecisionForm(request.POST or None)
    back = reverse("inforequests:disputes")

    def do(given: dict[str, Any]) -> str:
        services.record_decision(
            actor=request.actor, dispute_id=dispute_id, now=timezone.now(), **given
        )
        messages.success(request, "已登记审理结果。")
        return back

    over = f"{dispute.request.number} {dispute.get_kind_display()}"
    return _answer(request, form, do, heading="登记审理结果", over=over, button="登记", back=back)


@on_form
@deed_required(QUALITY)
def checks(request: DeskRequest) -> HttpResponse:
    """Every spot check, and the form that draws a new one."""
    form = filled.SampleForm(request.POST or None)

    def do(given: dict[str, Any]) -> str:
        sample = Sample(**given, units=scope_of(request.actor, QUALITY).unit_ids)
        made = services.draw_sample(actor=request.actor, sample=sample, now=timezone.now())
        messages.success(request, f"已从 {made.pool_size} 件中抽取 {made.size} 件。")
        return reverse("inforequests:check", args=[made.pk])

    return _answer(
        request, form, do, heading="办理质量抽查", button="抽取", rows=selectors.spot_checks()
    )


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
    form = filled.ScoreForm(request.POST or None)
    back = reverse("inforequests:check", args=[sheet.check_of_id])

    def do(given: dict[str, Any]) -> str:
        remark = given.pop("remark")
        made = services.score(
            actor=request.actor, sheet_id=sheet_id, scores=given, remark=remark, now=timezone.now()
        )
        messages.success(request, f"{sheet.request.number} 得 {made.total} 分。")
        return back

    over = f"{sheet.request.number} {sheet.request.unit.short_name}"
    return _answer(
        request,
        form,
        do,
        heading="测评表",
        over=over,
        button="提交评分",
        back=back,
        sheet=sheet,
        criteria=CRITERIA,
    )


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
        "listed": "waiting" if waiting else "all",
    }
    return render(request, "inforequests/desk/conversions.html", context)


@on_form
@deed_required(READ)
def propose(request: DeskRequest, request_id: int) -> HttpResponse:
    """Propose to publish the answer to a request; others that ask for the same stand beside."""
    asked = _readable(request, request_id)
    form = filled.ProposalForm(request.POST or None)

    def do(given: dict[str, Any]) -> str:
        services.propose_conversion(
            actor=request.actor, request_id=asked.pk, now=timezone.now(), **given
        )
        messages.success(request, f"已建议把 {asked.number} 的答复转为主动公开。")
        return reverse("inforequests:conversions")

    told = f"目前有 {selectors.applicants_for_the_same(asked)} 个申请人申请了相同或相近的信息。"
    back = reverse("inforequests:case", args=[asked.case_id])
    return _answer(
        request,
        form,
        do,
        heading="建议转为主动公开",
        over=asked.number,
        button="提出建议",
        back=back,
        told=told,
    )


@on_form
@deed_required(READ)
def convert(request: DeskRequest, conversion_id: int) -> HttpResponse:
    """Take a proposal into the publishing flow, or decline it."""
    made = selectors.find_conversion(conversion_id)
    if made is None or not may(request.actor, READ, made.request.unit):
        raise Http404
    form = filled.ConversionForm(request.POST or None, initial={"title": made.request.subject})

    def do(given: dict[str, Any]) -> str:
        common: dict[str, Any] = {
            "actor": request.actor,
            "conversion_id": made.pk,
            "now": timezone.now(),
        }
        if given["declined"]:
            services.decline_conversion(reason=given["declined"], **common)
            messages.success(request, "已登记不转为主动公开的理由。")
        else:
            services.take_conversion(title=given["title"], words=given["words"], **common)
            messages.success(request, "已起草，请到“信息发布”补全后提交审核。")
        return reverse("inforequests:conversions")

    back = reverse("inforequests:conversions")
    over = f"{made.request.number} {made.get_ground_display()}"
    return _answer(request, form, do, heading="转为主动公开", over=over, button="办理", back=back)
