"""What can happen to a case. Business services call these inside their own transaction."""

from gongkai.casework.rules import NOTE_LIMIT
from gongkai.casework.services.handing_on import (
    answer_supervision,
    answer_unit,
    ask_unit,
    assign,
    move,
    move_open_work,
    supervise,
    transfer,
)
from gongkai.casework.services.steps import (
    add_events,
    hand_to,
    lock_case,
    open_case,
    perform,
    refresh_deadline,
    rename,
    subject_of,
    tell,
)

__all__ = [
    "NOTE_LIMIT",
    "add_events",
    "answer_supervision",
    "answer_unit",
    "ask_unit",
    "assign",
    "hand_to",
    "lock_case",
    "move",
    "move_open_work",
    "open_case",
    "perform",
    "refresh_deadline",
    "rename",
    "subject_of",
    "supervise",
    "tell",
    "transfer",
]
