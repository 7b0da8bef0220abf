"""Questions about what one unit files: answers, what is known beside them, versions handed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.conf import settings

from gongkai.casework.flows import Clock
from gongkai.casework.kinds import FlowTerm, Term
from gongkai.casework.rules import local_day
from gongkai.casework.selectors import events_of
from gongkai.clock.rules import Calendar, deadline, wd_add
from gongkai.filing.content import Content, content_of, fields_of, span_of
from gongkai.filing.models import Filing, FilingSheet, Urging
from gongkai.filing.rules import (
    Answer,
    Cadence,
    Field,
    Known,
    Progress,
    answer_of,
    before,
    unkept,
    year_before,
)
from gongkai.kernel.errors import Reason, Refusal
from gongkai.kernel.measures import Period, measures


def sheet_address(case_id: int) -> str:
    """The page of a unit's filing."""
    return f"/desk/filing/cases/{case_id}/"


def filing_of_case(case_id: int) -> Filing | None:
    """The filing behind a case, with its round, form, version and what was accepted."""
    found = Filing.objects.select_related(
        "round__design", "round__version", "unit", "case", "accepted__sheet"
    )
    return found.filter(case_id=case_id).first()


def filing_in(round_id: int, unit_id: int) -> Filing:
    """What a unit files in a round. Raises Refusal when it need not."""
    found = Filing.objects.filter(round_id=round_id, unit_id=unit_id).values_list("case_id")
    case_id = found.first()
    return filing_or_refuse(case_id[0] if case_id else 0)


def filing_or_refuse(case_id: int) -> Filing:
    """The filing behind a case. Raises Refusal when there is none."""
    found = filing_of_case(case_id)
    if found is None:
        raise Refusal(Reason("not_found", "没有这张报表，可能编号有误"))
    return found


def sheets_of(filing_id: int) -> list[FilingSheet]:
    """Every version handed in, the newest first, with what was said of it."""
    found = FilingSheet.objects.filter(filing_id=filing_id).order_by("-number")
    return list(found.select_related("submitted_by", "review__reviewer", "acceptance__accepted_by"))


def latest_sheet(filing_id: int) -> FilingSheet | None:
    """The version handed in last."""
    found = FilingSheet.objects.filter(filing_id=filing_id).select_related("review")
    return found.order_by("-number").first()


def urgings_of(filing_id: int) -> list[Urging]:
    """The reminders to file that this unit was given."""
    return list(Urging.objects.filter(filing_id=filing_id).order_by("-id")[:20])


def progress_of(filing: Filing) -> Progress:
    """The facts that the list of who has filed is made of."""
    return Progress(
        filing.case.state, filing.reported_at, filing.accepted_id is not None, filing.round.due_on
    )


def values_of(fields: tuple[Field, ...], stored: Mapping[str, object]) -> dict[str, Decimal | None]:
    """The numbers of a sheet by field code."""
    return {
        field.code: None
        if (value := unkept(field, stored.get(field.code))) is None
        else Decimal(str(value))
        for field in fields
        if field.is_number
    }


@dataclass
class Draft:
    """A filing as it is being written: content, what is known, the answers read and checked."""

    filing: Filing

    @cached_property
    def content(self) -> Content:
        return content_of(self.filing.round.version)

    @cached_property
    def known(self) -> Known:
        """System figures of the period, and what the unit filed last and a year before."""
        return known_of(self.filing, self.content)

    @property
    def typed(self) -> Mapping[str, str]:
        """What was typed; before anything was saved, the system's figures."""
        if self.filing.saves:
            return dict(self.filing.typed)
        return {code: str(number) for code, number in self.known.system.items()}

    @cached_property
    def answer(self) -> Answer:
        """The values, and everything that stands against filing them."""
        content = self.content
        return answer_of(content.fields, content.checks, self.typed, self.filing.notes, self.known)


def known_of(filing: Filing, content: Content) -> Known:
    """What is known beside the answers; earlier figures only from accepted filings."""
    begun = filing.round
    period = Period(begun.start, begun.end, frozenset({filing.unit_id}))
    system = {
        field.code: measures[field.measure].total(period)
        for field in content.fields
        if field.measure and field.measure in measures
    }
    if content.cadence is Cadence.ONCE:
        return Known(system, {}, {})
    span = span_of(begun)
    last, year = before(content.cadence, span).key, year_before(content.cadence, span).key
    earlier = _earlier(filing, {last, year})
    return Known(system, earlier.get(last, {}), earlier.get(year, {}))


def _earlier(filing: Filing, keys: set[str]) -> dict[str, dict[str, Decimal | None]]:
    found = Filing.objects.filter(
        round__design_id=filing.round.design_id,
        round__key__in=keys,
        unit_id=filing.unit_id,
        accepted__isnull=False,
    ).select_related("round__version", "accepted__sheet")
    earlier = {}
    for each in found:
        assert each.accepted is not None  # noqa: S101 - filtered above
        fields = fields_of(each.round.version)
        earlier[each.round.key] = values_of(fields, each.accepted.sheet.values)
    return earlier


@dataclass(frozen=True, slots=True)
class Note:
    """The line of a clock that is not counted but named."""

    date: date
    text: str
    counted: int | None = None


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A deadline that is a day of its own: the round's, which rest days have moved already."""

    article: str
    due: date
    label: str = "报送期限"
    standing: bool = False
    remaining: int = 0
    provisional: bool = False

    @property
    def lines(self) -> tuple[Note, ...]:
        return (Note(self.due, "开期时确定的报送期限"),)


def term_of_case(case_id: int, calendar: Calendar) -> Term | None:
    """Who has to have acted by when: the unit by the round's date, the office within its days.

    What is sent back, or corrected later, is due some working days later, not before the round is.
    """
    filing = filing_of_case(case_id)
    if filing is None:
        return None
    due_on, basis = filing.round.due_on, filing.round.design.basis
    events = events_of(case_id)
    if not events:
        return NamedDay(basis, due_on)
    since = local_day(events[-1].at)
    if events[-1].code == "reported":
        return _working("核收期限", since, settings.FILING_ACCEPT_DAYS, calendar)
    if wd_add(calendar, since, settings.FILING_MEND_DAYS) <= due_on:
        return NamedDay(basis, due_on)
    return _working("补正期限", since, settings.FILING_MEND_DAYS, calendar)


def _working(label: str, start: date, days: int, calendar: Calendar) -> FlowTerm:
    return FlowTerm(Clock(label, days, "本地规定"), deadline(calendar, start, days))
