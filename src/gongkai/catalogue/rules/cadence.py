"""When a section must be updated next (B9)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Cadence(StrEnum):
    """How often a section must have something new."""

    PERMANENT = "permanent"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"
    AD_HOC = "ad_hoc"


CADENCE_LABELS: Mapping[Cadence, str] = {
    Cadence.PERMANENT: "长期公开",
    Cadence.MONTHLY: "每月更新",
    Cadence.QUARTERLY: "每季度更新",
    Cadence.HALF_YEARLY: "每半年更新",
    Cadence.YEARLY: "每年更新",
    Cadence.AD_HOC: "随时更新",
}

MONTHS: Mapping[Cadence, int] = {
    Cadence.MONTHLY: 1,
    Cadence.QUARTERLY: 3,
    Cadence.HALF_YEARLY: 6,
    Cadence.YEARLY: 12,
}

LONGEST_SILENCE_DAYS: Mapping[str, int] = {"news": 14, "notices": 180, "policy": 180}
"""Days without an update after which the yardstick of 国办秘函〔2019〕19号 calls a section stale,
by column type: 动态、要闻 two weeks, 通知公告、政策文件 six months (rules §9.1 item 4)."""

SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class Update:
    """What a section owes: ``due_on`` is None when nothing is due by a day."""

    due_on: date | None
    overdue: bool
    soon: bool
    empty: bool

    @property
    def lamp(self) -> str:
        """``overdue`` (late or blank), ``soon`` (due within a week) or ``normal``."""
        if self.overdue or self.empty:
            return "overdue"
        return "soon" if self.soon else "normal"

    @property
    def words(self) -> str:
        """The lamp in words: a blank column is worse than a late one."""
        if self.empty:
            return "空白栏目"
        if self.overdue:
            return "逾期未更新"
        return "即将到期" if self.soon else "正常"


def _period_end(day: date, months: int) -> date:
    """The last day of the calendar period of *months* months that holds *day*."""
    last_month = ((day.month - 1) // months + 1) * months
    if last_month == 12:
        return date(day.year, 12, 31)
    return date(day.year, last_month + 1, 1) - timedelta(days=1)


def _due_after(day: date, cadence: Cadence, days: int) -> date | None:
    """The last day for the update that follows one made on *day*."""
    if cadence is Cadence.PERMANENT:
        return None
    if cadence is Cadence.AD_HOC:
        return day + timedelta(days=days) if days else None
    served_end = _period_end(day - timedelta(days=days), MONTHS[cadence])
    return _period_end(served_end + timedelta(days=1), MONTHS[cadence]) + timedelta(days=days)


def next_update(
    *, last_published: date | None, opened_on: date, cadence: Cadence, days: int, today: date
) -> Update:
    """The next update a section owes under its own rule (B9; 条例第十二条：及时更新).

    Periodic sections owe one update for each calendar month, quarter, half-year or year, at the
    latest *days* calendar days after its end: what appears within those days serves the period
    before. A section never published in owes its first update for the period it was opened in.
    For ad-hoc sections *days* is the longest silence allowed (0: none is set). Permanent content
    is never due, but an empty section is a blank column (国办秘函〔2019〕19号).
    """
    if last_published is None:
        due = _first_due(opened_on, cadence, days)
    else:
        due = _due_after(last_published, cadence, days)
    overdue = due is not None and today > due
    soon = due is not None and not overdue and due - today <= timedelta(days=SOON_DAYS)
    return Update(due, overdue, soon, last_published is None)


def _first_due(opened_on: date, cadence: Cadence, days: int) -> date | None:
    if cadence in MONTHS:
        return _period_end(opened_on, MONTHS[cadence]) + timedelta(days=days)
    return _due_after(opened_on, cadence, days)
