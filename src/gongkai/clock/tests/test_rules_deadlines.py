"""Deadlines with pauses and their explanation (rule sheet §1.5, §15; design §4)."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.clock.rules import (
    Calendar,
    DayKind,
    Pause,
    Period,
    deadline,
    merged,
    wd_add,
    wd_between,
)
from gongkai.clock.rules.library import library_table

CALENDAR = Calendar(library_table())
SPRING = date(2026, 1, 28)
UNITS = st.sampled_from([Period.WORKING_DAYS, Period.CALENDAR_DAYS])
DAYS = st.dates(date(2025, 1, 1), date(2026, 9, 30))


@st.composite
def pauses(draw, around=date(2026, 1, 1), spread=120):
    start = around + timedelta(days=draw(st.integers(0, spread)))
    return Pause(
        start, start + timedelta(days=draw(st.integers(0, 25))), draw(st.text("甲乙", max_size=2))
    )


PAUSES = st.lists(pauses(), max_size=5)
STARTS = st.dates(date(2025, 12, 1), date(2026, 3, 31))


def _due(start, days, unit=Period.WORKING_DAYS, gaps=()):
    return deadline(CALENDAR, start, days, unit, gaps).due


def _covered(gaps, day):
    return any(gap.covers(day) for gap in gaps)


def test_a_consultation_moves_the_deadline_by_the_working_days_it_took():
    gap = Pause(date(2026, 2, 10), date(2026, 3, 5), "征求第三方意见")
    base = wd_add(CALENDAR, SPRING, 20)
    assert wd_between(CALENDAR, gap.start, gap.end) == 13
    assert _due(SPRING, 20, gaps=[gap]) == wd_add(CALENDAR, base, 13) == date(2026, 3, 20)


def test_two_consultations_at_the_same_time_count_once():
    gaps = [
        Pause(date(2026, 2, 10), date(2026, 3, 5), "征求第三方意见"),
        Pause(date(2026, 2, 12), date(2026, 3, 3), "征求共同制作机关意见"),
    ]
    assert _due(SPRING, 20, gaps=gaps) == _due(SPRING, 20, gaps=gaps[:1])


def test_an_open_consultation_leaves_no_due_date_and_says_what_is_left():
    found = deadline(
        CALENDAR, SPRING, 20, pauses=[Pause(date(2026, 2, 10), None, "征求第三方意见")]
    )
    assert found.due is None
    assert found.remaining == 11
    last = found.explanation[-1]
    assert last.date == date(2026, 2, 11)
    assert last.paused
    assert (
        last.text
        == "星期三，工作日，中止计时（征求第三方意见），不计；中止尚未结束，已计9天，余11天"
    )


def test_an_open_pause_after_a_closed_one_counts_what_was_used_before_both():
    gaps = [Pause(date(2026, 1, 30), date(2026, 2, 5)), Pause(date(2026, 2, 10), None)]
    found = deadline(CALENDAR, SPRING, 20, pauses=gaps)
    assert (found.due, found.remaining) == (None, 15)
    assert sum(note.counted is not None for note in found.explanation) == 5


def test_a_letter_sent_on_the_last_day_still_stops_the_clock():
    due = _due(SPRING, 20)
    assert due == date(2026, 3, 3)
    assert _due(SPRING, 20, gaps=[Pause(due, date(2026, 3, 10))]) == date(2026, 3, 10)
    assert _due(SPRING, 20, gaps=[Pause(due, None)]) is None


def test_a_letter_sent_after_the_period_is_over_revives_nothing():
    late = Pause(date(2026, 3, 4), date(2026, 3, 20))
    found = deadline(CALENDAR, SPRING, 20, pauses=[late])
    assert found.due == date(2026, 3, 3)
    assert found.ignored == (late,)
    assert _due(SPRING, 20, gaps=[Pause(date(2026, 3, 4), None)]) == date(2026, 3, 3)


def test_a_letter_sent_on_the_weekend_after_a_friday_deadline_is_late():
    friday = date(2026, 3, 13)
    late = Pause(date(2026, 3, 15), date(2026, 3, 18))
    assert _due(date(2026, 3, 6), 5, gaps=[late]) == friday
    held = Pause(friday, date(2026, 3, 15))
    assert _due(date(2026, 3, 6), 5, gaps=[held, late]) == date(2026, 3, 18)


def test_a_pause_that_began_before_the_start_takes_only_what_lies_after_it():
    gaps = [Pause(date(2026, 1, 5), date(2026, 1, 30)), Pause(date(2025, 1, 1), date(2025, 2, 1))]
    found = deadline(CALENDAR, SPRING, 20, pauses=gaps)
    assert found.due == wd_add(CALENDAR, SPRING, 22)
    assert found.ignored == (gaps[1],)


def test_a_pause_of_a_calendar_day_period_is_counted_in_calendar_days():
    gap = Pause(date(2026, 3, 10), date(2026, 3, 17))
    assert _due(date(2026, 3, 2), 30, Period.CALENDAR_DAYS, [gap]) == date(2026, 4, 8)


def test_a_calendar_period_moved_off_a_weekend_can_still_be_paused_on_it():
    start, saturday = date(2026, 3, 1), date(2026, 3, 21)
    assert _due(start, 20, Period.CALENDAR_DAYS) == date(2026, 3, 23)
    gap = Pause(saturday + timedelta(days=1), date(2026, 3, 25))
    assert _due(start, 20, Period.CALENDAR_DAYS, [gap]) == date(2026, 3, 25)


def test_months_are_told_as_calendar_days():
    found = deadline(CALENDAR, date(2026, 3, 12), 6, Period.MONTHS)
    assert found.due == date(2026, 9, 14)
    assert [note.text for note in found.explanation[-3:]] == [
        "星期六，周末，计第184天（共184日），期满日逢休息日，顺延",
        "星期日，周末，顺延",
        "星期一，工作日，顺延至本日，期限届满",
    ]


def test_calendar_days_within_known_years_are_sure_whatever_follows():
    assert not deadline(CALENDAR, date(2026, 12, 1), 30, Period.CALENDAR_DAYS).provisional
    assert deadline(CALENDAR, date(2026, 12, 20), 30, Period.CALENDAR_DAYS).provisional
    assert deadline(CALENDAR, date(2026, 12, 31), 1).provisional


def test_the_explanation_reads_like_a_wall_calendar():
    told = {str(note.date): note for note in deadline(CALENDAR, SPRING, 20).explanation}
    assert told["2026-01-28"].text == "星期三，起算当日（工作日），不计入"
    assert told["2026-01-29"].text == "星期四，工作日，计第1天（共20个工作日）"
    assert told["2026-01-31"].text == "星期六，周末，不计"
    assert told["2026-02-14"].text == "星期六，春节（调休上班），计第13天（共20个工作日）"
    assert told["2026-02-16"].text == "星期一，春节（法定节假日），不计"
    assert told["2026-03-03"].text == "星期二，工作日，计第20天（共20个工作日），期限届满"
    assert told["2026-02-16"].kind is DayKind.PUBLIC_HOLIDAY


def test_a_pause_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="早于"):
        Pause(date(2026, 2, 2), date(2026, 2, 1))


@given(PAUSES)
def test_merged_pauses_are_apart_and_cover_the_same_days(gaps):
    union = merged(gaps)
    assert all(a.end < b.start for a, b in pairwise(union))
    for offset in range(160):
        day = date(2026, 1, 1) + timedelta(days=offset)
        assert _covered(gaps, day) is _covered(union, day)


@given(STARTS, st.integers(1, 60), UNITS, PAUSES)
def test_overlapping_pauses_give_the_same_deadline_as_their_union(start, days, unit, gaps):
    assert _due(start, days, unit, gaps) == _due(start, days, unit, merged(gaps))


@given(STARTS, st.integers(1, 60), UNITS, PAUSES, pauses())
def test_one_more_pause_never_brings_the_deadline_forward(start, days, unit, gaps, more):
    assert _due(start, days, unit, [*gaps, more]) >= _due(start, days, unit, gaps)


@given(STARTS, st.integers(1, 60), PAUSES, st.dates(date(2025, 12, 1), date(2026, 6, 1)))
@example(date(2026, 3, 6), 5, [], date(2026, 3, 13))
def test_a_pause_without_a_working_day_changes_nothing(start, days, gaps, day):
    # Letters go out on working days here; on a weekend see the Friday test above.
    gaps = [gap for gap in gaps if CALENDAR.works(gap.start)]
    end = day
    while not CALENDAR.works(end + timedelta(days=1)):
        end += timedelta(days=1)
    assert wd_between(CALENDAR, day, end) == 0
    assert _due(start, days, gaps=[*gaps, Pause(day, end)]) == _due(start, days, gaps=gaps)


@given(STARTS, st.integers(0, 10), st.integers(1, 60), st.integers(0, 10), UNITS, PAUSES)
def test_later_starts_and_longer_periods_end_no_earlier(start, later, days, more, unit, gaps):
    end = _due(start, days, unit, gaps)
    assert _due(start + timedelta(days=later), days, unit, gaps) >= end
    assert _due(start, days + more, unit, gaps) >= end


@given(STARTS, st.integers(1, 60), UNITS, PAUSES)
def test_the_due_date_is_a_working_day_and_the_explanation_leads_to_it(start, days, unit, gaps):
    found = deadline(CALENDAR, start, days, unit, gaps)
    notes = found.explanation
    assert CALENDAR.works(found.due)
    span = (found.due - start).days
    assert [note.date for note in notes] == [start + timedelta(days=n) for n in range(span + 1)]
    counted = [note for note in notes if note.counted is not None]
    assert [note.counted for note in counted] == list(range(1, days + 1))
    assert not any(_covered(gaps, note.date) for note in counted)
    assert all(_covered(gaps, note.date) for note in notes if note.paused)
    assert notes[-1].text.endswith("届满")
    assert sum("届满" in note.text for note in notes) == 1
    if unit is Period.WORKING_DAYS:
        assert all(CALENDAR.works(note.date) for note in counted)


@given(STARTS, st.integers(1, 60), UNITS, PAUSES, st.dates(date(2026, 1, 1), date(2026, 5, 1)))
def test_what_is_left_in_an_open_pause_is_what_the_explanation_did_not_count(
    start, days, unit, gaps, since
):
    found = deadline(CALENDAR, start, days, unit, [*gaps, Pause(since, None)])
    if found.due is None:
        counted = sum(note.counted is not None for note in found.explanation)
        assert found.remaining == days - counted
        assert found.explanation[-1].paused
        assert f"余{found.remaining}天" in found.explanation[-1].text
    else:
        assert found.due < since


@given(STARTS, st.integers(1, 60), UNITS, PAUSES)
def test_a_deadline_names_the_calendar_it_was_computed_with(start, days, unit, gaps):
    assert deadline(CALENDAR, start, days, unit, gaps).calendar_digest == CALENDAR.digest
