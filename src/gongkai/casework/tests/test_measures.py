"""What the measures of cases count: in time, late, and what is still open beyond its term."""

from datetime import date, timedelta

import pytest

from gongkai.casework.models import Case
from gongkai.casework.tests.errands import NOW, act, errand
from gongkai.kernel.measures import Period, measures, rates

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("errands")]
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def number(code, period=YEAR):
    return measures[code].total(period)


def closed(cast, **changes):
    case = errand(cast)
    act(cast, case, "clerk", "check")
    act(cast, case, "section_head", "finish")
    Case.objects.filter(pk=case.pk).update(**changes)


def test_a_case_beyond_its_term_stays_in_the_denominator(cast):
    closed(cast)
    errand(cast)
    assert (number("cases.opened"), number("cases.closed"), number("cases.open")) == (2, 1, 1)
    assert (number("cases.in_time"), number("cases.overdue")) == (1, 1)
    assert rates["cases.in_time_rate"].of(YEAR) == 0.5


def test_a_case_is_overdue_from_the_day_after_its_last_day(cast):
    case = errand(cast)
    last = Case.objects.get(pk=case.pk).next_due_at.date()
    on = [Period(YEAR.start, last + timedelta(days=days)) for days in (0, 1, 2)]
    assert [number("cases.overdue", each) for each in on][::2] == [0, 1]


def test_what_was_closed_too_late_is_late(cast):
    closed(cast, closed_at=NOW + timedelta(days=60))
    assert (number("cases.in_time"), number("cases.late")) == (0, 1)


def test_cases_are_told_apart_by_kind(cast):
    errand(cast)
    assert measures["cases.open"].counts(YEAR, ("case_kind", "unit")) == {
        ("errand", str(cast.education.pk)): 1
    }
