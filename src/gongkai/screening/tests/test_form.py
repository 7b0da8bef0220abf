"""Form: header against text, links, columns."""

from dataclasses import replace

import pytest

from gongkai.screening.rules.form import LinkState, Record, check_form, record_in
from gongkai.screening.rules.form.links import check_links, links_in
from gongkai.screening.rules.form.sorting import check_section, sort_text

BODY = """澄明县人民政府办公室关于印发
节约用水管理办法的通知
澄政办发〔2026〕8号

各乡镇人民政府：
　　现将《节约用水管理办法》印发给你们，请认真贯彻执行。
澄明县人民政府办公室
2026年3月15日
"""
HEADER = {
    "标题": "澄明县人民政府办公室关于印发节约用水管理办法的通知",
    "索引号": "000000000/2026-00008",
    "发布机构": "澄明县人民政府办公室",
    "发文字号": "澄政办发〔2026〕8号",
    "成文日期": "2026-03-15",
    "发布日期": "2026-03-18",
    "主题分类": "农业、林业、水利",
    "公开方式": "主动公开",
    "有效性": "有效",
    "内容概述": "节约用水",
}
RECORD = Record(HEADER, BODY)


def rules(record: Record) -> list[str]:
    return [finding.rule for finding in check_form(record)]


def test_a_record_in_order_has_no_findings() -> None:
    assert rules(RECORD) == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"标题": "澄明县人民政府办公室关于印发节约用电管理办法的通知"}, "title_differs"),
        ({"发文字号": "澄政办发〔2026〕9号"}, "number_differs"),
        ({"成文日期": "2026-03-14"}, "date_differs"),
        ({"发布日期": "2026-03-01"}, "dates_in_disorder"),
        ({"内容概述": ""}, "missing_field"),
    ],
)
def test_what_differs_from_the_text_is_told(change: dict[str, str], rule: str) -> None:
    assert rules(replace(RECORD, header={**HEADER, **change})) == [rule]


def test_issuer_and_date_at_the_end_of_a_short_text_are_not_taken_for_its_title() -> None:
    header = {"标题": "澄明县市场监督管理局2026年工作要点", "成文日期": "2026-03-09"}
    body = "2026年重点抓好以下工作。\n\n澄明县市场监督管理局\n\n2026年3月9日\n"
    assert [one.rule for one in check_form(Record(header, body), required=())] == []


def test_the_place_of_what_differs_is_in_the_whole_text() -> None:
    text = (
        "标题："
        + HEADER["标题"]
        + "\n发文字号：澄政办发〔2026〕9号\n成文日期：2026年3月15日\n\n"
        + BODY
    )
    record = record_in(text)
    assert record is not None
    (finding,) = check_form(record, required=())
    assert text[finding.start : finding.end] == "澄政办发〔2026〕8号"


def test_a_text_without_header_lines_is_no_record() -> None:
    assert record_in(BODY) is None


@pytest.mark.parametrize(
    ("link", "rule"),
    [
        ('<a href="">附件</a>', "empty_link"),
        ('<a href="#">附件</a>', "empty_link"),
        ("<a href='javascript:void(0)'>附件</a>", "empty_link"),
        ('<a href="file:///C:/a.doc">附件</a>', "local_link"),
        ('<a href="C:\\\\a.doc">附件</a>', "local_link"),
        ('<a href="http://localhost:8080/a">附件</a>', "local_link"),
        ('<a href="http://192.168.1.8/a.doc">附件</a>', "local_link"),
        ('<a target="_blank" href="https://www.example.com/x">看</a>', "foreign_link"),
        ('<a href="https://casino.example.com/"></a>', "hidden_link"),
    ],
)
def test_a_bad_link_is_told(link: str, rule: str) -> None:
    assert [finding.rule for finding in check_links(links_in(f"<p>{link}</p>"))] == [rule]


@pytest.mark.parametrize(
    "address",
    ["https://www.gov.cn/a.htm", "/files/a.pdf", "../a.html", "#part", "mailto:a@b.gov.cn"],
)
def test_a_good_link_is_left_alone(address: str) -> None:
    assert check_links(links_in(f'<a href="{address}">正文</a>')) == []


def test_only_an_address_that_was_tried_is_called_dead() -> None:
    links = [("附件", "https://www.gov.cn/a", 0, 0), ("附件", "https://www.gov.cn/b", 0, 0)]
    states = {"https://www.gov.cn/a": LinkState.DEAD, "https://www.gov.cn/b": LinkState.UNKNOWN}
    assert [finding.text for finding in check_links(links, states)] == [
        "附件（https://www.gov.cn/a）"
    ]


POWERS = "权力类型 职权名称 设定依据 责任事项 追责情形 行使层级 实施主体：澄明县水利局"


def test_a_list_of_powers_under_penalties_is_told_with_the_reasons() -> None:
    (finding,) = check_section("行政处罚", "澄明县水利局权责清单（2026年版）", POWERS)
    assert finding.rule == "misfiled"
    assert "标题有“权责清单”" in finding.message
    assert check_section("权责清单", "澄明县水利局权责清单（2026年版）", POWERS) == []


def test_a_column_of_mixed_things_is_not_judged() -> None:
    assert check_section("公示公告", "澄明县水利局权责清单", POWERS) == []


def test_a_text_that_says_little_has_no_kind() -> None:
    assert sort_text("关于召开会议的通知", "请准时参加。").kind == ""
