"""Dates, scripts, attachments, bodies and warnings of the record reader."""

import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.documents.reading import Attachment, read_record
from gongkai.documents.reading import dates as reading_dates
from gongkai.documents.reading.labels import KNOWN
from gongkai.documents.reading.script import fold, without_pinyin
from gongkai.documents.reading.words import document_number, is_organ
from gongkai.documents.tests.pages import (
    BODY,
    CHROME,
    CONTENT,
    FOOTER,
    PAGES,
    SIGNED,
    TEXTS,
    TITLE,
    as_page,
)
from gongkai.documents.tests.test_reading_layouts import stated
from gongkai.files.tests import test_pdf_rows
from gongkai.files.tests.papers import as_pdf, placed_pdf


def read(text: str, name: str = "a.txt"):
    return read_record(text.encode(), name)


# Dates


@pytest.mark.parametrize(
    "text",
    [
        "2026年1月5日",
        "2026年01月05日",
        "2026-01-05",
        "2026-1-5",
        "2026/01/05",
        "2026.1.5",
        "20260105",
        "２０２６年１月５日",
        "2026 年 1 月 5 日",
        "二〇二六年一月五日",
        "二○二六年一月五日",
        "二O二六年一月五日",
        "二零二六年一月五日",
        "2026-01-05 09:30",
        "2026-01-05T09:30:00+08:00",
        "[2026-01-05]",
        "（2026年1月5日）",
    ],
)
def test_a_date_is_read_however_it_is_written(text: str) -> None:
    found = reading_dates.whole(text)
    assert found is not None
    assert found.day == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇〇四年四月二十七日", date(2004, 4, 27)),
        ("一九九六年六月二十九日", date(1996, 6, 29)),
        ("二〇一〇年十二月三十一日", date(2010, 12, 31)),
        ("二〇〇五年十月十日", date(2005, 10, 10)),
        ("二〇二〇年十一月二十日", date(2020, 11, 20)),
    ],
)
def test_chinese_numerals_are_read(text: str, day: date) -> None:
    found = reading_dates.whole(text)
    assert found is not None
    assert found.day == day


@pytest.mark.parametrize(
    "text",
    [
        "2026年1月",
        "2026-02-31",
        "2026年13月1日",
        "1900-01-01",
        "〇一〇年十二月十八日",
        "000014349/2019-00007",
        "",
    ],
)
def test_what_is_no_whole_possible_date_is_none(text: str) -> None:
    assert reading_dates.whole(text) is None


def test_a_period_is_not_a_date() -> None:
    assert reading_dates.leading("2026年1月8日至2026年1月14日") is None
    assert reading_dates.leading("2026-01-08 09:30 浏览") is not None


def test_the_time_of_publication_is_kept_in_shanghai() -> None:
    moment = read(f"标题：{TITLE}\n发布时间：2026-01-08 09:30\n{BODY}").published_at
    assert moment == datetime(2026, 1, 8, 1, 30, tzinfo=UTC)
    assert read(f"标题：{TITLE}\n发布时间：2026-01-08\n{BODY}").published_at is None


# Scripts


def test_every_traditional_form_of_our_words_is_folded() -> None:
    """The fold table against opencc: labels and patterns are known in both scripts."""
    opencc = pytest.importorskip("opencc")
    folder = Path(reading_dates.__file__).parent
    sources = [path for path in folder.glob("*.py") if path.name != "script.py"]
    used = {c for path in sources for c in path.read_text("utf-8") if "\u4e00" <= c <= "\u9fff"}
    letters = [chr(code) for code in range(0x4E00, 0xA000)]
    for standard in ("t2s", "hk2s", "tw2s"):
        simple = opencc.OpenCC(standard).convert("\n".join(letters)).split("\n")
        pairs = zip(letters, simple, strict=True)
        wanted = {a: b for a, b in pairs if b in used and a not in used and fold(a) not in used}
        assert wanted == {}


@pytest.mark.parametrize("standard", ["s2t", "s2tw", "s2hk"])
def test_every_label_is_known_in_traditional_script(standard: str) -> None:
    opencc = pytest.importorskip("opencc")
    convert = opencc.OpenCC(standard).convert
    assert [label for label in KNOWN if fold(convert(label)) != label] == []


