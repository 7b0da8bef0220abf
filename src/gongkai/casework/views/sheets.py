"""The way to a case's sheet, and a plain sheet for kinds and readers without one of their own."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.casework.flash import taken_refusal
from gongkai.casework.kinds import kinds
from gongkai.casework.sheets import case_context
from gongkai.casework.views.common import on_case
from gongkai.web.formats import minute
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.casework.models import Case


@require_safe
@on_case
def case(request: DeskRequest, case: "Case") -> HttpResponse:
    """Go to the page that its kind has for the case."""
    return redirect(kinds[case.kind].sheet(case.pk))


@require_safe
@on_case
def sheet(request: DeskRequest, case: "Case") -> HttpResponse:
    """What the engine itself knows of a case, with everything that can be done."""
    context = case_context(
        case=case, actor=request.actor, now=timezone.now(), region=settings.REGION
    )
    context["facts"] = _facts(context)
    context |= taken_refusal(request, case.pk)
    return render(request, "casework/case.html", context)


def _facts(context: dict[str, Any]) -> list[tuple[str, Any]]:
    head = context["case"]
    return [
        ("编号", head.number),
        ("类别", head.kind),
        ("承办单位", head.unit),
        ("环节", head.state),
        ("现由", head.who),
        ("立件时间", minute(head.opened_at)),
        ("办结时间", minute(head.closed_at)),
    ]
