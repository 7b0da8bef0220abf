"""年报核对: reports dropped in together, a table of what is wrong, the same as an Excel file.

The files are read and forgotten; what was found stays in the session until the next batch.
"""

from dataclasses import asdict

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.reporting.checking.many import Checked, check_files
from gongkai.reporting.forms import ReportsForm
from gongkai.reporting.sheets import checked_book
from gongkai.web.doors import deed_required
from gongkai.web.files import XLSX
from gongkai.web.http import DeskRequest

KEPT = "reporting.checked"


@require_http_methods(["GET", "HEAD", "POST"])
@deed_required("reporting.check")
def check(request: DeskRequest) -> HttpResponse:
    """Take a batch of reports and show what the last batch brought to light."""
    form = ReportsForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = ReportsForm(request.POST, request.FILES)
        if form.is_valid():
            files = form.cleaned_data["reports"]
            checked = check_files((one.name or "文件", one.read) for one in files)
            request.session[KEPT] = [asdict(one) for one in checked]
            return redirect("reporting:check")
    checked = _kept(request)
    context = {
        "form": form,
        "checked": checked,
        "wrong": sum(bool(one.violations) for one in checked),
        "unread": sum(bool(one.problem) for one in checked),
    }
    return render(request, "reporting/desk/check.html", context)


@require_safe
@deed_required("reporting.check")
def check_table(request: DeskRequest) -> HttpResponse:
    """What the last batch brought to light, as an Excel file."""
    answer = HttpResponse(checked_book(_kept(request)), content_type=XLSX)
    answer["Content-Disposition"] = (
        "attachment; filename*=UTF-8''%E5%B9%B4%E6%8A%A5%E6%A0%B8%E5%AF%B9.xlsx"
    )
    return answer


def _kept(request: DeskRequest) -> list[Checked]:
    return [Checked(**one) for one in request.session.get(KEPT, [])]
