"""Bringing the index up to the database: drain the outbox, rebuild, reconcile (design §6).

Every step may be killed at any point and run again: entries are marked done after the commit that
holds them, and working one off twice changes nothing. Database transactions stay short, because on
SQLite the web server writes beside us.
"""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from gongkai.search import selectors, services
from gongkai.search.engine import (
    Engine,
    Generation,
    IndexBusyError,
    IndexUnavailableError,
    version_key,
)
from gongkai.search.engines.embedded import engine_for
from gongkai.search.lease import lease
from gongkai.search.registry import SearchIndex, indexes
from gongkai.search.wake import index_folder

logger = logging.getLogger(__name__)

COMMIT_SECONDS = 0.25
COMMIT_DOCUMENTS = 500
READ_AT_ONCE = 100
REBUILD_AT_ONCE = 500
COMPARE_AT_ONCE = 5_000
CLOCKS_MAY_DIFFER = timedelta(minutes=1)

Progress = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Differences:
    """What `reconcile` found: public records ``missing`` from the index or ``outdated`` in it, and
    ``orphaned`` ones that the index holds though they are not public. All are mended."""

    checked: int
    missing: int
    outdated: int
    orphaned: int

    @property
    def total(self) -> int:
        return self.missing + self.outdated + self.orphaned


class Indexer:
    """The only writer of one index. Clock and engine are given, so tests can bring their own."""

    def __init__(self, index: SearchIndex, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._index = index
        self._engine = engine
        self._clock = clock
        self._folder = index_folder(index.code)

    # ---- drain -----------------------------------------------------------------------------

    def drain(self, now: datetime) -> int:
        """Work off what is due; returns how many entries. 0 when another process is at it.

        Commits at once when nothing more waits, else every 250 ms or 500 records. Raises
        IndexUnavailableError when there is no index to write to.
        """
        with lease(self._folder / "drain.lock") as ours:
            return self._drain(now) if ours else 0

    def _drain(self, now: datetime) -> int:
        done, last, waiting = 0, 0, list[int]()
        since = time.monotonic()
        try:
            while entries := self._next(now, last):
                last = entries[-1][0]
                waiting += self._take(entries, now)
                late = time.monotonic() - since >= COMMIT_SECONDS
                if late or len(waiting) >= COMMIT_DOCUMENTS or len(entries) < READ_AT_ONCE:
                    done += self._commit(waiting)
                    waiting, since = [], time.monotonic()
            return done + self._commit(waiting)
        except BaseException:
            self._engine.rollback()
            raise

    def _next(self, now: datetime, after: int) -> list[tuple[int, int]]:
        return selectors.due_entries(
            index=self._index.code, now=now, after=after, limit=READ_AT_ONCE
        )

    def _take(self, entries: list[tuple[int, int]], now: datetime) -> list[int]:
        """Bring these entries' records up to date; returns the entries taken.

        A record that cannot be read is postponed, so that it does not hold up the others.
        """
        unreadable = self._bring(self._engine, {object_id for _, object_id in entries})
        for entry, object_id in entries:
            if object_id in unreadable:
                services.postpone(entry=entry, now=now)
        return [entry for entry, object_id in entries if object_id not in unreadable]

    def _bring(self, generation: Generation, ids: set[int]) -> set[int]:
        """Put in what is public of *ids*, take out the rest; returns the ids that failed."""
        try:
            self._replace(generation, ids)
        except (IndexUnavailableError, IndexBusyError):
            raise
        except Exception:
            logger.exception("index %s: cannot read %s", self._index.code, sorted(ids)[:20])
            if len(ids) == 1:
                return ids
            return {one for one in ids if self._bring(generation, {one})}
        return set()

    def _replace(self, generation: Generation, ids: set[int]) -> None:
        documents = [one for one in self._index.load(sorted(ids)) if one.id in ids]
        generation.upsert(documents)
        generation.delete(ids - {document.id for document in documents})

    def _commit(self, waiting: list[int]) -> int:
        if waiting:
            self._engine.commit()
            services.mark_done(entries=waiting, now=self._clock())
        return len(waiting)

    # ---- rebuild ---------------------------------------------------------------------------

    def rebuild(self, progress: Progress) -> int:
        """Build a new generation beside the old one, then swap; returns how many records it holds.

        Readers and the drain go on with the old one meanwhile; what the drain did in that time is
        done again in the new one before the swap. Raises IndexBusyError when a rebuild is running.
        """
        with lease(self._folder / "rebuild.lock") as ours:
            if not ours:
                raise IndexBusyError("检索索引正在由另一个进程重建")
            started = self._clock()
            generation = self._engine.new_generation()
            try:
                self._fill(generation, progress)
                with lease(self._folder / "drain.lock", wait=True):
                    self._catch_up(generation, started - CLOCKS_MAY_DIFFER)
                    self._engine.swap(generation)
            except BaseException:
                generation.close()
                raise
            return self._engine.health().documents

    def _fill(self, generation: Generation, progress: Progress) -> None:
        after = 0
        while page := self._index.all_versions(after, REBUILD_AT_ONCE):
            after = page[-1][0]
            self._build(generation, {object_id for object_id, _ in page})
            progress(len(page))
        generation.commit()

    def _catch_up(self, generation: Generation, since: datetime) -> None:
        changed = selectors.done_since(index=self._index.code, since=since)
        for start in range(0, len(changed), REBUILD_AT_ONCE):
            self._build(generation, set(changed[start : start + REBUILD_AT_ONCE]))
        generation.commit()

    def _build(self, generation: Generation, ids: set[int]) -> None:
        unreadable = self._bring(generation, ids)
        services.enqueue(
            index=self._index.code, object_ids=sorted(unreadable), not_before=self._clock()
        )

    # ---- reconcile -------------------------------------------------------------------------

    def reconcile(self, now: datetime, progress: Progress) -> Differences:
        """Compare ids and versions with the database and put every difference into the outbox."""
        missing, outdated, orphaned = set[int](), set[int](), set[int]()
        checked = after = 0
        while True:
            real = self._index.all_versions(after, COMPARE_AT_ONCE)
            upto = real[-1][0] if len(real) == COMPARE_AT_ONCE else None
            expected = {object_id: version_key(version) for object_id, version in real}
            held = dict(self._held(after, upto))
            missing |= expected.keys() - held.keys()
            orphaned |= held.keys() - expected.keys()
            outdated |= {key for key in expected.keys() & held.keys() if expected[key] != held[key]}
            checked += len(real)
            progress(len(real))
            if upto is None:
                break
            after = upto
        wrong = sorted(missing | outdated | orphaned)
        services.enqueue(index=self._index.code, object_ids=wrong, not_before=now)
        return Differences(checked, len(missing), len(outdated), len(orphaned))

    def _held(self, after: int, upto: int | None) -> Iterable[tuple[int, int]]:
        """What the index holds of the ids above *after*, up to and including *upto*."""
        while page := self._engine.ids_versions(after_id=after, limit=COMPARE_AT_ONCE):
            for object_id, version in page:
                if upto is not None and object_id > upto:
                    return
                yield object_id, version
            after = page[-1][0]


def indexer_for(code: str) -> Indexer:
    """The indexer of a registered index over the embedded engine."""
    from django.utils import timezone

    return Indexer(indexes[code], engine_for(code), timezone.now)
