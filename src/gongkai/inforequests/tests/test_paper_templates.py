"""What may be edited in a template, and what may not."""

import pytest

from gongkai.inforequests.papers import (
    PAPERS,
    default_text,
    reasons_against_template,
    render_text,
)
from gongkai.inforequests.papers.fields import FIELDS
from gongkai.inforequests.papers.samples import facts_of
from gongkai.inforequests.papers.slots import SLOTS

FIXED = [(code, slot) for code, paper in PAPERS.items() for slot in paper.slots]


def codes(code, text):
    return [reason.code for reason in reasons_against_template(code, text)]


@pytest.mark.parametrize(("code", "slot"), FIXED)
def test_no_fixed_part_can_be_edited_away(code, slot):
    without = default_text(code).replace(f"【{slot}】\n", "")
    found = reasons_against_template(code, without)
    assert [reason.code for reason in found] == ["template_slot_missing"]
    assert f"【{slot}】" in found[0].sentence
    assert found[0].ground == SLOTS[slot].article


@pytest.mark.parametrize(("code", "slot"), FIXED)
def test_no_fixed_part_can_be_made_conditional(code, slot):
    hidden = default_text(code).replace(f"【{slot}】", f"{{?理由}}【{slot}】")
    assert "template_slot_missing" in codes(code, hidden)


def test_remedy_cannot_be_written_by_hand_beside_the_fixed_one():
    text = default_text("reply_d1") + "您也可以直接向人民法院提起行政诉讼。\n"
    found = reasons_against_template("reply_d1", text)
    assert [reason.code for reason in found] == ["template_remedy"]
    assert "直接向人民法院" in found[0].sentence


def test_procedural_paper_cannot_be_given_a_remedy():
    text = default_text("extension") + "如不服，可以申请行政复议。\n"
    assert codes("extension", text) == ["template_remedy"]
    assert "template_slot_unknown" in codes(
        "extension", default_text("extension") + "【救济告知】\n"
    )


def test_fixed_parts_keep_their_order():
    text = "【救济告知】\n【收到申请】\n【依据和决定】\n理由如下：{理由}\n"
    assert codes("reply_d1", text) == ["template_slot_order"]


def test_fixed_part_stands_once():
    text = default_text("reply_d1") + "【救济告知】\n"
    assert codes("reply_d1", text) == ["template_slot_twice"]


def test_what_the_law_wants_said_must_be_said():
    text = default_text("clarification").replace("{需要补正的事项}\n", "")
    assert codes("clarification", text) == ["template_word_missing"]


def test_what_must_be_said_may_not_depend_on_its_absence():
    text = default_text("reply_d1").replace("{理由}", "{!理由}{理由}")
    assert codes("reply_d1", text) == ["template_word_missing"]


def test_letter_to_a_third_party_cannot_name_the_applicant():
    text = default_text("third_party") + "申请人为{申请人}，内容为{申请内容}。\n"
    assert codes("third_party", text) == ["template_personal", "template_personal"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{不存在的项}", "template_word_unknown"),
        ("缺一半{理由", "template_braces"),
        ("字" * 20_001, "template_too_long"),
    ],
)
def test_slips_are_named(line, code):
    assert code in codes("reply_d1", f"{default_text('reply_d1')}{line}\n")


@pytest.mark.parametrize("text", ["", "  \n", "# 只有注释\n"])
def test_empty_template_is_refused(text):
    assert codes("reply_d1", text) == ["template_empty"]


def test_edited_words_are_printed_around_the_fixed_parts():
    text = default_text("reply_d1") + "感谢您对教育工作的关心\n# 不印出来\n"
    printed = render_text("reply_d1", facts_of("reply_d1"), text)
    assert "　　感谢您对教育工作的关心。\n〔署名〕" in printed
    assert "不印出来" not in printed


def test_line_ends_where_its_condition_fails():
    text = default_text("reply_d1") + "请来电。{?联系方式}甲{!机关电话}乙\n"
    assert "　　请来电。甲\n" not in render_text("reply_d1", facts_of("reply_d1"), text)
    assert "　　请来电。甲。\n" in render_text("reply_d1", facts_of("reply_d1"), text)


def test_rows_become_a_table_and_dashes_a_page():
    text = default_text("registration") + "---\n== 附页\n| 甲 | 乙 |\n"
    printed = render_text("registration", facts_of("registration"), text)
    assert printed.endswith("〔另起一页〕\n〔小标题〕附页\n│ 甲 │ 乙 │\n")


def test_every_word_in_braces_says_what_it_means():
    assert all(field.meaning for field in FIELDS.values())
