"""The checks of rules §3.4 on the published fixture, and on every single-cell change of it."""

from copy import deepcopy
from itertools import count, islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.reporting import annual, rules
from gongkai.reporting.form import (
    COLUMNS,
    DETAILS,
    KEYS,
    TABLE4_COLUMNS,
    TABLE4_GROUPS,
    places,
)
from gongkai.reporting.tests.synthetic import facts

OUTCOMES = (5345, 2120, 13, 30, 11, 49, 103, 84, 282, 147, 3075, 177, 19, 199, 147, 0, 100, 5)
OUTCOMES = (*OUTCOMES, 315, 202, 941)
NATURAL = {
    "new": 13612,
    "carried_in": 535,
    **dict(
        zip(
            DETAILS,
            OUTCOMES,
            strict=True,
        )
    ),
    "total": 13364,
    "carried_out": 783,
}
ROWS = {
    "new": [13612, 252, 0, 45, 128, 32, 14069],
    "carried_in": [535, 6, 0, 1, 18, 0, 560],
    "total": [13364, 252, 0, 44, 121, 29, 13810],
    "carried_out": [783, 6, 0, 2, 25, 3, 819],
}
TABLE4 = {
    "review": [376, 97, 196, 121, 790],
    "lawsuit_direct": [16, 1, 12, 27, 56],
    "lawsuit_after_review": [74, 1, 30, 51, 156],
}


def fixture():
    """The published rows; the outcomes of the other columns are put into the first outcome."""
    table = {key: list(ROWS[key]) for key in ROWS}
    for key in DETAILS:
        rest = ROWS["total"][1:6] if key == "granted" else [0] * 5
        table[key] = [NATURAL[key], *rest, NATURAL[key] + sum(rest)]
    return table


def codes(found):
    return {one.check for one in found}


def test_the_published_fixture_passes_every_check():
    assert rules.violations_of_table3(fixture()) == []
    assert rules.violations_of_table4(TABLE4) == []


def expected_checks(key):
    """The equations that a cell of this row stands in."""
    wanted = {"C3"}
    if key in {"new", "carried_in", "carried_out", "total"}:
        wanted.add("C1")
    if key in {*DETAILS, "total"}:
        wanted.add("C2")
    return wanted


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("place", range(7))
def test_each_single_cell_change_of_the_fixture_is_caught(key, place):
    table = fixture()
    table[key][place] += 1
    found = rules.violations_of_table3(table)
    assert codes(found) == expected_checks(key)
    assert rules.suspect(found) == f"table3.{key}.{COLUMNS[place]}"


@settings(max_examples=60, deadline=None)
@given(facts(), st.sampled_from(KEYS), st.integers(0, 6), st.integers(1, 500), st.booleans())
def test_each_single_cell_change_of_any_table_is_caught(report, key, place, by, down):
    changed = report.with_cell(key, place, report.table3[key][place] + (-by if down else by))
    found = rules.violations_of_table3(changed.table3)
    assert expected_checks(key) <= codes(found)
    assert ("C5" in codes(found)) == (changed.table3[key][place] < 0)


@pytest.mark.parametrize("group", TABLE4_GROUPS)
@pytest.mark.parametrize("place", range(5))
def test_each_change_in_part_four_is_caught(group, place):
    table = {key: list(cells) for key, cells in TABLE4.items()}
    table[group][place] += 1
    (found,) = rules.violations_of_table4(table)
    assert (found.check, found.where) == ("T4", f"table4.{group}.total")


def settled_report():
    """A whole report that passes every check, last year's, and the records behind each cell."""
    table2 = {"regulations": [0, 0, 0], "normative": [5, 2, 30]}
    table2 |= {"licence": 218, "penalty": 12, "coercion": 0, "fees_wan": 3.25}
    before = {**table2, "normative": [4, 1, 27]}
    opened = {key: [0] * 7 for key in KEYS} | {"carried_out": ROWS["carried_in"]}
    ids, fresh = {}, count(1)
    for where in places():
        if not where.startswith("table2"):
            number = annual.number_at({"table3": fixture(), "table4": TABLE4}, where)
            if not where.endswith(".total"):
                ids[where] = list(islice(fresh, number))
    tables = annual.Tables(table2, fixture(), TABLE4)
    return tables, annual.Tables(before, opened, TABLE4), ids


SETTLED = settled_report()


