"""Telling the search index what changed, in the caller's transaction."""

from collections.abc import Iterable
from datetime import datetime

from gongkai.search.models import OutboxEntry


def enqueue(*, index: str, object_ids: Iterable[int], not_before: datetime) -> None:
    """Note that objects of *index* changed and are to be loaded anew from *not_before* on."""
    OutboxEntry.objects.bulk_create(
        OutboxEntry(index=index, object_id=pk, not_before=not_before) for pk in object_ids
    )
