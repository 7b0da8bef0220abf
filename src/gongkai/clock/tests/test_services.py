"""Edits of the calendar: who may, what changes, who hears of it."""

from datetime import date

import pytest
from django.utils import timezone

from gongkai.clock import selectors, services
from gongkai.clock.models import CalendarDay, CalendarVersion, CalendarYear
from gongkai.clock.rules import DayKind, deadline, wd_add
from gongkai.clock.rules.arrangements import read_arrangements
from gongkai.clock.tests.cast import ADMIN, CLERK, NOTICE, OFFICE, PAPER, year_file
from gongkai.kernel.actor import SystemActor
from gongkai.kernel.errors import Refusal

pytestmark = pytest.mark.django_db
NOW = timezone.now()
MONDAY = date(2026, 3, 9)


def _set(day=MONDAY, kind=DayKind.PUBLIC_HOLIDAY, name="县庆", region="", actor=OFFICE, **more):
    return services.set_day(
        actor=actor, region=region, day=day, kind=kind, name=name, source=NOTICE, now=NOW, **more
    )


def _import(content, region="", **more):
    return services.import_calendar(
        actor=OFFICE, region=region, arrangements=read_arrangements(content), now=NOW, **more
    )


def test_a_day_set_by_the_office_moves_deadlines_over_it(heard):
    before = wd_add(selectors.calendar_for(""), date(2026, 3, 6), 1)
    change = _set()
    assert before == MONDAY
    assert wd_add(selectors.calendar_for(""), date(2026, 3, 6), 1) == date(2026, 3, 10)
    assert change.dates == (MONDAY,)
    assert heard == [change]
    assert change.as_detail() == {
        "做法": "设定一天",
        "地区": "全国",
        "依据": NOTICE,
        "日子": ["2026-03-09：工作日 → 县庆（法定节假日）"],
        "年份": [],
    }
    row = CalendarDay.objects.get(region="", date=MONDAY)
    assert (row.name, row.source, row.by_hand) == ("县庆", NOTICE, True)


def test_setting_the_same_day_again_tells_nobody(heard):
    _set()
    token = CalendarVersion.objects.get().token
    change = _set()
    assert (change.days, len(heard)) == ((), 1)
    assert CalendarVersion.objects.get().token == token


def test_another_ground_for_the_same_day_is_heard_but_moves_no_date(heard):
    _set()
    services.set_day(
        actor=ADMIN,
        region="",
        day=MONDAY,
        kind=DayKind.PUBLIC_HOLIDAY,
        name="县庆",
        source="更正通知",
        now=NOW,
    )
    assert (heard[-1].days, heard[-1].source) == ((), "更正通知")


def test_a_region_has_its_own_day_and_its_neighbour_does_not():
    _set(region="450000", name="三月三")
    assert not selectors.calendar_for("451022").works(MONDAY)
    assert selectors.calendar_for("110101").works(MONDAY)
    assert selectors.calendar_for("").works(MONDAY)
    assert "450000" in selectors.regions()


def test_a_cleared_day_is_again_what_the_country_says():
    holiday = date(2026, 2, 16)
    _set(day=holiday, kind=DayKind.WORKING, name="", region="999999")
    assert selectors.calendar_for("999999").works(holiday)
    change = services.clear_day(actor=OFFICE, region="999999", day=holiday, now=NOW)
    assert not selectors.calendar_for("999999").works(holiday)
    assert change.dates == (holiday,)


def test_a_cleared_national_day_stays_cleared_after_the_next_migrate():
    services.clear_day(actor=OFFICE, region="", day=date(2026, 2, 16), now=NOW)
    assert services.seed_calendar(now=NOW) is None
    assert selectors.calendar_for("").works(date(2026, 2, 16))


@pytest.mark.parametrize("actor", [CLERK, SystemActor()])
def test_only_the_office_and_the_administrator_may_edit(actor, heard):
    arrangements = read_arrangements(year_file())
    deeds = [
        lambda: _set(actor=actor),
        lambda: services.clear_day(actor=actor, region="", day=MONDAY, now=NOW),
        lambda: services.set_year(
            actor=actor, region="", year=2027, arranged=True, source=NOTICE, now=NOW
        ),
        lambda: services.import_calendar(
            actor=actor, region="", arrangements=arrangements, now=NOW
        ),
    ]
    for deed in deeds:
        with pytest.raises(Refusal) as refusal:
            deed()
        assert refusal.value.codes == ("permission",)
    assert not heard


@pytest.mark.parametrize("region", ["全国", "12345", "000000", "1234567", "１２３４５６"])
def test_a_region_must_be_an_area_code(region):
    with pytest.raises(Refusal) as refusal:
        _set(region=region)
    assert refusal.value.codes == ("region",)


