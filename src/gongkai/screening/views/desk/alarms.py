"""False alarms: reported by a click, judged by the office, exported as cases for the tests."""

import json

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from gongkai.kernel.actor import may
from gongkai.screening import selectors, services
from gongkai.screening.forms import AlarmFilter, AlarmForm, VerdictForm
from gongkai.web.answers import cursor
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest


@require_safe
@deed_required("screening.read")
def index(request: DeskRequest) -> HttpResponse:
    """Reports, newest first."""
    form = AlarmFilter(request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    may_judge = may(request.actor, "screening.judge_report")
    context = {
        "form": form,
        "page": selectors.alarm_page(state=state, after=cursor(request, "after")),
        "may_judge": may_judge,
    }
    return render(request, "screening/alarms.html", context)


@require_POST
def report(request: DeskRequest) -> HttpResponse:
    """Keep a finding that its reader holds to be wrong."""
    form = AlarmForm(request.POST)
    if not form.is_valid():
        messages.error(request, "没有收到被误报的文字，请从检查结果中再点一次“误报”")
        return redirect("screening:alarms")
    services.report_false_alarm(actor=request.actor, now=timezone.now(), **form.cleaned_data)
    messages.success(request, "已记录，公开办核对后用来改进检查")
    return redirect("screening:alarms")


@require_POST
def judge(request: DeskRequest, alarm_id: int) -> HttpResponse:
    """Confirm or dismiss a report."""
    alarm = selectors.alarm_by_id(alarm_id)
    form = VerdictForm(request.POST)
    if alarm is None or not form.is_valid():
        raise Http404("没有这条误报")
    is_false = form.cleaned_data["is_false"] == "yes"
    judged = services.judge_false_alarm(
        actor=request.actor, alarm=alarm, is_false=is_false, now=timezone.now()
    )
    messages.success(request, f"已记为“{judged.get_state_display()}”")
    return redirect("screening:alarms")


@require_safe
@deed_required("screening.judge_report")
def export(request: DeskRequest) -> HttpResponse:
    """The confirmed false alarms as JSON, for ``tests/planted/reported.json``."""
    text = json.dumps(selectors.confirmed_cases(), ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="reported.json"'
    return response
