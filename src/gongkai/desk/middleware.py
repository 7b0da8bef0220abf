"""The desk's gate: who acts, how far they have signed in, and how a refusal is shown."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from gongkai.kernel.actor import StaffActor
from gongkai.kernel.errors import Refusal
from gongkai.orgs.selectors import actor_for
from gongkai.web.doors import Stage, stage_of

SIGNED_IN_AT = "signed_in_at"
PREFIX = "desk/"
NEXT_STEP = {
    Stage.ANYONE: "desk:sign_in",
    Stage.PASSWORD_GIVEN: "desk:second_step",
    Stage.PASSWORD_TO_CHANGE: "desk:password",
}


class ActorMiddleware:
    """Sets ``request.actor`` on every page below /desk/, and keeps those pages closed.

    Elsewhere ``request.actor`` is None and neither session nor database is touched. On a desk page
    it costs two queries beyond the session: the person with the unit, and the roles held today.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = None  # type: ignore[attr-defined]
        response = self.get_response(request)
        if _is_desk(request) and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if not _is_desk(request):
            return None
        now = timezone.now()
        if request.user.is_authenticated and session_is_over(request, now):
            logout(request)
            messages.warning(request, "登录时间已满，请重新登录后继续")
        stage = stage_reached(request)
        if stage < stage_of(view):
            return _send_to(request, reverse(NEXT_STEP[stage]))
        if stage is Stage.SIGNED_IN:
            request.actor = actor_for(request.user, now)  # type: ignore[attr-defined, arg-type]
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refusal) and _is_desk(request):
            return refused(request, error)
        return None


def _is_desk(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.route.startswith(PREFIX)


def session_is_over(request: HttpRequest, now: datetime) -> bool:
    """Whether the session has reached its absolute age, however busy it was."""
    signed_in_at = request.session.get(SIGNED_IN_AT)
    if signed_in_at is None:
        return True
    age = now - datetime.fromtimestamp(signed_in_at, UTC)
    return age > timedelta(seconds=settings.SESSION_COOKIE_AGE)


def stage_reached(request: HttpRequest) -> Stage:
    """How far the person behind a request has signed in."""
    person = request.user
    if not person.is_authenticated:
        return Stage.ANYONE
    if person.two_step and not person.is_verified():  # type: ignore[attr-defined]
        return Stage.PASSWORD_GIVEN
    return Stage.PASSWORD_TO_CHANGE if person.must_change_password else Stage.SIGNED_IN


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _here(request: HttpRequest) -> str:
    """Where to come back to: the page itself, never the address of a form that was sent."""
    if request.headers.get("HX-Request"):
        return request.headers.get("HX-Current-URL", "")
    return request.get_full_path() if request.method == "GET" else ""


def _send_to(request: HttpRequest, address: str) -> HttpResponse:
    """Send a person to the next step of signing in, in the manner the page can follow."""
    here = _here(request)
    target = f"{address}?{urlencode({'next': here})}" if here else address
    if _wants_json(request):
        return JsonResponse({"reasons": ["登录已失效，请重新登录"], "sign_in": target}, status=401)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return redirect(target)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A page (or the part of one, or JSON) that shows every reason: 403 for rights, else 409."""
    status = 403 if "permission" in refusal.codes else 409
    reasons = [str(reason) for reason in refusal.reasons]
    if _wants_json(request):
        return JsonResponse({"reasons": reasons, "codes": list(refusal.codes)}, status=status)
    context = {"reasons": refusal.reasons, "status": status}
    if request.headers.get("HX-Request"):
        part = render(request, "desk/refused_part.html", context, status=status)
        part["HX-Retarget"] = "#content"
        part["HX-Reswap"] = "afterbegin show:top"
        return part
    return render(request, "desk/refused.html", context, status=status)


def actor_of(request: HttpRequest) -> StaffActor | None:
    """The acting person of a desk request; None for everybody else."""
    return getattr(request, "actor", None)
