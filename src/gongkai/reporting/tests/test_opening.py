"""Last year's closing opens this year: whatever became of a request, it counts once and is named."""

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.reporting.form import COLUMNS
from gongkai.reporting.opening import (
    ADDED,
    CHANGED,
    GONE,
    MOVED,
    Counted,
    apply_to_counts,
    apply_to_ids,
    opening_of,
)


def opened(closing, carried, standing):
    return opening_of(
        2, closing, carried, lambda ids: {i: standing[i] for i in ids if i in standing}
    )


def moved(found):
    return [(move.row, move.column, move.by, move.request_id) for move in found.moves]


def test_what_agrees_needs_nothing():
    found = opened({"natural": [1, 2]}, {"natural": [1, 2]}, {})
    assert (found.number, found.moves, found.told) == (2, [], {})


def test_what_last_year_did_not_know_is_new():
    found = opened({}, {"natural": [4]}, {})
    assert found.told == {ADDED: [4]}
    assert moved(found) == [("carried_in", "natural", -1, 4), ("new", "natural", 1, 4)]


def test_what_another_unit_handles_by_now_ends_here_as_other():
    found = opened({"legal": [4]}, {}, {4: None})
    assert found.told == {MOVED: [4]}
    assert [row for row, *_ in moved(found)] == ["carried_in", "total", "other"]


def test_what_is_gone_leaves_the_balance_open():
    for standing in ({}, {4: Counted("natural", ())}):
        found = opened({"natural": [4]}, {}, standing)
        assert found.told == {GONE: [4]}
        assert moved(found) == [("carried_in", "natural", 1, 4)]


def test_an_applicant_of_another_kind_stays_where_the_report_had_it():
    now = Counted("commercial", ("carried_in", "total", "granted"))
    found = opened({"natural": [4]}, {"commercial": [4]}, {4: now})
    assert found.told == {CHANGED: [4]}
    counts = {row: {"commercial": 1} for row in now.rows}
    ids = {f"table3.{row}.commercial": [4] for row in now.rows}
    apply_to_counts(counts, found.moves)
    apply_to_ids(ids, found.moves)
    assert counts == {row: {"commercial": 0, "natural": 1} for row in now.rows}
    assert ids["table3.granted.natural"] == [4]
    assert ids["table3.granted.commercial"] == []


@st.composite
def years(draw):
    """Requests by id: column last year (None: not in it), column now (None: not carried), course."""
    columns = st.sampled_from(COLUMNS[:3])
    courses = st.sampled_from(["total", "carried_out", "away", "gone"])
    rows = draw(st.lists(st.tuples(st.none() | columns, st.none() | columns, courses), max_size=12))
    return dict(enumerate(rows, 1))


@settings(max_examples=200, deadline=None)
@given(years())
def test_the_opening_is_last_years_closing_and_only_what_is_gone_breaks_the_balance(rows):
    closing, carried, standing = {}, {}, {}
    counts, ids = {}, {}
    for one, (then, now, course) in rows.items():
        here = now is not None and course in {"total", "carried_out"}
        if then:
            closing.setdefault(then, []).append(one)
        if here:
            carried.setdefault(now, []).append(one)
            standing[one] = Counted(now, ("carried_in", course))
            for row in ("carried_in", course):
                counts.setdefault(row, {}).setdefault(now, 0)
                counts[row][now] += 1
                ids.setdefault(f"table3.{row}.{now}", []).append(one)
        elif course == "away":
            standing[one] = None
    found = opened(closing, carried, standing)
    apply_to_counts(counts, found.moves)
    apply_to_ids(ids, found.moves)
    for column in COLUMNS[:-1]:
        cell = {row: counts.get(row, {}).get(column, 0) for row in ("new", "carried_in", "total")}
        out = counts.get("carried_out", {}).get(column, 0)
        assert ids.get(f"table3.carried_in.{column}", []) == closing.get(column, [])
        assert cell["carried_in"] == len(closing.get(column, []))
        gone = [one for one in found.told.get(GONE, []) if rows[one][0] == column]
        assert cell["new"] + cell["carried_in"] - len(gone) == cell["total"] + out
        for row, number in cell.items():
            assert number == len(ids.get(f"table3.{row}.{column}", []))
