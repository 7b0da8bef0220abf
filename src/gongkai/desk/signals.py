"""What must happen at every sign-in, by whatever door: the session's age, failures, lock-outs."""

from typing import Any

from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.http import HttpRequest
from django.utils import timezone

from gongkai.desk.middleware import SIGNED_IN_AT
from gongkai.orgs import services
from gongkai.web.address import client_address


def stamp_session(request: HttpRequest, **_: Any) -> None:
    """Note when the session began: it ends a fixed time after that."""
    request.session[SIGNED_IN_AT] = timezone.now().timestamp()


def note_failure(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """Record a wrong password. Attempts against a lock are not recorded one by one."""
    if request is None or getattr(request, "axes_locked_out", False):
        return
    services.note_failure(
        username=str(credentials.get("username", "")),
        address=client_address(request),
        now=timezone.now(),
    )


def note_lock_out(request: HttpRequest, username: str, **_: Any) -> None:
    """Record the failure that closed the lock, and only that one."""
    if getattr(request, "axes_failures_since_start", None) == settings.AXES_FAILURE_LIMIT:
        services.note_lock_out(
            username=str(username), address=client_address(request), now=timezone.now()
        )


def connect() -> None:
    """Called once, when the app is ready."""
    user_logged_in.connect(stamp_session, dispatch_uid="desk.stamp_session")
    user_login_failed.connect(note_failure, dispatch_uid="desk.note_failure")
    user_locked_out.connect(note_lock_out, dispatch_uid="desk.note_lock_out")
