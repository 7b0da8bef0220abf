"""What the act rules are told about a request: plain values, put together by the services."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from gongkai.clock.rules import Calendar
from gongkai.inforequests.rules.clock import RequestDeadline, deadline_of
from gongkai.inforequests.rules.events import Event

THIRD_PARTY = "third_party"
JOINT_MAKER = "joint_maker"
ORGAN = "organ"
AGREES, OBJECTS, SILENT, CANCELLED = "agrees", "objects", "silent", "cancelled"
ITEMS, PAGES = "items", "pages"


@dataclass(frozen=True, slots=True)
class Opinion:
    """A consultation: who was asked, when, and what was said.

    ``answer``: "" while open. ``accepted``: whether the reasons of an objection were found
    reasonable, None while nobody has judged. ``overridden_on``: the decision to disclose all the
    same; ``notified_on``: the day of the written notice of it to the third party.
    """

    ref: str
    kind: str
    party: str
    sent: date
    received: date | None = None
    answer: str = ""
    accepted: bool | None = None
    override_reason: str = ""
    overridden_on: date | None = None
    notified_on: date | None = None

    @property
    def consents(self) -> bool | None:
        """Whether disclosure is agreed to; None: undecided, it is the organ that decides.

        A joint maker's silence is consent (条例第三十四条), a third party's is nothing (第三十二条).
        """
        if self.answer == AGREES or (self.answer == SILENT and self.kind == JOINT_MAKER):
            return True
        return False if self.answer == OBJECTS else None

    @property
    def forbids(self) -> bool:
        """Whether the third party's objection stands against disclosure (条例第三十二条)."""
        objects = self.kind == THIRD_PARTY and self.answer == OBJECTS
        return objects and self.accepted is not False and self.overridden_on is None


@dataclass(frozen=True)
class RequestFacts:
    """A request as the law sees it.

    ``searched``: the results of the recorded searches, True where something was found.
    ``reasons_judged``: whether the applicant's reasons for his many requests are reasonable
    (第三十五条), None while nobody has judged. ``tariff``: of the fee notice, "" without one.
    ``row``: the row of the report it was concluded with, "" while open; ``proposed``: whether its
    answer was already proposed for publication.
    """

    events: tuple[Event, ...]
    calendar: Calendar
    opinions: tuple[Opinion, ...] = ()
    searched: tuple[bool, ...] = ()
    reasons_judged: bool | None = None
    tariff: str = ""
    row: str = ""
    proposed: bool = False

    @cached_property
    def clock(self) -> RequestDeadline:
        return deadline_of(self.events, self.calendar)

    def has(self, *kinds: str) -> bool:
        return any(event.kind in kinds for event in self.events)

    def last(self, kind: str) -> Event | None:
        found = [event for event in self.events if event.kind == kind]
        return max(found, key=lambda event: event.on, default=None)
