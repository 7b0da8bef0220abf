"""The explanation of a reply deadline, day by day, with the article for whatever happened."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.clock.rules import WEEKDAYS, Calendar, Day, DayKind, Pause
from gongkai.inforequests.rules import events as ev
from gongkai.inforequests.rules.course import REPLY_DAYS, Course, Run
from gongkai.inforequests.rules.events import Event

ARTICLES = {
    ev.RECEIVED: "条例第三十一条",
    ev.CONFIRMED: "条例第三十一条",
    ev.CLARIFICATION_ASKED: "条例第三十条",
    ev.CLARIFIED: "条例第三十条",
    ev.CLARIFICATION_LAPSED: "条例第三十条",
    ev.REASONS_ASKED: "条例第三十五条",
    ev.REASONS_GIVEN: "条例第三十五条",
    ev.DELAY_SET: "条例第三十五条",
    ev.CONSULT_SENT: "条例第三十三条第三款",
    ev.CONSULT_RECEIVED: "条例第三十二条、第三十四条",
    ev.CONSULT_CLOSED: "条例第三十三条第三款",
    ev.FEE_NOTICED: "条例第四十二条",
    ev.FEE_RECEIPT: "国办函〔2020〕109号",
    ev.FEE_PAID: "国办函〔2020〕109号",
    ev.FEE_LAPSED: "国办函〔2020〕109号",
    ev.EXTENDED: "条例第三十三条第二款",
    ev.SERVED: "国办公开办函〔2016〕235号",
}


@dataclass(frozen=True, slots=True)
class DayLine:
    """What one day did to the count. ``counted``: its number in the present period, else None.

    ``text`` says it in Chinese, weekday included, the date not; ``articles`` are those of the
    events of the day and of the reason why it does not count.
    """

    date: date
    kind: DayKind
    counted: int | None
    paused: bool
    provisional: bool
    text: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    text: str
    counted: int | None = None
    paused: bool = False
    article: str = ""


def lines_of(course: Course, due: date | None) -> tuple[DayLine, ...]:
    """One line per day from the arrival; after the due date only days on which something happened."""
    return tuple(_lines(course, due))


def _lines(course: Course, due: date | None) -> Iterator[DayLine]:
    starts = [run.start for run in course.runs[:1]] + ([course.arrived] if course.arrived else [])
    if not starts:
        return
    last = _last_day(course, due)
    teller = _Teller(course, due)
    day = min(starts)
    while day <= last:
        events = [event for event in course.events if event.on == day]
        said = teller.say(course.calendar.day(day))
        if events or due is None or day <= due:
            yield _line(course.calendar, day, events, said)
        day += timedelta(days=1)


def _last_day(course: Course, due: date | None) -> date:
    """The end, the due date, or the first day on which the clock stands."""
    if course.ended is not None:
        return course.ended.on
    happened = max(event.on for event in course.events)
    if due is not None:
        return max(due, happened)
    standing = [pause.start for pause in course.pauses if pause.end is None]
    return max([happened, *(day + timedelta(days=1) for day in standing)])


def _line(calendar: Calendar, at: date, events: list[Event], said: _Said) -> DayLine:
    day = calendar.day(at)
    happened = "".join(f"；{_told(event)}" for event in events)
    text = f"{WEEKDAYS[at.weekday()]}，{said.text}{happened}"
    if day.provisional:
        text += f"（暂按周一至周五推算：{at.year}年放假安排尚未公布）"
    articles = [said.article, *(ARTICLES.get(event.kind, "") for event in events)]
    known = tuple(dict.fromkeys(article for article in articles if article))
    return DayLine(at, day.kind, said.counted, said.paused, day.provisional, text, known)


def _told(event: Event) -> str:
    extent = f"{event.days}个工作日" if event.days and event.kind in _SIZED else ""
    article = ARTICLES.get(event.kind, "")
    return f"{event.label}{extent}" + (f"（{article}）" if article else "")


_SIZED = frozenset({ev.EXTENDED, ev.DELAY_SET})


class _Teller:
    """Walks through the days and keeps the count of the run they belong to."""

    def __init__(self, course: Course, due: date | None) -> None:
        self.course = course
        self.due = due
        self.starts = {run.start: run for run in course.runs}
        self.run: Run | None = None
        self.used = 0

    def say(self, day: Day) -> _Said:
        if day.date in self.starts:
            return self._begin(day)
        if self.run is None:
            text = f"{day.label}，待与申请人确认收到，不计"
            return _Said(text, article="条例第三十一条")
        waiting = self._waited_for(day.date)
        if waiting:
            return _Said(f"{day.label}，{waiting[0]}，不计", paused=True, article=waiting[1])
        if self.due is not None and self.run is self.course.run and day.date > self.due:
            return _Said(f"{day.label}，期限已于{self.due}届满")
        if any(pause.covers(day.date) for pause in self.course.pauses):
            return self._paused(day)
        if day.works and self.used < self.run.days:
            return self._counted(day, self.run)
        return _Said(f"{day.label}，不计")

    def _begin(self, day: Day) -> _Said:
        again = self.run is not None
        self.run = self.starts[day.date]
        self.used = 0
        words = "答复期限重新起算，当日不计入" if again else "起算当日，不计入"
        return _Said(f"{day.label}，{words}", article=self.run.article)

    def _waited_for(self, at: date) -> tuple[str, str] | None:
        for since, until, kind in self.course.all_waits():
            if since < at and (until is None or at < until):
                return _WAITS[kind]
        return None

    def _paused(self, day: Day) -> _Said:
        text = f"{day.label}，征求意见，中止计时，不计"
        if self.due is None and self._opens(day.date):
            left = self.run.days - self.used if self.run else 0
            text += f"；征求意见尚未结束，已计{self.used}天，余{left}天"
        elif day.date == self.due:
            text += "；中止结束，期限同时届满"
        return _Said(text, paused=True, article="条例第三十三条第三款")

    def _opens(self, at: date) -> bool:
        open_ = [pause for pause in self.course.pauses if pause.end is None]
        return bool(open_) and at == min(map(_start, open_)) + timedelta(days=1)

    def _counted(self, day: Day, run: Run) -> _Said:
        self.used += 1
        text = f"{day.label}，计第{self.used}天（共{run.days}个工作日）"
        beyond = self.used - REPLY_DAYS
        if beyond > 0:
            text += f"，{'延迟答复' if run.delayed else '延期'}第{beyond}天"
        if day.date == self.due:
            text += "，期限届满"
        return _Said(text, counted=self.used)


def _start(pause: Pause) -> date:
    return pause.start


_WAITS = {
    ev.CLARIFICATION_ASKED: ("等待申请人补正", "条例第三十条"),
    ev.FEE_NOTICED: ("等待申请人缴费", "国办函〔2020〕109号"),
}
