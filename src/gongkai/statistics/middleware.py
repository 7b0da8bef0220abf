"""Counts which public pages are opened, without a query and without anything about the reader."""

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from gongkai.kernel.visits import visited
from gongkai.statistics.services import tally

SHOWN = (200, 304)
"""A page that was sent, or is still the one the browser has."""


@cache
def _kinds() -> dict[str, tuple[str, str]]:
    return {each.view: (each.code, each.argument) for each in visited}


class VisitsMiddleware:
    """One count for each page of the portal that a person opens.

    The browser's own word for itself is read to leave out programs (`VISIT_ROBOTS`), and forgotten.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "GET" and response.status_code in SHOWN:
            match = request.resolver_match
            kind = _kinds().get(match.view_name) if match else None
            if match and kind and not _is_program(request):
                key = str(match.kwargs.get(kind[1], "")) if kind[1] else match.view_name
                tally.add(timezone.localdate(), kind[0], key)
        return response


def _is_program(request: HttpRequest) -> bool:
    said = request.headers.get("User-Agent", "").lower()
    ahead = request.headers.get("Sec-Purpose") or request.headers.get("Purpose")
    return not said or bool(ahead) or any(word in said for word in settings.VISIT_ROBOTS)
