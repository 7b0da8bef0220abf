"""Reading many files: here one after the other, or in processes of their own.

A file that brings its process down (memory, a fault of a library) is told from its neighbours and
reported; the others are read.
"""

import ctypes
import multiprocessing
import os
import signal
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType

from gongkai.documents.moving.folder import Found
from gongkai.documents.moving.source import Known, Outcome, Source, read_source
from gongkai.kernel.errors import Reason, Refusal

SPOON = 8
"""Files handed to a process at a time."""
DIED = "读取时程序崩溃（可能过大或已损坏），请用原软件另存后重试"
_PR_SET_PDEATHSIG = 1


def read_many(files: Sequence[Found], known: Known) -> list[Source]:
    """What a process does with one spoonful."""
    return [read_source(found, known) for found in files]


def _begin() -> None:
    """A reading process ignores Ctrl-C (its parent stops it) and ends with its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    except (OSError, AttributeError):
        return


class Readers:
    """``with Readers(known, 2) as readers``: `read` gives the sources of files in their order.

    With fewer than two processes everything is read in this one.
    """

    def __init__(self, known: Known, processes: int) -> None:
        self._known = known
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Readers":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close(wait=kind is None)

    def _close(self, *, wait: bool = False) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=wait, cancel_futures=True)
            self._pool = None

    def begin(self, files: Sequence[Found]) -> "Reading":
        """Start reading; the answer is asked for later, so that others can work meanwhile."""
        if self._processes < 2:
            return Reading(self, files, [])
        spoons = [files[at : at + SPOON] for at in range(0, len(files), SPOON)]
        return Reading(self, files, [(spoon, self._submit(spoon)) for spoon in spoons])

    def _submit(self, spoon: Sequence[Found]) -> "Future[list[Source]]":
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._processes, context, initializer=_begin)
        return self._pool.submit(read_many, spoon, self._known)

    def here(self, files: Iterable[Found]) -> Iterator[Source]:
        """Read in this process."""
        return (read_source(found, self._known) for found in files)

    def one_by_one(self, files: Iterable[Found]) -> Iterator[Source]:
        """Read files of which one has brought a process down: each on its own.

        Raises Refusal when a process cannot even do nothing: then no file is to blame.
        """
        self._close()
        try:
            self._submit([]).result()
        except BrokenProcessPool:
            sentence = "读文件的进程启动不了（可能内存不足），请加 --processes 1 重新运行"
            raise Refusal(Reason("readers", sentence)) from None
        for found in files:
            self._close()
            try:
                yield from self._submit([found]).result()
            except BrokenProcessPool:
                yield Source(found.name, "", Outcome.UNREADABLE, DIED)
        self._close()


class Reading:
    """A reading that was begun."""

    def __init__(
        self,
        readers: Readers,
        files: Sequence[Found],
        spoons: list[tuple[Sequence[Found], "Future[list[Source]]"]],
    ) -> None:
        self._readers = readers
        self._files = files
        self._spoons = spoons

    def __iter__(self) -> Iterator[Source]:
        if not self._spoons:
            yield from self._readers.here(self._files)
        for spoon, future in self._spoons:
            try:
                yield from future.result()
            except BrokenProcessPool:
                yield from self._readers.one_by_one(spoon)


def sensible_processes(files: int) -> int:
    """Two processes for many files on a machine that has two; else all here."""
    return 2 if files > 200 and (os.cpu_count() or 1) > 1 else 1
