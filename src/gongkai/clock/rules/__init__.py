"""Working days, periods and deadlines (条例, 放假办法; rule sheet §15): plain Python, no Django."""

from gongkai.clock.rules.calendar import (
    KIND_LABELS,
    Calendar,
    Day,
    DayKind,
    SpecialDay,
    Table,
    YearArrangement,
    region_chain,
)
from gongkai.clock.rules.deadlines import Deadline, deadline
from gongkai.clock.rules.notes import WEEKDAYS, DayNote
from gongkai.clock.rules.pauses import Pause, merged
from gongkai.clock.rules.periods import (
    Period,
    cd_add,
    days_after,
    months_add,
    months_after,
    next_working_day,
    wd_add,
    wd_between,
)

__all__ = [
    "KIND_LABELS",
    "WEEKDAYS",
    "Calendar",
    "Day",
    "DayKind",
    "DayNote",
    "Deadline",
    "Pause",
    "Period",
    "SpecialDay",
    "Table",
    "YearArrangement",
    "cd_add",
    "days_after",
    "deadline",
    "merged",
    "months_add",
    "months_after",
    "next_working_day",
    "region_chain",
    "wd_add",
    "wd_between",
]
