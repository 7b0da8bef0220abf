"""征求意见: of third parties (条例第三十二条) and of joint makers (第三十四条). Their silences differ."""

from datetime import date, datetime

from gongkai.casework.rules import local_day
from gongkai.clock.rules import wd_add
from gongkai.inforequests.rules.acts.standing import blank, expired, idle
from gongkai.inforequests.rules.facts import (
    JOINT_MAKER,
    OBJECTS,
    ORGAN,
    SILENT,
    THIRD_PARTY,
    Opinion,
    RequestFacts,
)
from gongkai.inforequests.rules.letters import OPINION_DAYS
from gongkai.kernel.errors import Reason

ARTICLES = {
    THIRD_PARTY: "条例第三十二条",
    JOINT_MAKER: "条例第三十四条",
    ORGAN: "条例第三十三条第三款",
}
SILENCES = {
    THIRD_PARTY: "第三方逾期未提出意见的，由行政机关依照本条例的规定决定是否公开",
    JOINT_MAKER: "逾期未提出意见的，视为同意公开",
    ORGAN: "逾期未提出意见的，由行政机关决定是否公开",
}
"""What silence means, in the words for the letter (§1.5): never the same for both."""


def reasons_against_consultation(
    facts: RequestFacts,
    now: datetime,
    kind: str,
    party: str,
    summary: str,
    days: int = OPINION_DAYS,
    written: bool = True,
) -> list[Reason]:
    """Against a 征求意见书 to *party* about *summary*, with *days* working days to answer."""
    ground = ARTICLES.get(kind, "")
    found = idle(facts)
    if kind not in ARTICLES:
        found.append(
            Reason("consultation_kind", "请选择征求意见的对象", "条例第三十二条、第三十四条")
        )
    found += blank(party, "party_missing", "请填写被征求意见方的名称", ground)
    found += blank(summary, "summary_missing", "请写明拟公开的信息内容，对方据此提出意见", ground)
    if not written:
        sentence = "应当书面征求意见，口头、电话征求的不产生效力"
        found.append(Reason("not_in_writing", sentence, ground))
    if kind in (THIRD_PARTY, JOINT_MAKER) and days != OPINION_DAYS:
        sentence = f"对方提出意见的期限是收到征求意见书之日起{OPINION_DAYS}个工作日，不能改为{days}个工作日"
        found.append(Reason("opinion_days", sentence, ground))
    if any(each.party == party and not each.answer for each in facts.opinions):
        found.append(Reason("asked_already", f"已经向{party}征求意见，尚未收回", ground))
    return found


def notes_on_consultation(facts: RequestFacts, now: datetime) -> list[Reason]:
    """What a handler should know before sending, though nothing forbids it."""
    today = local_day(now)
    ground = "条例第三十三条第三款"
    if expired(facts, today):
        sentence = f"答复期限已于{facts.clock.due}届满，此后征求意见的时间不再扣除"
        return [Reason("consulting_overdue", sentence, ground)]
    if facts.clock.due == today:
        sentence = "今天是答复期限的最后一天：意见收回的当日就须答复"
        return [Reason("consulting_last_day", sentence, ground)]
    return []


def opinion_until(facts: RequestFacts, opinion: Opinion) -> date | None:
    """The last day for *opinion*; None while the day the letter arrived is not recorded."""
    if opinion.received is None:
        return None
    return wd_add(facts.calendar, opinion.received, OPINION_DAYS)


def reasons_against_opinion(
    facts: RequestFacts, now: datetime, opinion: Opinion, answer: str, reasons: str = ""
) -> list[Reason]:
    """Against recording what the other side said; silence only after its term."""
    ground = ARTICLES.get(opinion.kind, "")
    found = []
    if opinion.answer:
        found.append(Reason("answered_already", "这份征求意见书的意见已经登记", ground))
    until = opinion_until(facts, opinion)
    if answer == SILENT and until is None:
        sentence = "请先登记对方收到征求意见书的日期，期限自收到之日起算"
        found.append(Reason("receipt_missing", sentence, ground))
    elif answer == SILENT and until is not None and local_day(now) <= until:
        sentence = f"对方提出意见的期限到{until}为止，尚未届满"
        found.append(Reason("term_running", sentence, ground))
    if answer == OBJECTS:
        sentence = "不同意公开的，请登记其理由：理由是否合理决定能否公开"
        found += blank(reasons, "objection_reasons", sentence, ground)
    return found


