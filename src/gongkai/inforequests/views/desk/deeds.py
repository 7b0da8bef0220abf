"""Deeds with a form: one page each, refused with all reasons, nothing that was typed is lost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from gongkai.casework import selectors as cases
from gongkai.casework.rules import local_day
from gongkai.inforequests import selectors, services
from gongkai.inforequests.views.desk.common import on_request
from gongkai.inforequests.views.desk.pages import PAGES, Given
from gongkai.kernel.errors import Reason, Refusal
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.inforequests.models import InformationRequest

on_form = require_http_methods(["GET", "HEAD", "POST"])


@on_form
@on_request
def deed(request: DeskRequest, asked: "InformationRequest", code: str) -> HttpResponse:
    """The form of one deed on a request, where it stands in the present step."""
    page = PAGES.get(code)
    if page is None:
        raise Http404
    now = timezone.now()
    options = page.options(asked, now, request.actor) if page.options else {}
    given = request.POST if request.method == "POST" else None
    form = page.form(given, initial={"version": asked.case.version}, **options)
    begin_today(form, local_day(now))
    back = reverse("inforequests:case", args=[asked.case_id])

    def do(values: dict[str, Any]) -> None:
        page.do(Given(request.actor, asked, now, values))

    offers = services.offers_by_form(
        actor=request.actor, request=asked, now=now, facts=selectors.facts_of(asked)
    )
    standing = [offer.reasons for offer in offers if offer.code == code]
    filled = Filled(asked, page.heading, page.button, form, do, back, page.kept or {})
    return filled.answer(request, standing[0] if standing else [])


def begin_today(form: forms.Form, today: date) -> None:
    """Days that have to be filled in begin with today, the usual case."""
    for name, field in form.fields.items():
        if isinstance(field, forms.DateField) and field.required:
            form.initial.setdefault(name, today)


@dataclass(frozen=True)
class Filled:
    """A form on its way to a service, and back to the person if it was refused."""

    asked: "InformationRequest"
    heading: str
    button: str
    form: forms.Form
    do: Callable[[dict[str, Any]], None]
    back: str
    kept: Mapping[str, str]

    def answer(self, request: DeskRequest, standing: list[Reason]) -> HttpResponse:
        """Do it and go back to the sheet, or show the form with what stands against it."""
        refused: tuple[Reason, ...] = ()
        if request.method == "POST" and self.form.is_valid():
            try:
                self.do(self.form.cleaned_data)
            except Refusal as refusal:
                refused = self._beside_fields(refusal.reasons)
                self._show_present_version(request)
            else:
                messages.success(request, f"已办理“{self.heading}”：{self.asked.number}。")
                return redirect(self.back)
        context = {
            "page": self,
            "case": self.asked.case,
            "asked": self.asked,
            "form": self.form,
            "reasons": refused or (standing if request.method != "POST" else ()),
            "back": self.back,
        }
        status = self._status(request, refused)
        return render(request, "inforequests/desk/deed.html", context, status=status)

    def _beside_fields(self, reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
        """Put each reason at the field it is about; those about none stay above the form."""
        rest = []
        for reason in reasons:
            name = self.kept.get(reason.code, reason.code)
            if name in self.form.fields and name != "version":
                self.form.add_error(name, str(reason))
            else:
                rest.append(reason)
        return tuple(rest)

    def _show_present_version(self, request: DeskRequest) -> None:
        """Let the person who has read what others did in between go on from there."""
        case = cases.find_case(self.asked.case_id)
        if case is not None:
            given = request.POST.copy()
            given["version"] = str(case.version)
            self.form.data = given

    def _status(self, request: DeskRequest, refused: tuple[Reason, ...]) -> int:
        if request.method != "POST":
            return 200
        if "permission" in {reason.code for reason in refused}:
            return 403
        return 409 if refused else 422
