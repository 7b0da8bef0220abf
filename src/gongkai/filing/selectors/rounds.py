"""Questions about rounds: who has filed, who has not, all figures together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from gongkai.casework.rules import local_day
from gongkai.clock.rules import Calendar, wd_between
from gongkai.filing.content import fields_of, span_of
from gongkai.filing.models import Filing, FilingRound
from gongkai.filing.rules import (
    CHECKING,
    FILLING,
    LEFT_OUT,
    NOT_FILED,
    STANDING_LABELS,
    STANDING_LIGHTS,
    Cadence,
    Field,
    Standing,
    before,
    unkept,
    words,
)
from gongkai.filing.selectors.designs import LIST, READ
from gongkai.filing.selectors.filings import progress_of, sheet_address
from gongkai.kernel.actor import Actor
from gongkai.orgs.selectors import reach_of

FIRST = (
    Standing.OVERDUE,
    Standing.RETURNED,
    Standing.OPEN,
    Standing.FILED,
    Standing.ACCEPTED,
    Standing.EXCUSED,
)


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round in the list: how many must file, have reported, are accepted or let off."""

    round: FilingRound
    asked: int
    reported: int
    accepted: int
    excused: int
    own_case: int | None

    @property
    def missing(self) -> int:
        """How many have not reported (those let off do not count)."""
        return self.asked - self.reported - self.excused


def rounds_page(
    *, actor: Actor, running: bool, design_id: int | None = None, before_id: int | None = None
) -> list[RoundRow]:
    """Rounds with a unit within the actor's reach, the newest first; one page and one more.

    ``running``: those in which something is still open; else those that are through.
    """
    mine = Filing.objects.filter(reach_of(actor, READ, "unit__path", "unit_id"))
    found = FilingRound.objects.filter(pk__in=mine.values("round_id"))
    still = Filing.objects.filter(case__closed_at__isnull=True).values("round_id")
    found = found.filter(pk__in=still) if running else found.exclude(pk__in=still)
    if design_id is not None:
        found = found.filter(design_id=design_id)
    if before_id is not None:
        found = found.filter(pk__lt=before_id)
    rows = _counted(found.select_related("design")).order_by("-pk")[: LIST + 1]
    units = {grant.unit_id for grant in actor.grants}
    own = Filing.objects.filter(round__in=[row.pk for row in rows], unit_id__in=units)
    cases = dict(own.order_by("-unit_id").values_list("round_id", "case_id"))
    return [RoundRow(row, *_figures(row), own_case=cases.get(row.pk)) for row in rows]


def _figures(row: FilingRound) -> tuple[int, int, int, int]:
    """What `_counted` has put beside the row."""
    found = vars(row)
    return found["asked"], found["reported"], found["through"], found["excused"]


def _counted(found: "QuerySet[FilingRound]") -> "QuerySet[FilingRound]":
    excused = Q(filings__case__state=LEFT_OUT)
    return found.annotate(
        asked=Count("filings"),
        reported=Count("filings", filter=Q(filings__reported_at__isnull=False) & ~excused),
        through=Count("filings", filter=Q(filings__accepted__isnull=False) & ~excused),
        excused=Count("filings", filter=excused),
    )


def round_by_id(round_id: int) -> FilingRound | None:
    """One round with its form, version and owner."""
    found = FilingRound.objects.select_related("design__owner", "version")
    return found.filter(pk=round_id).first()


