"""The reply period over its events, by worked examples across holidays (§1.5, §2.4, §15.3)."""

import pytest

from gongkai.clock.rules import wd_add, wd_between
from gongkai.inforequests.rules.clock import ClockState, deadline_of, prospects, silences, what_if
from gongkai.inforequests.rules.events import Event
from gongkai.inforequests.tests.law import CALENDAR, clock, day, due, events

SPRING = "received 01-28"


@pytest.mark.parametrize(
    ("received", "last"),
    [
        ("2025-01-20", "2025-02-21"),
        ("2025-09-19", "2025-10-23"),
        ("2025-09-28", "2025-10-31"),
        ("2026-01-28", "2026-03-03"),
        ("2026-04-28", "2026-05-28"),
        ("2026-09-18", "2026-10-22"),
        ("2026-10-10", "2026-11-06"),
        ("2026-12-03", "2026-12-31"),
    ],
)
def test_a_reply_is_due_twenty_working_days_after_receipt(received, last):
    found = clock(f"received {received}")
    assert (found.state, found.due, found.due0) == (ClockState.RUNNING, day(last), day(last))
    assert found.next_date == found.extend_by == day(last)


def test_a_year_that_is_not_arranged_yet_makes_the_date_provisional():
    assert clock("received 12-04").provisional
    assert not clock("received 12-03").provisional


def test_a_request_from_the_internet_waits_for_its_confirmation_and_says_so():
    found = clock("received 02-14 0 internet")
    assert (found.state, found.due) == (ClockState.WAITING, None)
    assert [(each.kind, each.by) for each in found.pending] == [("confirmation", day("02-14"))]
    assert found.next_date == day("02-14")
    assert due("received 01-24 0 internet", "confirmed 01-28") == day("03-03")


def test_a_confirmation_that_came_late_is_remarked_upon():
    found = clock("received 01-12 0 internet", "confirmed 01-28")
    assert [reason.code for reason in found.remarks] == ["confirmed_late"]
    assert found.receipt == day("01-28")


def test_a_second_confirmation_changes_nothing():
    found = clock("received 01-27 0 fax", "confirmed 01-28", "confirmed 02-05")
    assert found.due == day("03-03")
    assert [reason.code for reason in found.remarks] == ["confirmed_again"]


def test_a_consultation_is_taken_out():
    found = clock(SPRING, "consult_sent 02-10 0 甲", "consult_closed 03-05 0 甲")
    assert (found.due, found.excluded_days) == (day("03-20"), 13)


def test_two_consultations_at_the_same_time_are_a_union_never_a_sum():
    both = [SPRING, "consult_sent 02-10 0 甲", "consult_closed 03-05 0 甲"]
    both += ["consult_sent 02-12 0 乙", "consult_closed 03-03 0 乙"]
    assert due(*both) == day("03-20")


def test_an_open_consultation_pauses_the_clock_and_has_its_own_date():
    found = clock(SPRING, "consult_sent 02-10 0 甲")
    assert (found.state, found.due, found.remaining) == (ClockState.PAUSED, None, 11)
    assert found.extend_by is None
    assert [(each.ref, each.by, each.estimated) for each in found.pending] == [
        ("甲", wd_add(CALENDAR, day("02-10"), 15), True)
    ]
    known = clock(SPRING, "consult_sent 02-10 0 甲", "consult_received 02-12 0 甲")
    assert [(each.by, each.estimated) for each in known.pending] == [(day("03-11"), False)]


def test_an_opinion_after_its_fifteen_days_is_on_the_agencys_time():
    sent = [SPRING, "consult_sent 02-10 0 甲", "consult_received 02-12 0 甲"]
    in_time = clock(*sent, "consult_closed 03-11 0 甲")
    late = clock(*sent, "consult_closed 03-25 0 甲")
    assert late.due == in_time.due
    assert [reason.code for reason in late.remarks] == ["opinion_late"]
    assert not in_time.remarks


def test_silence_ends_a_consultation_with_its_fifteenth_day():
    known = events(SPRING, "consult_sent 02-10 0 甲", "consult_received 02-12 0 甲")
    assert silences(known, CALENDAR, day("03-11")) == ()
    assert silences(known, CALENDAR, day("03-12")) == (
        Event("consult_closed", day("03-11"), 0, "甲"),
    )
    unknown = events(SPRING, "consult_sent 02-10 0 甲")
    assert silences(unknown, CALENDAR, day("12-01")) == ()


def test_a_correction_starts_the_period_again():
    asked = [SPRING, "clarification_asked 02-03 10"]
    waiting = clock(*asked)
    assert (waiting.state, waiting.due) == (ClockState.WAITING, None)
    assert [(each.kind, each.by) for each in waiting.pending] == [("clarification", day("02-24"))]
    found = clock(*asked, "clarified 02-25")
    assert (found.receipt, found.due) == (day("02-25"), wd_add(CALENDAR, day("02-25"), 20))


