"""Judging a record, waivers, words and false alarms: rules, permissions, the ledger."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from gongkai.audit.selectors import log_page
from gongkai.kernel.errors import Refusal
from gongkai.screening import selectors, services
from gongkai.screening.models import FalseAlarm, Waiver
from gongkai.screening.services import WordDraft

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 15)
NOW = datetime(2026, 6, 15, 9, tzinfo=timezone.get_default_timezone())
LEAK = "张三，身份证号：110101199003078515，布署工作。"


def screened(body=LEAK, **more):
    return services.screen_record(
        subject="document:7", title="救助名单公示", body=body, day=DAY, **more
    )


def draft(**changes):
    given = {
        "word": "清明县",
        "kind": "wrong_word",
        "suggestion": "澄明县",
        "severity": "block",
        "unless": "",
        "source": "县地名办",
        "valid_from": DAY,
    }
    return WordDraft(**(given | changes))


def grant(cast, part="section_head", **changes):
    given = {
        "actor": cast.actor(part),
        "unit": cast.education,
        "subject": "document:7",
        "finding": screened().findings[0].finding,
        "reason": "经本人书面同意公开",
        "expires_on": DAY + timedelta(days=30),
        "now": NOW,
    }
    return services.grant_waiver(**(given | changes))


def test_what_stands_keeps_a_record_from_the_public():
    result = screened()
    assert [one.finding.rule for one in result.standing] == ["id_number", "wrong_word"]
    codes = [reason.code for reason in services.reasons_against_publication(result)]
    assert codes == ["screening.id_number", "screening.wrong_word"]


def test_header_files_and_links_are_judged_too():
    result = services.screen_record(
        subject="document:7",
        title="救助名单公示",
        body='<p>见<a href="file:///C:/a.doc">附件</a></p>',
        day=DAY,
        header={"发布机构": "澄明县民政局"},
        files=[("名单.txt", LEAK.encode())],
    )
    rules = {one.finding.rule for one in result.findings}
    assert {"missing_field", "local_link", "id_number"} <= rules
    assert any("附件“名单.txt”" in one.finding.location for one in result.findings)


def test_a_screening_costs_two_queries(django_assert_num_queries):
    screened()
    with django_assert_num_queries(2):
        screened()


def test_a_waiver_lets_one_finding_of_one_subject_stand(cast):
    waiver = grant(cast)
    assert [one.finding.rule for one in screened().standing] == ["wrong_word"]
    other = services.screen_record(subject="document:8", title="公示", body=LEAK, day=DAY)
    assert len(other.standing) == 2
    assert "110101199003078515" not in waiver.shown


def test_another_way_of_writing_is_the_same_finding(cast):
    grant(cast)
    spaced = LEAK.replace("110101199003078515", "110101 19900307 8515")
    assert [one.finding.rule for one in screened(spaced).standing] == ["wrong_word"]


def test_a_waiver_ends_after_its_last_day(cast):
    grant(cast, expires_on=DAY)
    later = services.screen_record(
        subject="document:7", title="公示", body=LEAK, day=DAY + timedelta(days=1)
    )
    assert (len(screened().standing), len(later.standing)) == (1, 2)


def test_a_waiver_that_was_taken_back_lets_nothing_stand(cast):
    services.revoke_waiver(actor=cast.actor("section_head"), waiver=grant(cast), now=NOW)
    assert len(screened().standing) == 2


def test_an_expired_waiver_can_be_granted_anew(cast):
    grant(cast, expires_on=DAY)
    later = NOW + timedelta(days=10)
    grant(cast, now=later, expires_on=DAY + timedelta(days=40))
    assert Waiver.objects.filter(revoked_at__isnull=True).count() == 1


@pytest.mark.parametrize("part", ["other_clerk", "other_head", "inspector", "stranger"])
def test_only_those_who_answer_for_the_unit_waive(cast, part):
    with pytest.raises(Refusal, match="豁免检查结果"):
        grant(cast, part)


def test_all_reasons_against_a_waiver_are_told_at_once(cast):
    with pytest.raises(Refusal) as refused:
        grant(cast, reason="同意", expires_on=DAY - timedelta(days=1))
    assert set(refused.value.codes) == {"reason", "expires_on"}


def test_a_secret_mark_cannot_be_waived(cast):
    finding = screened("机密★10年").findings[0].finding
    with pytest.raises(Refusal, match="密级标记不能豁免"):
        grant(cast, finding=finding)


def test_waivers_and_reports_leave_no_personal_data_in_the_ledger(cast):
    grant(cast)
    services.report_false_alarm(
        actor=cast.actor("clerk"), rule="id_number", context=LEAK, note="样例", now=NOW
    )
    told = " ".join(str(line.told) for line in log_page().lines)
    assert "document:7" in told
    assert "救助" not in told
    assert "110101199003078515" not in told


def test_a_word_of_the_house_is_found_from_its_first_to_its_last_day(cast):
    text = "清明县人民政府"
    word = services.add_word(actor=cast.actor("office"), draft=draft(), now=NOW)
    assert [one.finding.severity for one in screened(text).findings] == ["block"]
    services.close_word(actor=cast.actor("office"), word=word, now=NOW + timedelta(days=3))
    after = services.screen_record(
        subject="x:1", title="公示", body=text, day=DAY + timedelta(days=3)
    )
    assert after.findings == ()


def test_a_word_that_is_let_pass_is_told_no_more(cast):
    allowed = draft(word="布署工作", kind="allowed", suggestion="")
    services.add_word(actor=cast.actor("office"), draft=allowed, now=NOW)
    assert [one.finding.rule for one in screened().findings] == ["id_number"]


def test_a_word_of_the_house_goes_before_that_of_the_product(cast):
    services.add_word(
        actor=cast.actor("office"),
        draft=draft(word="布署", suggestion="部署", severity="hint"),
        now=NOW,
    )
    assert [one.finding.rule for one in screened().standing] == ["id_number"]


def test_the_same_word_twice_is_refused(cast):
    services.add_word(actor=cast.actor("office"), draft=draft(), now=NOW)
    with pytest.raises(Refusal, match="已在这类词表中"):
        services.add_word(actor=cast.actor("office"), draft=draft(), now=NOW)


def test_all_faults_of_a_word_are_told_at_once(cast):
    with pytest.raises(Refusal) as refused:
        services.add_word(
            actor=cast.actor("office"), draft=draft(word="的", suggestion="", source=""), now=NOW
        )
    assert set(refused.value.codes) == {"word", "suggestion", "source"}


def test_a_change_over_an_older_state_is_refused(cast):
    office = cast.actor("office")
    word = services.add_word(actor=office, draft=draft(), now=NOW)
    services.change_word(actor=office, word=word, version=1, draft=draft(severity="hint"), now=NOW)
    with pytest.raises(Refusal, match="已被他人修改"):
        services.change_word(actor=office, word=word, version=1, draft=draft(), now=NOW)


def test_clerks_keep_no_words(cast):
    with pytest.raises(Refusal, match="维护词表"):
        services.add_word(actor=cast.actor("clerk"), draft=draft(), now=NOW)


def test_a_false_alarm_is_sealed_judged_once_and_exported(cast):
    report = {"actor": cast.actor("clerk"), "rule": "mobile", "note": "设备号", "now": NOW}
    alarm = services.report_false_alarm(context="设备 13812345678", **report)
    other = services.report_false_alarm(context="手机 13812345678", **report)
    office = cast.actor("office")
    services.judge_false_alarm(actor=office, alarm=alarm, is_false=True, now=NOW)
    services.judge_false_alarm(actor=office, alarm=other, is_false=False, now=NOW)
    cases = selectors.confirmed_cases()
    assert cases == [{"rule": "mobile", "text": "设备 13812345678", "note": "设备号"}]
    with pytest.raises(Refusal, match="已经核对过"):
        services.judge_false_alarm(actor=office, alarm=alarm, is_false=False, now=NOW)
    raw = FalseAlarm.objects.raw(
        "SELECT id, context || '' AS raw_context FROM screening_falsealarm"
    )
    assert all("138" not in row.raw_context for row in raw)
