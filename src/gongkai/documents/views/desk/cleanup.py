"""Clean-ups on the desk: the campaigns, one campaign, a unit's part."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.documents import selectors, services
from gongkai.documents.flow.life import CLEANUP, PROPOSING
from gongkai.documents.forms.life import CampaignForm, ProposalForm
from gongkai.documents.views.desk.common import READ
from gongkai.documents.views.desk.life import case_or_404, may_run
from gongkai.kernel.actor import may
from gongkai.kernel.errors import Refusal
from gongkai.orgs.selectors import unit_by_id, units_open_to
from gongkai.web.answers import Onward, cursor, done
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

RUN = "documents.run_cleanup"


def _campaign_form(request: DeskRequest, data: Any = None) -> CampaignForm:
    units = units_open_to(request.actor, RUN).order_by("path").values_list("pk", "name")
    return CampaignForm(data, units=list(units))


@require_http_methods(["GET", "HEAD", "POST"])
@deed_required(READ)
def campaigns(request: DeskRequest) -> HttpResponse:
    """Clean-ups, newest first; the office starts one here."""
    form = _campaign_form(request, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        campaign = done(form, lambda asked: _start(request, asked))
        if campaign is not None:
            messages.success(request, "清理已开始，各单位待办中已有本单位的清理件")
            return redirect("documents:cleanup_campaign", campaign)
    rows = selectors.campaigns(actor=request.actor, before=cursor(request, "after"))
    more = len(rows) > selectors.LIST
    context = {
        "rows": rows[: selectors.LIST],
        "page": Onward(rows[selectors.LIST - 1].pk if more else None),
        "form": form if may_run(request) else None,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "documents/desk/cleanups.html", context, status=status)


def _start(request: DeskRequest, asked: dict[str, Any]) -> int:
    unit = unit_by_id(asked.pop("unit"))
    if unit is None:
        raise Http404
    campaign = services.start_cleanup(actor=request.actor, unit=unit, now=timezone.now(), **asked)
    return campaign.pk


@require_http_methods(["GET", "HEAD", "POST"])
@deed_required(READ)
def campaign(request: DeskRequest, campaign_id: int) -> HttpResponse:
    """How far each unit has come, the totals, and the result; POST drafts the result."""
    found = selectors.find_campaign(campaign_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            draft = services.draft_result(
                actor=request.actor, campaign_id=campaign_id, now=timezone.now()
            )
        except Refusal as refusal:
            for reason in refusal.reasons:
                messages.error(request, str(reason))
            return redirect("documents:cleanup_campaign", campaign_id)
        messages.success(request, "已起草清理结果，选好栏目后提交审核；签发时废止、失效同时生效")
        return redirect("documents:case", draft.case_id)
    sheet = selectors.campaign_sheet(found)
    steps = {state.code: state.label for state in CLEANUP.states}
    context = {
        "sheet": sheet,
        "parts": [(part, steps[part.state]) for part in sheet.parts],
        "lines": selectors.items_of_campaign(campaign_id),
        "drafts": may(request.actor, "documents.draft", found.unit)
        and found.result_id is None
        and not sheet.open_parts,
        "result_url": reverse("documents:record", args=[found.result_id])
        if found.result_id
        else "",
    }
    return render(request, "documents/desk/cleanup_campaign.html", context)


@require_safe
def part(request: DeskRequest, case_id: int) -> HttpResponse:
    """A unit's part: its documents, each with a proposal and a reason."""
    context = case_or_404(request, case_id)
    found = selectors.part_of_case(case_id)
    lines = selectors.items_of(found.pk)
    editable = found.case.state == PROPOSING and may(
        request.actor, "documents.change_validity", found.unit
    )
    context["facts"] = [
        ("清理", found.campaign.title),
        ("范围和要求", found.campaign.scope),
        ("以此日现行有效为准", found.campaign.on),
        ("报送期限", found.campaign.due_on),
        ("本单位文件", f"{len(lines)} 件"),
    ]
    context["editable"] = editable
    context["lines"] = [
        (
            line,
            ProposalForm(
                prefix=str(line.item_id),
                initial={"proposal": line.proposal, "reason": line.reason},
            ),
        )
        for line in lines
    ]
    context["campaign_url"] = reverse("documents:cleanup_campaign", args=[found.campaign_id])
    context["save_url"] = reverse("documents:cleanup_save", args=[case_id])
    return render(request, "documents/desk/cleanup_part.html", context)


@require_POST
def save(request: DeskRequest, case_id: int) -> HttpResponse:
    """Save the proposals of a unit; then stay on its page."""
    case_or_404(request, case_id)
    found = selectors.part_of_case(case_id)
    proposals: dict[int, tuple[str, str]] = {}
    for line in selectors.items_of(found.pk):
        form = ProposalForm(request.POST, prefix=str(line.item_id))
        if form.is_valid():
            cleaned = form.cleaned_data
            proposals[line.item_id] = (cleaned["proposal"], cleaned["reason"])
        else:
            messages.error(request, f"《{line.title}》的意见没有保存：理由不能超过 300 字")
    try:
        services.propose(
            actor=request.actor, case_id=case_id, proposals=proposals, now=timezone.now()
        )
    except Refusal as refusal:
        if "permission" in refusal.codes:
            raise
        for reason in refusal.reasons:
            messages.error(request, str(reason))
    else:
        messages.success(request, "意见已保存")
    return redirect("documents:cleanup", case_id)
