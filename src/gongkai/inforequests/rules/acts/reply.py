"""The reply: what each kind must rest on, and what keeps it from being given (条例第三十六至三十九条)."""

import re
from collections.abc import Mapping
from datetime import datetime

from gongkai.casework.rules import local_day
from gongkai.inforequests.rules import events as ev
from gongkai.inforequests.rules.acts.consulting import (
    reasons_for_disclosure,
    reasons_for_open_opinions,
    reasons_for_withholding,
)
from gongkai.inforequests.rules.acts.standing import expired, over, unconfirmed, waiting
from gongkai.inforequests.rules.facts import RequestFacts
from gongkai.inforequests.rules.replies import (
    ALL_GROUNDS,
    FACT_LABELS,
    GRANTED,
    REPLY_KINDS,
    ReplyKind,
)
from gongkai.kernel.errors import Reason

SHORTEST_REASON = 10
_LAW = re.compile(r"《[^》]*((?<!办)法|条例)》")
EVENTS_DECIDE = frozenset(
    {"search", "clarification", "clarification_term", "reasons_asked", "fee_notice", "fee_term"}
)
"""Facts that the record of the request shows by itself; nobody has to write them out again."""
LAPSES = {"o1": "clarification", "o2": "payment"}


def reasons_against_reply(
    facts: RequestFacts,
    now: datetime,
    kind: str,
    stated: Mapping[str, str],
    withheld_on: tuple[str, ...] = (),
) -> list[Reason]:
    """Against a reply of *kind* resting on the facts *stated* (keys of `FACT_LABELS`)."""
    found = [] if _is_of_the_lapse(facts, kind) else over(facts)
    if kind not in REPLY_KINDS:
        return [*found, Reason("kind_missing", "请按审查要点选定答复种类", "条例第三十六条")]
    reply = REPLY_KINDS[kind]
    if kind == "o3":
        return found + _against_facts(reply, stated)
    found += unconfirmed(facts) + _against_waiting(facts, now, kind)
    found += reasons_for_open_opinions(facts, now)
    found += _against_facts(reply, stated) + _against_grounds(reply, withheld_on)
    found += _against_record(facts, now, kind)
    if reply.family is GRANTED or kind == "partial":
        found += reasons_for_disclosure(facts, withheld_on)
    return found + reasons_for_withholding(facts, kind)


def _is_of_the_lapse(facts: RequestFacts, kind: str) -> bool:
    """Whether *kind* is the paper that tells the applicant of the lapse that ended the request."""
    ended = facts.clock.ended
    lapsed = {"o1": ev.CLARIFICATION_LAPSED, "o2": ev.FEE_LAPSED}.get(kind)
    return ended is not None and ended.kind == lapsed and facts.clock.course.replied is None


def notes_on_reply(facts: RequestFacts, now: datetime, kind: str) -> list[Reason]:
    """What the person who signs should know, though nothing forbids it."""
    found = []
    if expired(facts, local_day(now)):
        sentence = f"答复期限已于{facts.clock.due}届满，本答复逾期"
        found.append(Reason("reply_overdue", sentence, "条例第三十三条"))
    if kind in ("d5", "d6", "d7"):
        sentence = "这类信息是“可以不予公开”，公开没有妨碍的，可以公开"
        found.append(Reason("discretionary", sentence, "条例第十六条"))
    return found


def _against_waiting(facts: RequestFacts, now: datetime, kind: str) -> list[Reason]:
    """During the applicant's term nothing is decided; after it only that it has lapsed."""
    found = waiting(facts)
    lapsing = LAPSES.get(kind)
    return [reason for reason in found if reason.code != f"{lapsing}_open"]


def _against_facts(reply: ReplyKind, stated: Mapping[str, str]) -> list[Reason]:
    found = []
    for fact in reply.facts:
        text = stated.get(fact, "").strip()
        if fact in EVENTS_DECIDE:
            continue
        if not text:
            sentence = f"“{reply.label}”的答复须写明{FACT_LABELS[fact]}"
            found.append(Reason(f"fact_{fact}", sentence, reply.article))
        elif fact == "reasons" and len(text) < SHORTEST_REASON:
            sentence = "理由过于简单：请写明事实和为什么适用该条款，只引条文不是说明理由"
            found.append(Reason("reasons_bare", sentence, reply.article))
        elif fact == "special_law" and not _LAW.search(text):
            sentence = "须写明法律或者行政法规的名称（《……法》《……条例》），规章和文件不能作为依据"
            found.append(Reason("special_law_rank", sentence, reply.article))
    return found


