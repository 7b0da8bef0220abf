"""The calendar pages of the desk: everybody may look and reckon, the office edits."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.clock import selectors, services
from gongkai.clock.forms import (
    DayForm,
    DueForm,
    ImportForm,
    RegionForm,
    YearForm,
    add_reasons,
)
from gongkai.clock.rules import WEEKDAYS, DayKind, Period, deadline
from gongkai.clock.rules.arrangements import (
    FIRST_YEAR,
    LAST_YEAR,
    Arrangement,
    as_bundle,
    read_arrangements,
)
from gongkai.clock.rules.dates import iso_date
from gongkai.clock.rules.year import year_of
from gongkai.kernel.actor import may
from gongkai.kernel.errors import Refusal
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest


@require_safe
def this_year(request: DeskRequest) -> HttpResponse:
    """The year we are in."""
    return year(request, timezone.localdate().year)


@require_safe
def year(request: DeskRequest, number: int) -> HttpResponse:
    """Twelve months of a region's calendar, and the days that are set in it."""
    asked = RegionForm.asked(request.GET)
    return render(request, "clock/year.html", _year_context(request, number, asked))


@require_POST
@deed_required(services.EDIT)
def arranged(request: DeskRequest, number: int) -> HttpResponse:
    """Say whether a year's arrangement is complete."""
    asked = RegionForm.posted(request.POST)
    form = YearForm(request.POST)
    if asked.is_valid() and form.is_valid():
        try:
            services.set_year(
                actor=request.actor,
                region=asked.chosen,
                year=number,
                arranged=form.cleaned_data["state"] == "known",
                source=form.cleaned_data["source"],
                now=timezone.now(),
            )
        except Refusal as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, f"{number}年放假安排的状态已保存")
            return redirect(_year_address(number, asked.chosen))
    context = _year_context(request, number, asked) | {"year_form": form}
    return render(request, "clock/year.html", context, status=400)


@require_http_methods(["GET", "HEAD", "POST"])
@deed_required(services.EDIT)
def day(request: DeskRequest, text: str) -> HttpResponse:
    """Set what kind of day a date is."""
    at = _day_of(text)
    posted = request.method == "POST"
    asked = RegionForm.posted(request.POST) if posted else RegionForm.asked(request.GET)
    region = asked.chosen
    now_is = selectors.calendar_for(region).day(at)
    given = {"kind": now_is.kind.value, "name": now_is.name}
    form = DayForm(request.POST) if posted else DayForm(initial=given)
    if posted and asked.is_valid() and form.is_valid():
        try:
            services.set_day(
                actor=request.actor,
                region=region,
                day=at,
                kind=DayKind(form.cleaned_data["kind"]),
                name=form.cleaned_data["name"],
                source=form.cleaned_data["source"],
                now=timezone.now(),
                seen=request.POST.get("seen"),
            )
        except Refusal as refusal:
            add_reasons(form, refusal)
        else:
            messages.success(request, f"{at}已保存，受影响的期限随之重新计算")
            return redirect(_year_address(at.year, region, at.month))
    context = _day_context(at, region) | {"form": form, "asked": asked, "now_is": now_is}
    wrong = form.errors or asked.errors
    return render(request, "clock/day.html", context, status=400 if wrong else 200)


@require_POST
def clear(request: DeskRequest, text: str) -> HttpResponse:
    """Take a date out of a region's table."""
    at = _day_of(text)
    region = request.POST.get("region", "?")
    services.clear_day(
        actor=request.actor,
        region=region,
        day=at,
        now=timezone.now(),
        seen=request.POST.get("seen"),
    )
    messages.success(request, f"{at}的设定已清除")
    return redirect(_year_address(at.year, region, at.month))


