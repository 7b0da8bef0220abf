"""What stands against most deeds alike: the request is over, or has not begun."""

from datetime import date

from gongkai.inforequests.rules.clock import ClockState
from gongkai.inforequests.rules.facts import RequestFacts
from gongkai.kernel.errors import Reason


def over(facts: RequestFacts) -> list[Reason]:
    """A request that was answered or ended takes no further deed."""
    clock = facts.clock
    if clock.ended is not None:
        sentence = f"申请已于{clock.ended.on}终结（{clock.ended.label}）"
        return [Reason("request_ended", sentence, "条例第四十五条")]
    if clock.course.replied is not None:
        sentence = f"已于{clock.course.replied}作出答复，一件申请只有一份答复"
        return [Reason("already_replied", sentence, "条例第三十六条")]
    return []


def unconfirmed(facts: RequestFacts) -> list[Reason]:
    """Before R is fixed there is no period to act on (条例第三十一条)."""
    if facts.clock.receipt is not None or over(facts):
        return []
    sentence = "尚未确定收到申请之日，请先与申请人确认收到并登记确认日期"
    return [Reason("receipt_open", sentence, "条例第三十一条")]


def waiting(facts: RequestFacts) -> list[Reason]:
    """While the applicant has his term, nothing is decided over his head."""
    if facts.clock.state is not ClockState.WAITING or facts.clock.receipt is None:
        return []
    return [
        Reason(
            f"{each.kind}_open",
            f"正在等待{each.label}（{each.by}前），到期或者收到之前不能办理此项",
            each.article,
        )
        for each in facts.clock.pending
        if each.kind in ("clarification", "payment")
    ]


def asked_of_others(facts: RequestFacts, deed: str) -> list[Reason]:
    """While others are asked the matter keeps its shape and its organ: an answer ends one pause.

    The pause of 条例第三十三条第三款 belongs to the request for which the opinion was asked.
    """
    return [
        Reason(
            "consultation_open",
            f"正在征求{each.party}的意见，请先登记其意见，或者不再征求，然后{deed}",
            "条例第三十三条第三款",
        )
        for each in facts.opinions
        if not each.answer
    ]


def expired(facts: RequestFacts, today: date) -> bool:
    """Whether the reply period was over before *today*."""
    due = facts.clock.due
    return due is not None and due < today


def idle(facts: RequestFacts) -> list[Reason]:
    """All of the above."""
    return [*over(facts), *unconfirmed(facts), *waiting(facts)]


def blank(text: str, code: str, sentence: str, ground: str) -> list[Reason]:
    return [] if text.strip() else [Reason(code, sentence, ground)]
