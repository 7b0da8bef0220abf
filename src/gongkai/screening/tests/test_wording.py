"""Wording: what is told, what is left alone, and where each list comes from."""

from datetime import date

import pytest

from gongkai.screening.engine import Engine
from gongkai.screening.rules.sets import wording_rules
from gongkai.screening.rules.wording.entries import (
    DATA,
    LISTS,
    Entry,
    Leader,
    in_force,
    read_entries,
    read_phrases,
    shipped_entries,
)

ENGINE = Engine()


def told(text: str) -> list[tuple[str, str]]:
    return [
        (finding.rule, finding.text)
        for finding in ENGINE.screen_text(text)
        if finding.category == "wording"
    ]


@pytest.mark.parametrize(
    ("text", "rule", "wrong"),
    [
        ("认真布署各项工作", "wrong_word", "布署"),
        ("既使遇到困难", "wrong_word", "既使"),
        ("截止2021年12月底，全县", "wrong_word", "截止"),
        ("截止目前", "wrong_word", "截止目前"),
        ("该楼座落于人民路", "wrong_word", "座落"),
        ("据报导，工程已开工", "wrong_word", "报导"),
        ("大桥合缝", "wrong_word", "大桥合缝"),
        ("开设银行帐户", "wrong_word", "帐户"),
        ("其它事项", "wrong_word", "其它"),
        ("己经完成", "wrong_word", "己经"),
        ("末按规定公示", "wrong_word", "末按规定"),
        ("政务效劳中心", "swapped_word", "政务效劳"),
        ("行政处分裁量基准", "swapped_word", "行政处分裁量"),
        ("依请求公开", "swapped_word", "依请求公开"),
        ("实行的的办法", "doubled_word", "的的"),
        ("有关部门部门应当", "doubled_word", "部门部门"),
        ("请各单位，，认真落实", "doubled_word", "，，"),
        ("习近平新时代中国特设社会主义思想", "fixed_phrase", "习近平新时代中国特设社会主义思想"),
        ("铸劳中华民族共同体意识", "fixed_phrase", "铸劳中华民族共同体意识"),
        ("增强“四个意思”", "fixed_phrase", "增强“四个意思”"),
        ("会期2026年2月29日", "impossible_date", "2026年2月29日"),
        ("2月30日前", "impossible_date", "2月30日"),
        ("2026年13月", "impossible_date", "2026年13月"),
        ("二〇二六年六月三十一日", "impossible_date", "六月三十一日"),
        ("截至2026-02-30", "impossible_date", "2026-02-30"),
        ("澄政发[2021]5号", "document_number", "[2021]5号"),
        ("澄政发〔2021〕005号", "document_number", "〔2021〕005号"),
        ("澄政发〔2021〕第5号", "document_number", "〔2021〕第5号"),
        ("澄政发【2021】5号", "document_number", "【2021】5号"),
        ("秘密★1年", "secret_mark", "秘密★"),
        ("机密 ★ 长期", "secret_mark", "机密 ★"),
        ("内部资料，注意保存", "internal_mark", "内部资料"),
        ("（此件不公开）", "internal_mark", "此件不公开"),
        ("来自日本、香港等国家", "listed_as_country", "香港"),
        ("赴美国、日本、台湾考察", "listed_as_country", "台湾"),
        ("中国和台湾的往来", "region_wording", "中国和台湾"),
        ("残废人就业", "discriminatory", "残废人"),
    ],
)  # fmt: skip
def test_it_is_told(text: str, rule: str, wrong: str) -> None:
    assert (rule, wrong) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "报名截止2021年3月5日，逾期不再受理",
        "截止时间为3月5日",
        "各部门分布署名情况",
        "向上级申报导入数据",
        "上年末经审计的报表",
        "研究竟标价的规定",
        "检查院落卫生",
        "交付主任务清单",
        "的的确确，常常，人人，种种，刚刚，研究研究",
        "现在在建的项目，参与与会人员名单",
        "为人民服务、便民服务中心",
        "政务处分决定，给予警告处分",
        "习近平新时代中国特色社会主义思想，铸牢中华民族共同体意识",
        "“四个意识”“四个自信”“两个维护”",
        "2024年2月29日，1—12月，13个月，18月龄，12月31日",
        "农历二月三十日",
        "（2021）鲁03民初123号",
        "国发〔2021〕5号，2021年第5号公告",
        "商业机密，五星★级，秘密事项范围",
        "注明“此件公开发布”“此件不公开”或者“此件依申请公开”",
        "内部资料性出版物管理办法",
        "港澳台地区同胞，中国香港、中国澳门和日本",
        "美国、日本等国家和台湾地区",
    ],
)
def test_it_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_there_are_enough_entries_and_each_tells_its_source() -> None:
    assert len(list(read_entries(DATA / LISTS["wrong_word"], "wrong_word"))) >= 150
    entries = shipped_entries()
    assert len(entries) >= 500
    assert all("起用" in entry.source for entry in entries)


@pytest.mark.parametrize("entry", shipped_entries(), ids=lambda entry: f"{entry.kind}-{entry.word}")
def test_no_suggestion_is_wrong_itself(entry: Entry) -> None:
    if not entry.suggestion or "（" in entry.suggestion:
        return
    wrong = [word for rule, word in told(entry.suggestion) if rule == entry.kind]
    assert wrong == []


def test_every_phrase_is_right_by_itself_and_beside_the_others() -> None:
    phrases = [phrase.text for phrase in read_phrases()]
    assert told("，".join(phrases)) == []


def test_entries_are_used_from_their_first_to_their_last_day() -> None:
    entry = Entry("甲", "乙", valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [len(in_force([entry], day)) for day in days] == [0, 1, 1, 0]


LEADERS = [
    Leader("谷雨生", "澄明县县长", 1, date(2025, 1, 1)),
    Leader("谷雨生", "澄明县副县长", 5, None, date(2024, 12, 31)),
    Leader("白露明", "澄明县副县长", 2, date(2024, 1, 1)),
]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("澄明县县长谷雨升出席", "领导人姓名疑有错字"),
        ("澄明县副县长谷雨生出席", "谷雨生的职务与现行名单不符"),
        ("白露明、谷雨生等出席", "领导人排序与名单不符"),
        ("谷\n雨生出席", "领导人姓名被断在两行"),
    ],
)
def test_leaders_are_held_to_a_dated_table(text: str, message: str) -> None:
    engine = Engine(wording_rules([], [], LEADERS, date(2026, 3, 1)))
    assert [finding.message for finding in engine.screen_text(text)] == [message]


def test_leaders_as_the_table_has_them_are_right() -> None:
    engine = Engine(wording_rules([], [], LEADERS, date(2026, 3, 1)))
    assert engine.screen_text("澄明县县长谷雨生、澄明县副县长白露明，谷雨生、白露明出席") == []
