"""What an applicant's lawyer would plead, and a third party's: one story each, by the law alone."""

import pytest

from gongkai.clock.rules import wd_add, wd_between
from gongkai.inforequests.rules import acts
from gongkai.inforequests.rules.acts import Opinion, RequestFacts
from gongkai.inforequests.rules.remedies import remedy_text
from gongkai.inforequests.rules.replies import REPLY_KINDS
from gongkai.inforequests.tests.law import CALENDAR, clock, day, due, events
from gongkai.inforequests.tests.test_rules_acts import facts, now, reply, third

SPRING = "received 01-28"


def _codes(reasons):
    return {reason.code for reason in reasons}


def test_they_wrote_the_extension_on_the_last_day_and_sent_it_on_the_next():
    assert clock(SPRING, "extended 03-04 20").due == day("03-03")
    assert "extension_late" in _codes(
        acts.reasons_against_extension(facts(SPRING), now("03-04"), 20, "量大")
    )


def test_they_extended_twice_by_twenty_days():
    assert due(SPRING, "extended 02-10 20", "extended 03-20 20") == day("03-31")


def test_they_asked_for_a_correction_every_week_to_keep_the_clock_from_running():
    rows = [SPRING, "clarification_asked 02-03", "clarified 02-06"]
    rows += ["clarification_asked 02-10", "clarified 02-13", "clarification_asked 02-24"]
    assert due(*rows) == wd_add(CALENDAR, day("02-06"), 20)


def test_they_dated_the_reply_in_time_and_posted_it_a_week_later():
    found = clock(SPRING, "replied 03-03", "served 03-10")
    assert (found.due, found.on_time) == (day("03-03"), False)


def test_they_counted_the_time_of_three_parties_one_after_the_other_though_asked_together():
    rows = [SPRING]
    for party in "甲乙丙":
        rows += [f"consult_sent 02-03 0 {party}", f"consult_closed 02-24 0 {party}"]
    assert due(*rows) == due(*rows[:3])


def test_they_let_a_third_party_keep_the_letter_for_two_months():
    rows = [SPRING, "consult_sent 02-03 0 甲", "consult_received 02-04 0 甲"]
    assert due(*rows, "consult_closed 04-15 0 甲") == due(*rows, "consult_closed 03-03 0 甲")


def test_they_never_wrote_down_when_the_letter_arrived():
    found = clock(SPRING, "consult_sent 02-03 0 甲", "consult_closed 04-15 0 甲")
    assert _codes(found.remarks) == {"opinion_long"}
    silent = Opinion("甲", "third_party", "甲公司", day("02-03"))
    told = acts.reasons_against_opinion(facts(SPRING), now("04-15"), silent, "silent")
    assert _codes(told) == {"receipt_missing"}


def test_they_began_to_consult_when_it_was_already_overdue():
    assert due(SPRING, "consult_sent 03-04", "consult_closed 03-20") == day("03-03")


def test_they_moved_the_request_to_another_organ_and_began_to_count_again():
    assert due(SPRING, "transferred 02-25") == day("03-03")


def test_they_asked_why_so_much_was_wanted_and_waited():
    assert due(SPRING, "reasons_asked 02-02", "reasons_given 02-27") == day("03-03")


def test_they_charged_for_the_first_ten():
    told = acts.reasons_against_fee_notice(facts(SPRING), now("02-03"), "items", 10, "十件")
    assert "nothing_due" in _codes(told)


def test_they_charged_by_items_and_then_by_pages():
    noticed = facts(
        SPRING, "fee_noticed 02-03", "fee_receipt 02-03", "fee_paid 02-05", tariff="items"
    )
    told = acts.reasons_against_fee_notice(noticed, now("02-06"), "pages", 99, "页数多")
    assert "tariff_mixed" in _codes(told)


def test_they_took_silence_of_the_third_party_for_a_refusal_without_asking():
    assert "third_party_unasked" in _codes(reply("d4"))


def test_they_refused_because_it_was_a_work_secret():
    assert "grounds_wrong" in _codes(reply("partial", withheld=("工作秘密",)))


def test_they_said_it_does_not_exist_and_never_looked():
    assert "search_missing" in _codes(reply("u1_not_held"))


def test_they_cited_the_article_for_a_reason():
    assert "reasons_bare" in _codes(reply("d6", stated={"reasons": "第十六条"}))


def test_they_sent_registers_of_land_to_a_departmental_rule():
    bare = {"special_law": "《不动产登记资料查询暂行办法》（自然资源部令）"}
    assert "special_law_rank" in _codes(reply("d8", stated=bare))
    assert reply("d8", stated={"special_law": "《中华人民共和国土地管理法》第七十八条"}) == []


@pytest.mark.parametrize(
    "kind", [code for code, kind in REPLY_KINDS.items() if kind.family.code == "refused"]
)
def test_they_named_the_wrong_road_to_the_court(kind):
    grounds = REPLY_KINDS[kind].grounds
    text = remedy_text(kind, grounds, "澄明县人民政府", "澄明县人民法院")
    assert ("6个月" in text) is (kind == "d8")


def test_they_held_the_request_for_abandoned_on_the_last_day_of_the_term():
    asked = facts(SPRING, "clarification_asked 02-03 5")
    told = acts.reasons_against_clarification_lapse(asked, now("02-10"))
    assert _codes(told) == {"clarification_running"}
    assert _codes(acts.notes_on_clarification(1)) == {"term_short"}
    assert acts.notes_on_clarification(5) == []


def test_they_published_my_contract_before_i_had_my_fifteen_days():
    told = reply("granted", opinions=(third(),))
    assert _codes(told) == {"consultation_open"}


def test_they_published_my_contract_over_my_objection_and_told_me_afterwards():
    objection = third("objects", accepted=True, override_reason="水质", overridden_on=day("02-05"))
    assert _codes(reply("granted", opinions=(objection,))) == {"override_notice"}
    waved_away = third("objects", accepted=False)
    assert _codes(reply("granted", opinions=(waved_away,))) == {"override_notice"}
    assert acts.reasons_against_notice(waved_away, day("02-06"), day("02-09")) == []


def test_they_told_me_of_a_decision_that_was_never_taken():
    told = acts.reasons_against_notice(third("objects", accepted=True), day("02-06"), day("02-09"))
    assert _codes(told) == {"nothing_to_tell"}
    decided = third("objects", accepted=True, override_reason="水", overridden_on=day("02-05"))
    told = acts.reasons_against_notice(decided, day("02-04"), day("02-09"))
    assert _codes(told) == {"notified_on"}
    assert _codes(acts.reasons_against_notice(decided, day("02-10"), day("02-09"))) == {
        "notified_on"
    }
    assert acts.reasons_against_notice(decided, day("02-05"), day("02-09")) == []


def test_no_lawful_road_without_a_correction_or_payment_takes_more_than_forty_days():
    known = events(SPRING, "extended 03-03 20", "extended 03-20 20", "transferred 03-21")
    told = RequestFacts(tuple(known), CALENDAR)
    assert wd_between(CALENDAR, day("01-28"), told.clock.due) == 40
