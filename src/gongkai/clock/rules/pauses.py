"""Time that does not count towards a period, and its union (条例第三十三条第三款, §1.5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Pause:
    """Time that does not count, (start, end]: the day it begins still counts, the day it ends not.

    ``end`` is None while it lasts. Raises ValueError when it would end before it begins.
    """

    start: date
    end: date | None
    why: str = ""

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"中止计时的结束日{self.end}早于开始日{self.start}")

    def covers(self, day: date) -> bool:
        return self.start < day and (self.end is None or day <= self.end)

    def touches(self, start: date, until: date) -> bool:
        """Whether it could bear on a period that runs from *start* and stands at *until*."""
        return self.start <= until and (self.end is None or self.end > start)


def merged(pauses: Iterable[Pause]) -> list[Pause]:
    """The union of *pauses* as disjoint ones in order of time: overlaps are never summed (§1.5)."""
    union: list[Pause] = []
    for pause in sorted(pauses, key=lambda each: each.start):
        last = union[-1] if union else None
        if last is None or (last.end is not None and last.end < pause.start):
            union.append(pause)
        elif last.end is not None and (pause.end is None or pause.end > last.end):
            union[-1] = Pause(last.start, pause.end, last.why)
    return union