def test_folding_keeps_every_position() -> None:
    text = "索引號：　發佈機構【１】"
    assert len(fold(text)) == len(text)
    assert fold(text) == "索引号: 发布机构[1]"


def test_pinyin_is_removed_and_other_brackets_stay() -> None:
    assert without_pinyin("政務(wù)服務(wù)的(de)合作（PPP）") == "政務服務的合作（PPP）"
    assert without_pinyin("合作(ppp)与他的(de)") == "合作(ppp)与他的(de)"


def test_pinyin_is_told_and_stays_in_the_body() -> None:
    found = read(
        f"标题：{TITLE}\n\n各单位要做好服务(wù)工作，加强值守，确保不发生重大火情，遇有情况随时报告。\n"
    )
    assert any("拼音" in warning for warning in found.warnings)
    assert "服务(wù)" in found.body


# Words


@pytest.mark.parametrize(
    "text",
    [
        "国发〔2019〕5号",
        "澄政办发[2026]12号",
        "澄政办发（2026）第12号",
        "岚财金 〔2018〕 170 号",
        "2026年第3号",
        "澄明县人民政府令第12号",
        "CMDR—2026—0001",
        "澄规审字〔2026〕3-1号",
    ],
)
def test_a_document_number_is_known(text: str) -> None:
    assert document_number(text) == text


@pytest.mark.parametrize("text", ["第三号", "2026年", "根据国发〔2019〕5号文件精神", "", "12号"])
def test_what_is_no_document_number_is_not(text: str) -> None:
    assert document_number(text) is None


@pytest.mark.parametrize(
    "text",
    ["国务院", "市發展改革委", "曹娥街道", "澄明县财政局 澄明县林业局", "县委办公室（县档案局）"],
)
def test_an_organ_is_known(text: str) -> None:
    assert is_organ(text)


@pytest.mark.parametrize(
    "text", ["各乡镇人民政府", "关于护林的通知", "一、组", "张三", "附件", "2026年1月5日"]
)
def test_what_is_no_organ_is_not(text: str) -> None:
    assert not is_organ(text)


# Attachments


def test_linked_and_named_attachments_are_listed_once() -> None:
    page = as_page(
        f"{CHROME}<h1>{TITLE}</h1><div id=zoom><p>{BODY}</p><p>附件：1.责任清单</p><p>2.值班表</p>"
        "<p><a href='/f/P0123.docx'>附件1：责任清单.docx</a> <a href='/d?file=b.pdf&x=1'>说明</a>"
        "<a href='javascript:void(0)'>下载.pdf</a><a href='/news/1.html'>新闻</a></p></div>"
    )
    assert read(page, "a.html").attachments == (
        Attachment("附件1：责任清单.docx", "/f/P0123.docx"),
        Attachment("说明", "/d?file=b.pdf&x=1"),
        Attachment("值班表", None),
    )


def test_named_attachments_of_a_text_have_no_address() -> None:
    one_line = read(f"{TITLE}\n{BODY}附件：1．责任清单 2．值班表\n{SIGNED}")
    many_lines = read(f"{TITLE}\n{BODY}附件：\n1.责任清单\n2.值班表\n\n{SIGNED}")
    expected = (Attachment("责任清单"), Attachment("值班表"))
    assert (one_line.attachments, many_lines.attachments) == (expected, expected)


def test_a_body_that_speaks_of_attachments_has_none() -> None:
    assert read(f"{TITLE}\n{BODY}请填写附件中的表格，并于月底前报送。\n{SIGNED}").attachments == ()


# Bodies


def test_the_body_of_a_page_is_the_text_without_the_site() -> None:
    found = read(as_page(f"{CHROME}<h1>{TITLE}</h1>{CONTENT}{FOOTER}"), "a.html")
    assert found.body.split("\n")[0] == "各乡镇人民政府，县直各单位："
    assert found.body.endswith("澄明县人民政府办公室\n2026年1月5日")
    assert found.body_html is not None
    assert found.body_html.startswith('<div class="TRS_Editor">')


