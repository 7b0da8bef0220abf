"""One inbox for everything that waits for a person."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.casework import selectors
from gongkai.casework.rules import LIGHT_LABELS, STAGE_LABELS, Light, Stage
from gongkai.casework.views.common import address, figure
from gongkai.web.http import DeskRequest

SHOWN_LIGHTS = (Light.OVERDUE, Light.SOON)
REMINDERS_SHOWN = 5


@require_safe
def inbox(request: DeskRequest) -> HttpResponse:
    """Cases by due time, with lights and kinds as filters; questions, supervisions, reminders."""
    now, region = timezone.now(), settings.REGION
    kinds = {kind.code: kind.label for kind in selectors.kinds_of(request.actor)}
    asked = {
        "kind": _one_of(request.GET.get("kind", ""), kinds),
        "light": _one_of(request.GET.get("light", ""), SHOWN_LIGHTS),
    }
    cursor = request.GET.get("after", "")
    page = selectors.inbox(actor=request.actor, now=now, region=region, cursor=cursor, **asked)
    context = {
        "page": page,
        "reminders": _reminders(page),
        "counts": _counts(request, asked),
        "tabs": _tabs(request, asked, kinds),
        "narrowed": any(asked.values()),
        "has_post": bool(request.actor.grants),
        "questions": [] if cursor else selectors.questions_for(request.actor),
        "supervisions": [] if cursor else selectors.supervisions_for(request.actor),
    }
    return render(request, "casework/inbox.html", context)


def _one_of(value: str, known: Any) -> str:
    return value if value in known else ""


def _counts(request: DeskRequest, asked: dict[str, str]) -> list[tuple[str, str, str, str, bool]]:
    counts = selectors.inbox_counts(actor=request.actor, now=timezone.now(), region=settings.REGION)
    figures = {Light.OVERDUE: counts.overdue, Light.SOON: counts.soon}
    shown = [
        (
            light.value,
            LIGHT_LABELS[light],
            figure(figures[light]),
            address(request.path, {**asked, "light": light.value}),
            asked["light"] == light,
        )
        for light in SHOWN_LIGHTS
    ]
    everything = address(request.path, {**asked, "light": ""})
    return [*shown, ("none", "全部待办", figure(counts.waiting), everything, not asked["light"])]


def _tabs(
    request: DeskRequest, asked: dict[str, str], kinds: dict[str, str]
) -> list[tuple[str, str, bool, None]]:
    if len(kinds) < 2:
        return []
    return [
        (label, address(request.path, {**asked, "kind": code}), asked["kind"] == code, None)
        for code, label in [("", "全部类别"), *kinds.items()]
    ]


def _reminders(page: selectors.InboxPage) -> list[dict[str, Any]]:
    """The latest reminders on the cases of this page, which are the most urgent ones."""
    rows = {item.case_id: item for item in page.items}
    urgent = [item.case_id for item in page.items if item.light in SHOWN_LIGHTS]
    given = selectors.reminders_among(urgent)[:REMINDERS_SHOWN] if urgent else []
    return [
        {"stage": STAGE_LABELS[Stage(each.stage)], "at": each.sent_at, "item": rows[each.case_id]}
        for each in given
    ]
