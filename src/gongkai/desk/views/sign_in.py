"""Signing in by password and, where switched on, by a second step; signing out."""

from datetime import timedelta
from typing import Any, cast

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import login as otp_login

from gongkai.desk.forms import CodeForm, SignInForm
from gongkai.desk.middleware import stage_reached
from gongkai.kernel.errors import Refusal
from gongkai.orgs import services
from gongkai.web.address import client_address
from gongkai.web.doors import Stage, open_to


def where_next(request: HttpRequest) -> str:
    """Where the person wanted to go, if that is a page of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    hosts = {request.get_host()}
    if url_has_allowed_host_and_scheme(wanted, hosts, require_https=request.is_secure()):
        return wanted
    return ""


def _onward(request: HttpRequest) -> HttpResponseRedirect:
    return redirect(where_next(request) or settings.LOGIN_REDIRECT_URL)


@open_to(Stage.ANYONE)
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Account and password; a second step follows where the person has switched it on."""
    if request.method != "POST" and stage_reached(request) is Stage.SIGNED_IN:
        return _onward(request)
    form = SignInForm(request.POST or None)
    if form.is_valid():
        person = authenticate(request, **form.cleaned_data)
        if person is not None:
            login(request, person)
            if cast(Any, person).two_step:
                wanted = where_next(request)
                query = {"next": wanted} if wanted else None
                return redirect(reverse("desk:second_step", query=query))
            services.note_sign_in(
                person=cast(Any, person), address=client_address(request), now=timezone.now()
            )
            return _onward(request)
        form.add_error(None, _failure_words(request))
    context = {"form": form, "next": where_next(request)}
    status = 200 if request.method != "POST" else 422
    return render(request, "desk/sign_in.html", context, status=status)


def _failure_words(request: HttpRequest) -> str:
    """The same words for a wrong name, a wrong password and a closed account."""
    failures = getattr(request, "axes_failures_since_start", None) or 0
    left = max(0, settings.AXES_FAILURE_LIMIT - failures)
    return f"账号或密码不正确，请重新输入。再输错{left}次将暂时锁定。"


@open_to(Stage.PASSWORD_GIVEN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """The code from the telephone; nothing else opens before it."""
    if stage_reached(request) is not Stage.PASSWORD_GIVEN:
        return _onward(request)
    person = cast(Any, request.user)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        now, address = timezone.now(), client_address(request)
        try:
            device = services.take_second_step(
                person=person, code=form.cleaned_data["code"], address=address, now=now
            )
        except Refusal as refusal:
            for reason in refusal.reasons:
                form.add_error("code", str(reason))
        else:
            request.session.cycle_key()
            otp_login(request, device)
            services.note_sign_in(person=person, address=address, now=now)
            return _onward(request)
    context = {"form": form, "next": where_next(request)}
    status = 200 if request.method != "POST" else 422
    return render(request, "desk/second_step.html", context, status=status)


@open_to(Stage.ANYONE)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; only by POST, so that no link can do it."""
    if request.user.is_authenticated:
        services.note_sign_out(person=cast(Any, request.user), now=timezone.now())
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


def locked_out(
    request: HttpRequest, response: HttpResponse, credentials: dict[str, Any] | None
) -> HttpResponse:
    """The page after too many failures; it says when to try again (called by django-axes)."""
    username = (credentials or {}).get("username", "")
    cool_off = get_cool_off(request) or timedelta()
    last = (
        AccessAttempt.objects.filter(username=username, ip_address=client_address(request))
        .order_by("-attempt_time")
        .values_list("attempt_time", flat=True)
        .first()
    )
    now = timezone.now()
    until = (last or now) + cool_off
    page = render(request, "desk/locked_out.html", {"until": until}, status=429)
    page["Retry-After"] = str(max(1, int((until - now).total_seconds())))
    return page