def test_a_day_that_makes_no_sense_is_refused_with_all_reasons():
    with pytest.raises(Refusal) as refusal:
        services.set_day(
            actor=OFFICE,
            region="1",
            day=date(2999, 3, 7),
            kind=DayKind.MAKEUP_WORKDAY,
            name="",
            source="",
            now=NOW,
        )
    assert set(refusal.value.codes) == {
        "region",
        "year",
        "not_a_weekend",
        "name_missing",
        "source_missing",
    }


def test_two_people_who_edit_the_same_day_are_told():
    seen = selectors.calendar_for("").day(MONDAY).seen
    _set(seen=seen)
    with pytest.raises(Refusal) as refusal:
        _set(name="另一个节日", seen=seen, actor=ADMIN)
    assert refusal.value.codes == ("changed_meanwhile",)
    assert CalendarDay.objects.get(region="", date=MONDAY).name == "县庆"
    with pytest.raises(Refusal):
        services.clear_day(actor=ADMIN, region="", day=MONDAY, now=NOW, seen=seen)


def test_two_people_who_edit_different_days_do_not_disturb_each_other():
    calendar = selectors.calendar_for("")
    _set(seen=calendar.day(MONDAY).seen)
    tuesday = date(2026, 3, 10)
    assert _set(day=tuesday, seen=calendar.day(tuesday).seen, actor=ADMIN).dates == (tuesday,)


def test_an_imported_year_is_known_from_then_on(heard):
    assert deadline(selectors.calendar_for(""), date(2026, 12, 4), 20).provisional
    change = _import(year_file())
    found = deadline(selectors.calendar_for(""), date(2026, 12, 4), 20)
    assert (found.due, found.provisional) == (date(2027, 1, 4), False)
    assert [(each.year, each.known) for each in change.years] == [(2027, True)]
    assert change.dates == (date(2027, 1, 1), date(2027, 1, 9))
    assert heard == [change]
    assert change.as_detail()["年份"] == ["2027年：已有安排"]
    assert CalendarYear.objects.get(region="", year=2027).source == PAPER


def test_an_import_does_exactly_what_its_preview_said():
    arrangements = read_arrangements(year_file())
    preview = selectors.preview_import("", arrangements)
    assert selectors.calendar_for("").works(date(2027, 1, 1))
    change = _import(year_file(), seen=preview.seen)
    assert (change.days, change.years) == (preview.days, preview.years)


def test_an_import_after_another_edit_must_be_previewed_again():
    seen = selectors.preview_import("", read_arrangements(year_file())).seen
    _set()
    with pytest.raises(Refusal) as refusal:
        _import(year_file(), seen=seen)
    assert refusal.value.codes == ("changed_meanwhile",)
    assert not CalendarYear.objects.filter(year=2027).exists()


def test_an_import_of_an_unannounced_year_changes_nothing_and_the_preview_says_so(heard):
    empty = year_file(days=())
    preview = selectors.preview_import("", read_arrangements(empty))
    assert (preview.days, preview.years, preview.unannounced) == ((), (), (2027,))
    _import(empty)
    assert not heard
    assert not selectors.calendar_for("").knows(2027)


def test_an_import_keeps_days_set_by_hand_and_the_preview_names_them():
    _set(day=date(2027, 1, 9), kind=DayKind.WEEKEND, name="")
    preview = selectors.preview_import("", read_arrangements(year_file()))
    assert [row.date for row in preview.kept] == [date(2027, 1, 9)]
    _import(year_file())
    assert not selectors.calendar_for("").works(date(2027, 1, 9))


def test_a_year_entered_day_by_day_is_marked_as_known(heard):
    services.set_year(actor=ADMIN, region="", year=2027, arranged=True, source=NOTICE, now=NOW)
    assert selectors.calendar_for("").knows(2027)
    services.set_year(actor=ADMIN, region="", year=2027, arranged=False, source="通知收回", now=NOW)
    assert not selectors.calendar_for("").knows(2027)
    assert [each.years[0].known for each in heard] == [True, False]
    with pytest.raises(Refusal) as refusal:
        services.set_year(actor=ADMIN, region="", year=1, arranged=True, source=" ", now=NOW)
    assert refusal.value.codes == ("year", "source_missing")


def test_a_listener_that_fails_undoes_the_edit_and_no_process_keeps_its_calendar(heard):
    def fail(change):
        assert not selectors.calendar_for("").works(MONDAY)
        raise RuntimeError("listener")

    services.calendar_listeners.register(services.CalendarListener("failing", fail))
    with pytest.raises(RuntimeError, match="listener"):
        _set()
    assert selectors.calendar_for("").works(MONDAY)
    assert not CalendarDay.objects.filter(date=MONDAY).exists()


def test_the_calendar_is_read_once_and_then_asked_only_for_its_version(
    django_assert_num_queries,
):
    first = selectors.calendar_for("450000")
    with django_assert_num_queries(1):
        assert selectors.calendar_for("450000") is first
    _set()
    assert selectors.calendar_for("450000") is not first
