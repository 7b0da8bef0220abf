"""What kind of day a date is (rule sheet §15.1, §15.2)."""

from datetime import date, timedelta

import pytest
from chinese_calendar import is_workday
from hypothesis import given
from hypothesis import strategies as st

from gongkai.clock.rules import (
    Calendar,
    DayKind,
    SpecialDay,
    Table,
    YearArrangement,
    region_chain,
)
from gongkai.clock.rules.library import library_table

LIBRARY = Calendar(library_table())
ARRANGED = {
    2026: {
        "off": "1/1-1/3 2/15-2/23 4/4-4/6 5/1-5/5 6/19-6/21 9/25-9/27 10/1-10/7",
        "work": "1/4 2/14 2/28 5/9 9/20 10/10",
    },
    2025: {
        "off": "1/1-1/1 1/28-2/4 4/4-4/6 5/1-5/5 5/31-6/2 10/1-10/8",
        "work": "1/26 2/8 4/27 9/28 10/11",
    },
}


def _day(year, text):
    month, day = text.split("/")
    return date(year, int(month), int(day))


def _days(year, ranges):
    for each in ranges.split():
        first, _, last = each.partition("-")
        at, end = _day(year, first), _day(year, last or first)
        while at <= end:
            yield at
            at += timedelta(days=1)


@pytest.mark.parametrize("year", ARRANGED)
def test_the_library_holds_the_arrangement_of_the_rule_sheet_and_no_other_day(year):
    off = set(_days(year, ARRANGED[year]["off"]))
    work = set(_days(year, ARRANGED[year]["work"]))
    kinds = {day: row.kind for day, row in LIBRARY.days.items() if day.year == year}
    assert {day for day, kind in kinds.items() if kind is DayKind.PUBLIC_HOLIDAY} == off
    assert {day for day, kind in kinds.items() if kind is DayKind.MAKEUP_WORKDAY} == work


@given(st.dates(date(2004, 1, 1), date(2026, 12, 31)))
def test_a_known_day_works_exactly_when_the_library_says_so(day):
    assert LIBRARY.works(day) is is_workday(day)
    assert not LIBRARY.day(day).provisional


@pytest.mark.parametrize("day", [date(2027, 1, 1), date(2027, 10, 1), date(2003, 5, 1)])
def test_a_year_without_an_arrangement_is_monday_to_friday_and_says_so(day):
    seen = LIBRARY.day(day)
    assert seen.provisional
    assert seen.works is (day.weekday() < 5)


def test_a_day_tells_its_kind_its_name_and_whose_word_it_is():
    seen = LIBRARY.day(date(2026, 2, 17))
    assert (seen.kind, seen.name) == (DayKind.PUBLIC_HOLIDAY, "春节")
    assert seen.source.startswith("chinesecalendar ")
    assert seen.label == "春节（法定节假日）"
    assert LIBRARY.day(date(2026, 2, 14)).label == "春节（调休上班）"
    assert LIBRARY.day(date(2026, 4, 5)).name == "清明节"
    assert LIBRARY.day(date(2026, 3, 7)).label == "周末"


def test_a_minority_festival_is_a_holiday_in_its_own_province_only():
    festival = SpecialDay(date(2026, 4, 20), DayKind.PUBLIC_HOLIDAY, "三月三", "广西放假通知")
    guangxi = Table.of("450000", [festival], [])
    here = Calendar(library_table(), guangxi)
    assert not here.works(date(2026, 4, 20))
    assert LIBRARY.works(date(2026, 4, 20))
    assert here.digest != LIBRARY.digest


def test_a_region_can_undo_what_the_country_arranged():
    rows = [
        SpecialDay(date(2026, 2, 14), DayKind.WEEKEND, "", "本地通知"),
        SpecialDay(date(2026, 2, 16), DayKind.WORKING, "", "本地通知"),
    ]
    here = Calendar(library_table(), Table.of("999999", rows, []))
    assert not here.works(date(2026, 2, 14))
    assert here.works(date(2026, 2, 16))


def test_a_region_can_say_that_its_own_arrangement_is_still_to_come():
    waiting = Table.of("450000", [], [YearArrangement(2026, arranged=False)])
    assert not Calendar(library_table(), waiting).knows(2026)


def test_an_area_hears_the_country_then_the_province_the_city_and_itself():
    assert region_chain("451022") == ("", "450000", "451000", "451022")
    assert region_chain("451022003") == ("", "450000", "451000", "451022", "451022003")
    assert region_chain("450000") == ("", "450000")
    assert region_chain("") == ("",)


def test_calendars_with_the_same_days_are_equal_and_share_a_digest():
    again = Calendar(Table("", dict(reversed(library_table().days.items())), library_table().years))
    assert again == LIBRARY
    assert len({again, LIBRARY}) == 1
    assert len(LIBRARY.digest) == 16


def test_knowing_one_more_year_changes_the_digest():
    more = Table.of("", [], [YearArrangement(2027)])
    assert Calendar(library_table(), more).digest != LIBRARY.digest


@given(st.dates(date(2004, 1, 1), date(2027, 12, 31)), st.integers(0, 400))
def test_counting_working_days_by_difference_agrees_with_counting_them_one_by_one(start, length):
    first = start.toordinal()
    one_by_one = sum(LIBRARY.works_on(at) for at in range(first + 1, first + length + 1))
    until = LIBRARY.working_days_until
    assert until(first + length) - until(first) == one_by_one
