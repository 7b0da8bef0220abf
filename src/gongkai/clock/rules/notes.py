"""The explanation of a deadline, day by day, to be checked against a calendar on the wall."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.clock.rules.calendar import Calendar, Day, DayKind
from gongkai.clock.rules.pauses import Pause

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")


@dataclass(frozen=True, slots=True)
class DayNote:
    """What one day did to the count. ``counted`` is its number in the period, None if it has none.

    ``text`` says the same in Chinese, weekday included, the date not.
    """

    date: date
    kind: DayKind
    counted: int | None
    paused: bool
    provisional: bool
    text: str


@dataclass(frozen=True)
class Walk:
    """What a deadline was computed from: enough to tell its story again.

    ``until`` is the last day told: the due date, or the first day of an open pause. ``total`` is
    the period in working days when ``working``, else in calendar days.
    """

    calendar: Calendar
    start: date
    until: date
    due: date | None
    total: int
    working: bool
    pauses: tuple[Pause, ...]


def notes_of(walk: Walk) -> tuple[DayNote, ...]:
    """One note per day from the start to where the period ends or stands."""
    return tuple(_notes(walk))


def _notes(walk: Walk) -> Iterator[DayNote]:
    start = walk.calendar.day(walk.start)
    yield _note(start, None, False, f"起算当日（{start.label}），不计入")
    used = 0
    for ordinal in range(walk.start.toordinal() + 1, walk.until.toordinal() + 1):
        day = walk.calendar.day(date.fromordinal(ordinal))
        holding = [pause for pause in walk.pauses if pause.covers(day.date)]
        if holding:
            yield _note(day, None, True, _paused(walk, day, holding, used))
        elif used < walk.total and (day.works or not walk.working):
            used += 1
            yield _note(day, used, False, _counted(walk, day, used))
        else:
            yield _note(day, None, False, _skipped(walk, day, used))


def _note(day: Day, counted: int | None, paused: bool, text: str) -> DayNote:
    words = f"{WEEKDAYS[day.date.weekday()]}，{text}"
    if day.provisional:
        words += f"（暂按周一至周五推算：{day.date.year}年放假安排尚未公布{_fixed_holiday(day)}）"
    return DayNote(day.date, day.kind, counted, paused, day.provisional, words)


def _counted(walk: Walk, day: Day, used: int) -> str:
    text = f"{day.label}，计第{used}天（共{walk.total}{'个工作日' if walk.working else '日'}）"
    if used < walk.total:
        return text
    if day.date == walk.due:
        return f"{text}，期限届满"
    return text if day.works else f"{text}，期满日逢休息日，顺延"


def _paused(walk: Walk, day: Day, holding: list[Pause], used: int) -> str:
    why = "、".join(dict.fromkeys(pause.why for pause in holding if pause.why))
    text = f"{day.label}，中止计时（{why}），不计" if why else f"{day.label}，中止计时，不计"
    if walk.due is None and day.date == walk.until:
        return f"{text}；中止尚未结束，已计{used}天，余{walk.total - used}天"
    return f"{text}；中止结束，期限同时届满" if day.date == walk.due else text


def _skipped(walk: Walk, day: Day, used: int) -> str:
    if used < walk.total:
        return f"{day.label}，不计"
    if day.date == walk.due:
        return f"{day.label}，顺延至本日，期限届满"
    return f"{day.label}，顺延"


# Dates that are holidays by 全国年节及纪念日放假办法第二条 in any year, lunar ones aside.
_FIXED = {
    (1, 1): "元旦",
    (5, 1): "劳动节",
    (5, 2): "劳动节",
    (10, 1): "国庆节",
    (10, 2): "国庆节",
    (10, 3): "国庆节",
}


def _fixed_holiday(day: Day) -> str:
    name = _FIXED.get((day.date.month, day.date.day))
    return f"，本日为{name}，安排公布后不计为工作日" if name and day.works else ""
