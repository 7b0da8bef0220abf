"""The law against each deed: one row per refusal, each with its article and sentence (§16)."""

from datetime import datetime, time

import pytest

from gongkai.casework.rules import ZONE
from gongkai.inforequests.rules import acts
from gongkai.inforequests.rules.acts import Identity, Opinion, RequestFacts, Service
from gongkai.inforequests.tests.law import CALENDAR, day, events

SPRING = ("received 01-28",)
ASKED = (*SPRING, "clarification_asked 02-03 5")
LAPSED = (*ASKED, "clarification_lapsed 02-24")
CLARIFIED = (*ASKED, "clarified 02-06")
NOTICED = (*SPRING, "fee_noticed 02-03")
SERVED_NOTICE = (*NOTICED, "fee_receipt 02-04")
REPLIED = (*SPRING, "replied 02-09")
REASONS = "该信息涉及第三方的经营数据，公开会损害其竞争地位"


def now(text):
    return datetime.combine(day(text), time(9), ZONE)


def facts(*rows, **more):
    return RequestFacts(tuple(events(*rows)), CALENDAR, **more)


def third(answer="", **more):
    return Opinion("甲", "third_party", "甲公司", day("02-02"), day("02-03"), answer, **more)


def joint(answer=""):
    return Opinion("乙", "joint_maker", "县水利局", day("02-02"), day("02-03"), answer)


def clarify(rows=SPRING, on="02-03", unclear="不知是哪一年", guidance="写明年份", days=10):
    return acts.reasons_against_clarification(facts(*rows), now(on), unclear, guidance, days)


def extend(rows=SPRING, on="03-03", days=20, reason="案卷较多", approved=True):
    return acts.reasons_against_extension(facts(*rows), now(on), days, reason, approved)


def consult(rows=SPRING, kind="third_party", party="甲公司", summary="合同", opinions=(), **more):
    told = facts(*rows, opinions=opinions)
    return acts.reasons_against_consultation(told, now("02-09"), kind, party, summary, **more)


def charge(rows=SPRING, on="02-09", tariff="items", quantity=31, volume="本月已41件", **more):
    told = facts(*rows, tariff=more.pop("was", ""))
    return acts.reasons_against_fee_notice(told, now(on), tariff, quantity, volume, **more)


def ask_reasons(rows=SPRING, on="02-09", volume="一月内41件", days=7):
    return acts.reasons_against_asking_reasons(facts(*rows), now(on), volume, days)


def delay(rows=(*SPRING, "reasons_asked 02-02"), on="02-09", days=30, reason="量大", judged=True):
    return acts.reasons_against_delay(facts(*rows, reasons_judged=judged), now(on), days, reason)


def reply(kind, rows=SPRING, on="02-09", withheld=(), stated=None, **more):
    full = {
        "way": "县政府门户网站",
        "provided": "合同一份",
        "reasons": REASONS,
        "withheld": "合同单价",
        "responsible": "县水利局，电话0000",
        "processing": "须按村汇总",
        "unclear": "仍不知是哪一年",
        "earlier": "2025年第3号答复",
        "publication": "县政府公报2025年第2期",
        "volume": "一月内41件",
        "obtained": "2025年5月已取得",
        "special_law": "《不动产登记暂行条例》",
        "note": "申请人撤回",
    }
    said = {**full, **(stated or {})}
    return acts.reasons_against_reply(facts(*rows, **more), now(on), kind, said, withheld)


def transfer(rows=SPRING, target=2, reason="由其制作", told=True):
    return acts.reasons_against_transfer(facts(*rows), 1, target, reason, told)


def merge(rows=SPRING, applicant="甲", unit=1, request=2, same=True):
    mine, other = Identity(1, "甲", 1), Identity(request, applicant, unit)
    return acts.reasons_against_merge(facts(*rows), mine, other, same)


def serve(kind="post", sent="02-10", served="02-10", rows=REPLIED, carrier="邮政企业", **more):
    service = Service(kind, day(sent), day(served), carrier=carrier, **more)
    return acts.reasons_against_service(facts(*rows), now("02-12"), service)


