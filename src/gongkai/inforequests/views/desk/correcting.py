"""Desk pages of 更正自身信息: the list, taking in, the sheet, the outcome, what is sealed."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.casework import selectors as cases
from gongkai.casework.flash import taken_refusal
from gongkai.casework.selectors import scope_of, units_in
from gongkai.casework.sheets import case_context
from gongkai.inforequests import flow
from gongkai.inforequests.forms.correcting import ClaimForm, OutcomeForm
from gongkai.inforequests.rules.correcting import Claimed, Proposed
from gongkai.inforequests.selectors.correcting import claim_of_case, claims_page
from gongkai.inforequests.services import correcting as services
from gongkai.inforequests.services.intake import Upload
from gongkai.inforequests.services.sealed_files import open_sealed
from gongkai.kernel.actor import may
from gongkai.kernel.errors import Reason, Refusal
from gongkai.orgs.selectors import unit_by_id
from gongkai.web.answers import cursor, done
from gongkai.web.doors import deed_required
from gongkai.web.formats import minute
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.inforequests.models import CorrectionClaim

READ, RECEIVE = "inforequests.read", "inforequests.receive"
on_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@deed_required(READ)
def claims(request: DeskRequest) -> HttpResponse:
    """Claims of the units a person may read: those in hand, or all."""
    waiting = request.GET.get("list") != "all"
    units = scope_of(request.actor, READ).unit_ids
    context = {
        "tabs": [("在办", "?list=open", waiting, None), ("全部", "?list=all", not waiting, None)],
        "page": claims_page(units, waiting=waiting, before=cursor(request, "before")),
        "listed": "open" if waiting else "all",
        "may_receive": may(request.actor, RECEIVE),
    }
    return render(request, "inforequests/desk/claims.html", context)


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@on_form
@deed_required(RECEIVE)
def take(request: DeskRequest) -> HttpResponse:
    """Take in a claim with its evidence."""
    units = units_in(request.actor, RECEIVE)
    body = (request.POST.get("do") or request.GET.get("who")) == "body"
    now = timezone.localtime()
    initial = {"arrived_at": now.strftime("%Y-%m-%dT%H:%M")}
    given = request.POST if request.method == "POST" else None
    form = ClaimForm(given, initial=initial, units=units, body=body)
    made = done(form, lambda values: _take(request, form, values))
    if made is not None:
        messages.success(request, f"已登记更正要求：{made.number}。")
        return redirect("inforequests:claim", made.case_id)
    context = {"form": form, "body": body, "back": reverse("inforequests:claims")}
    status = 422 if form.is_bound else 200
    return render(request, "inforequests/desk/claim_form.html", context, status=status)


def _take(request: DeskRequest, form: ClaimForm, given: dict[str, Any]) -> "CorrectionClaim":
    unit = unit_by_id(int(given["unit"]))
    if unit is None:
        raise Refusal(Reason("unit", "没有这个机关，请重新选择"))
    files = request.FILES.getlist("evidence")
    return services.take_claim(
        actor=request.actor,
        unit=unit,
        channel=given["channel"],
        applicant=form.applicant,
        claimed=Claimed(given["record"], given["claim"]),
        arrived_at=given["arrived_at"],
        evidence=[Upload(each.name or "文件", each.read()) for each in files],
        now=timezone.now(),
    )


def _found(request: DeskRequest, case_id: int) -> "CorrectionClaim":
    case = cases.find_case(case_id)
    visible = case is not None and cases.visible_to(request.actor, case)
    if case is None or not visible or case.kind != flow.CORRECTION.code:
        raise Http404
    return claim_of_case(case_id)


@require_safe
def sheet(request: DeskRequest, case_id: int) -> HttpResponse:
    """How a claim stands; who claims, and in which words, is shown on demand only."""
    return _sheet(request, _found(request, case_id))


def _sheet(request: DeskRequest, claim: "CorrectionClaim", words: str = "") -> HttpResponse:
    context = case_context(
        case=claim.case, actor=request.actor, now=timezone.now(), region=settings.REGION
    )
    context |= taken_refusal(request, claim.case_id)
    handles = may(request.actor, flow.HANDLE, claim.unit)
    context |= {
        "claim": claim,
        "facts": _facts(claim),
        "words": words,
        "who": claim.requester if words else None,
        "evidence": list(claim.sealed_files.filter(purpose="evidence")) if words else (),
        "may_look": may(request.actor, services.READ, claim.unit),
        "may_propose": handles and claim.case.state == "checking",
    }
    return render(request, "inforequests/desk/claim.html", context)


def _facts(claim: "CorrectionClaim") -> list[tuple[str, Any]]:
    return [
        ("编号", claim.number),
        ("受理机关", claim.unit.name),
        ("要更正的记录", claim.record),
        ("申请人类型", claim.get_applicant_class_display()),
        ("提交渠道", claim.get_channel_display()),
        ("收到时间", minute(claim.arrived_at)),
        ("处理结果", claim.get_outcome_display() if claim.outcome else ""),
        ("告知的内容", claim.said),
        ("有权更正的机关", claim.other_organ),
        ("联系方式", claim.other_contact),
        ("提出意见", claim.proposed_by.name if claim.proposed_by else ""),
        ("签发", claim.signed_by.name if claim.signed_by else ""),
        ("告知书文号", claim.paper_number),
        ("告知日期", claim.told_on),
    ]


@never_cache
@require_POST
def look(request: DeskRequest, case_id: int) -> HttpResponse:
    """The claimant, the words and the evidence; the look is noted."""
    claim = _found(request, case_id)
    words = services.read_claim(actor=request.actor, claim=claim, now=timezone.now())
    return _sheet(request, claim, words)


@never_cache
@require_safe
def file(request: DeskRequest, case_id: int, file_id: int) -> HttpResponse:
    """A piece of evidence, or the paper; the look is noted."""
    claim = _found(request, case_id)
    found = services.read_claim_file(
        actor=request.actor, claim=claim, file_id=file_id, now=timezone.now()
    )
    if found is None:
        raise Http404
    response = HttpResponse(open_sealed(found), content_type=found.media_type)
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    return response


@on_form
@deed_required(flow.HANDLE)
def outcome(request: DeskRequest, case_id: int) -> HttpResponse:
    """What the check came to."""
    claim = _found(request, case_id)
    names = ("outcome", "said", "other_organ", "other_contact")
    initial = {name: getattr(claim, name) for name in names} | {"version": claim.case.version}
    form = OutcomeForm(request.POST if request.method == "POST" else None, initial=initial)
    if done(form, lambda given: _propose(request, case_id, given)):
        messages.success(request, f"已报请签发：{claim.number}。")
        return redirect("inforequests:claim", case_id)
    back = reverse("inforequests:claim", args=[case_id])
    context = {"form": form, "claim": claim, "case": claim.case, "back": back}
    status = 422 if form.is_bound else 200
    return render(request, "inforequests/desk/claim_outcome.html", context, status=status)


def _propose(request: DeskRequest, case_id: int, given: dict[str, Any]) -> bool:
    version = given.pop("version")
    services.propose_outcome(
        actor=request.actor,
        case_id=case_id,
        proposed=Proposed(**given),
        now=timezone.now(),
        expected_version=version,
    )
    return True
