"""What was decided and not told in time is pointed out, with what it costs."""

import pytest

from gongkai.inforequests.rules.acts import RequestFacts
from gongkai.inforequests.rules.telling import DUTIES, Telling, latest_for, notes_on_telling
from gongkai.inforequests.tests.law import CALENDAR, day, events

SPRING = "received 01-28"


def facts(*rows):
    return RequestFacts(tuple(events(*rows)), CALENDAR)


def telling(code, decided, issued=None):
    return Telling(code, "告知书", day(decided), day(issued) if issued else None)


@pytest.mark.parametrize(
    ("code", "decided", "rows", "latest"),
    [
        ("extension", "03-02", [SPRING, "extended 03-02 20"], "03-03"),
        ("extension", "02-10", [SPRING, "extended 02-10 20"], "03-03"),
        ("clarification", "02-03", [SPRING, "clarification_asked 02-03"], "02-06"),
        ("fee", "02-03", [SPRING, "fee_noticed 02-03"], "03-03"),
        ("delay", "02-10", [SPRING, "reasons_asked 02-02", "delay_set 02-10 30"], "03-03"),
        ("third_party", "02-03", [SPRING, "consult_sent 02-03"], "02-03"),
        ("joint_makers", "02-03", [SPRING, "consult_sent 02-03"], "02-03"),
        ("reasons", "02-03", [SPRING, "reasons_asked 02-03"], "02-03"),
        ("third_party_decision", "02-25", [SPRING], "02-25"),
    ],
)
def test_each_paper_has_its_last_day(code, decided, rows, latest):
    assert latest_for(telling(code, decided), facts(*rows)) == day(latest)


def test_a_second_extension_is_told_before_the_due_date_of_its_own_period():
    rows = [SPRING, "extended 02-02 10", "fee_noticed 02-03", "fee_paid 03-02", "extended 03-10 20"]
    assert latest_for(telling("extension", "03-10"), facts(*rows)) == day("03-30")


@pytest.mark.parametrize(
    ("issued", "today", "words"),
    [
        ("03-03", "03-20", ""),
        (None, "03-03", "还没有出具，请在2026-03-03前（含当日）"),
        (None, "03-04", "应当在2026-03-03前出具，至今没有出具"),
        ("03-04", "03-20", "于2026-03-04出具，晚于2026-03-03"),
    ],
)
def test_an_extension_that_was_not_told_in_time_is_pointed_out(issued, today, words):
    known = facts(SPRING, "extended 03-02 20")
    found = notes_on_telling([telling("extension", "03-02", issued)], known, day(today))
    assert [reason.sentence.count(words) for reason in found] == ([1] if words else [])
    assert all("没有告知申请人的延期不发生效力" in reason.sentence for reason in found)
    assert all(reason.ground == "条例第三十三条第二款" for reason in found)


def test_papers_without_such_a_duty_are_left_alone():
    assert notes_on_telling([telling("receipt", "02-03")], facts(SPRING), day("12-01")) == []
    assert all(duty.article and duty.cost for duty in DUTIES.values())