def test_a_second_demand_for_correction_does_not_stop_the_clock():
    once = [SPRING, "clarification_asked 02-03", "clarified 02-25"]
    again = clock(*once, "clarification_asked 03-02", "clarified 03-20")
    assert again.due == due(*once)
    assert [reason.code for reason in again.remarks] == ["clarification_again", "clarified_void"]


def test_a_demand_for_correction_after_the_due_date_saves_nothing():
    late = clock(SPRING, "clarification_asked 03-04", "clarified 03-10")
    assert late.due == day("03-03")
    assert [reason.code for reason in late.remarks] == ["clarification_expired", "clarified_void"]


def test_an_extension_adds_at_most_twenty_days_and_only_once():
    found = clock(SPRING, "extended 03-03 20")
    assert (found.due, found.extended_days, found.extend_by) == (day("03-31"), 20, None)
    assert due(SPRING, "extended 03-03 5") == day("03-10")
    longer = clock(SPRING, "extended 03-03 30")
    assert (longer.due, longer.remarks[0].code) == (day("03-31"), "extension_too_long")
    twice = clock(SPRING, "extended 02-10 5", "extended 03-03 15")
    assert (twice.due, twice.remarks[0].code) == (day("03-10"), "extended_again")


def test_an_extension_after_the_first_due_date_does_not_count():
    late = clock(SPRING, "extended 03-04 20")
    assert (late.due, late.remarks[0].code) == (day("03-03"), "extension_late")
    paused = clock(SPRING, "consult_sent 02-10", "consult_closed 03-05", "extended 03-20 20")
    assert (paused.due, paused.remarks) == (wd_add(CALENDAR, day("03-20"), 20), ())


def test_forty_days_is_the_most_without_exclusions():
    found = clock(SPRING, "extended 02-10 20")
    assert wd_between(CALENDAR, day("01-28"), found.due) == 40


def test_a_fee_notice_waits_for_payment_and_payment_starts_the_period_again():
    noticed = [SPRING, "fee_noticed 02-03", "fee_receipt 02-06"]
    waiting = clock(*noticed)
    assert (waiting.state, waiting.due) == (ClockState.WAITING, None)
    assert [(p.kind, p.by, p.estimated) for p in waiting.pending] == [
        ("payment", wd_add(CALENDAR, day("02-06"), 20), False)
    ]
    assert due(*noticed, "fee_paid 03-02") == wd_add(CALENDAR, day("03-02"), 20)


def test_payment_makes_a_further_extension_possible():
    paid = [SPRING, "extended 02-02 10", "fee_noticed 02-03", "fee_paid 03-02"]
    assert clock(*paid).extended_days == 0
    assert due(*paid, "extended 03-10 20") == wd_add(CALENDAR, day("03-02"), 40)


def test_a_fee_notice_after_the_due_date_saves_nothing():
    late = clock(SPRING, "fee_noticed 03-04", "fee_paid 03-10")
    assert late.due == day("03-03")
    assert [reason.code for reason in late.remarks] == ["fee_expired", "paid_void"]


def test_reasonable_delay_adds_to_the_period_and_asking_for_reasons_does_not_pause_it():
    asked = clock(SPRING, "reasons_asked 02-02 7")
    assert asked.due == day("03-03")
    assert [(each.kind, each.by) for each in asked.pending] == [("reasons", day("02-11"))]
    delayed = clock(SPRING, "reasons_asked 02-02", "reasons_given 02-05", "delay_set 02-06 30")
    assert delayed.due == wd_add(CALENDAR, day("01-28"), 50)


def test_a_reply_is_in_time_when_it_is_served_in_time():
    drafted = clock(SPRING, "replied 03-03")
    assert drafted.state is ClockState.RUNNING
    assert [(each.kind, each.by) for each in drafted.pending] == [("service", day("03-03"))]
    assert clock(SPRING, "replied 03-02", "served 03-03").on_time is True
    assert clock(SPRING, "replied 03-03", "served 03-04").on_time is False
    assert drafted.on_time is None


def test_a_reply_ends_what_was_open():
    found = clock(SPRING, "consult_sent 02-10 0 甲", "replied 02-24", "served 02-25")
    assert (found.state, found.pending) == (ClockState.STOPPED, ())
    assert found.due == wd_add(
        CALENDAR, day("03-03"), wd_between(CALENDAR, day("02-10"), day("02-24"))
    )


def test_nothing_done_after_the_reply_moves_its_period():
    rows = [SPRING, "replied 02-24", "extended 02-25 20", "consult_sent 02-25", "served 03-10"]
    found = clock(*rows)
    assert (found.due, found.on_time) == (day("03-03"), False)
    assert {reason.code for reason in found.remarks} == {"after_reply"}


