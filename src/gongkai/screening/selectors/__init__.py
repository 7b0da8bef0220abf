"""Named questions about words, waivers and false alarms; the engine over today's lists."""

from gongkai.screening.masking.comparing import Comparison, Pair, compare
from gongkai.screening.selectors.alarms import AlarmRow, alarm_by_id, alarm_page, confirmed_cases
from gongkai.screening.selectors.lists import (
    current_engine,
    lists_stamp,
    shipped_like,
    shipped_lists,
    word_by_id,
    word_page,
)
from gongkai.screening.selectors.maskings import masking_by_id, masking_page, maskings_of
from gongkai.screening.selectors.pages import Page
from gongkai.screening.selectors.waivers import valid_waivers, waiver_by_id, waiver_page

__all__ = [
    "AlarmRow",
    "Comparison",
    "Page",
    "Pair",
    "alarm_by_id",
    "alarm_page",
    "compare",
    "confirmed_cases",
    "current_engine",
    "lists_stamp",
    "masking_by_id",
    "masking_page",
    "maskings_of",
    "shipped_like",
    "shipped_lists",
    "valid_waivers",
    "waiver_by_id",
    "waiver_page",
    "word_by_id",
    "word_page",
]