def _against_grounds(reply: ReplyKind, withheld_on: tuple[str, ...]) -> list[Reason]:
    if reply.code == "partial" and not withheld_on:
        sentence = "部分公开的，须选明不予公开部分的依据；没有不予公开的部分，就是予以公开"
        return [Reason("grounds_missing", sentence, reply.article)]
    wrong = [each for each in withheld_on if each not in reply.grounds]
    if not wrong:
        return []
    if reply.family is GRANTED:
        sentence = "予以公开的答复不能有不予公开的部分：请改为部分公开"
        return [Reason("grounds_on_grant", sentence, "条例第三十七条")]
    known = [each for each in wrong if each not in ALL_GROUNDS]
    sentence = f"“{reply.label}”不能以所选的依据不予公开"
    if known:
        sentence += "；工作秘密、影响不好等不是法定的不予公开理由"
    return [Reason("grounds_wrong", sentence, "条例第十三条至第十六条")]


def _against_record(facts: RequestFacts, now: datetime, kind: str) -> list[Reason]:
    """Kinds that only the course of the request can bear out."""
    check = {
        "u1_not_held": _against_not_held,
        "u3": _against_still_unclear,
        "n4": _against_too_many,
    }.get(kind)
    if check is not None:
        return check(facts)
    if kind == "o1":
        return _against_lapse(facts, now, "clarification", "补正", "条例第三十条")
    if kind == "o2":
        return _against_lapse(facts, now, "payment", "缴费", "国办函〔2020〕109号")
    return []


def _against_not_held(facts: RequestFacts) -> list[Reason]:
    article = REPLY_KINDS["u1_not_held"].article
    if not facts.searched:
        sentence = "没有检索记录：答复不存在的，须先检索，并记下范围、方法、关键词和结果"
        return [Reason("search_missing", sentence, article)]
    if any(facts.searched):
        sentence = "检索记录中有查到的结果，与“不存在”相矛盾，请核对"
        return [Reason("search_found", sentence, article)]
    return []


def _against_still_unclear(facts: RequestFacts) -> list[Reason]:
    if facts.has(ev.CLARIFICATION_ASKED) and facts.has(ev.CLARIFIED):
        return []
    sentence = "没有告知过补正或者还没有收到补正，不能以“补正后仍不明确”答复"
    return [Reason("not_clarified", sentence, "条例第三十条")]


def _against_too_many(facts: RequestFacts) -> list[Reason]:
    article = "条例第三十五条"
    if not facts.has(ev.REASONS_ASKED):
        sentence = "没有要求申请人说明理由，不能以大量反复申请为由不予处理"
        return [Reason("reasons_unasked", sentence, article)]
    if facts.reasons_judged is None:
        sentence = "请先判断申请人说明的理由是否合理；期满没有说明的，也要登记"
        return [Reason("reasons_unjudged", sentence, article)]
    if facts.reasons_judged:
        sentence = "申请人的理由合理的，不能不予处理；来不及的，确定延迟答复的期限"
        return [Reason("reasons_reasonable", sentence, article)]
    return []


def _against_lapse(
    facts: RequestFacts, now: datetime, awaited: str, word: str, article: str
) -> list[Reason]:
    ended = {"clarification": ev.CLARIFICATION_LAPSED, "payment": ev.FEE_LAPSED}[awaited]
    if facts.has(ended):
        return []
    term = next((each for each in facts.clock.pending if each.kind == awaited), None)
    if term is None:
        return [Reason(f"{awaited}_unasked", f"没有正在等待的{word}", article)]
    if awaited == "payment" and term.estimated:
        sentence = "请先登记申请人收到收费通知书的日期，缴费期限自收到的次日起算"
        return [Reason("fee_receipt_missing", sentence, article)]
    if local_day(now) <= term.by:
        sentence = f"{word}期限到{term.by}为止，尚未届满，不能视为放弃申请"
        return [Reason(f"{awaited}_running", sentence, article)]
    return []
