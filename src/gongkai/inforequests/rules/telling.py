"""What was decided must also have been told, in writing and in time: else it did not happen.

An extension that nobody was told of does not extend (条例第三十三条第二款), a consultation without a
letter does not pause (第三十二条、第三十四条). The clock goes by the deeds; this compares the papers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from gongkai.clock.rules import Calendar
from gongkai.inforequests.rules import events as ev
from gongkai.inforequests.rules.acts import RequestFacts, clarification_until
from gongkai.inforequests.rules.clock import deadline_of
from gongkai.inforequests.rules.events import Event
from gongkai.kernel.errors import Reason


@dataclass(frozen=True, slots=True)
class Duty:
    """A deed that has to be told by a paper: its event, the article, what silence costs."""

    event: str
    article: str
    cost: str


DUTIES: Mapping[str, Duty] = MappingProxyType(
    {
        "clarification": Duty(ev.CLARIFICATION_ASKED, "条例第三十条", "没有告知，就没有补正期限"),
        "extension": Duty(ev.EXTENDED, "条例第三十三条第二款", "没有告知申请人的延期不发生效力"),
        "delay": Duty(ev.DELAY_SET, "条例第三十五条", "没有告知申请人，延迟答复就是逾期"),
        "reasons": Duty(
            ev.REASONS_ASKED, "条例第三十五条", "没有告知，就不能以没有说明理由不予处理"
        ),
        "fee": Duty(ev.FEE_NOTICED, "国办函〔2020〕109号", "没有通知，就没有缴费期限"),
        "third_party": Duty(ev.CONSULT_SENT, "条例第三十二条", "没有书面征求，时间就不能扣除"),
        "joint_makers": Duty(ev.CONSULT_SENT, "条例第三十四条", "没有书面征求，时间就不能扣除"),
        "third_party_decision": Duty("", "条例第三十二条", "没有告知第三方就公开，程序违法"),
    }
)
"""By the code of the paper."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A paper that a deed calls for: the day of the deed, the day it was issued, None if it was not."""

    code: str
    label: str
    decided: date
    issued: date | None


def latest_for(telling: Telling, facts: RequestFacts) -> date:
    """The last day on which the paper still does what it is for.

    A letter to a third party or a joint maker: the day it is said to have been sent. An extension
    or a delay: the due date without it. A fee notice: the due date, had there been none.
    """
    event = DUTIES[telling.code].event
    if telling.code == "clarification":
        return clarification_until(facts) or telling.decided
    if event not in (ev.EXTENDED, ev.DELAY_SET, ev.FEE_NOTICED):
        return telling.decided
    due = _due_without(facts.events, event, telling.decided, facts.calendar)
    return max(due or telling.decided, telling.decided)


def _due_without(
    events: Iterable[Event], kind: str, decided: date, calendar: Calendar
) -> date | None:
    """The due date as it stood on the day of the deed, without the deed."""
    known = [event for event in events if event.on <= decided and event.kind != kind]
    return deadline_of(known, calendar).due


def notes_on_telling(tellings: Iterable[Telling], facts: RequestFacts, today: date) -> list[Reason]:
    """Papers that are missing or came late, each with what that costs; nothing is forbidden by it."""
    found = []
    for telling in tellings:
        duty = DUTIES.get(telling.code)
        if duty is None:
            continue
        latest = latest_for(telling, facts)
        if telling.issued is not None and telling.issued <= latest:
            continue
        found.append(
            Reason(f"untold_{telling.code}", _said(telling, duty, latest, today), duty.article)
        )
    return found


def _said(telling: Telling, duty: Duty, latest: date, today: date) -> str:
    if telling.issued is not None:
        return f"{telling.label}于{telling.issued}出具，晚于{latest}：{duty.cost}"
    if today <= latest:
        return f"{telling.label}还没有出具，请在{latest}前（含当日）出具并送出：{duty.cost}"
    return f"{telling.label}应当在{latest}前出具，至今没有出具：{duty.cost}"
