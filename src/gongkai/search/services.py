"""Telling the search that records changed. The caller's transaction decides whether they did."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F

from gongkai.search import wake
from gongkai.search.models import OutboxEntry
from gongkai.search.registry import Facet, SearchIndex, indexes

__all__ = ["Facet", "SearchIndex", "enqueue", "forget_done", "indexes", "mark_done", "postpone"]

_AT_ONCE = 500
KEEP_DONE = timedelta(days=7)
LONGEST_PAUSE = timedelta(hours=1)


def enqueue(*, index: str, object_ids: Iterable[int], not_before: datetime) -> int:
    """Note that these records changed; returns how many. Call it in the transaction of the change.

    Put in, changed, withdrawn: all the same; the index's loader says what is public when the entry
    is worked off, at *not_before* (now, or the moment of a planned publication) or soon after.
    Entries of an index that no app has registered wait until one does.
    """
    entries = [
        OutboxEntry(index=index, object_id=object_id, not_before=not_before)
        for object_id in dict.fromkeys(object_ids)
    ]
    OutboxEntry.objects.bulk_create(entries, batch_size=_AT_ONCE)
    if entries:
        transaction.on_commit(partial(wake.indexer, index), robust=True)
    return len(entries)


def mark_done(*, entries: Iterable[int], now: datetime) -> None:
    """These entries are in the index, durably."""
    pending = list(entries)
    for start in range(0, len(pending), _AT_ONCE):
        part = pending[start : start + _AT_ONCE]
        OutboxEntry.objects.filter(id__in=part).update(done_at=now)


def postpone(*, entry: int, now: datetime) -> None:
    """This record could not be read: try again after a pause that doubles, at most an hour."""
    with transaction.atomic():
        row = OutboxEntry.objects.select_for_update().get(id=entry)
        pause = min(timedelta(seconds=15 * 2 ** min(row.attempts, 10)), LONGEST_PAUSE)
        OutboxEntry.objects.filter(id=entry).update(
            attempts=F("attempts") + 1, not_before=now + pause
        )


def forget_done(*, now: datetime) -> int:
    """Remove entries worked off more than a week ago; returns how many."""
    old = OutboxEntry.objects.filter(done_at__lt=now - KEEP_DONE)
    return old.delete()[0]