def reasons_against_override(opinion: Opinion, reason: str) -> list[Reason]:
    """Against disclosing over an objection: only for a major public interest (条例第十五条、第三十二条)."""
    ground = "条例第三十二条"
    found = []
    if opinion.kind != THIRD_PARTY or opinion.answer != OBJECTS:
        sentence = "只有第三方不同意公开的，才有以公共利益为由决定公开的问题"
        found.append(Reason("nothing_to_override", sentence, ground))
    sentence = "请写明不公开会对公共利益造成什么重大影响：这是不顾第三方反对而公开的唯一理由"
    return found + blank(reason, "public_interest", sentence, ground)


def reasons_against_notice(opinion: Opinion, notified: date, today: date) -> list[Reason]:
    """Against recording that a third party was told of the disclosure it objects to (第三十二条).

    It is told where its reasons were found unreasonable, and where they were overridden.
    """
    ground = "条例第三十二条"
    found = []
    if opinion.kind != THIRD_PARTY or opinion.answer != OBJECTS or opinion.forbids:
        sentence = "第三方没有反对，或者反对有理而没有决定公开的，没有需要告知的公开决定"
        found.append(Reason("nothing_to_tell", sentence, ground))
    since = max(opinion.sent, opinion.overridden_on or opinion.sent)
    if not since <= notified <= today:
        sentence = f"书面告知的日期应当在{since}（含）之后，不晚于今天"
        found.append(Reason("notified_on", sentence, ground))
    return found


def reasons_for_open_opinions(facts: RequestFacts, now: datetime) -> list[Reason]:
    """Against a reply while somebody still has his term (条例第三十二条、第三十四条)."""
    found = []
    for opinion in facts.opinions:
        if opinion.answer:
            continue
        until = opinion_until(facts, opinion)
        if until is not None and until < local_day(now):
            sentence = f"{opinion.party}的意见期限已于{until}届满，请先登记“逾期未提出意见”"
        else:
            sentence = f"正在征求{opinion.party}的意见，收回或者期满之前不能答复"
        found.append(Reason("consultation_open", sentence, ARTICLES.get(opinion.kind, "")))
    return found


def reasons_for_disclosure(facts: RequestFacts, withheld_on: tuple[str, ...]) -> list[Reason]:
    """Against giving what a third party objects to (条例第十五条、第三十二条)."""
    found = []
    for opinion in facts.opinions:
        if opinion.kind != THIRD_PARTY or opinion.answer != OBJECTS:
            continue
        if opinion.accepted is None and opinion.overridden_on is None:
            sentence = f"{opinion.party}不同意公开，请先判断其理由是否合理"
            found.append(Reason("objection_unjudged", sentence, "条例第三十二条"))
        elif opinion.forbids and "E15" not in withheld_on:
            sentence = f"{opinion.party}不同意公开且理由合理，不得公开；公共利益受到重大影响的，先作出公开决定"
            found.append(Reason("objection_stands", sentence, "条例第三十二条"))
        elif "E15" not in withheld_on and opinion.notified_on is None:
            sentence = f"第三方不同意而决定公开的，应当先将公开的内容和理由书面告知{opinion.party}"
            found.append(Reason("override_notice", sentence, "条例第三十二条"))
    return found


def reasons_for_withholding(facts: RequestFacts, kind: str) -> list[Reason]:
    """Against refusing for a third party's sake who was not asked, or agrees (条例第十五条、第三十二条)."""
    asked = [each for each in facts.opinions if each.kind == THIRD_PARTY]
    if kind == "d4" and not asked:
        sentence = "以损害第三方合法权益为由不予公开的，应当先书面征求第三方的意见"
        return [Reason("third_party_unasked", sentence, "条例第三十二条")]
    if kind == "d4" and all(each.consents for each in asked):
        sentence = "第三方同意公开的，应当予以公开"
        return [Reason("third_party_agrees", sentence, "条例第十五条")]
    if kind == "d4" and any(each.overridden_on for each in asked):
        sentence = "已经决定为公共利益予以公开，不能又以第三方合法权益为由不予公开"
        return [Reason("overridden_already", sentence, "条例第十五条")]
    return []
