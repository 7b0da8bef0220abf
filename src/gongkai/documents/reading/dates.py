"""Dates as records write them: 2018-12-20, 2018年12月20日, 二〇一八年十二月二十日, with a time or not."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from gongkai.documents.reading.script import fold

SHANGHAI = ZoneInfo("Asia/Shanghai")
EARLIEST = date(1949, 10, 1)
_DIGITS = dict(zip("〇○零一二三四五六七八九", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_DIGITS |= {"O": 0, "o": 0, "0": 0, "◯": 0, "Ｏ": 0, "两": 2, "元": 1}
_ZERO = "〇○零Oo0◯"
_ARABIC = re.compile(
    r"(?<!\d)((?:19|20)\d\d) ?(?:年|[-/.](?=\s?\d)) ?(\d{1,2}) ?(?:月|[-/.]) ?(\d{1,2})(?!\d) ?[日号]?"
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_CHINESE = re.compile(
    rf"([一二]\s?[一二三四五六七八九{_ZERO}]\s?[一二三四五六七八九{_ZERO}]\s?"
    rf"[一二三四五六七八九{_ZERO}])\s?年\s?(十?[一二三四五六七八九十])\s?月\s?"
    r"([一二三]?十?[一二三四五六七八九十])\s?日"
)
_TIME = re.compile(r"[ T]{0,3}(\d{1,2})[:时](\d{2})(?:[:分](\d{2}))?")
_ZONE = re.compile(r"(?:\.\d{1,9})?\s{0,3}(?:Z|[+-]\d\d:?\d\d)?\s{0,3}")
_DATE_LIKE = re.compile(
    r"[一二三四五六七八九〇○零\dX×x ]{0,8}年[一二三四五六七八九十\dX×x ]{1,4}月"
    r"[一二三四五六七八九十\dX×x ]{0,5}日?"
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A date found in a text, its time when one follows, and where it stands."""

    day: date
    clock: time | None
    start: int
    end: int

    @property
    def moment(self) -> datetime | None:
        return datetime.combine(self.day, self.clock, SHANGHAI) if self.clock else None


def find(text: str) -> Stated | None:
    """The first whole date in *text*; months without a day and impossible dates do not count."""
    folded = fold(text)
    found = _ARABIC.search(folded) or _CHINESE.search(folded) or _COMPACT.search(folded)
    if found is None:
        return None
    day = _day(*found.groups())
    if day is None:
        return None
    following = _TIME.match(folded, found.end())
    clock = _clock(*following.groups()) if following else None
    end = following.end() if following and clock else found.end()
    return Stated(day, clock, found.start(), end)


def whole(text: str) -> Stated | None:
    """The date when *text* is nothing but a date (and a time); brackets around it are allowed."""
    bare = fold(text).strip(" []()。.\x1f")
    stated = find(bare)
    if stated and stated.start == 0 and _ZONE.fullmatch(bare, stated.end):
        return stated
    return None


def leading(text: str) -> Stated | None:
    """The date at the beginning of a value; a range (2020-01-01至2020-01-07) is no date."""
    bare = text.strip(" \u3000\xa0[]【】()（）\x1f")
    stated = find(bare)
    if stated is None or stated.start > 0:
        return None
    rest = bare[stated.end :].lstrip()
    return None if rest[:1] in {"至", "到", "—", "-", "－", "~", "～"} else stated


def looks_like_one(text: str) -> bool:
    """Whether a line tries to be a date, readable or damaged (〇一〇年十二月十八日)."""
    return _DATE_LIKE.fullmatch(fold(text).strip(" ()")) is not None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(_number(year), _number(month), _number(day))
    except ValueError:
        return None
    return found if found >= EARLIEST else None


def _number(text: str) -> int:
    """Arabic digits, Chinese digits one by one, or a Chinese number up to 99."""
    text = "".join(text.split())
    if text.isascii() and text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return _DIGITS.get(tens, 1) * 10 + (_DIGITS[ones] if ones else 0)
    return int("".join(str(_DIGITS[letter]) for letter in text))


def _clock(hour: str, minute: str, second: str | None) -> time | None:
    try:
        return time(int(hour), int(minute), int(second or 0))
    except ValueError:
        return None
