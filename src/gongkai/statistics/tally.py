"""Visits counted in memory and written together, so that no public page waits for the database.

Each process counts for itself. A thread of its own writes every `VISITS_SECONDS`; when a process is
killed, what it has counted since then is lost, never more.
"""

import atexit
import logging
import threading
from collections import Counter
from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.db import DatabaseError, connection

Key = tuple[date, str, str]
"""Day, kind of page, page."""
log = logging.getLogger(__name__)


class Tally:
    """Counts until they are taken away; safe between threads."""

    def __init__(self, write: Callable[[Counter[Key]], None]) -> None:
        self._write = write
        self._lock = threading.Lock()
        self._counts: Counter[Key] = Counter()
        self._thread: threading.Thread | None = None

    def add(self, day: date, kind: str, key: str) -> None:
        """One visit more."""
        with self._lock:
            self._counts[day, kind, key] += 1
        if self._thread is None and settings.VISITS_SECONDS > 0:
            self._start()

    def _start(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._go_on, name="visits", daemon=True)
                self._thread.start()
                atexit.register(self.flush)

    def _go_on(self) -> None:
        pause = threading.Event()
        while not pause.wait(settings.VISITS_SECONDS):
            self.flush()
            connection.close()

    def flush(self) -> None:
        """Write what was counted; what could not be written is kept for the next time."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            self._write(counts)
        except DatabaseError:
            log.exception("访问次数未能写入，下次再写")
            with self._lock:
                self._counts.update(counts)
