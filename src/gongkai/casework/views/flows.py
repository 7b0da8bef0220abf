"""The flow of each kind of case, drawn from its data."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.casework.drawing import draw, steps_of
from gongkai.casework.kinds import kinds
from gongkai.web.http import DeskRequest


@require_safe
def index(request: DeskRequest) -> HttpResponse:
    """The first flow; without any, a page that says so."""
    for kind in kinds:
        return redirect("casework:flow", kind.code)
    return render(request, "casework/flow.html", {"flow": None})


@require_safe
def flow(request: DeskRequest, kind: str) -> HttpResponse:
    """One flow as a drawing and as a table."""
    if kind not in kinds:
        return render(request, "casework/absent.html", {"what": "流程"}, status=404)
    shown = kinds[kind].flow
    context = {
        "flow": shown,
        "drawing": draw(shown),
        "steps": steps_of(shown),
        "tabs": [
            (each.label, reverse("casework:flow", args=[each.code]), each.code == kind, None)
            for each in kinds
        ],
    }
    return render(request, "casework/flow.html", context)
