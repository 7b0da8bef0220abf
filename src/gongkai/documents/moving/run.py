"""One run of an import: skip what is known, take the rest in, hand the batch to its reviewer.

This module needs Django; the processes that read files never load it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from gongkai.documents import selectors, services
from gongkai.documents.moving.folder import Found
from gongkai.documents.moving.report import Line, Report
from gongkai.documents.moving.source import Known, Source
from gongkai.documents.moving.walk import Sifted, Walk, unclaimed
from gongkai.kernel.actor import Actor


def _silent(number: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run is told.

    ``again`` takes in files that a reviewer once left out; beyond ``stop_after`` files that cannot
    be taken in it stops (None: never); ``tell`` hears how many files are done with.
    """

    actor: Actor
    into: services.Into
    known: Known
    clock: Callable[[], datetime]
    processes: int = 1
    again: bool = False
    stop_after: int | None = None
    tell: Callable[[int], object] = _silent

    def bring_in(self, files: Sequence[Found]) -> Report:
        """Take in *files* and open their case. Safe to repeat after any interruption.

        Raises Refusal as the services do; what a file holds never raises.
        """
        walk = Walk(self.known, self.processes, self._sift, self._take, self.tell, self.stop_after)
        report = walk.go(files)
        if not report.stopped:
            made = services.finish_import(actor=self.actor, into=self.into, now=self.clock())
            if made is not None:
                batch, case = made
                report.batch_id, report.case_number = batch.pk, case.number
        return report

    def _sift(self, files: dict[Found, str], claimed: set[str]) -> Sifted:
        """Files taken in before are not read again; what they claimed stays claimed."""
        known = selectors.known_sources(filter(None, files.values()))
        told, unknown = [], {}
        for each, source_hash in files.items():
            earlier = known.find(source_hash)
            said = services.known_as(earlier, each.name) if earlier else None
            if earlier is not None:
                claimed |= earlier.attached
            if said is None or said.what == "copy" or (said.what == "excluded" and self.again):
                unknown[each] = source_hash
            else:
                told.append(_line(said))
        attached, fresh = unclaimed(unknown, claimed)
        return told + attached, fresh

    def _take(self, sources: list[Source]) -> list[Line]:
        taken = services.take_in(
            actor=self.actor, into=self.into, sources=sources, now=self.clock(), again=self.again
        )
        return [_line(each) for each in taken]


def _line(taken: services.Taken) -> Line:
    return Line(
        taken.name, taken.what, taken.reason, taken.title, taken.document_id, taken.warnings
    )
