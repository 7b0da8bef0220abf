"""What can happen to a request, as far as its clock asks (条例第二十九至三十五、四十二条; §1.5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

RECEIVED = "received"
CONFIRMED = "confirmed"
CLARIFICATION_ASKED = "clarification_asked"
CLARIFIED = "clarified"
CLARIFICATION_LAPSED = "clarification_lapsed"
REASONS_ASKED = "reasons_asked"
REASONS_GIVEN = "reasons_given"
DELAY_SET = "delay_set"
CONSULT_SENT = "consult_sent"
CONSULT_RECEIVED = "consult_received"
CONSULT_CLOSED = "consult_closed"
FEE_NOTICED = "fee_noticed"
FEE_RECEIPT = "fee_receipt"
FEE_PAID = "fee_paid"
FEE_LAPSED = "fee_lapsed"
EXTENDED = "extended"
TRANSFERRED = "transferred"
REPLIED = "replied"
SERVED = "served"
WITHDRAWN = "withdrawn"
CLOSED = "closed"

EVENT_LABELS: Mapping[str, str] = MappingProxyType(
    {
        RECEIVED: "申请到达",
        CONFIRMED: "与申请人确认收到申请",
        CLARIFICATION_ASKED: "发出补正告知书",
        CLARIFIED: "收到补正的申请",
        CLARIFICATION_LAPSED: "逾期不补正，视为放弃申请",
        REASONS_ASKED: "要求申请人说明理由",
        REASONS_GIVEN: "收到申请人说明的理由",
        DELAY_SET: "确定并告知延迟答复的期限",
        CONSULT_SENT: "发出征求意见书",
        CONSULT_RECEIVED: "对方收到征求意见书",
        CONSULT_CLOSED: "征求意见结束",
        FEE_NOTICED: "发出收费通知书",
        FEE_RECEIPT: "申请人收到收费通知书",
        FEE_PAID: "申请人缴费",
        FEE_LAPSED: "逾期不缴费，视为放弃申请",
        EXTENDED: "延长答复期限并告知申请人",
        TRANSFERRED: "转办",
        REPLIED: "作出答复",
        SERVED: "送达答复",
        WITHDRAWN: "申请人撤回申请",
        CLOSED: "办结",
    }
)
"""Every kind of event, in the order in which the law takes those of one day."""

MOST_DAYS = 3660
RANK: Mapping[str, int] = MappingProxyType({kind: at for at, kind in enumerate(EVENT_LABELS)})


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, on a day in China.

    ``days`` are working days: of an extension or a delay granted, of the term a notice set (补正,
    说明理由, 征求意见). ``ref`` tells consultations apart; on ``received`` it is the channel, so that
    one which has to be confirmed is known to wait (条例第三十一条). Raises ValueError for an unknown
    kind or days that no period has.
    """

    kind: str
    on: date
    days: int = 0
    ref: str = ""

    def __post_init__(self) -> None:
        if self.kind not in RANK:
            raise ValueError(f"不认识的事件“{self.kind}”")
        if not 0 <= self.days <= MOST_DAYS:
            raise ValueError(f"“{self.label}”的天数应当是0至{MOST_DAYS}的整数")

    @property
    def label(self) -> str:
        return EVENT_LABELS[self.kind]


def in_order(events: Iterable[Event]) -> list[Event]:
    """By day, those of one day as the law takes them: recording order never matters."""
    return sorted(events, key=lambda each: (each.on, RANK[each.kind], each.ref, each.days))
