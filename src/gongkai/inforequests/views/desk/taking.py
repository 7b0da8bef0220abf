"""Taking requests in at the desk: the form that staff fill in, dropped mails, who asked, the code."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.casework.selectors import units_in
from gongkai.inforequests.forms.intake import APPLICANT_FIELDS, ChangeForm, MailForm, TakeForm
from gongkai.inforequests.intake.codes import new_token
from gongkai.inforequests.services import codes, intake
from gongkai.inforequests.services.sealed_files import open_sealed
from gongkai.inforequests.views.desk.common import on_request
from gongkai.kernel.actor import reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.orgs.selectors import unit_by_id
from gongkai.web.answers import done
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.inforequests.models import InformationRequest

RECEIVE, READ = "inforequests.receive", "inforequests.read_requester"
MOST_MAILS = 50


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
@deed_required(RECEIVE)
def take(request: DeskRequest) -> HttpResponse:
    """Fill in a request; the answer is its receipt with the code, to be printed at once."""
    now = timezone.now()
    units = units_in(request.actor, RECEIVE)
    do = request.POST.get("do", "")
    body = (do or request.POST.get("who", "person")) == "body"
    if request.method == "POST" and do not in ("person", "body"):
        body = request.POST.get("who") == "body"
        form = TakeForm(request.POST, units=units, body=body)
        taken = done(form, lambda given: _take(request, form, given, now))
        if taken is not None:
            return receipt(request, taken)
    else:
        given = request.POST.dict() or {
            "key": new_token(),
            "arrived_at": timezone.localtime(now).strftime("%Y-%m-%dT%H:%M"),
        }
        form = TakeForm(initial=given, units=units, body=body)
    context = {"form": form, "body": body, "back": reverse("inforequests:register")}
    return render(request, "inforequests/desk/take.html", context)


def _take(
    request: DeskRequest, form: TakeForm, given: dict[str, Any], now: datetime
) -> intake.TakenIn:
    unit = unit_by_id(int(given["unit"]))
    if unit is None:
        raise Refusal(Reason("unit", "没有这个机关，请重新选择"))
    files = (("identity", "identity"), ("materials", "material"))
    uploads = tuple(
        intake.Upload(each.name or "文件", each.read(), purpose)
        for name, purpose in files
        for each in request.FILES.getlist(name)
    )
    return intake.take_request(
        actor=request.actor,
        unit=unit,
        channel=given["channel"],
        applicant=form.applicant,
        asked=form.asked,
        arrived_at=given["arrived_at"],
        signed_on=given["signed_on"],
        uploads=uploads,
        token=given["key"],
        now=now,
    )


def receipt(request: DeskRequest, taken: intake.TakenIn) -> HttpResponse:
    """The receipt for the applicant, with the code that is shown only here."""
    context = {
        "asked": taken.request,
        "code": taken.code,
        "sheet": reverse("inforequests:case", args=[taken.request.case_id]),
    }
    return render(request, "inforequests/desk/receipt.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@deed_required(RECEIVE)
def mails(request: DeskRequest) -> HttpResponse:
    """Drop .eml files: each becomes a request, or says why not; none stops the others."""
    units = units_in(request.actor, RECEIVE)
    form = MailForm(request.POST or None, units=units)
    outcomes: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        unit = unit_by_id(int(form.cleaned_data["unit"]))
        files = request.FILES.getlist("mails")
        if not files:
            form.add_error(None, "请选择要导入的邮件文件（.eml）")
        if len(files) > MOST_MAILS:
            form.add_error(None, f"一次最多导入 {MOST_MAILS} 封，请分几次导入")
            files = []
        for each in files:
            outcomes.append(_bring(request, unit, each))
    context = {
        "form": form,
        "outcomes": outcomes,
        "back": reverse("inforequests:register"),
    }
    return render(request, "inforequests/desk/mails.html", context)


def _bring(request: DeskRequest, unit: Any, file: Any) -> dict[str, Any]:
    try:
        taken = intake.import_mail(
            actor=request.actor, unit=unit, data=file.read(), now=timezone.now()
        )
    except Refusal as refusal:
        if "permission" in refusal.codes:
            raise
        return {"name": file.name, "reasons": refusal.reasons}
    address = reverse("inforequests:case", args=[taken.request.case_id])
    return {"name": file.name, "number": taken.request.number, "url": address}


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
@on_request
def change_requester(request: DeskRequest, asked: "InformationRequest") -> HttpResponse:
    """Add to or correct who asked; looking at it is noted."""
    refuse_if(reasons_against(request.actor, READ, asked.unit))
    body = asked.applicant_class != "natural"
    if request.method == "POST":
        form = ChangeForm(request.POST, body=body)
        saved = done(form, lambda given: _complete(request, asked, form))
        if saved is not None:
            return redirect("inforequests:case", asked.case_id)
    else:
        known = intake.read_requester(actor=request.actor, request=asked, now=timezone.now())
        form = ChangeForm(
            initial={name: getattr(known, name) for name in APPLICANT_FIELDS},
            body=body,
        )
    context = {"form": form, "asked": asked, "back": _back(asked)}
    return render(request, "inforequests/desk/change_requester.html", context)


def _back(asked: "InformationRequest") -> str:
    return reverse("inforequests:requester", args=[asked.case_id])


def _complete(request: DeskRequest, asked: "InformationRequest", form: ChangeForm) -> bool:
    intake.complete_requester(
        actor=request.actor, request=asked, applicant=form.applicant, now=timezone.now()
    )
    return True


@never_cache
@require_POST
@on_request
def new_code(request: DeskRequest, asked: "InformationRequest") -> HttpResponse:
    """A new query code for an applicant who has shown who they are at the counter."""
    code = codes.reset_code(actor=request.actor, request=asked, now=timezone.now())
    return receipt(request, intake.TakenIn(asked, code))


@never_cache
@require_safe
@on_request
def file(request: DeskRequest, asked: "InformationRequest", file_id: int) -> HttpResponse:
    """A file that came with the request; the look is noted."""
    found = intake.read_file(
        actor=request.actor, request=asked, file_id=file_id, now=timezone.now()
    )
    if found is None:
        raise Http404
    response = HttpResponse(open_sealed(found), content_type=found.media_type)
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    return response
