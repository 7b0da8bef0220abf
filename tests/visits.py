"""Which addresses of the site have been visited by a test, and with what success."""

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver

visited: set[str] = set()


class RecordVisits:
    """Notes the route of every request that was answered without an error (below 400)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.resolver_match is not None and response.status_code < 400:
            visited.add(request.resolver_match.route)
        return response


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Every route below *resolver* (default: the whole site), as `ResolverMatch.route` spells it."""
    for entry in (resolver or get_resolver()).url_patterns:
        here = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield here
        else:
            yield from routes(entry, here)
