"""How a desk form is answered: saved and on to the next page, or shown again with every reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from gongkai.catalogue.forms import VersionedForm, place_reasons
from gongkai.kernel.actor import Actor, Placed, reasons_against
from gongkai.kernel.errors import Refusal, refuse_if
from gongkai.web.http import DeskRequest

Trail = list[tuple[str, str]]


@dataclass(frozen=True)
class FormPage:
    """A page that holds one form.

    ``deed`` writes and returns the words that tell of it; ``next`` is where to go then, ``back``
    where 取消 leads. ``latest`` gives the record's present version and entries after a clash.
    """

    title: str
    form: Form
    deed: Callable[[], str]
    next: Callable[[], str]
    back: str
    trail: Trail
    submit: str = "保存"
    intro: str = ""
    template: str = "catalogue/desk/form.html"
    latest: Callable[[], tuple[int, Mapping[str, Any]]] | None = None
    context: Mapping[str, Any] = field(default_factory=dict)


def answer(request: DeskRequest, page: FormPage) -> HttpResponse:
    """Do the deed of a valid form; otherwise show the form with what was typed (422)."""
    if request.method == "POST" and page.form.is_valid():
        try:
            words = page.deed()
        except Refusal as refusal:
            place_reasons(page.form, refusal)
            _rebase(page, refusal)
        else:
            messages.success(request, words)
            return redirect(page.next())
    context = {"page": page, "form": page.form, "trail": page.trail, **page.context}
    status = 422 if request.method == "POST" else 200
    return render(request, page.template, context, status=status)


def _rebase(page: FormPage, refusal: Refusal) -> None:
    if "stale" in refusal.codes and page.latest and isinstance(page.form, VersionedForm):
        page.form.rebase(*page.latest())


def posted(request: DeskRequest) -> QueryDict | None:
    """What was sent, or None on a first visit; an empty form that was sent is still sent."""
    return request.POST if request.method == "POST" else None


def found_or_404(thing: Any, what: str) -> Any:
    """The thing, or a 404 that says in Chinese what is missing."""
    if thing is None:
        raise Http404(f"没有这个{what}")
    return thing


def ask(actor: Actor, deed: str, unit: Placed | None = None) -> None:
    """Refuse a page at once to those who could not send its form."""
    refuse_if(reasons_against(actor, deed, unit))