REFUSALS = [
    # 补正
    (lambda: clarify(rows=CLARIFIED), "clarification_once", "一次性告知", "第三十条"),
    (lambda: clarify(on="02-09"), "clarification_late", "7个工作日内（2026-02-06前）", "第三十条"),
    (lambda: clarify(unclear=" "), "unclear_missing", "内容不明确", "第三十条"),
    (lambda: clarify(guidance=""), "guidance_missing", "指导和释明", "第三十条"),
    (lambda: clarify(days=0), "term_missing", "合理的补正期限", "第三十条"),
    (lambda: clarify(rows=REPLIED), "already_replied", "一份答复", "第三十六条"),
    (lambda: clarify(rows=["received 01-28 0 fax"]), "receipt_open", "确认收到", "第三十一条"),
    (lambda: clarify(rows=[*SPRING, "withdrawn 02-02"]), "request_ended", "终结", "第四十五条"),
    (lambda: acts.reasons_against_clarified(facts(*SPRING), day("02-09")), "clarification_unasked", "不重新起算", "第三十条"),
    (lambda: acts.reasons_against_clarified(facts(*ASKED), day("02-02")), "clarified_before_asked", "早于", "第三十条"),
    (lambda: acts.reasons_against_clarification_lapse(facts(*ASKED), now("02-10")), "clarification_running", "到2026-02-10为止", "第三十条"),
    (lambda: acts.reasons_against_clarification_lapse(facts(*SPRING), now("02-10")), "clarification_unasked", "没有正在等待", "第三十条"),
    # 延期
    (lambda: extend(on="03-04"), "extension_late", "2026-03-03届满", "第三十三条第二款"),
    (lambda: extend(rows=[*SPRING, "extended 02-10 5"]), "extended_already", "只能延长一次", "第三十三条第二款"),
    (lambda: extend(days=21), "extension_days", "1至20个工作日", "第三十三条第二款"),
    (lambda: extend(days=0), "extension_days", "1至20个工作日", "第三十三条第二款"),
    (lambda: extend(reason=""), "extension_reason", "理由", "第三十三条第二款"),
    (lambda: extend(approved=False), "extension_unapproved", "工作机构负责人同意", "第三十三条第二款"),
    (lambda: extend(rows=ASKED), "clarification_open", "正在等待申请人补正", "第三十条"),
    (lambda: extend(rows=NOTICED), "payment_open", "正在等待申请人缴纳", "109号"),
    # 征求意见
    (lambda: consult(days=10), "opinion_days", "15个工作日", "第三十二条"),
    (lambda: consult(kind="joint_maker", days=20), "opinion_days", "15个工作日", "第三十四条"),
    (lambda: consult(written=False), "not_in_writing", "书面", "第三十二条"),
    (lambda: consult(kind="", party="甲"), "consultation_kind", "请选择", "第三十二条"),
    (lambda: consult(party=""), "party_missing", "名称", "第三十二条"),
    (lambda: consult(summary=""), "summary_missing", "信息内容", "第三十二条"),
    (lambda: consult(opinions=(third(),)), "asked_already", "尚未收回", "第三十二条"),
    (lambda: consult(rows=ASKED), "clarification_open", "正在等待申请人补正", "第三十条"),
    (lambda: acts.reasons_against_opinion(facts(*SPRING), now("02-27"), third(), "silent"), "term_running", "到2026-03-02为止", "第三十二条"),
    (lambda: acts.reasons_against_opinion(facts(*SPRING), now("03-27"), Opinion("", "joint_maker", "乙", day("02-02")), "silent"), "receipt_missing", "收到之日起算", "第三十四条"),
    (lambda: acts.reasons_against_opinion(facts(*SPRING), now("02-10"), third(), "objects", ""), "objection_reasons", "登记其理由", "第三十二条"),
    (lambda: acts.reasons_against_opinion(facts(*SPRING), now("02-10"), third("agrees"), "objects", "不愿"), "answered_already", "已经登记", "第三十二条"),
    (lambda: acts.reasons_against_override(third("objects"), ""), "public_interest", "公共利益", "第三十二条"),
    (lambda: acts.reasons_against_override(third("silent"), "供水安全"), "nothing_to_override", "不同意公开", "第三十二条"),
    (lambda: acts.reasons_against_override(joint("objects"), "供水安全"), "nothing_to_override", "第三方", "第三十二条"),
    # 说明理由、延迟答复
    (lambda: ask_reasons(volume=""), "volume_missing", "明显超过合理范围", "第三十五条"),
    (lambda: ask_reasons(rows=[*SPRING, "reasons_asked 02-02"]), "reasons_asked_once", "已经要求", "第三十五条"),
    (lambda: ask_reasons(on="03-04"), "period_over", "届满", "第三十五条"),
    (lambda: ask_reasons(days=0), "term_missing", "期限", "第三十五条"),
    (lambda: delay(rows=SPRING), "reasons_unasked", "先要求申请人说明理由", "第三十五条"),
    (lambda: delay(judged=None), "reasons_unjudged", "是否合理", "第三十五条"),
    (lambda: delay(judged=False), "reasons_unreasonable", "不予处理", "第三十五条"),
    (lambda: delay(on="03-04"), "period_over", "届满", "第三十五条"),
    (lambda: delay(days=0), "delay_days", "合理期限", "第三十五条"),
    (lambda: delay(reason=""), "delay_reason", "无法在法定期限内", "第三十五条"),
    (lambda: delay(rows=[*SPRING, "reasons_asked 02-02", "delay_set 02-05 9"]), "delay_once", "已经确定过", "第三十五条"),
    # 收费
    (lambda: charge(volume=""), "volume_missing", "不收费", "第四十二条"),
    (lambda: charge(tariff="both"), "tariff_missing", "选择一种", "109号"),
    (lambda: charge(rows=NOTICED, was="pages"), "tariff_mixed", "不能并用", "109号"),
    (lambda: charge(rows=[*SERVED_NOTICE, "fee_paid 02-10"], was="items"), "noticed_already", "已经发出过", "109号"),
    (lambda: charge(on="03-04"), "period_over", "届满", "109号"),
    (lambda: charge(quantity=10), "nothing_due", "前10件", "109号"),
    (lambda: charge(tariff="pages", quantity=30), "nothing_due", "30页以内", "109号"),
    (lambda: charge(quantity=0), "quantity", "整数", "109号"),
    (lambda: charge(tariff="pages", quantity=99, only_way=True), "nothing_provided", "只告知获取途径", "109号"),
    (lambda: acts.reasons_against_fee_lapse(facts(*SERVED_NOTICE), now("03-10")), "fee_running", "到2026-03-10为止", "109号"),
    (lambda: acts.reasons_against_fee_lapse(facts(*NOTICED), now("12-10")), "fee_receipt_missing", "次日起算", "109号"),
    (lambda: acts.reasons_against_fee_lapse(facts(*SPRING), now("03-10")), "fee_unasked", "没有正在等待", "109号"),
    (lambda: acts.reasons_against_payment(facts(*SPRING)), "fee_unasked", "不能收取任何费用", "第四十二条"),
    # 答复
    (lambda: reply("granted", rows=REPLIED), "already_replied", "一份答复", "第三十六条"),
    (lambda: reply("refused"), "kind_missing", "选定答复种类", "第三十六条"),
    (lambda: reply("granted", opinions=(third(),)), "consultation_open", "正在征求甲公司", "第三十二条"),
    (lambda: reply("granted", on="03-03", opinions=(joint(),)), "consultation_open", "登记“逾期未提出意见”", "第三十四条"),
    (lambda: reply("granted", rows=ASKED), "clarification_open", "正在等待申请人补正", "第三十条"),
    (lambda: reply("d4", stated={"reasons": "见条例"}, opinions=(third("silent"),)), "reasons_bare", "只引条文", "第十五条"),
    (lambda: reply("d8", stated={"special_law": "《不动产登记资料查询暂行办法》"}), "special_law_rank", "规章和文件不能", "第七项"),
    (lambda: reply("d4"), "third_party_unasked", "先书面征求", "第三十二条"),
    (lambda: reply("d4", opinions=(third("agrees"),)), "third_party_agrees", "应当予以公开", "第十五条"),
    (lambda: reply("d4", opinions=(third("objects", accepted=True, override_reason="水", overridden_on=day("02-05")),)), "overridden_already", "公共利益", "第十五条"),
    (lambda: reply("granted", opinions=(third("objects"),)), "objection_unjudged", "判断其理由", "第三十二条"),
    (lambda: reply("granted", opinions=(third("objects", accepted=True),)), "objection_stands", "不得公开", "第三十二条"),
    (lambda: reply("partial", withheld=("E16a",), opinions=(third("objects", accepted=True),)), "objection_stands", "不得公开", "第三十二条"),
    (lambda: reply("granted", opinions=(third("objects", accepted=True, override_reason="水", overridden_on=day("02-05")),)), "override_notice", "书面告知甲公司", "第三十二条"),
    (lambda: reply("granted", opinions=(third("objects", accepted=False),)), "override_notice", "书面告知甲公司", "第三十二条"),
    (lambda: reply("partial"), "grounds_missing", "依据", "第三十七条"),
    (lambda: reply("partial", withheld=("工作秘密",)), "grounds_wrong", "不是法定", "第十三条"),
    (lambda: reply("d5", withheld=("E15",)), "grounds_wrong", "不能以所选的依据", "第十三条"),
    (lambda: reply("granted", withheld=("E15",)), "grounds_on_grant", "改为部分公开", "第三十七条"),
    (lambda: reply("u1_not_held"), "search_missing", "没有检索记录", "第三十六条第四项"),
    (lambda: reply("u1_not_held", searched=(False, True)), "search_found", "相矛盾", "第三十六条第四项"),
    (lambda: reply("u3"), "not_clarified", "补正后仍不明确", "第三十条"),
    (lambda: reply("n4"), "reasons_unasked", "没有要求申请人说明理由", "第三十五条"),
    (lambda: reply("n4", rows=[*SPRING, "reasons_asked 02-02"]), "reasons_unjudged", "是否合理", "第三十五条"),
    (lambda: reply("n4", rows=[*SPRING, "reasons_asked 02-02"], reasons_judged=True), "reasons_reasonable", "不能不予处理", "第三十五条"),
    (lambda: reply("o1"), "clarification_unasked", "没有正在等待的补正", "第三十条"),
    (lambda: reply("o1", rows=ASKED, on="02-10"), "clarification_running", "尚未届满", "第三十条"),
    (lambda: reply("o2"), "payment_unasked", "没有正在等待的缴费", "109号"),
    (lambda: reply("o2", rows=NOTICED, on="03-10"), "fee_receipt_missing", "次日起算", "109号"),
    (lambda: reply("o2", rows=SERVED_NOTICE, on="03-10"), "payment_running", "尚未届满", "109号"),
    # 并案、拆分、转办、送达、办结
    (lambda: merge(applicant="乙"), "other_applicant", "同一申请人", "第三十六条第六项"),
    (lambda: merge(unit=2), "other_unit", "不同机关", "第三十六条第六项"),
    (lambda: merge(same=False), "other_information", "逐项核对", "第三十六条第六项"),
    (lambda: merge(request=1), "same_request", "它自己", "第三十六条第六项"),
    (lambda: merge(rows=REPLIED), "already_replied", "一份答复", "第三十六条"),
    (lambda: acts.reasons_against_split(facts(*SPRING), ["预算"]), "one_part", "两件", "109号"),
    (lambda: acts.reasons_against_split(facts(*SPRING), ["预算", " "]), "part_empty", "各要什么", "109号"),
    (lambda: acts.reasons_against_split(facts(*SPRING), ["预算", "预算 "]), "part_twice", "不能相同", "109号"),
    (lambda: transfer(target=None), "target_missing", "其他机关", "第三十六条第五项"),
    (lambda: transfer(target=1), "target_missing", "其他机关", "第三十六条第五项"),
    (lambda: transfer(reason=""), "transfer_reason", "由该机关负责", "第三十六条第五项"),
    (lambda: transfer(told=False), "applicant_untold", "告知申请人", "第三十六条第五项"),
    (lambda: acts.reasons_against_withdrawal(facts(*REPLIED)), "already_replied", "一份答复", "第三十六条"),
    (lambda: serve(rows=SPRING), "not_replied", "还没有作出答复", "235号"),
    (lambda: serve(rows=[*REPLIED, "served 02-10"]), "request_ended", "终结", "第四十五条"),
    (lambda: serve(sent="02-06", served="02-06"), "sent_before_reply", "早于答复日期", "235号"),
    (lambda: serve(kind="direct", sent="02-10", served="02-09", signed=True), "served_before_sent", "早于送出", "235号"),
    (lambda: serve(sent="02-13", served="02-13"), "served_in_future", "还没有到", "235号"),
    (lambda: serve(carrier="快递公司"), "not_by_post", "邮政企业", "235号"),
    (lambda: serve(served="02-12"), "posting_day", "交邮之日", "235号"),
    (lambda: serve(cash_on_delivery=True), "cash_on_delivery", "到付", "235号"),
    (lambda: serve(kind="electronic"), "consent_missing", "同意电子送达", "235号"),
    (lambda: serve(kind="direct"), "signature_missing", "签收", "235号"),
    (lambda: serve(kind="pigeon"), "service_kind", "送达方式", "235号"),
    (lambda: acts.reasons_against_closing([]), "report_row", "只计入一项", "30号"),
    (lambda: acts.reasons_against_closing(["granted", "d4"]), "report_row", "只计入一项", "30号"),
]  # fmt: skip


