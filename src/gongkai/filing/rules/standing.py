"""Where a filing stands for the list of who has filed: 未报, 逾期未报, 已报, 迟报, 退回, 核收, 免报."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from gongkai.casework.rules import end_of, local_day

FILLING, CHECKING, ACCEPTING = "filling", "checking", "accepting"
SETTLED, LEFT_OUT = "accepted", "excused"
"""The states of a filing; the flow is made of them."""


class Standing(StrEnum):
    """What the list says of a unit, the pressing ones first."""

    OVERDUE = "overdue"
    RETURNED = "returned"
    OPEN = "open"
    FILED = "filed"
    ACCEPTED = "accepted"
    EXCUSED = "excused"


STANDING_LABELS: Mapping[Standing, str] = {
    Standing.OVERDUE: "逾期未报",
    Standing.RETURNED: "退回补正",
    Standing.OPEN: "未报",
    Standing.FILED: "已报，待核收",
    Standing.ACCEPTED: "已核收",
    Standing.EXCUSED: "免报",
}
STANDING_LIGHTS: Mapping[Standing, str] = {
    Standing.OVERDUE: "overdue",
    Standing.RETURNED: "soon",
    Standing.OPEN: "none",
    Standing.FILED: "normal",
    Standing.ACCEPTED: "closed",
    Standing.EXCUSED: "closed",
}
"""The lamp beside each."""
NOT_FILED = frozenset({Standing.OVERDUE, Standing.OPEN, Standing.RETURNED})


@dataclass(frozen=True, slots=True)
class Progress:
    """The facts of a filing: its state, when it was first reported, whether it was accepted."""

    state: str
    reported_at: datetime | None
    accepted: bool
    due_on: date

    def standing(self, now: datetime) -> Standing:
        """What the list says at *now*; the due date counts to its end."""
        if self.state == LEFT_OUT:
            return Standing.EXCUSED
        if self.accepted:
            return Standing.ACCEPTED
        if self.state == ACCEPTING:
            return Standing.FILED
        if self.reported_at is not None:
            return Standing.RETURNED
        return Standing.OVERDUE if now > end_of(self.due_on) else Standing.OPEN

    @property
    def is_late(self) -> bool:
        """Whether it was first reported after the due date (迟报)."""
        return self.reported_at is not None and local_day(self.reported_at) > self.due_on
