"""Trying the links of what is public: a few at a time, politely, and what came of it (§9.1)."""

import time
from collections import Counter
from datetime import datetime, timedelta

from django.db import transaction

from gongkai.documents import selectors
from gongkai.documents.models import Link, LinkUse, StockCheck
from gongkai.documents.reaching import Reach, Tried
from gongkai.documents.rules.linking import LOST, judged
from gongkai.screening.rules.form.links import LinkState

EVERY = timedelta(days=7)
AGAIN = timedelta(days=1)
"""After how long an address is tried again, and one whose site was lost."""
SECONDS = 40.0
PER_HOST = 5
PAUSE = 2.0
"""Per run at most so many addresses of one host, with at least that many seconds in between."""
LOOKED_AT = 2_000
OFFLINE = Tried(trouble="offline")


def try_links(*, now: datetime, reach: Reach, seconds: float = SECONDS) -> int:
    """Try addresses that are due, the longest ago first; how many were tried.

    Sites that are lost in a run in which none at all answers say more about our own line.
    """
    stop = time.monotonic() + seconds
    used: Counter[str] = Counter()
    free: dict[str, float] = {}
    lost: list[tuple[int, Tried]] = []
    answered = False
    due = selectors.links_to_try(before=now - EVERY, lost_before=now - AGAIN, limit=LOOKED_AT)
    for link in due:
        if time.monotonic() > stop:
            break
        if used[link.host] >= PER_HOST:
            continue
        time.sleep(max(0.0, free.get(link.host, 0.0) - time.monotonic()))
        tried = reach.tried(link.address)
        answered = answered or tried.status is not None
        if tried.trouble in LOST:
            lost.append((link.pk, tried))
        else:
            note_link(link_id=link.pk, tried=tried, now=now)
        used[link.host] += 1
        free[link.host] = time.monotonic() + PAUSE
    for link_id, tried in lost:
        note_link(link_id=link_id, tried=tried if answered else OFFLINE, now=now)
    return used.total()


@transaction.atomic
def note_link(*, link_id: int, tried: Tried, now: datetime) -> Link:
    """Keep what came of an attempt; texts that link to what has died or come back are judged anew."""
    link = Link.objects.select_for_update().get(pk=link_id)
    before = link.state
    if tried != OFFLINE:
        link.failures = link.failures + 1 if tried.trouble in LOST else 0
    state, link.note = judged(status=tried.status, trouble=tried.trouble, failures=link.failures)
    link.state, link.checked_at = state.value, now
    link.save()
    if before != link.state and LinkState.DEAD.value in {before, link.state}:
        uses = LinkUse.objects.filter(link=link).values("publication_id")
        StockCheck.objects.filter(publication_id__in=uses).update(stamp="")
    return link