@pytest.mark.parametrize(("deed", "code", "words", "article"), REFUSALS)
def test_what_the_law_forbids_is_refused_with_article_and_sentence(deed, code, words, article):
    found = {reason.code: reason for reason in deed()}
    assert code in found, found
    assert words in found[code].sentence
    assert article in found[code].ground
    assert all(reason.ground and reason.sentence for reason in found.values())


LAWFUL = [
    clarify,
    lambda: clarify(on="02-06"),
    extend,
    lambda: extend(rows=[*SPRING, "consult_sent 02-10", "consult_closed 03-05"], on="03-20"),
    lambda: extend(rows=[*SPRING, "consult_sent 02-10"], on="04-20"),
    consult,
    lambda: consult(kind="joint_maker"),
    lambda: consult(kind="organ", days=5),
    lambda: consult(opinions=(third("agrees"),)),
    charge,
    lambda: charge(tariff="pages", quantity=31),
    lambda: charge(quantity=1, already=30),
    ask_reasons,
    delay,
    transfer,
    merge,
    serve,
    lambda: serve(kind="direct", signed=True),
    lambda: serve(kind="direct", refused=True),
    lambda: serve(kind="electronic", consent=True),
    lambda: acts.reasons_against_split(facts(*SPRING), ["预算", "决算"]),
    lambda: acts.reasons_against_withdrawal(facts(*ASKED)),
    lambda: acts.reasons_against_closing(["o3"]),
    lambda: acts.reasons_against_clarified(facts(*ASKED), day("02-10")),
    lambda: acts.reasons_against_clarification_lapse(facts(*ASKED), now("02-11")),
    lambda: acts.reasons_against_fee_lapse(facts(*SERVED_NOTICE), now("03-11")),
    lambda: acts.reasons_against_payment(facts(*NOTICED)),
    lambda: acts.reasons_against_opinion(facts(*SPRING), now("03-03"), third(), "silent"),
    lambda: acts.reasons_against_opinion(facts(*SPRING), now("02-09"), third(), "agrees"),
    lambda: acts.reasons_against_override(third("objects"), "涉及全县饮水安全"),
    lambda: reply("granted"),
    lambda: reply("granted_public"),
    lambda: reply("partial", withheld=("E15", "u2")),
    lambda: reply("partial", withheld=("E15",), opinions=(third("objects", accepted=True),)),
    lambda: reply("granted", opinions=(third("silent"), joint("silent"))),
    lambda: reply("granted", opinions=(third("agrees"), joint("objects"))),
    lambda: reply(
        "granted", opinions=(third("objects", accepted=False, notified_on=day("02-06")),)
    ),
    lambda: reply("d4", opinions=(third("objects", accepted=True),)),
    lambda: reply("d4", opinions=(third("silent"),)),
    *[lambda kind=kind: reply(kind) for kind in ("d1", "d2", "d3", "d5", "d6", "d7", "d8")],
    *[lambda kind=kind: reply(kind) for kind in ("u1_not_ours", "u2", "n1", "n2", "n3", "n5")],
    lambda: reply("u1_not_held", searched=(False,)),
    lambda: reply("u3", rows=CLARIFIED),
    lambda: reply("n4", rows=[*SPRING, "reasons_asked 02-02"], reasons_judged=False),
    lambda: reply("o1", rows=ASKED, on="02-11"),
    lambda: reply("o1", rows=LAPSED, on="02-25"),
    lambda: reply("o2", rows=SERVED_NOTICE, on="03-11"),
    lambda: reply("o3", rows=ASKED),
]


