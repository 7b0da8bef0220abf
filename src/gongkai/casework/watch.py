"""What time does to cases: reminders, and deadlines re-derived when the calendar changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from gongkai.audit.services import record
from gongkai.casework import rules, services
from gongkai.casework.models import Case, Reminder
from gongkai.casework.rules import NO_DEADLINE
from gongkai.clock.selectors import calendar_for
from gongkai.clock.services import EDIT, CalendarChange
from gongkai.kernel.actor import Actor

BATCH = 500


@dataclass(frozen=True, slots=True)
class Moved:
    """A running deadline that a new calendar moves."""

    case_id: int
    number: str
    before: datetime
    after: datetime


def send_reminders(now: datetime) -> int:
    """Leave the reminders that are due (早提醒、到期、超期), once per stage and due date.

    Reads only cases whose next reminder has come, however many are overdue; each batch is a
    transaction of its own, so that a run that was cut short goes on where it stopped.
    """
    count = 0
    while batch := _remind_batch(now):
        count += batch
    return count


@transaction.atomic
def _remind_batch(now: datetime) -> int:
    found = Case.objects.filter(closed_at__isnull=True, next_reminder_at__lt=now)
    found = found.select_for_update(of=("self",)).select_related("unit")
    cases = list(found.order_by("next_reminder_at", "pk")[:BATCH])
    calendars = {region: calendar_for(region) for region in {case.unit.region for case in cases}}
    reminders = []
    for case in cases:
        stage = rules.stage_at(case.next_due_at, now)
        calendar = calendars[case.unit.region]
        case.next_reminder_at = rules.reminder_at(case.next_due_at, calendar, stage)
        reminders.append(Reminder(case=case, stage=stage, due_at=case.next_due_at, sent_at=now))
    Reminder.objects.bulk_create(reminders)
    Case.objects.bulk_update(cases, ["next_reminder_at"])
    return len(cases)


def running_cases() -> Iterable[Case]:
    """Open cases whose clock runs."""
    found = Case.objects.filter(closed_at__isnull=True).exclude(next_due_at=NO_DEADLINE)
    return found.select_related("unit").iterator(chunk_size=BATCH)


@transaction.atomic
def hear_calendar(change: CalendarChange) -> None:
    """Re-derive every running deadline after the calendar changed, in the edit's transaction.

    What moves is told in the timeline of its case; the edit stands in the ledger with the count.
    """
    moved = rederive_deadlines(actor=change.actor, now=change.now)
    detail = change.as_detail() | {"变动期限": len(moved)}
    subject = f"calendar:{change.region or 'national'}"
    record(actor=change.actor, deed=EDIT, subject=subject, detail=detail, now=change.now)


def rederive_deadlines(*, actor: Actor, now: datetime) -> list[Moved]:
    """Compute every running deadline again; those that moved, told in their timelines."""
    moved = []
    for case in running_cases():
        before = case.next_due_at
        services.refresh_deadline(case)
        if case.next_due_at != before:
            moved.append(Moved(case.pk, case.number, before, case.next_due_at))
            was, is_now = rules.local_day(before), rules.local_day(case.next_due_at)
            said = f"工作日历调整，期限由 {was} 改为 {is_now}"
            services.tell(case=case, actor=actor, action="calendar", sentence=said, now=now)
    return moved
