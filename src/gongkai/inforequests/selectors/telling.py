"""Which papers of a request should have told somebody something, and whether they did."""

from datetime import date

from gongkai.casework.rules import local_day
from gongkai.inforequests.models import InformationRequest
from gongkai.inforequests.rules import events as ev
from gongkai.inforequests.rules.acts import RequestFacts
from gongkai.inforequests.rules.events import Event
from gongkai.inforequests.rules.telling import DUTIES, Telling, notes_on_telling
from gongkai.inforequests.selectors.occasions import PaperRow, paper_rows
from gongkai.kernel.errors import Reason

TOLD = frozenset(duty.event for duty in DUTIES.values() if duty.event)
DAYS = {
    "clarification": "asked_on",
    "reasons": "asked_on",
    "fee": "noticed_on",
    "third_party": "sent_on",
    "joint_makers": "sent_on",
    "third_party_decision": "overridden_on",
}


def untold(request: InformationRequest, facts: RequestFacts, today: date) -> list[Reason]:
    """Papers that are missing or were late, for the sheet of the request.

    Asks nothing of the database for a request in which there was nothing to tell.
    """
    if not facts.has(*TOLD):
        return []
    rows = [row for row in paper_rows(request) if row.occasion.code in DUTIES and row.occasion.must]
    tellings = [_telling(row, _decided(row, facts.events)) for row in rows]
    return notes_on_telling([each for each in tellings if each is not None], facts, today)


def _telling(row: PaperRow, decided: date | None) -> Telling | None:
    if decided is None:
        return None
    paper = row.occasion.paper
    label = f"{paper.label}（{row.occasion.words}）" if row.occasion.words else paper.label
    return Telling(row.occasion.code, label, decided, row.notice.issued_on if row.notice else None)


def _decided(row: PaperRow, events: tuple[Event, ...]) -> date | None:
    """The day of the deed that the paper tells of, as its own row has it."""
    code, matter = row.occasion.code, row.occasion.row
    if code == "delay":
        return max((each.on for each in events if each.kind == ev.DELAY_SET), default=None)
    if code == "extension":
        return local_day(matter.decided_at) if matter.decided_at else None
    day: date | None = getattr(matter, DAYS[code])
    return day
