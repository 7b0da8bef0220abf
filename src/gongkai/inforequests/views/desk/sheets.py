"""The request sheet: facts, clock with what-if, papers, judgements, timeline, next steps."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.casework.flash import taken_refusal
from gongkai.casework.sheets import case_context
from gongkai.inforequests.views.desk.common import on_request
from gongkai.inforequests.views.desk.facts import facts_of
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.inforequests.models import InformationRequest


@require_safe
@on_request
def case(request: DeskRequest, asked: "InformationRequest") -> HttpResponse:
    """Everything about one request, without who asked."""
    now = timezone.now()
    context = case_context(case=asked.case, actor=request.actor, now=now, region=settings.REGION)
    context |= taken_refusal(request, asked.case_id)
    context |= {"asked": asked, "facts": facts_of(asked)}
    return render(request, "inforequests/desk/request.html", context)
