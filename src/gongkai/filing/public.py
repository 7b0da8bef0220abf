"""What the world may know of forms: who has filed and who has not, where the county says so."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Prefetch

from gongkai.casework.rules import local_day
from gongkai.filing.models import Filing, FilingRound
from gongkai.filing.rules import STANDING_LABELS, Standing
from gongkai.filing.selectors import progress_of

ROUNDS = 12
YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class PublicRound:
    """A round: its date, how many have filed, and the names of those that have not or were late."""

    title: str
    due_on: date
    asked: int
    filed: int
    not_filed: tuple[str, ...]
    late: tuple[str, ...]
    overdue: bool

    @property
    def word(self) -> str:
        """What those that have not filed are called now."""
        return STANDING_LABELS[Standing.OVERDUE if self.overdue else Standing.OPEN]


def is_listed() -> bool:
    """Whether the county publishes the list (a local setting)."""
    return bool(settings.FILING_LIST_PUBLIC)


def public_rounds(now: datetime) -> list[PublicRound]:
    """The latest rounds of a year, the newest due date first; no figures. Two queries."""
    filings = Filing.objects.select_related("unit", "case").order_by("unit__position", "unit_id")
    found = FilingRound.objects.filter(due_on__gte=local_day(now) - YEAR).prefetch_related(
        Prefetch("filings", filings.defer("typed", "notes"))
    )
    return [_public(row, now) for row in found.order_by("-due_on", "-pk")[:ROUNDS]]


def _public(row: FilingRound, now: datetime) -> PublicRound:
    filings = list(row.filings.all())
    for filing in filings:
        filing.round = row
    facts = [(filing.unit.short_name, progress_of(filing)) for filing in filings]
    facts = [(name, each) for name, each in facts if each.standing(now) is not Standing.EXCUSED]
    waiting = [name for name, each in facts if each.reported_at is None]
    return PublicRound(
        title=row.title,
        due_on=row.due_on,
        asked=len(facts),
        filed=len(facts) - len(waiting),
        not_filed=tuple(waiting),
        late=tuple(name for name, each in facts if each.is_late),
        overdue=local_day(now) > row.due_on,
    )