@pytest.mark.parametrize("kind", ["withdrawn", "closed", "clarification_lapsed", "fee_lapsed"])
def test_the_clock_stops_when_the_request_ends(kind):
    found = clock(SPRING, f"{kind} 02-05", "extended 02-06 20")
    assert (found.state, found.next_date, found.on_time) == (ClockState.STOPPED, None, None)
    assert found.due == day("03-03")


def test_the_order_of_recording_does_not_matter():
    rows = [SPRING, "clarification_asked 02-03", "clarified 02-25", "consult_sent 03-02 0 甲"]
    rows += ["consult_closed 03-12 0 甲", "extended 03-20 15"]
    assert clock(*reversed(rows)) == clock(*rows)


def test_the_explanation_names_every_day_and_the_article():
    found = clock(
        SPRING, "consult_sent 02-10 0 甲", "consult_closed 03-05 0 甲", "extended 03-20 5"
    )
    lines = {line.date: line for line in found.explanation}
    assert list(lines) == sorted(lines)
    assert lines[day("01-28")].text.startswith("星期三，工作日，起算当日，不计入；申请到达")
    assert lines[day("02-11")].articles == ("条例第三十三条第三款",)
    assert lines[day("02-14")].paused
    assert "春节（法定节假日）" in lines[day("02-16")].text
    assert lines[day("03-06")].counted == 10
    assert "延期第1天" in lines[day("03-23")].text
    assert "条例第三十三条第二款" in lines[day("03-20")].articles
    assert found.explanation[-1].text.endswith("延期第5天，期限届满")
    assert [line.counted for line in found.explanation if line.counted] == list(range(1, 26))


def test_the_explanation_stops_where_the_clock_stands():
    last = clock(SPRING, "consult_sent 02-10").explanation[-1]
    assert last.text.endswith("征求意见尚未结束，已计9天，余11天")
    waiting = clock(SPRING, "clarification_asked 02-03", "clarified 02-10").explanation
    texts = {line.date: line.text for line in waiting}
    assert texts[day("02-04")].endswith("等待申请人补正，不计")
    assert "重新起算" in texts[day("02-10")]


def test_an_overdue_reply_is_explained_without_a_line_for_every_day_since():
    found = clock(SPRING, "replied 05-20", "served 05-21").explanation
    assert [line.date for line in found][-3:] == [day("03-03"), day("05-20"), day("05-21")]
    assert "期限已于2026-03-03届满" in found[-1].text


def test_what_would_be_if_is_the_same_law():
    known = events(SPRING)
    assert what_if(known, events("extended 02-10 20"), CALENDAR).due == day("03-31")
    found = {each.label: each for each in prospects(known, CALENDAR, day("02-10"))}
    assert (found["今日延期20个工作日"].due, found["今日延期20个工作日"].moves) == (
        day("03-31"),
        20,
    )
    assert found["今日发函征求意见，15个工作日后收回"].moves == 15
    assert prospects(known, CALENDAR, day("03-04")) == ()
    assert prospects(events(SPRING, "withdrawn 02-02"), CALENDAR, day("02-03")) == ()


def test_what_is_awaited_is_offered_as_what_would_be():
    paused = events(SPRING, "consult_sent 02-10 0 甲")
    found = {each.label: each.due for each in prospects(paused, CALENDAR, day("03-05"))}
    assert found["今日收回全部意见"] == day("03-20")
    assert found["2026-03-09（最后一天）收回意见"] == day("03-24")
    unpaid = events(SPRING, "fee_noticed 02-10")
    labels = [each.label for each in prospects(unpaid, CALENDAR, day("03-05"))]
    assert labels == ["今日缴费", "2026-03-16（最后一天）申请人缴纳信息处理费"]


def test_a_consultation_whose_term_is_over_shows_what_the_law_makes_of_it():
    known = events(SPRING, "consult_sent 02-10 0 甲", "consult_received 02-12 0 甲")
    found = {each.label: each.due for each in prospects(known, CALENDAR, day("04-01"))}
    silent = "意见期限已于2026-03-11届满，登记逾期未提出意见"
    assert found[silent] == due(
        SPRING,
        "consult_sent 02-10 0 甲",
        "consult_received 02-12 0 甲",
        "consult_closed 03-11 0 甲",
    )
    unknown = events(SPRING, "consult_sent 02-10 0 甲")
    labels = [each.label for each in prospects(unknown, CALENDAR, day("04-01"))]
    assert labels == ["今日收回全部意见"]


def test_no_events_is_a_stopped_clock_and_not_an_error():
    found = deadline_of([], CALENDAR)
    assert (found.state, found.due, found.explanation) == (ClockState.STOPPED, None, ())


@pytest.mark.parametrize(("kind", "days"), [("begun", 0), ("extended", -1), ("extended", 10**6)])
def test_an_event_that_makes_no_sense_is_a_bug(kind, days):
    with pytest.raises(ValueError):
        Event(kind, day("01-28"), days)
