"""The narrative and the neighbouring years held against the tables."""

from dataclasses import replace

import pytest

from gongkai.files.extraction import Unreadable
from gongkai.reporting.checking import check_report, link_years, read_report
from gongkai.reporting.form import KEYS, TABLE4_GROUPS
from gongkai.reporting.tests.synthetic import (
    Facts,
    balanced,
    html_plain,
    narrated,
    txt_fused,
    txt_spaces,
)


def report_of(year=2023, **changes):
    """A small consistent report: 12 received, 2 carried in, 13 closed, 1 carried out."""
    rows = {key: [0] * 7 for key in KEYS}
    rows["new"] = balanced([11, 1, 0, 0, 0, 0])
    rows["carried_in"] = balanced([2, 0, 0, 0, 0, 0])
    rows["granted"] = balanced([8, 1, 0, 0, 0, 0])
    rows["unable_not_held"] = balanced([4, 0, 0, 0, 0, 0])
    rows["total"] = balanced([12, 1, 0, 0, 0, 0])
    rows["carried_out"] = balanced([1, 0, 0, 0, 0, 0])
    remedies = {key: balanced([1, 0, 1, 0]) for key in TABLE4_GROUPS}
    return narrated(replace(Facts(year, rows, remedies), **changes))


def wrong(report, old, new):
    return replace(report, narrative=report.narrative.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("申请12件", "申请15件", "table3.new.total"),
        ("办结13件", "办结12件", "table3.total.total"),
        ("1件结转下年度", "2件结转下年度", "table3.carried_out.total"),
        ("上年结转2件", "上年结转0件", "table3.carried_in.total"),
        ("行政复议2件", "行政复议3件", "table4.review.total"),
        ("行政诉讼4件", "行政诉讼2件", "table4.lawsuit"),
        ("予以公开9件", "予以公开8件", "text.category:予以公开"),
    ],
)
@pytest.mark.parametrize("layout", [html_plain, txt_spaces, txt_fused])
def test_a_sentence_that_contradicts_the_table_is_named(old, new, where, layout):
    truth = report_of()
    assert old in truth.narrative
    report = read_report(*layout(wrong(truth, old, new)))
    assert [(one.check, one.where) for one in report.violations] == [("TEXT", where)]


def test_received_may_count_what_was_carried_in():
    assert read_report(*html_plain(wrong(report_of(), "申请12件", "申请14件"))).violations == []


def test_another_year_in_the_period_is_named():
    data, name = html_plain(report_of())
    text = data.decode().replace(
        "自2023年1月1日起至2023年12月31日", "自2022年1月1日起至2022年12月31日"
    )
    (found,) = read_report(text.encode(), name).violations
    assert (found.check, found.expected, found.found) == ("PERIOD", 2023, 2022)


def test_last_years_report_is_held_against_this_years():
    before = read_report(*html_plain(report_of(2022)))
    report = check_report(*html_plain(report_of(2023, normative=(4, 1, 31))), previous=before)
    assert {(one.check, one.where) for one in report.violations} == {
        ("C4", "table3.carried_in.natural"),
        ("C4", "table3.carried_in.total"),
        ("T2", "table2.normative"),
    }


def test_a_report_that_is_not_of_the_year_before_is_not_compared():
    before = read_report(*html_plain(report_of(2020)))
    report = check_report(*html_plain(report_of(2023)), previous=before)
    assert report.violations == []
    assert "两年不相接" in report.notes[-1]


def test_a_row_without_equations_is_settled_by_the_neighbouring_years():
    reports = [
        read_report(*txt_fused(report_of(2021, normative=(69, 3, 665)))),
        read_report(*html_plain(report_of(2022, normative=(88, 55, 698)))),
    ]
    link_years(reports)
    open_row = reports[0].unsure("table2.normative")
    assert open_row.candidates == ((6, 93, 665), (69, 3, 665))
    assert reports[0].table2["normative"] == [None, None, 665]
    reports[0] = read_report(*txt_fused(report_of(2021, normative=(9, 3, 665))))
    link_years(reports)
    assert reports[0].table2["normative"] == [9, 3, 665]
    assert "下一年度" in reports[0].ambiguous[0].because


def test_a_row_is_settled_by_last_years_figure_in_force():
    before = read_report(*html_plain(report_of(2022, normative=(88, 55, 698))))
    report = check_report(*txt_fused(report_of(2023, normative=(15, 13, 700))), previous=before)
    assert report.table2["normative"] == [15, 13, 700]
    assert report.unsure("table2.normative") is None


def test_a_file_without_the_tables_is_no_report():
    with pytest.raises(Unreadable, match="没有找到年度报告"):
        read_report("关于开展政府信息公开工作的通知。各单位：请认真落实。".encode(), "a.txt")


def test_figures_of_two_offices_may_add_up_to_the_table():
    truth = report_of(normative=(13, 0, 40))
    told = f"{truth.narrative}县政府制发规范性文件5件，县政府办制发规范性文件8件。"
    assert read_report(*html_plain(replace(truth, narrative=told))).violations == []
    told = f"{truth.narrative}县政府制发规范性文件5件，县政府办制发规范性文件9件。"
    found = read_report(*html_plain(replace(truth, narrative=told))).violations
    assert {one.where for one in found} == {"table2.normative"}