@require_http_methods(["GET", "HEAD", "POST"])
@deed_required(services.EDIT)
def upload(request: DeskRequest) -> HttpResponse:
    """Choose a file and see what it would change; nothing is written yet."""
    posted = request.method == "POST"
    asked = RegionForm.posted(request.POST) if posted else RegionForm.asked({"region": ""})
    form = ImportForm(request.POST or None, request.FILES or None)
    if posted and form.is_valid() and asked.is_valid():
        try:
            arrangements = read_arrangements(form.cleaned_data["file"].read())
        except Refusal as refusal:
            add_reasons(form, refusal)
        else:
            return _preview(request, asked.chosen, arrangements)
    return _upload_page(request, form, asked)


@require_POST
def confirm(request: DeskRequest) -> HttpResponse:
    """Write what the preview showed, unless the calendar has changed since."""
    region = request.POST.get("region", "?")
    arrangements = read_arrangements(request.POST.get("content", "").encode())
    try:
        change = services.import_calendar(
            actor=request.actor,
            region=region,
            arrangements=arrangements,
            now=timezone.now(),
            seen=request.POST.get("seen", ""),
        )
    except Refusal as refusal:
        if "changed_meanwhile" not in refusal.codes:
            raise
        messages.warning(request, str(refusal))
        return _preview(request, region, arrangements, status=409)
    messages.success(request, f"已导入，{len(change.days)}天有变化，受影响的期限随之重新计算")
    shown = max((each.year for each in arrangements if each.days), default=None)
    return redirect(_year_address(shown or timezone.localdate().year, region))


@require_safe
def due(request: DeskRequest) -> HttpResponse:
    """Reckon a deadline and explain it day by day."""
    asked = RegionForm.asked(request.GET)
    form = DueForm(request.GET or None)
    context: dict[str, Any] = {"form": form, "asked": asked, "regions": selectors.regions()}
    if form.is_valid() and asked.is_valid():
        data = form.cleaned_data
        found = deadline(
            selectors.calendar_for(asked.chosen),
            data["received"],
            data["days"],
            Period(data["unit"]),
            data["pauses"],
        )
        context |= {"found": found, "weekday": found.due and WEEKDAYS[found.due.weekday()]}
    return render(request, "clock/due.html", context)


def _year_context(request: DeskRequest, number: int, asked: RegionForm) -> dict[str, Any]:
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise Http404
    region = asked.chosen
    shown = year_of(selectors.calendar_for(region), number)
    given = {"state": "known" if shown.known else "unknown", "source": shown.source}
    return {
        "year": shown,
        "asked": asked,
        "region": region,
        "region_query": urlencode({"region": region}),
        "regions": selectors.regions(),
        "own_region": settings.REGION,
        "weekdays": [name[-1] for name in WEEKDAYS],
        "today": timezone.localdate(),
        "may_edit": may(request.actor, services.EDIT),
        "year_form": YearForm(initial=given),
        "former": number - 1 if number > FIRST_YEAR else None,
        "following": number + 1 if number < LAST_YEAR else None,
    }


def _day_context(at: date, region: str) -> dict[str, Any]:
    sayings = selectors.day_sayings(region, at)
    return {
        "at": at,
        "weekday": WEEKDAYS[at.weekday()],
        "region": region,
        "sayings": sayings,
        "set_here": any(area == region for area, _ in sayings),
        "back": _year_address(at.year, region, at.month),
    }


def _upload_page(request: DeskRequest, form: ImportForm, asked: RegionForm) -> HttpResponse:
    context = {"form": form, "asked": asked, "regions": selectors.regions()}
    status = 400 if form.errors or asked.errors else 200
    return render(request, "clock/import.html", context, status=status)


def _preview(
    request: DeskRequest, region: str, arrangements: list[Arrangement], status: int = 200
) -> HttpResponse:
    preview = selectors.preview_import(region, arrangements)
    context = {"preview": preview, "region": region, "content": as_bundle(arrangements)}
    return render(request, "clock/preview.html", context, status=status)


def _day_of(text: str) -> date:
    day = iso_date(text)
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Http404
    return day


def _year_address(number: int, region: str, month: int | None = None) -> str:
    anchor = f"#month-{month}" if month else ""
    return f"{reverse('clock:year', args=[number])}?{urlencode({'region': region})}{anchor}"
