"""Reading what people type: words, phrases, exclusions, 文号; nothing raises, nothing is endless."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.search.query import LONGEST_QUERY, MOST_WORDS, parse


def words(text):
    return ["|".join(word.row) for word in parse(text).words]


def excluded(text):
    return ["|".join(word.row) for word in parse(text).excluded]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("财政 预算", ["财政", "预算"]),
        ("财政，预算；决算", ["财政", "预算", "决算"]),
        ("财政　预算", ["财政", "预算"]),
        ("双随机、一公开", ["双随机", "一公开"]),
        ("“双随机、一公开”", ["双随机|一公开"]),
        ('"财政 预算" 决算', ["财政预算", "决算"]),
        ('"财政 预算', ["财政预算"]),
        ("关于“减税”的通知", ["关于", "减税", "的通知"]),
        ("1,234.5万元", ["1|234|5|万元"]),
        ("GDP增长", ["gdp|增长"]),
        ("《条例》", ["条例"]),
        ("税", ["税"]),
        ("财政 财政", ["财政"]),
        ("", []),
        ("？！…", []),
    ],
)
def test_words_stand_apart_by_spaces_and_sentence_marks(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("预算 -会议", ["会议"]),
        ("预算 －会议", ["会议"]),
        ("-“工作 会议” 预算", ["工作会议"]),
        ("2019-2020", []),
        ("预算 - 会议", []),
        ("预算-会议", []),
    ],
)
def test_a_minus_before_a_word_leaves_it_out(text, expected):
    assert excluded(text) == expected


@pytest.mark.parametrize(
    "text", ["国发〔2019〕5号", "国发 [2019] 5 号", "國發（２０１９）５号", "“国发〔2019〕5号”"]
)
def test_a_document_number_is_one_word_however_it_is_typed(text):
    (word,) = parse(text).words
    assert word.number == "国发〔2019〕5号"
    assert word.row == ("国发", "2019", "5", "号")


def test_a_document_number_among_words_is_recognised():
    numbers = [word.number for word in parse("解读 国发〔2019〕5号 减税").words]
    assert numbers == ["", "国发〔2019〕5号", ""]


@given(st.text())
def test_no_text_raises_and_every_query_is_bounded(text):
    query = parse(text)
    assert len(query.text) <= LONGEST_QUERY
    assert len(query.words) + len(query.excluded) <= MOST_WORDS
    assert all(word.row for word in query.words + query.excluded)


@pytest.mark.parametrize(
    "piece", ["财", "财 ", "a", '"', "“", "-", "\0", "😀", "(", "AND ", "*", "\ud800"]
)
def test_a_hundred_thousand_characters_are_cut_and_the_reader_is_told(piece):
    query = parse(piece * 100_000)
    assert len(query.text) <= LONGEST_QUERY
    assert query.notes


def test_a_text_without_anything_to_look_for_says_so():
    assert parse("😀").is_empty
    assert parse("😀").notes == ("请输入汉字、字母或数字",)
    assert parse("").notes == ()
