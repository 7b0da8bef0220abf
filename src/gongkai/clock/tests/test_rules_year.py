"""A year laid out for a page."""

from datetime import date

from gongkai.clock.rules import Calendar, DayKind, SpecialDay, Table
from gongkai.clock.rules.library import library_table
from gongkai.clock.rules.year import year_of

YEAR = year_of(Calendar(library_table()), 2026)


def test_every_day_of_the_year_stands_once_under_its_weekday():
    days = [day.date for month in YEAR.months for week in month.weeks for day in week if day]
    assert days == [date.fromordinal(date(2026, 1, 1).toordinal() + at) for at in range(365)]
    for month in YEAR.months:
        for week in month.weeks:
            assert all(day is None or day.date.weekday() == at for at, day in enumerate(week))


def test_working_days_are_counted_by_month_and_year():
    assert [month.working_days for month in YEAR.months[:3]] == [21, 16, 22]
    assert YEAR.working_days == 248


def test_days_are_marked_by_a_character():
    days = {day.date: day for month in YEAR.months for week in month.weeks for day in week if day}
    marks = [days[date(2026, 2, at)].mark for at in (13, 14, 15, 7)]
    assert marks == ["", "班", "休", "末"]


def test_festivals_read_as_in_the_notice():
    told = [(each.name, each.off, each.on) for each in YEAR.festivals]
    assert told[:3] == [
        ("元旦", "1月1日至3日", "1月4日"),
        ("春节", "2月15日至23日", "2月14日、2月28日"),
        ("清明节", "4月4日至6日", ""),
    ]


def test_a_run_over_the_end_of_a_month_names_both_months():
    days = [SpecialDay(date(2026, 5, 31), DayKind.PUBLIC_HOLIDAY, "端午节", "通知")]
    days.append(SpecialDay(date(2026, 6, 1), DayKind.PUBLIC_HOLIDAY, "端午节", "通知"))
    [festival] = year_of(Calendar(Table.of("", days, [])), 2026).festivals
    assert festival.off == "5月31日至6月1日"