@pytest.mark.parametrize("deed", LAWFUL)
def test_what_the_law_allows_is_not_refused(deed):
    assert deed() == []


def test_all_reasons_are_given_at_once():
    codes = {reason.code for reason in extend(on="03-04", days=30, reason="", approved=False)}
    assert codes == {"extension_late", "extension_days", "extension_reason", "extension_unapproved"}


@pytest.mark.parametrize("fact", ["provided", "withheld", "reasons"])
def test_a_reply_is_refused_for_each_fact_it_lacks(fact):
    (reason,) = reply("partial", withheld=("E16a",), stated={fact: " "})
    assert reason.code == f"fact_{fact}"
    assert "部分公开" in reason.sentence


def test_the_two_silences_differ():
    assert third("silent").consents is None
    assert joint("silent").consents is True
    assert acts.SILENCES["third_party"] != acts.SILENCES["joint_maker"]
    assert "视为同意" not in acts.SILENCES["third_party"]
    assert (third("agrees").consents, third("objects").consents) == (True, False)


def test_a_late_consultation_is_allowed_but_does_not_stop_the_clock():
    late = acts.notes_on_consultation(facts(*SPRING), now("03-04"))
    assert [reason.code for reason in late] == ["consulting_overdue"]
    last = acts.notes_on_consultation(facts(*SPRING), now("03-03"))
    assert [reason.code for reason in last] == ["consulting_last_day"]
    assert acts.notes_on_consultation(facts(*SPRING), now("02-10")) == []


def test_who_signs_is_told_of_lateness_and_of_discretion():
    found = acts.notes_on_reply(facts(*SPRING), now("03-04"), "d6")
    assert [reason.code for reason in found] == ["reply_overdue", "discretionary"]
    assert acts.notes_on_reply(facts(*SPRING), now("03-03"), "granted") == []


def test_midnight_is_that_of_china():
    evening = datetime(2026, 3, 3, 15, 59, tzinfo=ZONE).astimezone(tz=None)
    assert acts.reasons_against_extension(facts(*SPRING), evening, 20, "量大") == []
    utc = datetime.fromisoformat("2026-03-03T16:30:00+00:00")
    codes = [each.code for each in acts.reasons_against_extension(facts(*SPRING), utc, 20, "量大")]
    assert codes == ["extension_late"]
