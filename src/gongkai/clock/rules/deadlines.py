"""From a start, a period and its pauses to the due date and its explanation (design §4)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from gongkai.clock.rules.calendar import Calendar
from gongkai.clock.rules.notes import DayNote, Walk, notes_of
from gongkai.clock.rules.pauses import Pause, merged
from gongkai.clock.rules.periods import (
    Period,
    days_after,
    months_after,
    next_working_day,
    wd_add,
    wd_between,
)

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Deadline:
    """When a period ends, and why then.

    ``due`` is None while an open pause holds the clock; ``remaining`` is then what is left of the
    period in days of its unit (0 otherwise). ``provisional``: a year without a known arrangement
    was counted as Monday to Friday. ``ignored``: pauses that bear on no day of the period, among
    them those that began after it had ended. ``explanation`` is computed when first asked for.
    """

    due: date | None
    provisional: bool
    remaining: int
    ignored: tuple[Pause, ...]
    calendar_digest: str
    walk: Walk = field(repr=False)

    @cached_property
    def explanation(self) -> tuple[DayNote, ...]:
        """One note per day from the start to the due date, or to the first day of an open pause."""
        return notes_of(self.walk)


def deadline(
    calendar: Calendar,
    start: date,
    days: int,
    unit: Period = Period.WORKING_DAYS,
    pauses: Sequence[Pause] = (),
) -> Deadline:
    """The end of a period of *days* of *unit*, counted from the day after *start*, less the pauses.

    A pause counts when it begins before the period is over, the last day included; the period then
    runs on by what the pause takes out of it: working days for `Period.WORKING_DAYS`, else calendar
    days (条例第三十三条第三款, §1.5). Raises ValueError for a negative or endless period.
    """
    run = _Run(calendar, start, days, unit)
    for gap in merged(pauses):
        if gap.start > run.end:
            break
        if gap.end is None:
            return run.stand(gap, tuple(pauses))
        if gap.end > start:
            run.take_out(gap.start, gap.end)
    return run.finish(tuple(pauses))


class _Run:
    """A period while its pauses are taken out of it, one after the other."""

    def __init__(self, calendar: Calendar, start: date, days: int, unit: Period) -> None:
        self.calendar = calendar
        self.start = start
        self.working = unit is Period.WORKING_DAYS
        if self.working:
            self.last = wd_add(calendar, start, days)
        else:
            self.last = (months_after if unit is Period.MONTHS else days_after)(start, days)
        self.first_last = self.last
        self.total = days if self.working else (self.last - start).days
        self.paused = 0

    @property
    def end(self) -> date:
        """The day the period is over: its last day, moved off a day of rest (民诉法第八十五条)."""
        return self.last if self.working else next_working_day(self.calendar, self.last)

    def take_out(self, start: date, end: date) -> None:
        start = max(start, self.start)
        length = self._length(start, end)
        self.paused += length
        if self.working:
            self.last = wd_add(self.calendar, self.last, length)
        else:
            self.last = end if start >= self.last else days_after(self.last, length)

    def stand(self, gap: Pause, pauses: tuple[Pause, ...]) -> Deadline:
        """The clock stands: *gap* has begun and not ended."""
        since = max(self.start, gap.start)
        used = min(self.total, self._length(self.start, since) - self.paused)
        return self._deadline(None, days_after(since, 1), self.total - used, pauses)

    def finish(self, pauses: tuple[Pause, ...]) -> Deadline:
        return self._deadline(self.end, self.end, 0, pauses)

    def _length(self, start: date, end: date) -> int:
        return wd_between(self.calendar, start, end) if self.working else (end - start).days

    def _deadline(
        self, due: date | None, until: date, remaining: int, pauses: tuple[Pause, ...]
    ) -> Deadline:
        first = self.start + ONE_DAY if self.working else self.first_last
        years = range(first.year, until.year + 1)
        return Deadline(
            due=due,
            provisional=any(not self.calendar.knows(year) for year in years),
            remaining=remaining,
            ignored=tuple(p for p in pauses if not p.touches(self.start, until)),
            calendar_digest=self.calendar.digest,
            walk=Walk(self.calendar, self.start, until, due, self.total, self.working, pauses),
        )
