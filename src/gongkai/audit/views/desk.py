"""The readable log: inspection reads everything here and can change nothing."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.audit import selectors
from gongkai.audit.forms import LogFilter
from gongkai.audit.words import subject_kinds
from gongkai.kernel.actor import may, reasons_against
from gongkai.kernel.errors import refuse_if
from gongkai.web.answers import cursor
from gongkai.web.http import DeskRequest


@require_safe
def log(request: DeskRequest) -> HttpResponse:
    """A page of the ledger, newest first, filtered by person, deed, subject or day."""
    refuse_if(reasons_against(request.actor, "audit.read"))
    form = LogFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    page = selectors.log_page(
        before=cursor(request, "before"), **{name: value for name, value in asked.items() if value}
    )
    context = {
        "form": form,
        "page": page,
        "rows": [(line, _address(request, line.subject)) for line in page.lines],
        "length": selectors.length(),
        "narrowed": any(asked.values()),
    }
    return render(request, "audit/log.html", context)


def _address(request: DeskRequest, subject: str) -> str:
    """The page of what an entry is about, if there is one that this person may open."""
    code, _, number = subject.partition(":")
    if code not in subject_kinds or not number.isdigit():
        return ""
    kind = subject_kinds[code]
    if not kind.view or (kind.deed and not may(request.actor, kind.deed)):
        return ""
    return reverse(kind.view, args=[number])
