"""What may be typed, what checks understand, when a form is due: plain Python, no database."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.clock.rules import Calendar, wd_between
from gongkai.clock.rules.library import library_table
from gongkai.filing.rules import (
    Cadence,
    Check,
    Due,
    Field,
    FieldKind,
    Known,
    RestDay,
    answer_of,
    before,
    kept,
    last_ended,
    reasons_against_checks,
    reasons_against_fields,
    settled,
    span_at,
    span_named,
    unkept,
    urging_day,
    year_before,
)
from gongkai.filing.rules.expressions import Malformed, Named, compute, holds, parse
from gongkai.filing.rules.fields import read, words
from gongkai.filing.shipped import SHIPPED

CALENDAR = Calendar(library_table())
CODES = {"a": "a", "b": "b", "甲": "a", "（一）予以公开": "b", "许可·本年": "b"}
A = Field("a", "甲", FieldKind.INTEGER, least=Decimal(0))
B = Field("b", "乙", FieldKind.INTEGER)
NOTHING = Known({}, {}, {})


def known(**values):
    return {(code, ""): Decimal(value) for code, value in values.items()}


def value_of(text, **values):
    return compute(parse(f"{text} = 甲", CODES).left, known(**values))


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 4 - 3", 3),
        ("-a + 5", 2),
        ("合计(a, b, 1)", 8),
        ("合计（a，b）", 7),
        ("a × 2 ÷ 4", Decimal("1.5")),
        ("[（一）予以公开] * 1.5", 6),
        ("[许可·本年]", 4),
        ("１２ ＋ ａ", 15),
    ],
)
def test_an_expression_is_computed_as_it_reads(text, result):
    assert value_of(text, a=3, b=4) == result


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a + b", "要有一个比较"),
        ("1 = 1", "没有提到任何一栏"),
        ("a = 丙", "没有“丙”"),
        ("a = b = a", "只写一个比较"),
        ("a =", "没有写完"),
        ("(a = b", "缺少右括号"),
        ("a = b; b", "读不懂"),
        ("a = " + "(" * 50 + "b" + ")" * 50, "太深"),
        ("a = " + "-" * 60 + "b", "负号太多"),
        ("a = " + "1 + " * 100 + "b", "不能超过"),
        ("a = b.real", "读不懂"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(text, words):
    with pytest.raises(Malformed, match=words):
        parse(text, CODES)


@given(st.text(max_size=320))
def test_any_text_is_read_or_refused_and_never_more(text):
    with suppress(Malformed):
        assert parse(text, CODES).names


@given(st.integers(-(10**15), 10**15), st.integers(-(10**15), 10**15))
def test_comparisons_agree_with_numbers(a, b):
    values = known(a=a, b=b)
    assert holds(parse("a <= b", CODES), values) is (a <= b)
    assert holds(parse("a ≠ b", CODES), values) is (a != b)
    assert holds(parse("a - b = 0", CODES), values) is (a == b)


def test_an_unknown_value_or_a_division_by_zero_says_nothing():
    assert holds(parse("a = 上年(a)", CODES), known(a=1)) is None
    assert holds(parse("a / b > 1", CODES), known(a=1, b=0)) is None
    assert parse("上期(甲) = 1", CODES).names == (Named("a", "last"),)


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (FieldKind.INTEGER, " 1,234 ", 1234),
        (FieldKind.INTEGER, "１２", 12),
        (FieldKind.MONEY, "3.50", Decimal("3.50")),
        (FieldKind.DATE, "2026年1月31日", date(2026, 1, 31)),
        (FieldKind.YES_NO, "no", False),
        (FieldKind.TEXT, " 无 ", "无"),
    ],
)
def test_answers_are_read_as_people_type_them_and_kept_exactly(kind, typed, value):
    field = Field("x", "某栏", kind)
    assert read(field, typed) == (value, [])
    assert unkept(field, kept(value)) == value


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (FieldKind.INTEGER, "十二", "不是数"),
        (FieldKind.INTEGER, "1.5", "须为整数"),
        (FieldKind.INTEGER, "NaN", "不是数"),
        (FieldKind.INTEGER, "1e5", "不是数"),
        (FieldKind.INTEGER, "9" * 30, "不是数"),
        (FieldKind.INTEGER, "", "没有的数填 0"),
        (FieldKind.MONEY, "1.2345678", "最多 6 位"),
        (FieldKind.DATE, "2026-02-30", "不是日期"),
        (FieldKind.YES_NO, "也许", "从所列各项中选择"),
        (FieldKind.TEXT, "字" * 501, "不能超过 500 字"),
    ],
)
def test_what_is_wrong_with_an_answer_is_said_with_its_field(kind, typed, said):
    _, reasons = read(Field("x", "某栏", kind), typed)
    assert [reason.code for reason in reasons] == ["x"]
    assert "“某栏”" in reasons[0].sentence
    assert said in reasons[0].sentence


def test_a_number_keeps_its_bounds_and_words_drop_the_zeros():
    field = Field("x", "某栏", FieldKind.DECIMAL, least=Decimal(1), most=Decimal(5))
    assert "不能小于 1" in str(read(field, "0.5")[1][0])
    assert "不能大于 5" in str(read(field, "5.1")[1][0])
    assert words(field, Decimal("2.50")) == "2.5"
    assert words(field, None) == ""


def test_all_mistakes_come_at_once_and_a_soft_check_asks_for_a_reason():
    checks = (Check("a = b", "应当相等"), Check("a <= 上年(a)", "比上年多", soft=True))
    earlier = Known({}, {}, {"a": Decimal(1)})
    answer = answer_of((A, B), checks, {"a": "3", "b": "x"}, {}, earlier)
    assert [reason.code for reason in answer.reasons] == ["b", "note_a"]
    answer = answer_of((A, B), checks, {"a": "3", "b": "2"}, {"a": "业务增加"}, earlier)
    assert [str(reason) for reason in answer.reasons] == ["应当相等（左边是 3，应当等于 2）"]


def test_a_number_other_than_the_systems_is_explained():
    system = Known({"a": 7}, {}, {})
    unexplained = answer_of((A,), (), {"a": "8"}, {}, system).reasons
    assert [reason.code for reason in unexplained] == ["note_a"]
    assert answer_of((A,), (), {"a": "8"}, {"a": "有一件线下登记"}, system).reasons == []
    assert answer_of((A,), (), {"a": "7"}, {}, system).reasons == []


def test_a_design_says_everything_that_is_wrong_with_it():
    fields = (
        Field("1x", "甲", FieldKind.INTEGER, least=Decimal(5), most=Decimal(1)),
        Field("b", "甲", FieldKind.CHOICE, choices=("一",), measure="no.such"),
    )
    said = "".join(str(reason) for reason in reasons_against_fields(fields, set()))
    for words_wanted in (
        "代码须以",
        "最小值大于",
        "两个选项",
        "须为整数",
        "没有“no.such”",
        "有两栏都叫",
    ):
        assert words_wanted in said
    checks = (Check("甲 = ", ""), Check("a = 1", "应为一"))
    wrong = reasons_against_checks(checks, (A, B))
    assert len(wrong) == 2
    assert reasons_against_fields((), set())


def test_a_label_that_two_fields_share_names_neither():
    fields = (
        Field("x", "本年", FieldKind.INTEGER, group="规章"),
        Field("y", "本年", FieldKind.INTEGER, group="规范性文件"),
    )
    assert reasons_against_checks((Check("本年 = 0", "提示"),), fields)
    assert not reasons_against_checks((Check("[规章·本年] = y", "提示"),), fields)


@pytest.mark.parametrize(
    ("cadence", "key", "label", "previous", "last_year"),
    [
        (Cadence.YEARLY, "2025", "2025年", "2024", "2024"),
        (Cadence.QUARTERLY, "2026Q1", "2026年第1季度", "2025Q4", "2025Q1"),
        (Cadence.MONTHLY, "2026-03", "2026年3月", "2026-02", "2025-03"),
    ],
)
def test_periods_have_names_and_neighbours(cadence, key, label, previous, last_year):
    span = span_named(cadence, key)
    assert span is not None
    assert (span.key, span.label) == (key, label)
    assert before(cadence, span).key == previous
    assert year_before(cadence, span).key == last_year
    assert span_named(cadence, "x") is None


@given(
    st.sampled_from([Cadence.MONTHLY, Cadence.QUARTERLY, Cadence.YEARLY]),
    st.dates(date(2005, 1, 1), date(2100, 1, 1)),
)
def test_a_day_lies_in_its_period_and_the_last_ended_is_over(cadence, day):
    span = span_at(cadence, day)
    assert span.start <= day <= span.end
    assert last_ended(cadence, day).end < day
    assert span_named(cadence, span.key) == span


def test_the_dates_of_the_annual_report_do_not_move():
    span = span_named(Cadence.YEARLY, "2025")
    assert Due(1, 31, RestDay.FIXED).on(span, CALENDAR) == date(2026, 1, 31)  # a Saturday
    assert Due(1, 31, RestDay.EARLIER).on(span, CALENDAR) == date(2026, 1, 30)
    assert Due(1, 31, RestDay.LATER).on(span, CALENDAR) == date(2026, 2, 2)
    assert Due(3, 31, RestDay.FIXED).on(span, CALENDAR) == date(2026, 3, 31)
    assert Due(2, 31, RestDay.FIXED).on(span, CALENDAR) == date(2026, 2, 28)


@given(
    st.dates(date(2020, 1, 1), date(2026, 12, 31)),
    st.sampled_from([RestDay.LATER, RestDay.EARLIER]),
)
def test_a_due_date_that_may_move_is_a_working_day(day, rest):
    assert CALENDAR.works(settled(day, rest, CALENDAR))


@given(
    st.dates(date(2024, 1, 1), date(2026, 6, 1)),
    st.integers(0, 40),
    st.integers(0, 10),
    st.integers(1, 10),
)
def test_units_are_urged_on_days_that_have_come(due_on, later, ahead, every):
    today = date.fromordinal(due_on.toordinal() - 15 + later)
    day = urging_day(due_on=due_on, today=today, ahead=ahead, every=every, calendar=CALENDAR)
    if day is not None:
        assert day <= today
    if ahead and wd_between(CALENDAR, today, due_on) < ahead and today <= due_on:
        assert day is not None
    if wd_between(CALENDAR, due_on, today) >= 1:
        assert day is not None
        assert day > due_on


def test_units_are_urged_five_working_days_before_and_then_every_five_after():
    asked = {"due_on": date(2026, 1, 31), "ahead": 5, "every": 5, "calendar": CALENDAR}
    assert urging_day(today=date(2026, 1, 22), **asked) is None
    assert urging_day(today=date(2026, 1, 23), **asked) == date(2026, 1, 23)
    assert urging_day(today=date(2026, 1, 31), **asked) == date(2026, 1, 23)
    assert urging_day(today=date(2026, 2, 2), **asked) == date(2026, 2, 2)
    assert urging_day(today=date(2026, 2, 6), **asked) == date(2026, 2, 2)
    assert urging_day(today=date(2026, 2, 9), **asked) == date(2026, 2, 9)


def test_shipped_forms_are_sound():
    for each in SHIPPED:
        named = {field.measure for field in each.content.fields if field.measure}
        assert reasons_against_fields(each.content.fields, named) == []
        assert reasons_against_checks(each.content.checks, each.content.fields) == []
    codes = [field.code for field in SHIPPED[0].content.fields]
    assert codes[:3] == ["regulations_made", "regulations_repealed", "regulations_in_force"]
    assert codes[6:] == ["licence", "penalty", "coercion", "fees_wan"]
