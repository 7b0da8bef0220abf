"""What an exact clock is worth: ``python -m bench.deadlines [--count 10000] [--seed 20261122]``.

One set of generated request histories (consultations, extensions, corrections, payments; holidays
with make-up workdays, year ends) is dated by gongkai, by a slow day-by-day reading of the law that
shares no code with it, and by plain re-implementations of four common ways of counting. Prints
Markdown; ends with 1 when gongkai and the slow reading disagree on any history.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

import chinese_calendar

from gongkai.clock.rules import Calendar
from gongkai.clock.rules.library import library_table
from gongkai.inforequests.rules.clock import deadline_of
from gongkai.inforequests.rules.events import Event

DAY = timedelta(days=1)
FIRST, LAST = date(2023, 1, 3), date(2026, 6, 30)
HOLIDAYS = frozenset(chinese_calendar.holidays)


@dataclass(frozen=True)
class History:
    """What happened to one request. ``restarted``: the day of a correction or a payment, if any.

    ``pauses``: consultations, sent and closed; ``extended``: the day and the working days.
    """

    received: date
    restart: tuple[str, date, date] | None
    pauses: tuple[tuple[date, date], ...]
    extended: tuple[date, int] | None

    @property
    def start(self) -> date:
        return self.restart[2] if self.restart else self.received

    @property
    def group(self) -> str:
        parts = []
        if self.restart:
            parts.append("补正或缴费")
        if self.pauses:
            parts.append("征求意见" if len(self.pauses) == 1 else "几方征求意见")
        if self.extended:
            parts.append("延期")
        return "、".join(parts) or "没有变动"

    def events(self) -> list[Event]:
        found = [Event("received", self.received)]
        if self.restart:
            asked, answered = ASKED[self.restart[0]]
            found += [Event(asked, self.restart[1]), Event(answered, self.restart[2])]
        for number, (sent, closed) in enumerate(self.pauses):
            found += [Event("consult_sent", sent, ref=str(number))]
            found += [Event("consult_closed", closed, ref=str(number))]
        if self.extended:
            found.append(Event("extended", *self.extended))
        return found


ASKED = {
    "correction": ("clarification_asked", "clarified"),
    "payment": ("fee_noticed", "fee_paid"),
}


def history(random: Random) -> History:
    """One lawful history: every deed falls into the period in which it may be done."""
    received = FIRST + DAY * random.randrange((LAST - FIRST).days)
    restart = None
    if random.random() < 0.2:
        asked = received + DAY * random.randint(1, 7)
        kind = random.choice(["correction", "correction", "payment"])
        restart = (kind, asked, asked + DAY * random.randint(2, 25))
    start = restart[2] if restart else received
    pauses = []
    for _ in range(random.choices([0, 1, 2, 3], [45, 30, 17, 8])[0]):
        sent = start + DAY * random.randint(1, 14)
        pauses.append((sent, sent + DAY * random.randint(3, 24)))
    extended = None
    if random.random() < 0.3:
        extended = (start + DAY * random.randint(5, 18), random.choice([5, 10, 15, 20, 20]))
    return History(received, restart, tuple(pauses), extended)


def by_the_law(case: History) -> date:
    """The law read slowly: one day after the other, with the word of the library for each day."""
    left = 20 + (case.extended[1] if case.extended else 0)
    at = case.start
    while left:
        at += DAY
        asked = any(sent < at <= closed for sent, closed in case.pauses)
        if chinese_calendar.is_workday(at) and not asked:
            left -= 1
    closing = [closed for sent, closed in case.pauses if sent <= at < closed]
    while closing:  # sent before the period was over: it stands until the last one is closed
        at = _last_working_day(max(closing))
        closing = [closed for sent, closed in case.pauses if sent <= at < closed]
    return at


def _last_working_day(at: date) -> date:
    while not chinese_calendar.is_workday(at):
        at -= DAY
    return at


def by_gongkai(case: History) -> date:
    due = deadline_of(case.events(), CALENDAR).due
    if due is None:
        raise RuntimeError(f"an open clock: {case}")
    return due


CALENDAR = Calendar(library_table())


def by_calendar_days(case: History) -> date:
    """Twenty working days taken for 28 days, five for seven: weekends and holidays included."""
    return _count(case, lambda day: True, weeks=True)


def by_weekdays(case: History) -> date:
    """Monday to Friday, no holidays."""
    return _count(case, lambda day: day.weekday() < 5)


def by_holiday_list(case: History) -> date:
    """Monday to Friday less a list of holidays; a weekend is never worked."""
    return _count(case, lambda day: day.weekday() < 5 and day not in HOLIDAYS)


def by_stored_date(case: History) -> date:
    """The right calendar, but a stored date that every deed moves: each consultation adds its own."""
    works = chinese_calendar.is_workday
    stored = _forward(case.start, 20, works)
    if case.extended:
        stored = _forward(stored, case.extended[1], works)
    for sent, closed in sorted(case.pauses, key=lambda span: span[1]):
        days = sum(works(sent + DAY * n) for n in range(1, (closed - sent).days + 1))
        stored = _forward(stored, days, works)
    return stored


def _count(case: History, works: Callable[[date], bool], weeks: bool = False) -> date:
    """The union of the pauses is taken out here too, so that only the kind of day differs."""
    left = 20 + (case.extended[1] if case.extended else 0)
    left = left * 7 // 5 if weeks else left
    at = case.start
    while left:
        at += DAY
        if works(at) and not any(sent < at <= closed for sent, closed in case.pauses):
            left -= 1
    return at


def _forward(at: date, days: int, works: Callable[[date], bool]) -> date:
    while days:
        at += DAY
        days -= works(at)
    return at


WAYS: tuple[tuple[str, Callable[[History], date]], ...] = (
    ("gongkai", by_gongkai),
    ("自然日（20 个工作日当作 28 日）", by_calendar_days),
    ("周一至周五", by_weekdays),
    ("工作日，有节假日表、没有调休上班", by_holiday_list),
    ("日历正确，存下到期日、遇事顺延", by_stored_date),
)


@dataclass
class Score:
    """How far one way is off the law, over many histories; days are calendar days."""

    early: int = 0
    late: int = 0
    earliest: int = 0
    latest: int = 0
    seconds: float = 0.0
    groups: dict[str, int] = field(default_factory=dict)

    @property
    def wrong(self) -> int:
        return self.early + self.late

    def add(self, case: History, found: date, due: date) -> None:
        off = (found - due).days
        self.early += off < 0
        self.late += off > 0
        self.earliest = min(self.earliest, off)
        self.latest = max(self.latest, off)
        if off:
            self.groups[case.group] = self.groups.get(case.group, 0) + 1


def scores(cases: list[History]) -> dict[str, Score]:
    """Every way over every history, each timed by itself."""
    law = [by_the_law(case) for case in cases]
    found = {}
    for name, way in WAYS:
        score = found[name] = Score()
        began = time.process_time()
        dates = [way(case) for case in cases]
        score.seconds = time.process_time() - began
        for case, got, due in zip(cases, dates, law, strict=True):
            score.add(case, got, due)
    return found


def _row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def report(cases: list[History], found: dict[str, Score]) -> str:
    """The tables of docs/deadlines_compared.md."""
    count = len(cases)
    lines = [
        _row(
            [
                "算法",
                f"与法定日期不同（{count:,} 件中）",
                "偏早",
                "偏晚",
                "最多早",
                "最多晚",
                "每秒",
            ]
        ),
        _row(["---"] * 7),
    ]
    for name, score in found.items():
        share = f"{score.wrong:,}（{score.wrong / count:.1%}）"
        each = f"{count / score.seconds:,.0f}" if score.seconds else "—"
        worst = (f"{-score.earliest} 日", f"{score.latest} 日")
        lines.append(_row([name, share, f"{score.early:,}", f"{score.late:,}", *worst, each]))
    groups: dict[str, int] = {}
    for case in cases:
        groups[case.group] = groups.get(case.group, 0) + 1
    lines += ["", _row(["办理经过", "件数", *found]), _row(["---"] * (2 + len(found)))]
    for group, size in sorted(groups.items(), key=lambda item: -item[1]):
        wrong = [f"{score.groups.get(group, 0) / size:.0%}" for score in found.values()]
        lines.append(_row([group, f"{size:,}", *wrong]))
    return "\n".join(lines)


def explained(cases: list[History]) -> float:
    """Microseconds of processor time for a deadline with its explanation day by day."""
    some = cases[:2000]
    began = time.process_time()
    for case in some:
        _ = deadline_of(case.events(), CALENDAR).explanation
    return (time.process_time() - began) / len(some) * 1e6


def main() -> int:
    parser = argparse.ArgumentParser(description="期限算法的比较")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=20261122)
    options = parser.parse_args()
    random = Random(options.seed)
    cases = [history(random) for _ in range(options.count)]
    found = scores(cases)
    print(report(cases, found))
    print(f"\n期限连同逐日说明：每件 {explained(cases):,.0f} 微秒（处理器时间）")
    return 1 if found["gongkai"].wrong else 0


if __name__ == "__main__":
    sys.exit(main())
