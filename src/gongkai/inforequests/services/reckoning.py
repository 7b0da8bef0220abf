"""What is kept of a request's clock so that many requests can be listed and counted by it.

It is a cache of `rules.clock.deadline_of`: written after every event, and again when the calendar
changes; nothing else writes it.
"""

from gongkai.clock.services import CalendarChange
from gongkai.inforequests import selectors
from gongkai.inforequests.models import InformationRequest

KEPT = ("receipt_day", "due_on", "answered_on", "days_used")


def remember_clock(request: InformationRequest) -> None:
    """Write what the clock of *request* says now, where it differs from what was kept."""
    found = selectors.deadline_of(request)
    now_kept = (found.receipt, found.due, found.answered_on, found.days_used)
    if now_kept == tuple(getattr(request, name) for name in KEPT):
        return
    for name, value in zip(KEPT, now_kept, strict=True):
        setattr(request, name, value)
    request.save(update_fields=list(KEPT))


def hear_calendar(change: CalendarChange) -> None:
    """Reckon the unanswered requests again under the new calendar, in the edit's transaction."""
    for request in selectors.unanswered():
        remember_clock(request)
