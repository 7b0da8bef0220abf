"""Deeds beside the flow: 交办, 转办, 协办, 督办 and the answers; each has a small form of its own.

The form also stands on the side of the case sheet; it posts here, and comes back here when it was
filled in wrongly or refused, with everything that was typed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from gongkai.casework import selectors, services
from gongkai.casework.forms import (
    AnswerForm,
    AskForm,
    AssignForm,
    SuperviseForm,
    TransferForm,
)
from gongkai.casework.kinds import kinds
from gongkai.casework.views.common import absent, next_or, on_case
from gongkai.kernel.actor import may, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.orgs.selectors import unit_by_id
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.casework.models import Case

on_form = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Page:
    """A form on a page: its words, the case it is about, and what to do with what was given.

    ``do`` returns what to say when it is done; it may raise Refusal.
    """

    case: "Case"
    heading: str
    button: str
    form: forms.Form
    do: Callable[[dict[str, Any]], str]
    told: str = ""
    back: str = ""

    def answer(self, request: DeskRequest) -> HttpResponse:
        reasons: tuple[Reason, ...] = ()
        if request.method == "POST" and self.form.is_valid():
            try:
                said = self.do(self.form.cleaned_data)
            except Refusal as refusal:
                reasons = refusal.reasons
                self._show_present_version(request)
            else:
                messages.success(request, said)
                return redirect(next_or(request, self._back()))
        context = {
            "page": self,
            "case": self.case,
            "form": self.form,
            "reasons": reasons,
            "next": next_or(request, ""),
            "back": next_or(request, self._back()),
        }
        return render(request, "casework/deed.html", context, status=self._status(reasons))

    def _show_present_version(self, request: DeskRequest) -> None:
        """Let the person who has read what others did in between go on from there."""
        case = selectors.find_case(self.case.pk)
        if case is not None and "version" in self.form.fields:
            given = request.POST.copy()
            given["version"] = str(case.version)
            self.form.data = given

    def _back(self) -> str:
        return self.back or kinds[self.case.kind].sheet(self.case.pk)

    def _status(self, reasons: tuple[Reason, ...]) -> int:
        if not reasons:
            return 422 if self.form.errors else 200
        return 403 if "permission" in {reason.code for reason in reasons} else 409


def _given(request: DeskRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _refuse_unless_offered(request: DeskRequest, case: "Case", deed: str, what: str) -> None:
    refuse_if(
        [
            *reasons_against(request.actor, deed, case.unit),
            *selectors.reasons_against_handing_on(case, deed, what),
        ]
    )


@on_form
@on_case
def assign(request: DeskRequest, case: "Case") -> HttpResponse:
    """交办: give the case to one person of the step's role."""
    _refuse_unless_offered(request, case, "casework.assign", "交办")
    people = selectors.takers(case, timezone.now())
    form = AssignForm(_given(request), people=people, initial={"version": case.version})

    def do(given: dict[str, Any]) -> str:
        name = people[given["person"]]
        services.assign(
            actor=request.actor,
            case_id=case.pk,
            person_id=given["person"],
            person_name=name,
            now=timezone.now(),
            expected_version=given["version"],
        )
        return f"已交办给{name}：{case.title}（{case.number}）。"

    return Page(case, "交办", "交办", form, do).answer(request)


@on_form
@on_case
def transfer(request: DeskRequest, case: "Case") -> HttpResponse:
    """转办: move the case to another unit, with a reason."""
    _refuse_unless_offered(request, case, "casework.transfer", "转办")
    units = selectors.other_units(case, request.actor, timezone.now())
    form = TransferForm(_given(request), units=units, initial={"version": case.version})

    def do(given: dict[str, Any]) -> str:
        unit = unit_by_id(given["unit"])
        if unit is None:
            raise Refusal(Reason("no_unit", "没有这个单位，请重新选择"))
        services.transfer(
            actor=request.actor,
            case_id=case.pk,
            unit=unit,
            unit_name=unit.short_name,
            note=given["note"],
            now=timezone.now(),
            expected_version=given["version"],
        )
        return f"已转由{unit.short_name}办理：{case.title}（{case.number}）。"

    page = Page(case, "转办其他单位", "转办", form, do, back=reverse("desk:inbox"))
    return page.answer(request)


