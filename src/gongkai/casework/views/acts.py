"""One step of a flow, from a button on a sheet."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.casework import selectors
from gongkai.casework.flash import keep_refusal
from gongkai.casework.flows import Action
from gongkai.casework.forms import ActForm
from gongkai.casework.kinds import kinds
from gongkai.casework.sheets import who_has_it
from gongkai.casework.views.common import next_or, on_case
from gongkai.kernel.errors import Refusal, refuse_if
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.casework.models import Case

OWN_FIELDS = {"csrfmiddlewaretoken", "version", "note", "next"}


@require_POST
@on_case
def act(request: DeskRequest, case: "Case", action: str) -> HttpResponse:
    """Do it through the kind's own service; a refusal goes back to the sheet, the words kept."""
    try:
        step = kinds[case.kind].flow.action(action)
        _perform(request, case, step)
    except Refusal as refusal:
        if _pressed_twice(request, case, action, refusal):
            messages.info(request, f"此件刚才已按您的操作办理，没有重复办理：{case.title}。")
            return redirect(next_or(request, reverse("desk:inbox")))
        keep_refusal(request, case.pk, refusal.reasons, request.POST.get("note", ""))
        return redirect(kinds[case.kind].sheet(case.pk))
    messages.success(request, _said(case, step))
    return redirect(next_or(request, reverse("desk:inbox")))


def _pressed_twice(request: DeskRequest, case: "Case", action: str, refusal: Refusal) -> bool:
    """The page was out of date because the same person has just done the same step from it."""
    if refusal.codes != ("stale",):
        return False
    last = selectors.timeline_of(case.pk)[-1]
    return (last.actor_id, last.action) == (request.actor.id, action)


def _perform(request: DeskRequest, case: "Case", step: Action) -> None:
    form = ActForm(request.POST)
    if not form.is_valid():
        refuse_if(form.reasons())
    kinds[case.kind].perform(
        actor=request.actor,
        case_id=case.pk,
        action=step.code,
        note=form.cleaned_data["note"],
        now=timezone.now(),
        expected_version=form.cleaned_data["version"],
        data={name: value for name, value in request.POST.items() if name not in OWN_FIELDS},
    )


def _said(case: "Case", step: Action) -> str:
    """What was done, and where the case has gone."""
    done = f"已办理“{step.label}”：{case.title}（{case.number}）"
    moved = selectors.find_case(case.pk)
    if moved is None or not moved.waiting_role:
        return f"{done}。"
    state = kinds[moved.kind].flow.state(moved.state).label
    return f"{done}，现到“{state}”，由{who_has_it(moved)}办理。"
