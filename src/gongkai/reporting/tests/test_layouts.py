"""Invented reports in every layout: read back exactly, or unsure with the truth among the readings."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.reporting.checking import read_report
from gongkai.reporting.form import KEYS, TABLE4_GROUPS
from gongkai.reporting.tests import synthetic
from gongkai.reporting.tests.synthetic import EXACT, FUSED, ORGAN, facts
from gongkai.reporting.tests.test_rules import expected_checks

FEW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def known(report, where, cells):
    """The cells as read; or their place among the readings of an open row."""
    table, _, key = where.partition(".")
    if table == "table4":
        found = [cell for group in TABLE4_GROUPS for cell in report.table4[group]]
    else:
        found = getattr(report, table)[key]
    open_row = report.unsure(where)
    if open_row is not None:
        assert tuple(cells) in open_row.candidates, where
        assert all(a is None or a == b for a, b in zip(found, cells, strict=True)), where
        return False
    assert found == list(cells), where
    return True


def check_tables(report, truth, *, exactly):
    whole = [known(report, f"table3.{key}", truth.table3[key]) for key in KEYS]
    fifteen = [cell for group in TABLE4_GROUPS for cell in truth.table4[group]]
    whole.append(known(report, "table4", fifteen))
    whole.append(known(report, "table2.regulations", truth.regulations))
    whole.append(known(report, "table2.normative", truth.normative))
    for key in ("licence", "penalty", "coercion", "fees_wan"):
        assert report.table2[key] == getattr(truth, key), key
    assert not exactly or all(whole)


@pytest.mark.parametrize("layout", sorted(EXACT))
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(truth=facts())
def test_a_report_with_borders_reads_back_exactly(layout, truth):
    report = read_report(*EXACT[layout](truth))
    check_tables(report, truth, exactly=True)
    assert (report.violations, report.ambiguous, report.year) == ([], [], truth.year)
    assert report.organ == ORGAN or layout == "html_traditional"


@pytest.mark.parametrize("layout", sorted(FUSED))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(truth=facts())
def test_digits_run_together_are_split_by_the_equations(layout, truth):
    report = read_report(*FUSED[layout](truth))
    check_tables(report, truth, exactly=False)
    assert report.violations == []


@pytest.mark.parametrize("layout", ["html_plain", "txt_spaces", "txt_pipes", *sorted(FUSED)])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(truth=facts(), key=st.sampled_from(KEYS), place=st.integers(0, 6), by=st.integers(1, 60))
def test_a_wrong_cell_is_reported_and_never_repaired(layout, truth, key, place, by):
    wrong = truth.with_cell(key, place, truth.table3[key][place] + by)
    report = read_report(*{**EXACT, **FUSED}[layout](wrong))
    check_tables(report, wrong, exactly=layout in EXACT)
    found = {one.check for one in report.violations}
    unsure = report.unsure(f"table3.{key}") is not None
    assert expected_checks(key) <= found or (layout in FUSED and unsure and found)


@FEW
@given(truth=facts())
def test_thousands_commas_and_big_numbers(truth):
    rows = {key: [cell * 137 for cell in cells] for key, cells in truth.table3.items()}
    big = synthetic.narrated(
        synthetic.replace(truth, table3=rows, thousands=True, licence=1_204_455)
    )
    for layout in ("html_plain", "txt_spaces", "txt_cells"):
        report = read_report(*EXACT[layout](big))
        check_tables(report, big, exactly=True)
        assert report.violations == []


@FEW
@given(truth=facts())
def test_a_blank_cell_is_null_and_never_zero(truth):
    rows = {
        key: [cell or None if place < 6 else cell for place, cell in enumerate(cells)]
        for key, cells in truth.table3.items()
    }
    blank = synthetic.replace(truth, table3=rows)
    for layout in ("html_plain", "html_nested", "txt_pipes", "txt_tabs", "txt_closed_cells"):
        report = read_report(*EXACT[layout](blank))
        check_tables(report, blank, exactly=True)
        assert report.violations == []


@pytest.mark.parametrize("mark", ["—", "/", "-", "——"])
def test_a_dash_is_null(mark):
    truth = synthetic.narrated(
        synthetic.Facts(
            2022, {key: [0] * 7 for key in KEYS}, {key: [0] * 5 for key in TABLE4_GROUPS}
        )
    )
    data, name = synthetic.html_plain(truth)
    marked = data.decode().replace('<td width="60">0</td>', f'<td width="60">{mark}</td>')
    report = read_report(marked.encode(), name)
    assert all(cell is None for cells in report.table3.values() for cell in cells)


def old(truth):
    """Without the rows that the form of 2019 did not have."""
    rows = {key: list(cells) for key, cells in truth.table3.items()}
    for key in ("other_not_corrected", "other_fee_unpaid"):
        rows["other"] = [a + b for a, b in zip(rows["other"], rows[key], strict=True)]
        rows[key] = [None] * 7
    return synthetic.narrated(synthetic.replace(truth, year=2020, table3=rows))


@pytest.mark.parametrize("layout", ["html_2019", "txt_2019"])
@FEW
@given(truth=facts())
def test_the_form_of_2019_keeps_its_own_columns(layout, truth):
    truth = old(truth)
    report = read_report(*getattr(synthetic, layout)(truth))
    assert report.layout == "2019"
    assert {key: report.table3[key] for key in KEYS} == {
        key: list(cells) for key, cells in truth.table3.items()
    }
    assert report.table2["normative"] == [5, None, None]
    assert (report.table2["licence"], report.table2["fees_wan"]) == (truth.licence, None)
    assert report.table2_2019["normative"] == [5, 4, 63]
    assert report.table2_2019["licence"] == [120, -3, truth.licence]
    assert report.violations == []


@FEW
@given(truth=facts())
def test_the_form_of_2019_with_digits_run_together_is_never_guessed(truth):
    truth = old(truth)
    report = read_report(*synthetic.txt_fused_2019(truth))
    assert report.layout == "2019"
    for key in KEYS:
        known(report, f"table3.{key}", truth.table3[key])
    stated = {
        "licence": (120, -3, truth.licence),
        "penalty": (35, 0, truth.penalty),
        "normative": (5, 4, 63),
    }
    for key, cells in stated.items():
        open_row = report.unsure(f"table2.{key}")
        assert report.table2_2019[key] == list(cells) or cells in open_row.candidates
    assert report.violations == []


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(truth=facts(most=60))
def test_blank_cells_without_a_trace_are_never_guessed(truth):
    rows = {
        key: [cell or None if place < 6 else cell for place, cell in enumerate(cells)]
        for key, cells in truth.table3.items()
    }
    report = read_report(*FUSED["txt_fused"](synthetic.replace(truth, table3=rows)), seconds=1.0)
    for key in KEYS:
        known(report, f"table3.{key}", rows[key])
    assert report.violations == []


@pytest.mark.parametrize("layout", ["html_plain", "txt_cells", *sorted(FUSED)])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    truth=facts(),
    group=st.sampled_from(TABLE4_GROUPS),
    place=st.integers(0, 4),
    by=st.integers(1, 9),
)
def test_a_wrong_number_in_part_four_is_reported(layout, truth, group, place, by):
    cells = list(truth.table4[group])
    cells[place] += by
    wrong = synthetic.replace(truth, table4={**truth.table4, group: cells})
    report = read_report(*{**EXACT, **FUSED}[layout](wrong))
    fifteen = [cell for key in TABLE4_GROUPS for cell in wrong.table4[key]]
    rows = report.table4.values()
    if layout in FUSED and all(None not in row and sum(row[:4]) == row[4] for row in rows):
        # The wrong number, run together with the others, also reads as right ones: the same digits.
        read = [cell for key in TABLE4_GROUPS for cell in report.table4[key]]
        assert "".join(map(str, read)) == "".join(map(str, fifteen))
        return
    if tuple(fifteen) not in {one for open_row in report.ambiguous for one in open_row.candidates}:
        known(report, "table4", fifteen)
    assert "T4" in {one.check for one in report.violations} or layout in FUSED
