"""The readable log: inspection reads everything here and can change nothing."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.audit import selectors
from gongkai.audit.forms import LogFilter
from gongkai.kernel.actor import reasons_against
from gongkai.kernel.errors import refuse_if
from gongkai.web.http import DeskRequest


@require_safe
def log(request: DeskRequest) -> HttpResponse:
    """A page of the ledger, newest first, filtered by person, deed, subject or day."""
    refuse_if(reasons_against(request.actor, "audit.read"))
    form = LogFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    page = selectors.log_page(**{name: value for name, value in asked.items() if value})
    context = {"form": form, "page": page, "length": selectors.length()}
    return render(request, "audit/log.html", context)