@on_form
@on_case
def ask(request: DeskRequest, case: "Case") -> HttpResponse:
    """协办: ask another unit to help."""
    _refuse_unless_offered(request, case, "casework.ask_unit", "请其他单位协办")
    units = selectors.other_units(case, request.actor, timezone.now())
    form = AskForm(_given(request), units=units)

    def do(given: dict[str, Any]) -> str:
        name = units[given["unit"]]
        services.ask_unit(
            actor=request.actor,
            case_id=case.pk,
            unit_id=given["unit"],
            unit_name=name,
            question=given["question"],
            days=given["days"],
            now=timezone.now(),
        )
        return f"已请{name}协办，{given['days']} 个工作日内答复。"

    return Page(case, "请其他单位协办", "送请协办", form, do).answer(request)


@on_form
@on_case
def supervise(request: DeskRequest, case: "Case") -> HttpResponse:
    """督办: demand an explanation of a case."""
    _refuse_unless_offered(request, case, "casework.supervise", "督办")
    form = SuperviseForm(_given(request), initial={"demand": _usual_demand(case)})

    def do(given: dict[str, Any]) -> str:
        services.supervise(
            actor=request.actor, case_id=case.pk, demand=given["demand"], now=timezone.now()
        )
        return f"已向{case.unit.short_name}发出督办：{case.title}（{case.number}）。"

    return Page(case, "督办", "发出督办", form, do).answer(request)


def _usual_demand(case: "Case") -> str:
    lamp = selectors.lamps_now(timezone.now(), settings.REGION)
    left = lamp.days_left(case.next_due_at)
    if left is None or left >= 0:
        return ""
    return f"此件已超期 {-left} 个工作日，请抓紧办结，并于 3 个工作日内说明超期原因和办结时间。"


@on_form
def answer_question(request: DeskRequest, question_id: int) -> HttpResponse:
    """Answer what another unit asked."""
    asked = selectors.co_handling_by_id(question_id)
    if asked is None or not _concerns(request, asked.unit_id, asked.case):
        return absent(request)
    refuse_if(reasons_against(request.actor, "casework.answer_unit", asked.unit))
    form = AnswerForm(_given(request))

    def do(given: dict[str, Any]) -> str:
        services.answer_unit(
            actor=request.actor,
            co_handling_id=question_id,
            opinion=given["answer"],
            now=timezone.now(),
        )
        return f"已答复{asked.case.unit.short_name}的协办事项。"

    told = f"{asked.case.unit.short_name} {asked.asked_by_name}：{asked.question}"
    sheet = reverse("casework:sheet", args=[asked.case_id])
    return Page(asked.case, "答复协办事项", "答复", form, do, told, sheet).answer(request)


def _concerns(request: DeskRequest, unit_id: int, case: "Case") -> bool:
    own = {grant.unit_id for grant in request.actor.grants}
    return unit_id in own or selectors.visible_to(request.actor, case)


@on_form
def answer_supervision(request: DeskRequest, supervision_id: int) -> HttpResponse:
    """Answer a supervision."""
    found = selectors.supervision_by_id(supervision_id)
    if found is None or not may(request.actor, "casework.read", found.case.unit):
        return absent(request)
    refuse_if(reasons_against(request.actor, "casework.answer_supervision", found.case.unit))
    form = AnswerForm(_given(request))

    def do(given: dict[str, Any]) -> str:
        services.answer_supervision(
            actor=request.actor,
            supervision_id=supervision_id,
            answer=given["answer"],
            now=timezone.now(),
        )
        return f"已回复督办：{found.case.title}（{found.case.number}）。"

    told = f"{found.by_name}：{found.demand}"
    return Page(found.case, "回复督办", "回复", form, do, told).answer(request)
