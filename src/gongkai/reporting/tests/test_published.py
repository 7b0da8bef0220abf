"""Reports as other sites publish them: read exactly, or said to be unsure; never a wrong number."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.files.extraction import Unreadable
from gongkai.reporting.checking import read_report
from gongkai.reporting.checking.narrative import Scope, figures_in
from gongkai.reporting.checking.numbers import fold
from gongkai.reporting.form import KEYS
from gongkai.reporting.tests.published import PUBLISHED, html_groups
from gongkai.reporting.tests.synthetic import facts, replace
from gongkai.reporting.tests.test_comparing import report_of
from gongkai.reporting.tests.test_layouts import check_tables
from gongkai.reporting.tests.test_rules import expected_checks

FEW = settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SCOPE = Scope(2023, "澄明县水务局")


@pytest.mark.parametrize("layout", sorted(PUBLISHED))
@FEW
@given(truth=facts())
def test_every_layout_reads_back_exactly(layout, truth):
    report = read_report(*PUBLISHED[layout](truth))
    check_tables(report, truth, exactly=True)
    assert (report.violations, report.ambiguous, report.year) == ([], [], truth.year)


@pytest.mark.parametrize("layout", sorted(PUBLISHED))
@FEW
@given(truth=facts(), key=st.sampled_from(KEYS), place=st.integers(0, 6), by=st.integers(1, 60))
def test_a_wrong_cell_is_found_in_every_layout(layout, truth, key, place, by):
    wrong = truth.with_cell(key, place, truth.table3[key][place] + by)
    report = read_report(*PUBLISHED[layout](wrong))
    check_tables(report, wrong, exactly=True)
    assert expected_checks(key) <= {one.check for one in report.violations}


def test_rows_printed_with_nothing_in_them_count_as_nothing():
    truth = report_of()
    bare = {key: [value or None for value in cells] for key, cells in truth.table3.items()}
    broken = [*bare["granted"][:6], (bare["granted"][6] or 0) + 5]
    report = read_report(*html_groups(replace(truth, table3={**bare, "granted": broken})))
    assert report.table3["refuse_publication"] == bare["refuse_publication"]
    assert {"C2", "C3"} <= {one.check for one in report.violations}


def test_a_blank_total_beside_counted_parts_is_a_broken_sum():
    truth = report_of()
    report = read_report(*html_groups(truth.with_cell("new", 6, None)))
    found = next(one for one in report.violations if one.where == "table3.new.total")
    assert (found.check, found.found) == ("C3", None)


def test_labels_worded_otherwise_are_known_by_their_place():
    data, name = html_groups(report_of())
    text = data.decode().replace("4.无正当理由大量反复申请", "4.滥用申请权频繁申请")
    report = read_report(text.encode(), name)
    assert report.table3 == report_of().table3


@pytest.mark.parametrize(
    "sentence",
    [
        "2021年至2023年累计制发规范性文件63件",
        "2021年、2022年、2023年分别收到政府信息公开申请7件、8件、9件",
        "上半年收到政府信息公开申请7件",
        "2022年度，本机关收到政府信息公开申请7件，办结7件",
        "行政诉讼：未经复议直接起诉",
    ],
)
def test_figures_of_other_times_are_not_those_of_the_year(sentence):
    assert figures_in(fold(f"（二）依申请公开。{sentence}。"), SCOPE) == []


def test_the_figure_of_another_organ_is_only_a_part():
    text = fold("（二）依申请公开。其中县住房和城乡建设局收到政府信息公开申请7件。")
    assert all(one.of_part or one.kind != "received" for one in figures_in(text, SCOPE))


def test_each_of_several_outcomes_in_a_row_is_compared():
    text = fold("（二）依申请公开。予以公开2件、部分公开1件、不予公开4件。")
    found = {(one.kind, one.value) for one in figures_in(text, SCOPE)}
    assert found == {
        ("category:予以公开", 2),
        ("category:部分公开", 1),
        ("category:不予公开", 4),
    }


def test_a_page_made_to_wear_the_reader_out_is_refused_in_time():
    cell = "<td rowspan=9999 colspan=9999>一、本年新收政府信息公开申请数量 5</td>"
    page = f"<html><body><table>{('<tr>' + cell * 20) * 60}</table></body></html>"
    with pytest.raises(Unreadable, match="三张统计表"):
        read_report(page.encode(), "a.html")


def test_broken_bytes_are_refused_or_read_and_never_crash():
    data, _ = html_groups(report_of())
    assert read_report(data + b'\r"a,\rb",' * 20, "a.html").year == 2023
    text = ("一、本年新收政府信息公开申请数量,1,0,0,0,0,0,1\r," + '"\r\n') * 12
    assert read_report(text.encode(), "a.txt").table3["new"] == [1, 0, 0, 0, 0, 0, 1]
