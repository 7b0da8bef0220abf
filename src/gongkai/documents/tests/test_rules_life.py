from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.rules import Validity, validity_on
from gongkai.documents.rules.life import (
    expiry_of,
    last_day,
    months_before,
    notes_on_term,
    reasons_against_campaign,
    reasons_against_items,
    reasons_against_result,
    years_after,
)

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def codes(reasons):
    return [reason.code for reason in reasons]


def term(title="澄明县养犬管理办法", **changes):
    stated = {"signed_on": date(2026, 5, 1), "issued_on": None, "effective_on": date(2026, 6, 1)}
    given = stated | {"expires_on": None, "years": 5, "trial_years": 2} | changes
    return codes(notes_on_term(title, **given))


def test_a_term_ends_on_the_day_before_its_anniversary():
    assert last_day(date(2026, 6, 1), 5) == date(2031, 5, 31)
    assert last_day(date(2024, 2, 29), 1) == date(2025, 2, 27)
    assert years_after(date(2024, 2, 29), 1) == date(2025, 2, 28)


def test_what_states_no_term_has_the_local_one_and_trial_rules_the_shorter():
    known = {"effective_on": date(2026, 6, 1), "expires_on": None, "years": 5, "trial_years": 2}
    assert expiry_of("养犬管理办法", **known) == date(2031, 5, 31)
    assert expiry_of("养犬管理办法（试行）", **known) == date(2028, 5, 31)
    assert expiry_of("养犬暂行办法", **known | {"expires_on": date(2027, 1, 1)}) == date(2027, 1, 1)
    assert expiry_of("养犬管理办法", **known | {"effective_on": None}) is None


def test_a_document_is_told_what_its_dates_lack():
    assert term() == ["expires_on_missing"]
    assert term(expires_on=date(2031, 5, 31)) == []
    assert term(expires_on=date(2036, 5, 31)) == ["term_too_long"]
    assert term("养犬暂行办法", expires_on=date(2031, 5, 31)) == ["term_too_long"]
    assert term(effective_on=None, signed_on=None) == ["signed_on_missing", "effective_on_missing"]
    assert "effective_early" in term(effective_on=date(2026, 4, 1), expires_on=date(2027, 1, 1))


@given(DAYS, st.integers(1, 36))
def test_months_back_and_forth_stay_within_three_days(day, months):
    back = months_before(months_before(day, months), -months)
    assert timedelta(0) <= day - back <= timedelta(days=3)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 5, 31), Validity.NOT_YET),
        (date(2026, 6, 1), Validity.IN_FORCE),
        (date(2026, 7, 1), Validity.AMENDED),
        (date(2027, 5, 31), Validity.AMENDED),
        (date(2027, 6, 1), Validity.LAPSED),
    ],
)
def test_an_amended_text_lapses_with_its_term(day, state):
    known = {"effective_on": date(2026, 6, 1), "expires_on": date(2027, 5, 31)}
    assert validity_on(day, change="amended", changed_on=date(2026, 7, 1), **known) == state


def test_a_campaign_has_a_name_and_sensible_days():
    today = date(2026, 6, 15)
    wrong = reasons_against_campaign(
        title=" ", on=date(2026, 7, 1), due_on=date(2026, 6, 1), today=today
    )
    assert codes(wrong) == ["title", "due_on", "on"]
    assert reasons_against_campaign(title="清理", on=today, due_on=today, today=today) == []


def test_every_document_has_a_proposal_and_every_change_a_reason():
    items = [("甲办法", "continue", ""), ("乙办法", "", ""), ("丙办法", "repeal", " ")]
    assert codes(reasons_against_items(items)) == ["proposal_missing", "reason_missing"]
    assert reasons_against_items([("甲办法", "continue", ""), ("丙办法", "lapse", "已到期")]) == []


def test_a_result_waits_for_every_unit_and_is_drafted_once():
    assert codes(reasons_against_result(open_parts=1, drafted=True, items=2)) == [
        "parts_open",
        "drafted_before",
    ]
    assert codes(reasons_against_result(open_parts=0, drafted=False, items=0)) == ["nothing"]
