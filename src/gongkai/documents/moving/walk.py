"""Going through the files of an old site: by phases, chunk by chunk, reading ahead of the writing."""

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from gongkai.documents.moving.folder import Found, Phase
from gongkai.documents.moving.readers import Readers, Reading
from gongkai.documents.moving.report import Line, Report
from gongkai.documents.moving.source import Known, Outcome, Source

CHUNK = 200
"""Files per chunk, which is one transaction when they are taken in."""

Sifted = tuple[list[Line], list[Found]]


@dataclass(slots=True)
class Walk:
    """How to go through files.

    ``sift`` says what is known of some files by their hashes, and which remain to be read; ``take``
    does what is to be done with those read. ``tell`` hears how many files are done with.
    """

    known: Known
    processes: int
    sift: Callable[[dict[Found, str], set[str]], Sifted]
    take: Callable[[list[Source]], list[Line]]
    tell: Callable[[int], object]
    stop_after: int | None = None
    report: Report = field(default_factory=Report)
    claimed: set[str] = field(default_factory=set)
    """Hashes and names of files that belong to a page."""

    def go(self, files: Sequence[Found]) -> Report:
        """Every file once; pages first, since they claim other files as their attachments."""
        begun = time.monotonic()
        with Readers(self.known, self.processes) as readers:
            for phase, group in groupby(files, key=lambda found: found.phase):
                if phase is Phase.OTHER:
                    self._pass_over(list(group))
                elif not self._read(list(group), readers):
                    break
        self.report.seconds = time.monotonic() - begun
        return self.report

    def _pass_over(self, files: list[Found]) -> None:
        for each in files:
            what = "attachment" if each.name in self.claimed else "other"
            self.report.add([Line(each.name, what)])
        self.tell(len(files))

    def _read(self, files: list[Found], readers: Readers) -> bool:
        """One phase; False when it was stopped. A chunk is being read while the last is taken."""
        waiting: tuple[int, Reading] | None = None
        for part in _parts(files):
            reading = readers.begin(self._sift(part))
            if waiting is not None and not self._finish(*waiting):
                return False
            waiting = (len(part), reading)
        return waiting is None or self._finish(*waiting)

    def _sift(self, files: list[Found]) -> list[Found]:
        told, fresh = self.sift({each: _hash(each) for each in files}, self.claimed)
        self.report.add(told)
        return fresh

    def _finish(self, number: int, reading: Reading) -> bool:
        sources = list(reading)
        for each in sources:
            for one in each.attachments:
                if one.file != each.name:
                    self.claimed |= {one.sha256, one.file}
        self.report.add(self.take(sources) if sources else [])
        self.tell(number)
        if self.stop_after is None or self.report.counts.get("unreadable", 0) <= self.stop_after:
            return True
        self.report.stopped = f"不能迁入的文件超过 {self.stop_after} 个，已停止；读过的保留，未送审"
        return False


def _parts(files: list[Found]) -> Iterator[list[Found]]:
    return (files[start : start + CHUNK] for start in range(0, len(files), CHUNK))


def _hash(found: Found) -> str:
    """The file's hash; "" when it cannot be opened (reading it will say why)."""
    try:
        with found.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def unclaimed(files: dict[Found, str], claimed: set[str]) -> Sifted:
    """Leave out files that a page has claimed."""
    told = [Line(each.name, "attachment") for each, known in files.items() if known in claimed]
    return told, [each for each, known in files.items() if known not in claimed]


def look_over(
    files: Sequence[Found], known: Known, processes: int, tell: Callable[[int], object]
) -> Report:
    """What would be read, without touching any database."""

    def take(sources: list[Source]) -> list[Line]:
        return [
            Line(
                each.name,
                "readable" if each.outcome is Outcome.RECORD else str(each.outcome),
                each.reason,
                each.columns.get("title", ""),
                None,
                each.warnings,
            )
            for each in sources
        ]

    return Walk(known, processes, unclaimed, take, tell).go(files)
