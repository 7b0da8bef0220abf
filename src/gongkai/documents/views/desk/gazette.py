"""The gazette on the desk: what waits and what is late, an issue being compiled, submissions."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.documents import images, selectors, services
from gongkai.documents.flow.gazette import COMPILE, COMPILING, GAZETTE
from gongkai.documents.forms.gazette import DeclineForm, IssueForm, SubmissionForm
from gongkai.documents.rules.gazette import HEADINGS
from gongkai.documents.views.desk.afterlife import posted
from gongkai.documents.views.desk.common import READ, posted_or_back
from gongkai.documents.views.desk.life import case_or_404
from gongkai.documents.views.desk.sheets import safe_body
from gongkai.kernel.actor import may
from gongkai.kernel.errors import Reason, Refusal
from gongkai.orgs.selectors import unit_by_id, units_open_to
from gongkai.web.answers import Onward, cursor, done
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest


def _issue_form(request: DeskRequest, data: Any = None) -> IssueForm:
    units = units_open_to(request.actor, COMPILE).order_by("path").values_list("pk", "name")
    year = timezone.localdate().year
    initial = {"year": year, "number": selectors.next_number(year)}
    return IssueForm(data, units=list(units), initial=initial)


@require_http_methods(["GET", "HEAD", "POST"])
@deed_required(READ)
def gazette(request: DeskRequest) -> HttpResponse:
    """Issues, what was submitted, and the normative documents that are not in the gazette yet."""
    form = _issue_form(request, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        case_id = done(form, lambda asked: _open(request, asked))
        if case_id is not None:
            return redirect("documents:gazette_issue", case_id)
    steps = {state.code: state.label for state in GAZETTE.states}
    rows = selectors.issues(before=cursor(request, "after"))
    more = len(rows) > selectors.LIST
    context = {
        "issues": [(row, steps[row.case.state]) for row in rows[: selectors.LIST]],
        "page": Onward(rows[selectors.LIST - 1].pk if more else None),
        "missing": selectors.not_in_gazette(actor=request.actor, now=timezone.now()),
        "days": settings.GAZETTE_DAYS,
        "submissions": selectors.submissions(actor=request.actor)[: selectors.LIST],
        "form": form if may(request.actor, COMPILE) else None,
        "decline": may(request.actor, COMPILE),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "documents/desk/gazette.html", context, status=status)


def _open(request: DeskRequest, asked: dict[str, Any]) -> int:
    unit = unit_by_id(asked.pop("unit"))
    if unit is None:
        raise Http404
    issue = services.open_issue(actor=request.actor, unit=unit, now=timezone.now(), **asked)
    return int(issue.case_id)


@require_safe
def issue(request: DeskRequest, case_id: int) -> HttpResponse:
    """The sheet of an issue: its contents, what may be added, proofreading and signing."""
    context = case_or_404(request, case_id)
    found = selectors.issue_of_case(case_id)
    rows = selectors.items_of_issue(found.pk)
    editable = found.case.state == COMPILING and may(request.actor, COMPILE, found.unit)
    inside = {row.document_id for row in rows}
    missing = selectors.not_in_gazette(actor=request.actor, now=timezone.now()) if editable else []
    context |= {
        "facts": [
            ("期号", str(found)),
            ("编印单位", found.unit.name),
            ("出版日期", found.issued_on),
            ("发布时间", found.published_at),
            ("稿件", f"{len(rows)} 件"),
        ],
        "issue": found,
        "rows": rows,
        "editable": editable,
        "headings": HEADINGS,
        "waiting": selectors.waiting_submissions() if editable else [],
        "missing": [row for row in missing if row.document_id not in inside and not row.waiting],
        "items_url": reverse("documents:gazette_items", args=[case_id]),
        "public_url": f"/gazette/{found.year}/{found.number}/" if found.published_at else "",
        "preview_url": reverse("documents:gazette_proof", args=[case_id]),
    }
    return render(request, "documents/desk/gazette_issue.html", context)


@require_POST
def items(request: DeskRequest, case_id: int) -> HttpResponse:
    """Add, remove or arrange the items of an issue, as the pressed button says."""
    case_or_404(request, case_id)
    found = selectors.issue_of_case(case_id)
    actor, now = request.actor, timezone.now()
    try:
        if request.POST.get("add"):
            services.add_item(
                actor=actor,
                issue_id=found.pk,
                publication_id=_number(request.POST["add"]),
                heading=request.POST.get(f"heading-{request.POST['add']}", ""),
                now=now,
            )
        elif request.POST.get("remove"):
            item_id = _number(request.POST["remove"])
            services.remove_item(actor=actor, issue_id=found.pk, item_id=item_id, now=now)
        else:
            order = {
                _number(name.removeprefix("place-")): _number(value)
                for name, value in request.POST.items()
                if name.startswith("place-")
            }
            services.arrange_items(actor=actor, issue_id=found.pk, order=order, now=now)
    except Refusal as refusal:
        if "permission" in refusal.codes:
            raise
        for reason in refusal.reasons:
            messages.error(request, str(reason))
    return redirect("documents:gazette_issue", case_id)


def _number(text: object) -> int:
    """A number from a form. Raises Refusal for anything else."""
    words = str(text)
    if not (words.isascii() and words.isdigit() and len(words) <= 18):
        raise Refusal(Reason("number", "请填写数字"))
    return int(words)


@require_safe
def proof(request: DeskRequest, case_id: int) -> HttpResponse:
    """The whole issue on one page, text after text, for proofreading."""
    context = case_or_404(request, case_id)
    found = selectors.issue_of_case(case_id)
    texts = selectors.texts_of_issue(found.pk)
    context |= {
        "issue": found,
        "texts": [(row, safe_body(images.on_desk(html))) for row, html in texts],
    }
    return render(request, "documents/desk/gazette_proof.html", context)


@posted_or_back
def submit(request: DeskRequest, document_id: int) -> HttpResponse:
    """Submit a published record to the gazette."""
    form = SubmissionForm(request.POST, prefix="gazette")

    def deed(asked: dict[str, Any]) -> HttpResponse:
        services.submit_to_gazette(
            actor=request.actor, document_id=document_id, now=timezone.now(), **asked
        )
        messages.success(request, "已报送公报，等待组稿")
        return redirect("documents:record", document_id)

    return posted(request, document_id, "gazette", form, deed)


@require_POST
def decline(request: DeskRequest, submission_id: int) -> HttpResponse:
    """Do not take up a submission; the reason goes back to the department."""
    form = DeclineForm(request.POST)
    answer = form.cleaned_data["answer"] if form.is_valid() else ""
    try:
        services.decline_submission(
            actor=request.actor, submission_id=submission_id, answer=answer, now=timezone.now()
        )
    except Refusal as refusal:
        if "permission" in refusal.codes:
            raise
        for reason in refusal.reasons:
            messages.error(request, str(reason))
    else:
        messages.success(request, "已答复报送单位")
    return redirect("documents:gazette")
