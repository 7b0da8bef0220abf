"""The own account: password and two-step verification."""

from typing import Any, cast

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django_otp import login as otp_login

from gongkai.desk.forms import CodeForm, NewPasswordForm, OwnPasswordForm
from gongkai.kernel.errors import Refusal
from gongkai.orgs import services
from gongkai.web.doors import Stage, open_to


def _is_own_password(request: HttpRequest, form: OwnPasswordForm) -> bool:
    """Ask for the password as at the sign-in: failures count and lock in the same way."""
    person = cast(Any, request.user)
    given = authenticate(request, username=person.username, password=form.cleaned_data["password"])
    if given is None:
        form.add_error("password", "当前密码不正确，请重新输入")
    return given is not None


@open_to(Stage.PASSWORD_TO_CHANGE)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change the own password; every other session of the account ends."""
    person = cast(Any, request.user)
    form = NewPasswordForm(request.POST or None)
    if form.is_valid() and _is_own_password(request, form):
        try:
            changed = services.change_own_password(
                person=person, password=form.cleaned_data["new"], now=timezone.now()
            )
        except Refusal as refusal:
            for reason in refusal.reasons:
                form.add_error("new", str(reason))
        else:
            update_session_auth_hash(request, changed)
            messages.success(request, "密码已修改，其他设备上的登录已全部退出")
            return redirect(settings.LOGIN_REDIRECT_URL)
    context = {
        "form": form,
        "forced": person.must_change_password,
        "length": settings.PASSWORD_LENGTH,
    }
    status = 200 if request.method != "POST" else 422
    return render(request, "desk/password.html", context, status=status)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def two_step(request: HttpRequest) -> HttpResponse:
    """Switch two-step verification on (scan, type a code) or off (type the password)."""
    person = cast(Any, request.user)
    return _switch_off(request, person) if person.two_step else _switch_on(request, person)


def _switch_on(request: HttpRequest, person: Any) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            device = services.confirm_two_step(
                person=person, code=form.cleaned_data["code"], now=timezone.now()
            )
        except Refusal as refusal:
            for reason in refusal.reasons:
                form.add_error("code", str(reason))
        else:
            request.session.cycle_key()
            otp_login(request, device)
            messages.success(request, "两步验证已启用，下次登录时还需输入手机上的验证码")
            return redirect("desk:totp")
    device = services.prepare_two_step(person=person)
    context = {
        "form": form,
        "picture": segno.make(device.config_url, error="m").svg_data_uri(scale=4),
        "secret": _in_groups(device.config_url.split("secret=")[1].split("&")[0]),
    }
    status = 200 if request.method != "POST" else 422
    return render(request, "desk/two_step_on.html", context, status=status)


def _in_groups(secret: str) -> str:
    """A key as people copy it: groups of four."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def _switch_off(request: HttpRequest, person: Any) -> HttpResponse:
    form = OwnPasswordForm(request.POST or None)
    if form.is_valid() and _is_own_password(request, form):
        services.disable_two_step(person=person, now=timezone.now())
        messages.success(request, "两步验证已停用")
        return redirect("desk:totp")
    status = 200 if request.method != "POST" else 422
    return render(request, "desk/two_step_off.html", {"form": form}, status=status)
