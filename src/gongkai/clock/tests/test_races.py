"""Two people at the same moment, on a real database with real transactions."""

import threading
from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from gongkai.clock import selectors, services
from gongkai.clock.models import CalendarDay
from gongkai.clock.rules import DayKind
from gongkai.clock.tests.cast import ADMIN, NOTICE, OFFICE
from gongkai.kernel.errors import Refusal

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY = date(2026, 3, 9)


def _at_once(*deeds):
    """Run *deeds* in threads of their own from the same moment; what each returned or raised."""
    start = threading.Barrier(len(deeds))
    ends = []

    def run(deed):
        try:
            start.wait(timeout=10)
            ends.append(deed())
        except Exception as error:
            ends.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return ends


def _set(actor, day, name, seen):
    return lambda: services.set_day(
        actor=actor,
        region="",
        day=day,
        kind=DayKind.PUBLIC_HOLIDAY,
        name=name,
        source=NOTICE,
        now=timezone.now(),
        seen=seen,
    )


def test_of_two_who_set_the_same_day_at_once_one_is_told():
    seen = selectors.calendar_for("").day(MONDAY).seen
    ends = _at_once(_set(OFFICE, MONDAY, "县庆", seen), _set(ADMIN, MONDAY, "停电", seen))
    [told] = [end for end in ends if isinstance(end, Refusal)]
    assert told.codes == ("changed_meanwhile",)
    assert CalendarDay.objects.filter(by_hand=True).count() == 1


def test_days_set_at_once_are_all_there_and_every_process_sees_them():
    days = [date(2026, 3, 9 + at) for at in range(5)]
    ends = _at_once(*[_set(OFFICE, day, "县庆", None) for day in days])
    assert [end for end in ends if isinstance(end, Exception)] == []
    calendar = selectors.calendar_for("")
    assert not any(calendar.works(day) for day in days)