def test_the_body_without_a_known_container_is_where_most_paragraphs_are() -> None:
    page = as_page(
        f"{CHROME}<div class=x77><h3>x</h3>{CONTENT.replace('TRS_Editor', 'y88')}</div>{FOOTER}"
    )
    assert "一、提高认识" in read(page, "a.html").body
    assert "打印" not in read(page, "a.html").body


def test_a_body_in_several_divisions_is_read_whole() -> None:
    parts = "".join(f"<div class=part><p>{number}、{BODY}</p></div>" for number in "一二三")
    found = read(as_page(f"{CHROME}<h1>{TITLE}</h1><div class=q>{parts}</div>{FOOTER}"), "a.html")
    assert all(f"{number}、各乡镇" in found.body for number in "一二三")
    assert found.body_html is not None
    assert "上一篇" not in found.body


def test_a_body_without_paragraphs_is_read_by_its_line_breaks() -> None:
    text = BODY.replace("\n", "<br>")
    found = read(
        as_page(f"{CHROME}<h1>{TITLE}</h1><div><div class=q>{text}</div></div>{FOOTER}"), "a.html"
    )
    assert found.body == BODY.strip()
    assert found.body_html is not None
    assert found.body_html.startswith('<div class="q">')


def test_the_markup_of_a_body_does_not_repeat_its_header() -> None:
    header = "<table><tr><td>索引号：</td><td>1/2026-3</td><td>文号：</td><td></td></tr></table>"
    table = "<table><tr><td>姓名</td><td>金额</td></tr></table>"
    found = read(
        as_page(f"<div id=zoom><h2>{TITLE}</h2>{header}<p>{BODY}</p>{table}</div>"), "a.html"
    )
    assert found.index_number == "1/2026-3"
    assert found.body_html is not None
    assert "索引号" not in found.body_html
    assert "姓名" in found.body_html
    assert found.body.startswith("各乡镇")


def test_tables_of_the_body_are_rows() -> None:
    rows = "<table><tr><td>姓名</td><td>金额</td></tr><tr><td>张某</td><td>1200</td></tr></table>"
    found = read(as_page(f"<h1>{TITLE}</h1><div id=zoom><p>{BODY}</p>{rows}</div>"), "a.html")
    assert "| 姓名 | 金额 |\n| 张某 | 1200 |" in found.body


def test_the_tools_around_a_text_are_no_body() -> None:
    found = read(
        f"首页 >> 通知公告\n{TITLE}\n标题：{TITLE}\n{BODY}【打印】\n【关闭】\n上一篇：无\n扫一扫在手机打开当前页\n"
    )
    assert found.body.startswith("各乡镇人民政府")
    assert found.body.endswith("确保不发生重大火情。")


def test_the_body_of_a_flattened_page_begins_after_its_tools() -> None:
    one = next(one for one in TEXTS if one.name == "全部挤在一行")
    found = read(one.text)
    assert found.body.startswith("各乡镇人民政府，县直各单位：为做好2026年")
    assert found.body.endswith("澄明县人民政府办公室 2026年1月5日")


def test_nothing_but_white_space_of_a_headerless_text_is_lost() -> None:
    text = f"{TITLE}\n澄政办发〔2026〕5号\n{BODY}{SIGNED}"
    assert "".join(read(text).body.split()) == "".join(text.split())


# Provenance


def test_the_first_provenance_line_is_only_an_address() -> None:
    text = f"# source: GitHub a/b db/x.sql row 1 (crawl of http://www.cm.gov.cn/a.htm)\n标题：{TITLE}\n{BODY}"
    found = read(text)
    assert found.source_url == "http://www.cm.gov.cn/a.htm"
    assert found.title == TITLE
    assert "source:" not in found.body


def test_the_address_of_a_page_is_its_canonical_link_or_label() -> None:
    page = as_page(f"<h1>{TITLE}</h1>{CONTENT}", "<link rel=canonical href='http://a.cn/1.html'>")
    assert read(page, "a.html").source_url == "http://a.cn/1.html"
    assert (
        read(f"标题：{TITLE}\n原文链接: https://a.cn/2.htm\n{BODY}").source_url
        == "https://a.cn/2.htm"
    )


