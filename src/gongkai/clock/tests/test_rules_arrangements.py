"""Reading holiday-cn files and what they do to a table (rule sheet §15.2, trap 13)."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.clock.rules import Calendar, DayKind, SpecialDay, Table, YearArrangement
from gongkai.clock.rules.arrangements import as_bundle, read_arrangements
from gongkai.clock.rules.library import library_table
from gongkai.clock.rules.tables import (
    day_changes,
    filled,
    kept_by_hand,
    reasons_against_day,
    with_arrangements,
    year_changes,
)
from gongkai.kernel.errors import Refusal

PAPER = "https://www.gov.cn/zhengce/2027.htm"
NEW_YEAR = {"name": "元旦", "date": "2027-01-01", "isOffDay": True}
MAKEUP = {"name": "元旦", "date": "2027-01-09", "isOffDay": False}
BEFORE = {"name": "元旦", "date": "2026-12-27", "isOffDay": False}


def _file(year=2027, days=(NEW_YEAR, MAKEUP), **more):
    return json.dumps({"year": year, "papers": [PAPER], "days": list(days), **more}).encode()


def _refused(content):
    with pytest.raises(Refusal) as refusal:
        read_arrangements(content)
    return [reason.sentence for reason in refusal.value.reasons]


def test_a_year_file_is_read_with_its_paper_as_the_source():
    [found] = read_arrangements(_file())
    assert (found.year, found.source) == (2027, PAPER)
    assert [(day.date, day.kind, day.name) for day in found.days] == [
        (date(2027, 1, 1), DayKind.PUBLIC_HOLIDAY, "元旦"),
        (date(2027, 1, 9), DayKind.MAKEUP_WORKDAY, "元旦"),
    ]


def test_a_bundle_of_years_is_read_in_order():
    years = {str(year): {"papers": [], "days": []} for year in (2027, 2026)}
    found = read_arrangements(json.dumps({"_source": "x", "years": years}).encode())
    assert [each.year for each in found] == [2026, 2027]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_is_read_in_the_encodings_offices_use(encoding):
    text = json.dumps(json.loads(_file()), ensure_ascii=False)
    assert read_arrangements(text.encode(encoding))[0].days[0].name == "元旦"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "不是有效的JSON"),
        (b"{", "第1行第2个字符"),
        (b"\xff\xfe\x00", "编码认不出来"),
        (b"[" * 100_000, "嵌套过深"),
        (b"9" * 10_000, "数字过长"),
        (b" " * 1_000_001, "超过1MB"),
        (b'{"year": ' + b"[" * 300 + b"]" * 300 + b', "days": []}', "“一组数据”不是年份"),
        (b"[]", "最外层应当是一个对象"),
        (b'{"years": []}', "“years”应当是"),
        (b'{"years": {}}', "“years”应当是"),
        (b'{"days": []}', "“”不是年份"),
        (b'{"year": "20271", "days": []}', "“20271”不是年份"),
        (b'{"year": true, "days": []}', "“True”不是年份"),
        (b'{"year": 2027}', "2027年缺少“days”列表"),
        (b'{"years": {"2027": {"year": 2026, "days": []}}}', "前后不一致"),
        (_file(days=["x"]), "第1项：应当是含“name”"),
        (_file(days=[{**NEW_YEAR, "name": "节" * 61}]), "“name”应当是1至60字"),
        (_file(days=[{**NEW_YEAR, "isOffDay": "yes"}]), "“isOffDay”应当是"),
        (_file(days=[{**NEW_YEAR, "date": "2027-02-30"}]), "写的是“2027-02-30”"),
        (_file(days=[{**NEW_YEAR, "date": 20270101}]), "写的是“20270101”"),
        (_file(days=[{**NEW_YEAR, "date": "2025-01-01"}]), "2025-01-01不属于这一年"),
        (_file(days=[NEW_YEAR, NEW_YEAR]), "2027-01-01出现了不止一次"),
    ],
)
def test_a_wrong_file_is_refused_in_words_that_say_where(content, sentence):
    assert any(sentence in each for each in _refused(content))


def test_every_fault_is_told_at_once_but_not_endlessly():
    assert len(_refused(_file(days=["x", 1, None]))) == 3
    many = _refused(_file(days=["x"] * 100))
    assert len(many) == 21
    assert many[-1] == "另有80处错误未列出"


def _read_or_refused(content):
    try:
        return read_arrangements(content)
    except Refusal as refusal:
        return list(refusal.reasons)


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(content):
    assert _read_or_refused(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.just("2027-01-01"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["year", "years", "days", "date", "name", "isOffDay", "2027"]), inner
        )
    ),
)


@given(JSON)
def test_any_json_is_read_or_refused(value):
    assert _read_or_refused(json.dumps(value).encode())


def test_an_arrangement_makes_its_year_known_and_its_days_count():
    before = Calendar(library_table())
    after = Calendar(with_arrangements(library_table(), read_arrangements(_file())))
    assert after.knows(2027)
    assert not after.works(date(2027, 1, 1))
    assert after.works(date(2027, 1, 9))
    assert [str(change) for change in day_changes(before, after)] == [
        "2027-01-01：工作日 → 元旦（法定节假日）",
        "2027-01-09：周末 → 元旦（调休上班）",
    ]
    assert [(row.year, row.known) for row in year_changes(before, after)] == [(2027, True)]


def test_a_year_without_days_is_not_announced_and_stays_provisional():
    table = with_arrangements(library_table(), read_arrangements(_file(days=[])))
    assert table == library_table()
    assert not Calendar(table).knows(2027)


def test_an_arrangement_replaces_the_former_one_of_the_same_year():
    table = with_arrangements(Table(), read_arrangements(_file(days=[BEFORE, NEW_YEAR, MAKEUP])))
    table = with_arrangements(table, read_arrangements(_file(days=[NEW_YEAR])))
    assert list(table.days) == [date(2027, 1, 1)]


def test_the_december_that_a_later_arrangement_touched_outlives_a_new_file_of_its_own_year():
    table = with_arrangements(library_table(), read_arrangements(_file(days=[BEFORE, NEW_YEAR])))
    same_again = _file(2026, days=[{"name": "元旦", "date": "2026-01-01", "isOffDay": True}])
    table = with_arrangements(table, read_arrangements(same_again))
    assert table.days[date(2026, 12, 27)].kind is DayKind.MAKEUP_WORKDAY
    assert date(2026, 1, 2) not in table.days


def test_a_day_set_by_hand_is_kept_and_named():
    by_hand = SpecialDay(date(2027, 1, 9), DayKind.WEEKEND, "", "县政府通知", by_hand=True)
    extra = SpecialDay(date(2027, 3, 1), DayKind.PUBLIC_HOLIDAY, "县庆", "县政府通知", by_hand=True)
    agreeing = SpecialDay(date(2027, 1, 1), DayKind.PUBLIC_HOLIDAY, "元旦", "通知", by_hand=True)
    before = Table.of("", [by_hand, extra, agreeing], [])
    arrangements = read_arrangements(_file())
    assert kept_by_hand(before, arrangements) == [by_hand, extra]
    assert with_arrangements(before, arrangements).days == before.days


def test_filling_adds_whole_missing_years_and_overwrites_nothing():
    mine = Table.of(
        "",
        [SpecialDay(date(2025, 10, 9), DayKind.PUBLIC_HOLIDAY, "县庆", "通知", by_hand=True)],
        [YearArrangement(2026, arranged=False, source="以省里通知为准")],
    )
    table = filled(mine, library_table())
    assert date(2026, 1, 1) not in table.days
    assert not Calendar(table).knows(2026)
    assert table.days[date(2025, 10, 1)].name == "国庆节"
    assert table.days[date(2025, 10, 9)].name == "县庆"
    assert filled(table, library_table()) == table


@pytest.mark.parametrize(
    ("day", "kind", "name", "source", "codes"),
    [
        ("2026-03-07", DayKind.MAKEUP_WORKDAY, "清明节", "通知", []),
        ("2026-03-06", DayKind.PUBLIC_HOLIDAY, "三月三", "通知", []),
        ("2026-03-07", DayKind.PUBLIC_HOLIDAY, "三月三", "通知", []),
        ("2026-03-06", DayKind.WORKING, "", "通知", []),
        ("2026-03-06", DayKind.MAKEUP_WORKDAY, "清明节", "通知", ["not_a_weekend"]),
        ("2026-03-06", DayKind.WEEKEND, "", "通知", ["not_a_weekend"]),
        ("2026-03-07", DayKind.WORKING, "", " ", ["is_a_weekend", "source_missing"]),
        ("2026-03-06", DayKind.PUBLIC_HOLIDAY, " ", "", ["name_missing", "source_missing"]),
        (
            "2026-03-06",
            DayKind.WORKING,
            "节" * 61,
            "知" * 201,
            ["name_too_long", "source_too_long"],
        ),
    ],
)
def test_a_day_set_by_hand_must_make_sense_and_name_its_ground(day, kind, name, source, codes):
    reasons = reasons_against_day(date.fromisoformat(day), kind, name, source)
    assert [reason.code for reason in reasons] == codes


@pytest.mark.parametrize("papers", [[PAPER], [], ["x" * 300]])
def test_arrangements_survive_being_handed_through_a_form(papers):
    content = json.dumps({"year": 2027, "papers": papers, "days": [BEFORE, NEW_YEAR, MAKEUP]})
    found = read_arrangements(content.encode())
    assert read_arrangements(as_bundle(found).encode()) == found
