"""Reminders: which come when, and what a run of the job looks at."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.casework import rules, services, watch
from gongkai.casework.models import Case, Reminder
from gongkai.casework.rules import NO_DEADLINE, Event, Stage
from gongkai.casework.tests.errands import NOW, act, at, errand
from gongkai.clock.rules import DayKind
from gongkai.clock.services import set_day
from gongkai.kernel.schedule import jobs
from gongkai.orgs.tests.cast import Cast

pytestmark = pytest.mark.usefixtures("errands")


def given() -> list[str]:
    return list(Reminder.objects.order_by("id").values_list("stage", flat=True))


def test_the_job_is_registered() -> None:
    assert jobs["casework.remind"].run is watch.send_reminders


def test_a_case_that_is_already_late_gets_the_last_reminder_only(cast: Cast) -> None:
    errand(cast, day="2026-01-05")
    assert watch.send_reminders(NOW) == 1
    assert given() == [Stage.OVERDUE]
    assert watch.send_reminders(NOW + timedelta(days=30)) == 0


def test_the_early_reminder_comes_with_the_yellow_light(cast: Cast) -> None:
    case = errand(cast, day="2026-05-19")
    morning = case.next_reminder_at
    lamp = rules.lamps(morning, watch.calendar_for("999999"))
    assert lamp.light(case.next_due_at, closed=False) is rules.Light.SOON
    eve = rules.lamps(morning - timedelta(seconds=1), lamp.calendar)
    assert eve.light(case.next_due_at, closed=False) is rules.Light.NORMAL
    assert watch.send_reminders(morning) == 0
    assert watch.send_reminders(morning + timedelta(seconds=1)) == 1


def test_a_closed_or_paused_case_is_not_reminded(cast: Cast) -> None:
    case = errand(cast, day="2026-05-12")
    act(cast, case, "clerk", "check")
    act(cast, case, "section_head", "finish")
    case.refresh_from_db()
    assert case.next_reminder_at == NO_DEADLINE
    assert watch.send_reminders(NOW) == 0


def test_a_new_due_date_is_reminded_of_anew_and_the_old_one_never_twice(cast: Cast) -> None:
    case = errand(cast, day="2026-05-12")
    watch.send_reminders(NOW)
    restart = [Event("received", at("2026-05-19"))]
    services.add_events(
        actor=cast.actor("clerk"), case=case, events=restart, said="重新起算", now=NOW
    )
    assert watch.send_reminders(NOW) == 1
    back = [Event("received", at("2026-05-12"))]
    services.add_events(actor=cast.actor("clerk"), case=case, events=back, said="改回", now=NOW)
    assert watch.send_reminders(NOW) == 0
    assert given() == [Stage.OVERDUE, Stage.EARLY]


def test_a_new_holiday_moves_the_reminder_with_the_deadline(cast: Cast) -> None:
    case = errand(cast)
    before = case.next_reminder_at
    set_day(
        actor=cast.actor("office"),
        region="",
        day=at("2026-06-22").date(),
        kind=DayKind.PUBLIC_HOLIDAY,
        name="县庆",
        source="县政府公告",
        now=NOW,
    )
    case.refresh_from_db()
    assert case.next_reminder_at == before + timedelta(days=1)


def test_a_run_reads_only_what_is_due_however_much_is_overdue(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(watch, "BATCH", 10)
    for _ in range(25):
        errand(cast, day="2026-01-05")
    assert watch.send_reminders(NOW) == 25
    fresh = errand(cast, day="2026-05-19")
    with CaptureQueriesContext(connection) as queries:
        assert watch.send_reminders(NOW) == 1
    assert Reminder.objects.filter(case=fresh).exists()
    assert not any('"casework_reminder"' in q["sql"] and "SELECT" in q["sql"] for q in queries)
    assert Case.objects.filter(next_reminder_at__lt=NOW, closed_at__isnull=True).count() == 0


def test_an_interrupted_run_goes_on_where_it_stopped(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(watch, "BATCH", 2)
    for _ in range(4):
        errand(cast, day="2026-01-05")
    assert watch._remind_batch(NOW) == 2
    assert watch.send_reminders(NOW) == 2
    assert given() == [Stage.OVERDUE] * 4
