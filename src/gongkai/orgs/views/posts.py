"""Appointing, ending terms and handing work over (A2)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.kernel.actor import may, reasons_against
from gongkai.kernel.errors import refuse_if
from gongkai.kernel.permissions import ROLE_LABELS, Role
from gongkai.orgs import forms, selectors, services
from gongkai.orgs.deeds import deed_for
from gongkai.orgs.handover import open_work
from gongkai.orgs.views.page import form_page, found_person, last_shown, people_trail
from gongkai.web.answers import cursor, done
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
@deed_required("orgs.appoint_clerk")
def appoint(request: DeskRequest, person_id: int) -> HttpResponse:
    """Give a person a role in a unit."""
    found = found_person(request, person_id)
    today = timezone.localdate()
    initial = {"unit": found.unit_id, "since": today}
    form = forms.AppointForm(request.POST or None, initial=initial)
    made = done(
        form,
        lambda data: services.appoint(
            actor=request.actor, person=found, now=timezone.now(), **data
        ),
    )
    if made:
        messages.success(request, "任命已登记")
        return redirect("orgs:person", found.pk)
    return form_page(request, form, heading="任命", trail=people_trail(found), submit="任命")


def _found_term(term_id: int) -> Any:
    term = selectors.post_by_id(term_id)
    if term is None:
        raise Http404("没有这项任职")
    return term


@require_http_methods(GET_OR_POST)
def term_end(request: DeskRequest, term_id: int) -> HttpResponse:
    """End a term; where work is open the page leads to the hand-over."""
    term, now = _found_term(term_id), timezone.now()
    role = Role(term.role)
    refuse_if(reasons_against(request.actor, deed_for(role, "orgs.end_appointment"), term.unit))
    today = timezone.localdate(now)
    form = forms.EndForm(request.POST or None, initial={"on": today})

    def end(data: dict[str, Any]) -> bool:
        services.end_appointment(actor=request.actor, term=term, on=data["on"], now=now)
        return True

    if done(form, end):
        messages.success(request, "任职已结束")
        return redirect("orgs:person", term.person_id)
    reasons = services.reasons_against_ending(actor=request.actor, term=term, on=today, now=now)
    return form_page(
        request,
        form,
        heading=f"免去{ROLE_LABELS[role]}",
        trail=people_trail(term.person),
        submit="免去",
        reasons=reasons if request.method != "POST" else [],
        intro=f"{term.person.name}，{term.unit.name}{ROLE_LABELS[role]}，{term.since}起。",
        way_on=("orgs:hand_over", term.pk, "办理工作交接"),
    )


@require_http_methods(GET_OR_POST)
def hand_over(request: DeskRequest, term_id: int) -> HttpResponse:
    """Pass a role and its open work on to a colleague; the office sees the report."""
    term, now = _found_term(term_id), timezone.now()
    role = Role(term.role)
    refuse_if(reasons_against(request.actor, deed_for(role, "orgs.hand_over"), term.unit))
    colleagues = [
        (person.username, f"{person.name} {person.job_title}")
        for person in selectors.people_of(term.unit, timezone.localdate(now))
        if person.pk != term.person_id
    ]
    form = forms.HandoverForm(request.POST or None, colleagues=colleagues)
    report = done(
        form,
        lambda data: services.hand_over(
            actor=request.actor,
            from_person=term.person,
            to_person=data["successor"],
            unit=term.unit,
            role=role,
            note=data["note"],
            now=now,
        ),
    )
    if report:
        taker = report.to_person.name
        words = f"已由{taker}接任，移交未办结事项{report.moved}件，并已报公开办"
        messages.success(request, words)
        return redirect("orgs:person", report.to_person_id)
    count = open_work(person_id=term.person_id, unit_id=term.unit_id)
    place = f"{term.unit.name}{ROLE_LABELS[role]}"
    return form_page(
        request,
        form,
        heading="工作交接",
        trail=people_trail(term.person),
        submit="交接",
        intro=f"{term.person.name}移交“{place}”的工作，现有未办结事项{count}件。"
        "交接后原任职今天结束，接手人今天起任职。",
    )


@require_safe
@deed_required("orgs.read_people")
def handovers(request: DeskRequest) -> HttpResponse:
    """Hand-overs in the units that the acting person may read, newest first."""
    unseen = request.GET.get("state") == "unseen"
    page = selectors.handovers_page(
        within=selectors.reach_of(request.actor, "orgs.read_people", "unit__path", "unit_id"),
        unseen=unseen,
        before=cursor(request, "before"),
    )
    rows = [
        {
            "report": report,
            "role": ROLE_LABELS[Role(report.role)],
            "may_register": report.seen_at is None
            and may(request.actor, "orgs.register_handover", report.unit),
        }
        for report in page[: selectors.PAGE]
    ]
    trail = [*people_trail(), ("工作交接", "")]
    context = {"rows": rows, "more": last_shown(page), "unseen": unseen, "trail": trail}
    return render(request, "orgs/handovers.html", context)


@require_POST
def handover_register(request: DeskRequest, handover_id: int) -> HttpResponse:
    """The office takes note of a hand-over."""
    report = selectors.handover_by_id(handover_id)
    if report is None:
        raise Http404("没有这次交接")
    services.register_handover(actor=request.actor, handover=report, now=timezone.now())
    messages.success(request, "交接已备案")
    return redirect("orgs:handovers")
