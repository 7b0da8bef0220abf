"""Work that time brings to information requests."""

from datetime import datetime

from gongkai.inforequests.services import close_lapsed


def propose_lapses(now: datetime) -> int:
    """Propose that requests count as given up; how many were proposed."""
    return close_lapsed(now=now)
