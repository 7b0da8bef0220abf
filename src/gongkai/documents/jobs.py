"""The jobs of documents."""

from datetime import datetime

from django.conf import settings

from gongkai.documents import selectors, services
from gongkai.documents.fetching import fetch
from gongkai.documents.reaching import Reach
from gongkai.kernel.actor import SystemActor
from gongkai.kernel.errors import Refusal

SECONDS = 60.0
"""How long one run writes rows before other jobs have their turn."""


def carry_on(now: datetime) -> int:
    """Go on with decisions on batches whose rows are not all written; how many were written."""
    return sum(
        services.carry_out(decision_id=pk, now=now, seconds=SECONDS)
        for pk in selectors.open_decisions()
    )


def screen_public(now: datetime) -> int:
    """Screen what is public and has changed, or everything when the lists have; how many texts."""
    return services.screen_stock(now=now)


def try_links(now: datetime) -> int:
    """Try the links of what is public, unless the house has forbidden it; how many were tried."""
    return services.try_links(now=now, reach=Reach()) if settings.LINK_CHECK else 0


def read_superiors(now: datetime) -> int:
    """Read the feeds of superior governments; how many new items they had. Troubles are noted."""
    found = 0
    for feed in selectors.active_feeds():
        try:
            data = fetch(feed.url)
            found += services.take_feed(actor=SystemActor(), feed_id=feed.pk, data=data, now=now)
        except Refusal as refusal:
            services.note_trouble(feed_id=feed.pk, words=str(refusal), now=now)
    return found
