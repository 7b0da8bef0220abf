"""What time brings to sign-ins: ended sessions and old failures are forgotten."""

from datetime import datetime, timedelta

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session

from gongkai.kernel.schedule import Job, jobs


def forget_old_sign_ins(now: datetime) -> int:
    """Delete sessions that have ended, and failures too old to lock anybody.

    A failure holds the name as it was typed, perhaps a password in the wrong field: it must go.
    """
    sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
    limit = now - (get_cool_off() or timedelta())
    attempts: int = AccessAttempt.objects.filter(attempt_time__lt=limit).delete()[0]
    return sessions + attempts


def register_jobs() -> None:
    jobs.register(Job("desk.sign_ins", "清理过期的登录会话和失败记录", 3600, forget_old_sign_ins))
