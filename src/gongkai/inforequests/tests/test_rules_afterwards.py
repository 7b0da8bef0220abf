"""Disputes, spot checks and conversions as plain rules."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.casework.rules import ZONE
from gongkai.inforequests.rules.afterwards import (
    CRITERIA,
    DECISIONS,
    DisputeFacts,
    draw,
    reasons_against_decision,
    reasons_against_dispute,
    reasons_against_ground,
    reasons_against_proposing,
    reasons_against_scores,
)
from gongkai.inforequests.rules.facts import RequestFacts
from gongkai.inforequests.tests.law import CALENDAR

DAY = date(2026, 6, 15)


def codes(found):
    return [reason.code for reason in found]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"kind": "appeal"}, ["kind"]),
        ({"filed_on": date(2026, 6, 16)}, ["filed_on"]),
        ({"filed_on": date(2026, 5, 1)}, ["filed_on"]),
        ({"filed_on": date(2026, 5, 1), "replied_on": None}, []),
        ({"filed_on": date(2026, 5, 1), "due_on": date(2026, 4, 30)}, []),
        ({"filed_on": date(2026, 5, 1), "due_on": date(2026, 5, 1)}, ["filed_on"]),
        ({"kind": "suit_after"}, ["earlier"]),
        ({"kind": "suit_after", "earlier_decided": False}, ["earlier"]),
        ({"kind": "suit_after", "earlier_decided": True}, []),
    ],
)
def test_a_dispute_must_be_possible(changes, expected) -> None:
    facts = {
        "kind": "reconsideration",
        "filed_on": date(2026, 6, 10),
        "replied_on": date(2026, 6, 1),
        "today": DAY,
    }
    assert codes(reasons_against_dispute(DisputeFacts(**facts | changes))) == expected


@pytest.mark.parametrize(
    ("word", "column"),
    [
        *[(word, "corrected") for word in ("撤销", "变更", "确认违法", "责令履行")],
        *[(word, "upheld") for word in ("维持", "驳回诉讼请求")],
        *[(word, "other") for word in ("撤回", "驳回申请", "不予受理", "终止")],
    ],
)
def test_each_word_counts_in_its_column_of_the_report(word: str, column: str) -> None:
    assert dict(DECISIONS.values())[word] == column


def test_a_decision_before_the_filing_or_after_today_is_refused() -> None:
    filed = date(2026, 6, 1)
    assert codes(reasons_against_decision("upheld", date(2026, 5, 31), filed, DAY)) == [
        "decided_on"
    ]
    assert codes(reasons_against_decision("upheld", date(2026, 6, 16), filed, DAY)) == [
        "decided_on"
    ]
    assert codes(reasons_against_decision("other", DAY, filed, DAY)) == ["decision"]


def test_the_score_sheet_adds_up_to_a_hundred() -> None:
    assert sum(each.points for each in CRITERIA) == 100


def test_lost_points_need_their_reason() -> None:
    full = {each.code: each.points for each in CRITERIA}
    assert reasons_against_scores(full, "") == []
    assert codes(reasons_against_scores(full | {"term": 10}, " ")) == ["remark"]
    assert codes(reasons_against_scores(full | {"term": 26}, "")) == ["term"]
    assert codes(reasons_against_scores({}, "")) == [each.code for each in CRITERIA]


POOLS = st.dictionaries(
    st.integers(1, 9), st.lists(st.integers(1, 10_000), unique=True, max_size=30), max_size=6
)


@given(POOLS, st.integers(1, 60), st.integers(0, 2**24))
def test_a_draw_can_be_repeated_and_is_fair_to_units(pool, size: int, seed: int) -> None:
    pool = {unit: [unit * 100_000 + each for each in ids] for unit, ids in pool.items()}
    drawn = draw(pool, size, seed)
    shuffled = {unit: list(reversed(ids)) for unit, ids in reversed(pool.items())}
    assert drawn == draw(shuffled, size, seed)
    everything = [each for ids in pool.values() for each in ids]
    assert len(drawn) == len(set(drawn)) == min(size, len(everything))
    taken = {unit: len(set(ids) & set(drawn)) for unit, ids in pool.items()}
    for unit, count in taken.items():
        if count < len(pool[unit]):
            assert max(taken.values()) - count <= 1


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"ground": "fame"}, ["ground"]),
        ({"applicants": 1}, ["applicants"]),
        ({"applicants": 1, "ground": "public_interest"}, []),
    ],
)
def test_what_several_ask_for_may_be_published(changes, expected) -> None:
    facts = {"ground": "several", "applicants": 2, "least": 2}
    assert codes(reasons_against_ground(**facts | changes)) == expected


@pytest.mark.parametrize(
    ("row", "proposed", "expected"),
    [
        ("granted", False, []),
        ("partial", False, []),
        ("d1", False, ["row"]),
        ("", False, ["row"]),
        ("granted", True, ["proposed"]),
    ],
)
def test_only_what_was_given_is_proposed_and_once(row, proposed, expected) -> None:
    facts = RequestFacts(events=(), calendar=CALENDAR, row=row, proposed=proposed)
    assert (
        codes(reasons_against_proposing(facts, datetime(2026, 6, 15, 9, tzinfo=ZONE))) == expected
    )
