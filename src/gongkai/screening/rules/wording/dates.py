"""Days and months that do not exist (规则手册 §14.4 f)."""

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence

from gongkai.screening.rules.findings import Category, Severity
from gongkai.screening.rules.scene import Cue, Hit, Scene

_MONTH = re.compile(
    r"(\d{1,3})\s?月(?:\s?(\d{1,3})\s?(?:日|号(?![楼线院房库机店厅坑井])))?(?![龄球])"
)
_DAY = re.compile(r"\s?(\d{1,3})\s?[日号]")
_YEAR = re.compile(r"(\d{4})\s?年\s?$")
_DASHED = re.compile(r"(?:19|20)\d\d([\-/.])(\d{1,2})\1(\d{1,2})(?![\d\-/.])")
_SPOKEN = re.compile(r"([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,4})日")
_LUNAR = re.compile(r"农历|阴历|旧历|夏历")
_DIGITS = {char: number for number, char in enumerate("零一二三四五六七八九")}
_LEAP = 2024
_DAYS = {month: calendar.monthrange(_LEAP, month)[1] for month in range(1, 13)}
_JOINED = re.compile(r"[0-9A-Za-z\-/._]")
_SHORT_DAYS = tuple(
    f"{mark}{month}{mark}{day}"
    for mark in "-/."
    for month, days in (
        ("2", ("29", "30", "31")),
        *((month, ("31",)) for month in ("4", "6", "9", "11")),
    )
    for month in {month, month.zfill(2)}
    for day in days
)
"""Days that some month or year has not, as they are written with marks."""
_NOT_BEFORE = re.compile(r"[\d.．个\-—~～/至]$|[A-Za-z]$")


class ImpossibleDates:
    """2月30日, 13月, 2026年2月29日; in words too."""

    cues = ("月", *_SHORT_DAYS)

    def find(self, scene: Scene, cues: Sequence[Cue]) -> Iterable[Hit]:
        text = scene.text
        for cue in cues:
            if cue.word != "月":
                dashed = _DASHED.match(text, max(0, cue.start - 4))
                if dashed:
                    yield from self._dashed(text, dashed)
                continue
            if _is_usual(text, cue.start):
                continue
            before = text[cue.start - 1 : cue.start]
            if before.isdecimal() or before == " ":
                yield from self._written(scene, cue)
            elif before in "一二三四五六七八九十":
                yield from self._spoken(text, cue)

    def _written(self, scene: Scene, cue: Cue) -> Iterator[Hit]:
        text, start = scene.text, cue.start
        while (
            start
            and (text[start - 1].isdecimal() or text[start - 1] == " ")
            and cue.start - start < 4
        ):
            start -= 1
        while start < cue.start and not text[start].isdecimal():
            start += 1
        found = _MONTH.match(text, start)
        lunar = _LUNAR.search(text[max(0, start - 8) : start])
        if not found or lunar or _NOT_BEFORE.search(text[max(0, start - 1) : start]):
            return
        year = _YEAR.search(scene.before(start, 8))
        if found[2] is None and not year:
            return
        reason = _wrong(int(year[1]) if year else None, int(found[1]), found[2])
        if reason:
            yield _hit(start - len(year[0]) if year else start, found.end(), reason)

    def _spoken(self, text: str, cue: Cue) -> Iterator[Hit]:
        start = cue.start
        while start and text[start - 1] in "一二三四五六七八九十" and cue.start - start < 3:
            start -= 1
        found = _SPOKEN.match(text, start)
        if found and not _LUNAR.search(text[max(0, start - 8) : start]):
            reason = _wrong(None, _number(found[1]), str(_number(found[2])))
            if reason:
                yield _hit(start, found.end(), reason)

    def _dashed(self, text: str, dashed: re.Match[str]) -> Iterator[Hit]:
        before = text[dashed.start() - 1 : dashed.start()] if dashed.start() else ""
        month = int(dashed[2])
        if month not in _DAYS or _JOINED.match(before):
            return
        year, day = int(dashed[0][:4]), int(dashed[3])
        if day in {29, 30, 31}:
            reason = _wrong(year, month, str(day))
            if reason:
                yield _hit(dashed.start(), dashed.end(), reason)


def _is_usual(text: str, place: int) -> bool:
    """A month from 1 to 12 with a day up to 28 or none: most dates are done with here."""
    month = text[place - 2 : place]
    if not month.isdecimal():
        month = month[1:]
    if (
        not month.isdecimal()
        or not 1 <= int(month) <= 12
        or text[place - 3 : place - 2].isdecimal()
    ):
        return False
    day = _DAY.match(text, place + 1)
    return day is None or 1 <= int(day[1]) <= 28


def _wrong(year: int | None, month: int, day: str | None) -> str:
    """Why the date cannot be; empty when it can."""
    if month not in _DAYS:
        return f"没有{month}月"
    if day is None:
        return ""
    number = int(day)
    last = calendar.monthrange(year, month)[1] if year and 1 <= year <= 9999 else _DAYS[month]
    return "" if 1 <= number <= last else f"{f'{year}年' if year else ''}{month}月没有{number}日"


def _number(words: str) -> int:
    """A number below 100 in Chinese: 三十一 is 31."""
    if "十" not in words:
        return int("".join(str(_DIGITS[char]) for char in words))
    tens, _, ones = words.partition("十")
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)


def _hit(start: int, end: int, reason: str) -> Hit:
    return Hit(
        "impossible_date",
        Category.WORDING,
        Severity.CONFIRM,
        start,
        end,
        f"日期不存在：{reason}",
        "核对原件改正",
        "国办秘函〔2019〕19号（内容准确）",
    )