# Extra fields for an importer


def test_what_has_no_field_of_its_own_is_kept_in_the_pairs() -> None:
    found = read(
        f"标题：{TITLE}\n责任部门：办公室\n关键词：防火 通知\n公开目录：规范性文件\n体裁分类：通知\n"
        f"公开时限：长期公开\n施行日期：2026-02-01\n废止日期：2031-01-31\n{BODY}"
    )
    assert found.department == "办公室"
    assert found.keywords == "防火 通知"
    assert found.catalogue == "规范性文件"
    assert found.genre == "通知"
    assert found.effective_on == date(2026, 2, 1)
    assert found.expires_on == date(2031, 1, 31)
    assert found.validity is None
    assert ("公开时限", "长期公开") in found.pairs
    assert any("没有写有效性" in warning for warning in found.warnings)


# Warnings


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("题头和落款的日期不同", "题头为 2026-01-15，正文落款为 2026-01-05"),
        ("落款日期残缺", "“〇二六年一月五日”不完整"),
        ("日期不完整", "“成文日期”写的是“2026年1月”"),
        ("普通文章，什么题头也没有", "没有认出题头"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(name: str, sentence: str) -> None:
    text = next(one.text for one in TEXTS if one.name == name)
    assert any(sentence in warning for warning in read(text).warnings)


@pytest.mark.parametrize("index", range(4))
def test_a_clean_page_has_no_warnings(index: int) -> None:
    assert read(PAGES[index].text, "a.html").warnings == ()


# PDF


@pytest.mark.parametrize(
    "name", ["没有题头的红头文件", "每行一对标签和值", "标题分三行，落款用汉字日期", "字间有空格"]
)
def test_a_pdf_states_the_same_as_its_text(name: str) -> None:
    one = next(one for one in TEXTS if one.name == name)
    assert stated(as_pdf(one.text), "a.pdf") == stated(one.text.encode(), "a.txt")


def test_a_header_printed_from_a_browser_is_read() -> None:
    found = read_record(placed_pdf([*test_pdf_rows.HEADER, *test_pdf_rows.TEXT]), "a.pdf")
    assert (found.index_number, found.issuer, str(found.signed_on), found.topic) == (
        "A01/2026-00012",
        "澄明县人民政府",
        "2026-01-05",
        "农业、林业、水利",
    )


# Hostile input


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *"：:|\n \t【】[]（）一、。；2026年1月5日〔〕号-—/\x1f*#",
                "索引号",
                "文号",
                "发布机构",
                "标 题",
                "公开方式",
                "成文日期",
                "关于",
                "的通知",
                "政府",
                "各单位：",
                "此件公开发布",
                "附件",
                "<td>",
                "</td>",
            ]
        ),
        min_size=1,
        max_size=80,
    )
)
def test_any_mixture_of_our_own_words_is_read_without_error(pieces: list[str]) -> None:
    found = read("".join(pieces))
    assert isinstance(found.as_json()["body"], str)


HOSTILE = """：/索引号：/标 题 /【/（/国发〔2019〕/一/附件：/2026-/发文机关#/国务院#/a:/索/ /各局：#/第/二〇/首页 >/-/《/
索引号 /文号：##/1./此件公开/2026年1月5日#""".replace("\n", "").split("/")
MEGABYTE = 1_000_000


def seconds_to_read(piece: str, size: int) -> float:
    data = (piece * (size // len(piece.encode()))).encode()
    start = time.process_time()
    read_record(data, "a.txt")
    return time.process_time() - start


@pytest.mark.parametrize("piece", [one.replace("#", "\n") for one in HOSTILE])
def test_hostile_repetition_costs_no_more_than_its_length(piece: str) -> None:
    assert seconds_to_read(piece, MEGABYTE // 4) < 4


@pytest.mark.parametrize("piece", ["|", "。\n", "防火"])
def test_five_megabytes_are_read_in_bounded_time(piece: str) -> None:
    assert seconds_to_read(piece, 5 * MEGABYTE) < 30
