"""The jobs of the search: keep every index up to date, and tidy up once an hour."""

import logging
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from gongkai.kernel.schedule import Job, jobs
from gongkai.search import services, wake
from gongkai.search.engine import IndexBusyError, IndexUnavailableError
from gongkai.search.engines.embedded import engine_for
from gongkai.search.indexer import indexer_for
from gongkai.search.registry import indexes

logger = logging.getLogger(__name__)

LOOK_SECONDS = 0.02
RECONCILE_HOUR = 3
OUTBOX_SECONDS = 1.0
HEALTH_SECONDS = 10.0
IDLE_SECONDS = 30.0
REBUILD_AGAIN_SECONDS = 60.0


@dataclass(slots=True)
class _Seen:
    """What this process knows of an index between two looks; monotonic seconds."""

    ring: int = -1
    outbox_at: float = -OUTBOX_SECONDS
    health_at: float = -HEALTH_SECONDS
    busy_at: float = 0.0
    rebuild_at: float = -REBUILD_AGAIN_SECONDS
    writing: bool = False


_seen: dict[Path, _Seen] = {}
"""By the folder of the index: what was seen of one folder says nothing of another."""


def register_jobs() -> None:
    jobs.register(
        Job("search.index", "检索入库", LOOK_SECONDS, keep_up),
        Job("search.tidy", "清理检索待办", 3600, tidy),
        Job("search.reconcile", "核对检索索引", 3600, reconcile_at_night),
    )


def tidy(now: datetime) -> int:
    """Forget what was done long ago."""
    return services.forget_done(now=now)


def reconcile_at_night(now: datetime) -> int:
    """Once a night compare every index with the database; returns how many differences.

    It also brings in what no deed announces: a document that lapsed with the day, for example.
    """
    if timezone.localtime(now).hour != RECONCILE_HOUR:
        return 0
    return sum(
        indexer_for(index.code).reconcile(now, lambda _: None).total
        for index in indexes
        if engine_for(index.code).health().ready
    )


def keep_up(now: datetime) -> int:
    """Bring every index up to date when its bell has rung, and once a second anyway.

    An index that fails holds up no other; its error is raised when all have had their turn.
    """
    done, failure = 0, None
    for index in indexes:
        try:
            done += keep_index_up(index.code, now)
        except Exception as error:
            logger.exception("index %s", index.code)
            failure = error
    if failure is not None:
        raise failure
    return done


def keep_index_up(code: str, now: datetime) -> int:
    """Bring one index up to date, building it if it is missing or damaged."""
    seen = _seen.setdefault(wake.index_folder(code), _Seen())
    ring, moment = wake.last_ring(code), time.monotonic()
    if ring == seen.ring and moment - seen.outbox_at < OUTBOX_SECONDS:
        return 0
    seen.outbox_at = moment
    if ring <= now.timestamp() * 1e9:  # else it rang after *now*: what it announces is not due yet
        seen.ring = ring
    if moment - seen.health_at >= HEALTH_SECONDS:
        seen.health_at = moment
        if not engine_for(code).health().ready:
            return _mend(code, seen, moment)
    try:
        done = indexer_for(code).drain(now)
    except IndexUnavailableError:
        return _mend(code, seen, moment)
    except IndexBusyError:
        logger.info("index %s is being written by another process", code)
        return 0
    if done:
        seen.writing, seen.busy_at = True, moment
    elif seen.writing and moment - seen.busy_at > IDLE_SECONDS:
        engine_for(code).close()  # others may write now: a rebuild or a mending from a command
        seen.writing = False
    return done


def _mend(code: str, seen: _Seen, moment: float) -> int:
    """Build an index that is missing or damaged; leave a sound one to the next look."""
    health = engine_for(code).health()
    if health.ready:
        raise IndexUnavailableError(f"index {code} can be read but not written")
    if moment - seen.rebuild_at < REBUILD_AGAIN_SECONDS:
        return 0
    seen.rebuild_at = moment
    logger.warning("index %s: %s; building it anew", code, health.message)
    count = 0

    def progress(more: int) -> None:
        nonlocal count
        count += more

    try:
        indexer_for(code).rebuild(progress)
    except IndexBusyError:
        return 0
    return count
