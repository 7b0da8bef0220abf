"""What the pages of cases share: finding the case, going back, addresses with filters."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from gongkai.casework import selectors
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.casework.models import Case

CAPPED = f"{selectors.COUNT_CAP - 1}+"

CaseView = Callable[..., HttpResponseBase]


def absent(request: HttpRequest) -> HttpResponse:
    """The same answer for a case that does not exist and for one that is none of your business."""
    return render(request, "casework/absent.html", status=404)


def on_case(view: CaseView) -> CaseView:
    """Give the view the case instead of its number, if the person may read it."""

    @wraps(view)
    def guarded(request: DeskRequest, case_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        case: Case | None = selectors.find_case(case_id)
        if case is None or not selectors.visible_to(request.actor, case):
            return absent(request)
        return view(request, case, *args, **kwargs)

    return guarded


def next_or(request: HttpRequest, fallback: str) -> str:
    """Where the form or link asked to go afterwards, if that is a page of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and wanted.startswith(("/", "?")) else fallback


def address(path: str, parameters: Mapping[str, Any]) -> str:
    """*path* with those parameters that have a value."""
    kept = {name: value for name, value in parameters.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path


def figure(count: int) -> str:
    """A capped count as people read it."""
    return CAPPED if count >= selectors.COUNT_CAP else str(count)
