"""A site with the calendar pages alone, at the address where the house mounts them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from gongkai.kernel.errors import Refusal

urlpatterns = [path("desk/calendar/", include("gongkai.clock.urls"))]

MIDDLEWARE = [
    "tests.visits.RecordVisits",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "gongkai.clock.tests.site.Acting",
]


class Acting:
    """Stands in for the desk's gate: the client says who acts, a refusal becomes a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = request.META["test.actor"]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refusal):
            return None
        return HttpResponse(str(error), status=403 if "permission" in error.codes else 409)
