"""The jobs of casework."""

from gongkai.casework.watch import send_reminders
from gongkai.kernel.schedule import Job, jobs


def register_jobs() -> None:
    jobs.register(Job("casework.remind", "早提醒、到期与超期提醒", 300, send_reminders))
