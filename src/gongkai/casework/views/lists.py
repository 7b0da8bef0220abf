"""全部办件: a list for a unit's people, the office and inspection, and the same as a file."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from gongkai.casework import selectors
from gongkai.casework.exports import csv_lines
from gongkai.casework.forms import ListFilter
from gongkai.casework.rules import LIGHT_LABELS, Light
from gongkai.casework.selectors import Asked, InboxItem, InboxPage, Scope
from gongkai.casework.views.common import address, figure
from gongkai.web.doors import deed_required
from gongkai.web.formats import day
from gongkai.web.http import DeskRequest

DEED = "casework.read"


def _asked(form: ListFilter, cursor: str = "") -> Asked:
    """What the filter says; a field that was filled in wrongly narrows nothing."""
    form.is_valid()
    given = form.cleaned_data
    return Asked(
        kind=given.get("kind", ""),
        unit_id=given.get("unit"),
        light=given.get("light", ""),
        closed=given.get("closed", False),
        words=given.get("q", ""),
        cursor=cursor,
    )


def _parameters(asked: Asked, **changes: Any) -> dict[str, Any]:
    shown = {
        "q": asked.words,
        "kind": asked.kind,
        "unit": asked.unit_id,
        "light": asked.light,
        "closed": asked.closed or "",
    }
    return shown | changes


@require_safe
@deed_required(DEED)
def cases(request: DeskRequest) -> HttpResponse:
    """Open cases with red ones first, or closed ones with the latest first, filtered."""
    now = timezone.now()
    scope = selectors.scope_of(request.actor, DEED)
    form = ListFilter(request.GET, units=selectors.units_in(request.actor, DEED))
    asked = _asked(form, request.GET.get("after", ""))
    page = selectors.cases_page(scope=scope, asked=asked, now=now, region=settings.REGION)
    if asked.closed:
        form.fields.pop("light")
    if len(form.fields["unit"].choices) <= 2:  # type: ignore[attr-defined]
        form.fields.pop("unit")
    context = {
        "form": form,
        "closed": asked.closed,
        "narrowed": bool(asked.words or asked.kind or asked.unit_id or asked.light),
        "words": asked.words,
        "tabs": _tabs(request, asked),
        "counts": [] if asked.closed else _counts(request, scope, asked),
        "reset": address(request.path, {"closed": asked.closed or ""}),
        "export_url": address(reverse("casework:export"), _parameters(asked)),
        **_rows(asked, page),
    }
    return render(request, "casework/cases.html", context)


def _rows(asked: Asked, page: InboxPage) -> dict[str, Any]:
    return {
        "page": page,
        "closed_rows": [_closed_row(item) for item in page.items] if asked.closed else [],
        "closed_columns": ["标题", "编号", "类别", "单位", "结果", "办结日期"],
    }


def _closed_row(item: InboxItem) -> list[str]:
    link = format_html('<a href="{}">{}</a>', item.url, item.title)
    return [link, item.number, item.kind_label, item.unit, item.step, day(item.closed_at)]


def _tabs(request: DeskRequest, asked: Asked) -> list[tuple[str, str, bool, None]]:
    return [
        ("在办", address(request.path, _parameters(asked, closed="")), not asked.closed, None),
        (
            "已办结",
            address(request.path, _parameters(asked, closed="True", light="")),
            asked.closed,
            None,
        ),
    ]


def _counts(
    request: DeskRequest, scope: Scope, asked: Asked
) -> list[tuple[str, str, str, str, bool]]:
    narrowed = scope.narrowed(asked.unit_id)
    counts = selectors.counts_by_light(scope=narrowed, now=timezone.now(), region=settings.REGION)
    return [
        (
            light.value,
            LIGHT_LABELS[light],
            figure(counts[light]),
            address(request.path, _parameters(asked, light=light.value)),
            asked.light == light,
        )
        for light in (Light.OVERDUE, Light.SOON)
    ]


@require_safe
@deed_required(DEED)
def export(request: DeskRequest) -> HttpResponseBase:
    """The filtered rows as a CSV file, streamed, at most `selectors.EXPORT_LIMIT` of them."""
    now = timezone.now()
    form = ListFilter(request.GET, units=selectors.units_in(request.actor, DEED))
    rows = selectors.cases_to_export(
        scope=selectors.scope_of(request.actor, DEED),
        asked=_asked(form),
        now=now,
        region=settings.REGION,
    )
    return StreamingHttpResponse(
        csv_lines(rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="cases-{day(now)}.csv"'},
    )
