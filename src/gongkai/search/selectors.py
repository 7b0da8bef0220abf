"""Questions about the outbox, for the indexer and for administrators."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q

from gongkai.search.models import OutboxEntry


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits to be indexed: ``due`` now, ``oldest_due`` since when, ``failing`` of them,
    ``later`` not before a moment to come; ``last_done`` is when the indexer last finished one."""

    due: int
    later: int
    failing: int
    oldest_due: datetime | None
    last_done: datetime | None


def backlog(*, index: str, now: datetime) -> Backlog:
    """The outbox of one index at a moment."""
    rows = OutboxEntry.objects.filter(index=index)
    waiting = rows.filter(done_at__isnull=True).aggregate(
        due=Count("id", filter=Q(not_before__lte=now, attempts=0)),
        later=Count("id", filter=Q(not_before__gt=now, attempts=0)),
        failing=Count("id", filter=Q(attempts__gt=0)),
        oldest_due=Min("not_before", filter=Q(not_before__lte=now)),
    )
    done = rows.filter(done_at__isnull=False).aggregate(last_done=Max("done_at"))
    return Backlog(**waiting, **done)


def due_entries(*, index: str, now: datetime, after: int, limit: int) -> list[tuple[int, int]]:
    """Entries to be worked off now, as (entry, record), by entry from *after* on."""
    rows = OutboxEntry.objects.filter(
        index=index, done_at__isnull=True, not_before__lte=now, id__gt=after
    )
    return list(rows.order_by("id").values_list("id", "object_id")[:limit])


def done_since(*, index: str, since: datetime) -> list[int]:
    """Records indexed since a moment, each once, ascending."""
    rows = OutboxEntry.objects.filter(index=index, done_at__gte=since)
    return sorted(set(rows.values_list("object_id", flat=True)))
