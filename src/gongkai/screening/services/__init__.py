"""The doors of screening: judging a record, words, waivers, false alarms, masked copies."""

from gongkai.screening.services.alarms import judge_false_alarm, report_false_alarm
from gongkai.screening.services.judging import (
    Judged,
    Screened,
    reasons_against_publication,
    screen_file,
    screen_record,
)
from gongkai.screening.services.maskings import MaskedCopy, mask_copy, mask_if_any
from gongkai.screening.services.waivers import grant_waiver, revoke_waiver
from gongkai.screening.services.words import WordDraft, add_word, change_word, close_word

__all__ = [
    "Judged",
    "MaskedCopy",
    "Screened",
    "WordDraft",
    "add_word",
    "change_word",
    "close_word",
    "grant_waiver",
    "judge_false_alarm",
    "mask_copy",
    "mask_if_any",
    "reasons_against_publication",
    "report_false_alarm",
    "revoke_waiver",
    "screen_file",
    "screen_record",
]
