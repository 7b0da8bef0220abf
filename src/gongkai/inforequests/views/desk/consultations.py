"""The sheet of a consultation, and its forms."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.casework import selectors as cases
from gongkai.casework.flash import taken_refusal
from gongkai.casework.rules import local_day
from gongkai.casework.sheets import case_context
from gongkai.inforequests import flow, selectors, services
from gongkai.inforequests.forms import (
    LetterReceivedForm,
    OpinionForm,
    OverrideForm,
    OverrideNoticeForm,
)
from gongkai.inforequests.views.desk.deeds import Filled, begin_today
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.inforequests.models import Consultation


@dataclass(frozen=True)
class Deed:
    """A form on a consultation and the service behind it."""

    heading: str
    button: str
    form: type[forms.Form]
    do: Callable[..., None]
    names: tuple[str, ...]
    kept: dict[str, str]


DEEDS = {
    "received": Deed(
        "登记对方收到征求意见书",
        "登记",
        LetterReceivedForm,
        services.record_letter_received,
        ("received_on",),
        {},
    ),
    "opinion": Deed(
        "登记对方意见",
        "登记",
        OpinionForm,
        services.record_opinion,
        ("answer", "answered_on", "reasons", "reasons_accepted"),
        {"objection_reasons": "reasons"},
    ),
    "override": Deed(
        "因公共利益决定公开",
        "决定公开",
        OverrideForm,
        services.override_objection,
        ("reason",),
        {"public_interest": "reason"},
    ),
    "override_notice": Deed(
        "登记书面告知第三方",
        "登记",
        OverrideNoticeForm,
        services.record_override_notice,
        ("notified_on",),
        {},
    ),
}


def _found(request: DeskRequest, case_id: int) -> "Consultation":
    """The consultation of a case, for those who may read it."""
    case = cases.find_case(case_id)
    visible = case is not None and cases.visible_to(request.actor, case)
    if case is None or not visible or case.kind != flow.CONSULTATION.code:
        raise Http404
    asked = selectors.consultation_of_case(case_id)
    asked.case = case
    return asked


@require_safe
def sheet(request: DeskRequest, case_id: int) -> HttpResponse:
    """What was asked of whom, until when, and what came of it."""
    asked = _found(request, case_id)
    now = timezone.now()
    context = case_context(case=asked.case, actor=request.actor, now=now, region=settings.REGION)
    context |= taken_refusal(request, case_id)
    context |= {
        "asked": asked,
        "facts": _facts(asked),
        "request_url": reverse("inforequests:case", args=[asked.request.case_id]),
        "forms": [
            (DEEDS[code].heading, reverse("inforequests:consultation_deed", args=[case_id, code]))
            for code in services.consultation_offers(actor=request.actor, asked=asked, now=now)
        ],
    }
    return render(request, "inforequests/desk/consultation.html", context)


def _facts(asked: "Consultation") -> list[tuple[str, Any]]:
    accepted = {True: "理由合理", False: "理由不合理", None: ""}[asked.reasons_accepted]
    return [
        ("申请编号", asked.request.number),
        ("种类", asked.get_kind_display()),
        ("被征求意见方", asked.party),
        ("拟公开的信息内容", asked.summary),
        ("发出日期", asked.sent_on),
        ("对方收到日期", asked.received_on),
        ("意见", asked.get_answer_display() if asked.answer else "等待答复"),
        ("意见理由", asked.reasons),
        ("对理由的判断", accepted),
        ("答复日期", asked.answered_on),
        ("决定公开的理由", asked.override_reason),
        ("决定公开日期", asked.overridden_on),
        ("书面告知第三方日期", asked.notified_on),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def deed(request: DeskRequest, case_id: int, code: str) -> HttpResponse:
    """One form on a consultation."""
    asked = _found(request, case_id)
    wanted = DEEDS.get(code)
    if wanted is None:
        raise Http404
    form = wanted.form(request.POST if request.method == "POST" else None)
    begin_today(form, local_day(timezone.now()))

    def do(values: dict[str, Any]) -> None:
        given = {name: values[name] for name in wanted.names}
        wanted.do(actor=request.actor, consultation_id=asked.pk, now=timezone.now(), **given)

    back = reverse("inforequests:consultation", args=[case_id])
    whole = asked.request
    filled = Filled(whole, wanted.heading, wanted.button, form, do, back, wanted.kept)
    return filled.answer(request, [])
