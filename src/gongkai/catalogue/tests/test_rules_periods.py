import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.catalogue.rules import (
    STATUTORY_PERIODS,
    PeriodUnit,
    StatedPeriod,
    misfits_of_duty,
    period_for_item,
    read_period,
)

WD, CD = PeriodUnit.WORKING_DAYS, PeriodUnit.CALENDAR_DAYS


@pytest.mark.parametrize(
    ("text", "days", "unit"),
    [
        ("自信息形成或者变更之日起20个工作日内", 20, WD),
        ("７个工作日", 7, WD),
        ("二十个工作日内公开", 20, WD),
        ("十五个工作日", 15, WD),
        ("两个工作日内", 2, WD),
        ("批准后20日内", 20, CD),
        ("批复后 20 天之内", 20, CD),
        ("收到之日起10日以内", 10, CD),
        ("30个自然日", 30, CD),
    ],
)
def test_a_stated_number_of_days_is_read(text, days, unit):
    assert read_period(text) == StatedPeriod(days, unit)


@pytest.mark.parametrize(
    "text", ["及时", "实时公开", "每年1月31日前", "每月5日前", "同上", "", "长期公开", "0个工作日"]
)
def test_a_date_or_a_word_is_not_taken_for_a_period(text):
    assert read_period(text) is None


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text):
    found = read_period(text)
    assert found is None or found.days > 0


@given(days=st.integers(1, 9999), unit=st.sampled_from(list(PeriodUnit)))
def test_a_period_written_out_is_read_back(days, unit):
    words = "个工作日" if unit is WD else "个自然日"
    assert read_period(f"自形成之日起{days}{words}内") == StatedPeriod(days, unit)


@pytest.mark.parametrize(
    ("one", "other", "longer"),
    [
        ((20, WD), (20, CD), True),
        ((14, WD), (20, CD), False),
        ((28, CD), (20, WD), False),
        ((29, CD), (20, WD), True),
        ((20, WD), (20, WD), False),
    ],
)
def test_working_and_calendar_days_are_compared_by_weeks(one, other, longer):
    assert StatedPeriod(*one).exceeds(StatedPeriod(*other)) is longer


def test_budgets_have_twenty_calendar_days_and_the_rest_twenty_working_days():
    assert period_for_item("art20-7").period == StatedPeriod(20, CD)
    default = period_for_item("art20-4")
    assert default.period == StatedPeriod(20, WD)
    assert default.ground == "《政府信息公开条例》第二十六条"


def test_every_statutory_period_names_its_ground_and_start():
    assert all(period.ground and period.start for period in STATUTORY_PERIODS)
    assert len({period.code for period in STATUTORY_PERIODS}) == len(STATUTORY_PERIODS)


def test_a_line_with_a_longer_period_than_the_law_is_named_with_the_law():
    found = misfits_of_duty(item_code="art20-7", period="批复后20个工作日内", has_section=True)
    assert [reason.code for reason in found] == ["period_too_long"]
    assert found[0].ground == "《预算法》第十四条"
    assert misfits_of_duty(item_code="art20-7", period="批复后20日内", has_section=True) == []
    bare = misfits_of_duty(item_code="art20-4", period="及时", has_section=False)
    assert [reason.code for reason in bare] == ["no_section"]
