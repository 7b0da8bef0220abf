"""Working days, calendar days and months (rule sheet §15.1, §15.3)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.clock.rules import (
    Calendar,
    cd_add,
    days_after,
    deadline,
    months_add,
    months_after,
    wd_add,
    wd_between,
)
from gongkai.clock.rules.library import library_table

CALENDAR = Calendar(library_table())
DAYS = st.dates(date(2004, 1, 1), date(2028, 12, 31))
VECTORS = """
2025-01-20 20 2025-02-21
2025-04-25 7 2025-05-08
2025-09-19 20 2025-10-23
2025-09-27 20 2025-10-30
2025-09-28 20 2025-10-31
2025-12-30 7 2026-01-09
2026-01-28 20 2026-03-03
2026-02-13 7 2026-03-02
2026-02-14 7 2026-03-03
2026-02-15 15 2026-03-13
2026-04-28 20 2026-05-28
2026-09-18 20 2026-10-22
2026-09-30 7 2026-10-15
2026-10-10 20 2026-11-06
2026-12-03 20 2026-12-31
"""


@pytest.mark.parametrize("vector", VECTORS.split("\n")[1:-1])
def test_the_vectors_of_the_rule_sheet_hold(vector):
    start, days, due = vector.split()
    found = deadline(CALENDAR, date.fromisoformat(start), int(days))
    assert (
        found.due
        == date.fromisoformat(due)
        == wd_add(CALENDAR, date.fromisoformat(start), int(days))
    )
    assert not found.provisional


def test_a_period_that_runs_beyond_the_known_years_is_provisional():
    found = deadline(CALENDAR, date(2026, 12, 4), 20)
    assert found.provisional
    assert found.due == date(2027, 1, 1)
    assert "本日为元旦，安排公布后不计为工作日" in found.explanation[-1].text


def test_the_excluded_time_of_the_rule_sheet_is_thirteen_working_days():
    assert wd_between(CALENDAR, date(2026, 2, 10), date(2026, 3, 5)) == 13
    assert wd_between(CALENDAR, date(2026, 3, 5), date(2026, 2, 10)) == -13


@given(DAYS, st.integers(1, 300))
def test_the_end_is_a_working_day_and_lies_that_many_working_days_ahead(start, days):
    end = wd_add(CALENDAR, start, days)
    assert CALENDAR.works(end)
    assert wd_between(CALENDAR, start, end) == days


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_an_extension_is_the_same_as_a_longer_period(start, days, extension):
    twice = wd_add(CALENDAR, wd_add(CALENDAR, start, days), extension)
    assert twice == wd_add(CALENDAR, start, days + extension)


@given(DAYS, st.integers(0, 5), st.integers(0, 60))
def test_a_later_start_or_a_longer_period_never_ends_earlier(start, later, days):
    end = wd_add(CALENDAR, start, days)
    assert wd_add(CALENDAR, days_after(start, later), days) >= end
    assert wd_add(CALENDAR, start, days + later) >= end


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-03-01", 20, "2026-03-23"),  # ends on Saturday 21 March, moves to Monday
        ("2026-01-26", 20, "2026-02-24"),  # ends on 15 February, the whole spring festival off
        ("2026-01-25", 20, "2026-02-14"),  # ends on a make-up Saturday, which is a working day
        ("2026-03-10", 20, "2026-03-30"),
    ],
)
def test_calendar_days_that_end_on_a_day_of_rest_move_to_the_next_working_day(start, days, due):
    assert cd_add(CALENDAR, date.fromisoformat(start), days) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        ("2026-03-12", 6, "2026-09-14"),  # 12 September is a Saturday
        ("2025-08-31", 6, "2026-02-28"),  # no 31 February; 28 February is a make-up workday
        ("2024-08-30", 18, "2026-02-28"),
        ("2026-07-01", 6, "2027-01-01"),
    ],
)
def test_months_keep_the_day_number_or_take_the_last_day(start, months, due):
    assert months_add(CALENDAR, date.fromisoformat(start), months) == date.fromisoformat(due)


def test_months_alone_are_not_moved_off_a_day_of_rest():
    assert months_after(date(2026, 3, 12), 6) == date(2026, 9, 12)
    assert months_after(date(2023, 12, 31), 2) == date(2024, 2, 29)
    assert months_after(date(2026, 10, 31), 2) == date(2026, 12, 31)


@pytest.mark.parametrize("add", [wd_add, cd_add, months_add])
def test_periods_that_cannot_be_computed_say_so(add):
    with pytest.raises(ValueError, match="不能为负数"):
        add(CALENDAR, date(2026, 1, 1), -1)
    with pytest.raises(ValueError, match="超出"):
        add(CALENDAR, date(9999, 12, 1), 60)


def test_a_period_of_nothing_ends_where_it_began():
    start = date(2026, 2, 21)
    assert wd_add(CALENDAR, start, 0) == months_after(start, 0) == start
