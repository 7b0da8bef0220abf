"""The reading mode of an anonymous reader: ordinary, or elderly (互联网网站适老化通用设计规范).

``?mode=elder`` turns it on and ``?mode=standard`` off, on any page; a cookie of one word remembers
it. No session and no other cookie is touched.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

COOKIE = "mode"
ELDER = "elder"
STANDARD = "standard"
YEAR = 365 * 24 * 3600


def is_elder(request: HttpRequest) -> bool:
    """Whether this reader asked for the elderly mode, now or before."""
    asked = request.GET.get("mode") if "mode=" in request.META.get("QUERY_STRING", "") else None
    if asked in (ELDER, STANDARD):
        return asked == ELDER
    return request.COOKIES.get(COOKIE) == ELDER


class ReadingModeMiddleware:
    """Remembers the mode asked for in the address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "mode=" in request.META.get("QUERY_STRING", ""):
            self._remember(request.GET.get("mode"), response)
        return response

    def _remember(self, mode: str | None, response: HttpResponse) -> None:
        if mode == ELDER:
            response.set_cookie(COOKIE, ELDER, max_age=YEAR, samesite="Lax", httponly=True)
        elif mode == STANDARD:
            response.delete_cookie(COOKIE, samesite="Lax")
        patch_vary_headers(response, ["Cookie"])
