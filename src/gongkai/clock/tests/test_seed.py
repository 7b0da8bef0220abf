"""The table after a migrate: filled from the library, local edits untouched."""

from datetime import date

import pytest
from chinese_calendar import is_workday
from django.core.management.sql import emit_post_migrate_signal
from django.utils import timezone

from gongkai.clock import selectors, services
from gongkai.clock.models import CalendarDay, CalendarVersion, CalendarYear
from gongkai.clock.rules.library import library_table
from gongkai.clock.tests.cast import OFFICE

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def _migrate():
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")


def test_a_migrated_database_holds_every_year_of_the_library():
    assert list(CalendarYear.objects.values_list("year", flat=True)) == list(range(2004, 2027))
    assert CalendarDay.objects.count() == len(library_table().days)
    calendar = selectors.calendar_for("")
    assert all(calendar.works(day) is is_workday(day) for day in library_table().days)
    assert CalendarVersion.objects.get().token


def test_a_second_migrate_asks_one_question_and_writes_nothing(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert services.seed_calendar(now=NOW) is None
    token = CalendarVersion.objects.get().token
    _migrate()
    assert CalendarVersion.objects.get().token == token


def test_a_year_the_library_learned_is_added_and_heard_of_and_edits_stay(heard):
    CalendarYear.objects.filter(year=2026).delete()
    CalendarDay.objects.filter(date__year=2026).delete()
    CalendarDay.objects.create(
        region="", date=date(2026, 2, 16), kind="working", source="通知", by_hand=True
    )
    _migrate()
    calendar = selectors.calendar_for("")
    assert calendar.works(date(2026, 2, 16))
    assert not calendar.works(date(2026, 2, 17))
    assert [change.deed for change in heard] == ["seed"]


def test_the_first_filling_tells_nobody(heard):
    CalendarYear.objects.all().delete()
    CalendarDay.objects.all().delete()
    _migrate()
    assert CalendarYear.objects.count() == 23
    assert not heard


def test_without_a_filled_table_the_library_still_answers():
    CalendarYear.objects.all().delete()
    CalendarDay.objects.all().delete()
    CalendarVersion.objects.all().delete()
    calendar = selectors.calendar_for("")
    assert not calendar.works(date(2026, 2, 16))
    assert calendar.knows(2026)
    assert not calendar.knows(2027)


def test_an_edit_of_an_unfilled_table_stores_the_library_with_it():
    CalendarYear.objects.all().delete()
    CalendarDay.objects.all().delete()
    services.clear_day(actor=OFFICE, region="", day=date(2026, 2, 16), now=NOW)
    assert selectors.calendar_for("").works(date(2026, 2, 16))
    assert CalendarYear.objects.count() == 23


def test_the_table_has_as_many_working_days_a_year_as_a_second_source():
    """The figures were counted from the files of holiday-cn."""
    calendar = selectors.calendar_for("")
    counts = {
        year: sum(calendar.works(date.fromordinal(at)) for at in _year(year))
        for year in (2019, 2022, 2025, 2026)
    }
    assert counts == {2019: 250, 2022: 249, 2025: 248, 2026: 248}


def _year(year):
    return range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