def checks_broken(tables):
    _, before, ids = SETTLED
    texts = {"others": "本年收取信息处理费300元。"}
    return codes(
        [
            *annual.violations(tables, before, texts, 2024),
            *rules.violations_of_power(tables.at("table2.regulations.0"), may_make=False),
            *annual.unsourced(tables.as_json(), ids, SETTLED[0].table2),
        ]
    )


def test_a_whole_report_passes_every_check():
    assert checks_broken(SETTLED[0]) == set()


def checks_expected(where):
    table, key, *rest = where.split(".")
    if table == "table4":
        return {"SRC", "T4"}
    if table == "table3":
        return {"SRC"} | expected_checks(key) | ({"C4"} if key == "carried_in" else set())
    if where == "table2.regulations.0":
        return {"SRC", "T2", "R1"}
    return {"SRC", "T2"} if rest else {"SRC"}


@pytest.mark.parametrize("where", places())
@pytest.mark.parametrize("by", [1, -1])
def test_each_single_cell_change_of_a_settled_report_is_caught_by_name(where, by):
    changed = deepcopy(SETTLED[0].as_json())
    table, key, *rest = where.split(".")
    if rest:
        columns = {"table3": COLUMNS, "table4": TABLE4_COLUMNS}.get(table, "012")
        changed[table][key][columns.index(rest[0])] += by
    else:
        changed[table][key] += by
    broken = checks_broken(annual.Tables(**changed))
    value = annual.number_at(changed, where)
    assert broken - {"C5"} == checks_expected(where) - ({"R1"} if by < 0 else set())
    assert ("C5" in broken) == (value < 0)


def test_only_some_governments_make_regulations():
    (found,) = rules.violations_of_power(2, may_make=False)
    assert (found.check, found.where) == ("R1", "table2.regulations.0")
    assert rules.violations_of_power(2, may_make=True) == []
    assert rules.violations_of_power(None, may_make=False) == []


def test_requests_that_contradict_their_row_are_named():
    (found,) = rules.violations_of_open({"carried_out": [3, 5]})
    assert (found.check, found.where, found.cases) == ("C7", "table3.carried_out.total", (3, 5))


def test_reports_of_units_are_rolled_up_request_by_request():
    whole = {"table3.new.natural": [1, 2, 3], "table3.total.natural": [1]}
    part = {"table3.new.natural": [1, 2], "table3.total.natural": [1]}
    other = {"table3.new.natural": [3]}
    assert rules.violations_of_rollup(whole, [part, other]) == []
    (twice,) = rules.violations_of_rollup(whole, [part, {"table3.new.natural": [2, 3]}])
    assert (twice.check, twice.where, twice.cases) == ("C8", "table3.new.natural", (2,))
    assert "重复计入 1 件" in twice.text
    (lost,) = rules.violations_of_rollup(whole, [part])
    assert (lost.cases, lost.expected, lost.found) == ((3,), 3, 2)
    (extra,) = rules.violations_of_rollup(whole, [part, {"table3.new.natural": [3, 9]}])
    assert extra.cases == (9,)


def test_a_number_below_zero_or_with_a_fraction_is_named():
    table = fixture()
    table["granted"][2] = -1
    table["other"][0] = 1.5
    places = {one.where for one in rules.violations_of_table3(table) if one.check == "C5"}
    assert places == {"table3.granted.research", "table3.other.natural"}


def test_a_row_that_is_not_there_is_not_judged():
    table = fixture()
    table["granted"] = [None] * 7
    assert rules.violations_of_table3(table) == []


def test_last_years_closing_figures_open_this_year():
    found = rules.violations_of_opening(
        [3, 0, 0, 0, 0, 0, 3], [2, 1, 0, 0, 0, 0, 3], lambda _: True
    )
    assert [one.where for one in found] == [
        "table3.carried_in.natural",
        "table3.carried_in.commercial",
    ]
    assert codes(found) == {"C4"}


def test_documents_in_force_follow_from_last_year():
    assert rules.violations_of_force("normative", [88, 55, 698], 665) == []
    (found,) = rules.violations_of_force("normative", [77, 132, 470], 698)
    assert (found.expected, found.found) == (643, 470)


def test_more_made_than_in_force_is_impossible():
    table = {"regulations": [0, 0, 0], "normative": [5, 1, 3]}
    (found,) = rules.violations_of_table2(table)
    assert (found.check, found.found) == ("T2", 3)


def test_an_unpaid_fee_must_be_reported_in_part_six():
    assert codes(rules.violations_of_fee(2, "无其他事项。")) == {"C6"}
    assert rules.violations_of_fee(2, "本年收取信息处理费300元。") == []
    assert rules.violations_of_fee(0, "") == []
