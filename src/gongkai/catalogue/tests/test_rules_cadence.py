from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.catalogue.rules import Cadence, next_update

JAN_1 = date(2026, 1, 1)
PERIODIC = [Cadence.MONTHLY, Cadence.QUARTERLY, Cadence.HALF_YEARLY, Cadence.YEARLY]
days = st.dates(date(2015, 1, 1), date(2035, 12, 31))


def update(last, cadence, n=0, today=JAN_1, opened=JAN_1):
    return next_update(last_published=last, opened_on=opened, cadence=cadence, days=n, today=today)


@pytest.mark.parametrize(
    ("cadence", "last", "grace", "due"),
    [
        ("monthly", date(2026, 1, 5), 0, date(2026, 2, 28)),
        ("monthly", date(2026, 1, 31), 0, date(2026, 2, 28)),
        ("monthly", date(2026, 12, 1), 0, date(2027, 1, 31)),
        ("monthly", date(2026, 3, 8), 10, date(2026, 4, 10)),
        ("monthly", date(2026, 3, 15), 10, date(2026, 5, 10)),
        ("quarterly", date(2026, 2, 1), 0, date(2026, 6, 30)),
        ("quarterly", date(2026, 4, 10), 15, date(2026, 7, 15)),
        ("half_yearly", date(2026, 6, 30), 0, date(2026, 12, 31)),
        ("yearly", date(2025, 6, 1), 31, date(2027, 1, 31)),
        ("yearly", date(2026, 1, 31), 31, date(2027, 1, 31)),
        ("ad_hoc", date(2026, 3, 1), 14, date(2026, 3, 15)),
        ("ad_hoc", date(2026, 3, 1), 0, None),
        ("permanent", date(2020, 3, 1), 5, None),
    ],
)
def test_the_next_update_is_due_at_the_end_of_the_next_period(cadence, last, grace, due):
    assert update(last, Cadence(cadence), grace).due_on == due


def test_a_section_never_published_in_owes_its_first_update_for_the_period_it_opened_in():
    found = update(None, Cadence.QUARTERLY, 10, today=date(2026, 4, 11), opened=date(2026, 2, 3))
    assert found.due_on == date(2026, 4, 10)
    assert found.overdue
    assert found.empty
    assert (found.lamp, found.words) == ("overdue", "空白栏目")


def test_an_empty_permanent_section_is_a_blank_column_though_nothing_is_due():
    found = update(None, Cadence.PERMANENT)
    assert (found.due_on, found.overdue, found.empty, found.lamp) == (None, False, True, "overdue")


def test_the_lamp_says_soon_a_week_before_and_overdue_the_day_after():
    def lamp(today):
        return update(date(2026, 3, 1), Cadence.AD_HOC, 14, today=today).lamp

    assert lamp(date(2026, 3, 7)) == "normal"
    assert lamp(date(2026, 3, 8)) == "soon"
    assert lamp(date(2026, 3, 15)) == "soon"
    assert lamp(date(2026, 3, 16)) == "overdue"


@given(last=days, cadence=st.sampled_from(PERIODIC), grace=st.integers(0, 27))
def test_due_day_follows_the_update_within_two_periods_and_never_moves_back(last, cadence, grace):
    months = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}[cadence]
    due = update(last, cadence, grace).due_on
    assert last < due <= last + timedelta(days=62 * months + grace)
    later = update(last + timedelta(days=1), cadence, grace).due_on
    assert later >= due


@given(last=days, cadence=st.sampled_from(PERIODIC), grace=st.integers(0, 27))
def test_publishing_on_the_due_day_keeps_the_section_on_time(last, cadence, grace):
    due = update(last, cadence, grace).due_on
    assert not update(last, cadence, grace, today=due).overdue
    assert update(last, cadence, grace, today=due + timedelta(days=1)).overdue
    assert update(due, cadence, grace).due_on > due


@given(last=days, cadence=st.sampled_from(list(Cadence)), grace=st.integers(0, 60), today=days)
def test_nothing_is_both_soon_and_overdue(last, cadence, grace, today):
    found = update(last, cadence, grace, today=today)
    assert not (found.soon and found.overdue)
    assert found.overdue == (found.due_on is not None and today > found.due_on)