def round_keyed(design_id: int, key: str) -> FilingRound | None:
    """The round of a form for a period."""
    return FilingRound.objects.filter(design_id=design_id, key=key).first()


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in the list of a round. ``days_over`` are working days after the due date."""

    filing_id: int
    case_id: int
    unit_id: int
    unit: str
    standing: Standing
    late: bool
    days_over: int
    reported_on: date | None
    urged: int
    correcting: bool
    readable: bool

    @property
    def label(self) -> str:
        return STANDING_LABELS[self.standing]

    @property
    def light(self) -> str:
        return STANDING_LIGHTS[self.standing]

    @property
    def address(self) -> str:
        return sheet_address(self.case_id) if self.readable else ""


def unit_rows(
    *, round_id: int, actor: Actor, now: datetime, calendar: Calendar, whole: bool
) -> list[UnitRow]:
    """The list of a round, those that have not filed first.

    ``whole``: all units, for everybody who files (通报); else only those within the actor's reach.
    Two queries.
    """
    found = Filing.objects.filter(round_id=round_id)
    readable = set(
        found.filter(reach_of(actor, READ, "unit__path", "unit_id")).values_list("pk", flat=True)
    )
    if not whole:
        found = found.filter(pk__in=readable)
    rows = found.select_related("unit", "case", "round").defer("typed", "notes")
    rows = rows.annotate(urged=Count("urgings")).order_by("unit__position", "unit_id")
    made = [_unit_row(row, now, calendar, row.pk in readable) for row in rows]
    return sorted(made, key=lambda row: FIRST.index(row.standing))


def _unit_row(filing: Filing, now: datetime, calendar: Calendar, readable: bool) -> UnitRow:
    progress = progress_of(filing)
    standing = progress.standing(now)
    reported = local_day(filing.reported_at) if filing.reported_at else None
    until = reported or local_day(now)
    over = standing in NOT_FILED or progress.is_late
    return UnitRow(
        filing_id=filing.pk,
        case_id=filing.case_id,
        unit_id=filing.unit_id,
        unit=filing.unit.short_name,
        standing=standing,
        late=progress.is_late and standing is not Standing.EXCUSED,
        days_over=max(0, wd_between(calendar, filing.round.due_on, until)) if over else 0,
        reported_on=reported,
        urged=getattr(filing, "urged", 0),
        correcting=filing.accepted_id is not None and filing.case.closed_at is None,
        readable=readable,
    )


@dataclass(frozen=True, slots=True)
class TableRow:
    """A unit's line of the table of a round: its cells in words, in the order of the fields."""

    unit: str
    address: str
    label: str
    cells: tuple[str, ...]
    values: tuple[Decimal | str | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """All figures of a round. ``totals`` stand under numbers; ``earlier`` are those of last period."""

    fields: tuple[Field, ...]
    rows: tuple[TableRow, ...]
    totals: tuple[Decimal | None, ...]
    earlier: tuple[Decimal | None, ...]


def table_of(begun: FilingRound, actor: Actor, now: datetime) -> Table:
    """Accepted figures of the units within the actor's reach, with their sums; four queries."""
    fields = fields_of(begun.version)
    found = _reached(begun.pk, actor)
    rows = tuple(_table_row(each, fields, now) for each in found)
    previous = _previous(begun)
    sums = _sums(fields, found)
    if previous is None:
        return Table(fields, rows, sums, (None,) * len(fields))
    return Table(fields, rows, sums, _sums(fields, _reached(previous.pk, actor)))


def _reached(round_id: int, actor: Actor) -> list[Filing]:
    found = Filing.objects.filter(
        reach_of(actor, READ, "unit__path", "unit_id"), round_id=round_id
    ).select_related("unit", "case", "round", "accepted__sheet")
    return list(found.defer("typed", "notes").order_by("unit__position", "unit_id"))


def _previous(begun: FilingRound) -> FilingRound | None:
    if begun.version.cadence == Cadence.ONCE:
        return None
    return round_keyed(begun.design_id, before(Cadence(begun.version.cadence), span_of(begun)).key)


def _stored(filing: Filing) -> Mapping[str, object]:
    return filing.accepted.sheet.values if filing.accepted else {}


def _table_row(filing: Filing, fields: tuple[Field, ...], now: datetime) -> TableRow:
    stored = _stored(filing)
    values = [unkept(field, stored.get(field.code)) for field in fields]
    return TableRow(
        unit=filing.unit.short_name,
        address=sheet_address(filing.case_id),
        label=STANDING_LABELS[progress_of(filing).standing(now)],
        cells=tuple(words(field, value) for field, value in zip(fields, values, strict=True)),
        values=tuple(
            Decimal(str(value)) if field.is_number and value is not None else words(field, value)
            for field, value in zip(fields, values, strict=True)
        ),
    )


def _sums(fields: tuple[Field, ...], found: list[Filing]) -> tuple[Decimal | None, ...]:
    sums = []
    for field in fields:
        numbers = [
            Decimal(str(stored[field.code]))
            for each in found
            if field.is_number and (stored := _stored(each)).get(field.code) not in (None, "")
        ]
        sums.append(sum(numbers, Decimal(0)) if numbers else None)
    return tuple(sums)


def unreported(round_id: int) -> list[Filing]:
    """Filings of a round that still lie with their unit, with the reminders they were given."""
    found = Filing.objects.filter(
        round_id=round_id, accepted__isnull=True, case__state__in=(FILLING, CHECKING)
    )
    return list(found.select_related("case", "unit").prefetch_related("urgings").order_by("pk"))


def running_rounds(until: date) -> list[FilingRound]:
    """Rounds due up to a day in which a unit has not reported yet."""
    still = Filing.objects.filter(case__state__in=(FILLING, CHECKING), accepted__isnull=True)
    found = FilingRound.objects.filter(due_on__lte=until, pk__in=still.values("round_id"))
    return list(found.select_related("design__owner", "version").order_by("pk"))


def takes_part(actor: Actor, round_id: int) -> bool:
    """Whether a unit within the actor's reach files in a round."""
    mine = reach_of(actor, READ, "unit__path", "unit_id")
    return Filing.objects.filter(mine, round_id=round_id).exists()
