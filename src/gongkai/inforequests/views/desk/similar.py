"""Requests like this one, with the words they share: for a person to judge."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.inforequests.selectors.likeness import requests_like
from gongkai.inforequests.views.desk.common import on_request
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.inforequests.models import InformationRequest


@require_safe
@on_request
def similar(request: DeskRequest, asked: "InformationRequest") -> HttpResponse:
    """The applicant's own earlier requests, and other people's for the same matter."""
    context = {
        "asked": asked,
        "case": asked.case,
        "found": requests_like(asked, request.actor),
        "back": reverse("inforequests:case", args=[asked.case_id]),
    }
    return render(request, "inforequests/desk/similar.html", context)
