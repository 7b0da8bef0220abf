"""Many reports at once: what the office drops in together, within one bound of time."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from gongkai.kernel.errors import Refusal
from gongkai.reporting.checking.comparing import names_of_open_rows
from gongkai.reporting.checking.reader import link_years, read_report
from gongkai.reporting.checking.result import Report

SECONDS_EACH = 2.0
SECONDS_ALL = 25.0
LATE = "这一批文件太多，时间已到，没有核对；请分批上传"


@dataclass(frozen=True, slots=True)
class Checked:
    """One file of a batch in plain values; ``problem`` says why there is no report in it."""

    name: str
    organ: str = ""
    year: int | None = None
    problem: str = ""
    violations: list[dict[str, Any]] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def state(self) -> str:
        """In words: 读不出, the number of violations, 待核, or 相符."""
        if self.problem:
            return "读不出"
        if self.violations:
            return f"{len(self.violations)} 处不符"
        return "待核" if self.unsure else "相符"


def check_files(files: Iterable[tuple[str, Callable[[], bytes]]]) -> list[Checked]:
    """Every file in order, (name, its reader); neighbouring years of one organ are compared.

    Nothing is kept of the files.
    """
    end = time.monotonic() + SECONDS_ALL
    read: list[tuple[str, Report | str]] = []
    for name, content in files:
        read.append((name, _one(name, content, late=time.monotonic() > end)))
    link_years([report for _, report in read if isinstance(report, Report)])
    return [_checked(name, found) for name, found in read]


def _one(name: str, content: Callable[[], bytes], *, late: bool) -> Report | str:
    if late:
        return LATE
    try:
        return read_report(content(), name, SECONDS_EACH)
    except Refusal as refusal:
        return "；".join(str(reason) for reason in refusal.reasons)


def _checked(name: str, found: Report | str) -> Checked:
    if isinstance(found, str):
        return Checked(name, problem=found)
    return Checked(
        name,
        found.organ or found.title or "",
        found.year,
        "",
        [one.as_json() for one in found.violations],
        names_of_open_rows(found),
        found.notes,
    )
