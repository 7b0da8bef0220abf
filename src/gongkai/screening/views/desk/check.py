"""Check a text or a file at once; nothing of it is kept."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from gongkai.kernel.actor import may
from gongkai.kernel.errors import Refusal
from gongkai.screening import services
from gongkai.screening.forms import CheckForm
from gongkai.screening.rules.findings import (
    CATEGORY_WORDS,
    SEVERITY_WORDS,
    Category,
    Finding,
    Severity,
)
from gongkai.web.answers import add_reasons
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

_AROUND = 24
_MOST_SHOWN = 500


@dataclass(frozen=True)
class Row:
    """A finding as the page shows it, with the words around it for a report."""

    finding: Finding
    grade: str
    kind: str
    context: str


@require_http_methods(["GET", "HEAD", "POST"])
@deed_required("screening.read")
def check(request: DeskRequest) -> HttpResponse:
    """Paste a text or choose a file, see what is found."""
    posted = request.method == "POST"
    form = CheckForm(request.POST, request.FILES) if posted else CheckForm()
    rows: list[Row] | None = None
    if posted and form.is_valid():
        try:
            rows = _rows(form)
        except Refusal as refusal:
            add_reasons(form, refusal)
    context = {
        "form": form,
        "rows": rows[:_MOST_SHOWN] if rows else rows,
        "total": len(rows or []),
        "name": form.cleaned_data["file"].name if rows is not None and request.FILES else "",
        "may_report": may(request.actor, "screening.report"),
    }
    return render(request, "screening/check.html", context, status=422 if form.errors else 200)


def _rows(form: CheckForm) -> list[Row]:
    file = form.cleaned_data["file"]
    text = form.cleaned_data["text"]
    data, name = (file.read(), file.name) if file else (text.encode(), "正文.txt")
    day = timezone.localdate()
    found = services.screen_file(name=name, data=data, day=day)
    return [_row(finding, "" if file else text) for finding in found]


def _row(finding: Finding, text: str) -> Row:
    begin = max(0, finding.start - _AROUND)
    context = text[begin : finding.end + _AROUND] or finding.text
    return Row(
        finding,
        SEVERITY_WORDS[Severity(finding.severity)],
        CATEGORY_WORDS[Category(finding.category)],
        context[:400],
    )
