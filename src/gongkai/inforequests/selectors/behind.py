"""What stands behind the figures of a report, record by record: requests and disputes by their ids.

A frozen report keeps ids; these answer what has become of them. A record that is gone is simply
not among the answers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from gongkai.inforequests.models import Dispute, InformationRequest, RequestEvent
from gongkai.inforequests.rules import events as ev
from gongkai.inforequests.selectors.figures import counted
from gongkai.kernel.measures import Period

ENDS = (ev.REPLIED, ev.WITHDRAWN, ev.CLARIFICATION_LAPSED, ev.FEE_LAPSED, ev.CLOSED)
"""The events with which an organ is done with a request."""
CHUNK = 500
"""Ids asked for at once: SQLite takes no more than a thousand or so."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a request stands now, as far as a report counts it."""

    unit_id: int
    applicant_class: str
    arrived_at: datetime
    closed_at: datetime | None
    report_row: str


def standings(ids: Iterable[int]) -> dict[int, Standing]:
    """By id, how each of these requests would be counted now."""
    found: dict[int, Standing] = {}
    for part in _chunks(ids):
        rows = InformationRequest.objects.filter(pk__in=part).order_by()
        columns = ("pk", "unit_id", "applicant_class", "arrived_at", "closed_at", "report_row")
        found |= {row[0]: Standing(*row[1:]) for row in rows.values_list(*columns)}
    return found


def numbers_of(ids: Iterable[int]) -> dict[int, str]:
    """The numbers of requests by id."""
    found: dict[int, str] = {}
    for part in _chunks(ids):
        rows = InformationRequest.objects.filter(pk__in=part).order_by()
        found.update(rows.values_list("pk", "number"))
    return found


def _chunks(ids: Iterable[int]) -> Iterable[list[int]]:
    wanted = sorted(set(ids))
    return (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK))


def requests_by_ids(ids: list[int]) -> dict[int, InformationRequest]:
    """One page of requests with their units, without the applicant's words."""
    rows = InformationRequest.objects.filter(pk__in=ids).select_related("unit")
    return {row.pk: row for row in rows.defer("description", "scope")}


def disputes_by_ids(ids: list[int]) -> dict[int, Dispute]:
    """One page of disputes with their requests."""
    rows = Dispute.objects.filter(pk__in=ids).select_related("request__unit")
    return {row.pk: row for row in rows.defer("request__description", "request__scope")}


def dispute_ids(
    start: date, end: date, units: frozenset[int] | None
) -> Mapping[tuple[str, str], list[int]]:
    """(kind, result) → the disputes that `afterwards.dispute_table` counts there, oldest first."""
    rows = Dispute.objects.filter(filed_on__lte=end)
    if units is not None:
        rows = rows.filter(request__unit_id__in=units)
    found: dict[tuple[str, str], list[int]] = {}
    columns = rows.order_by("pk").values_list("pk", "kind", "result", "decided_on")
    for number, kind, result, decided_on in columns:
        if decided_on is None or decided_on > end:
            found.setdefault((kind, "pending"), []).append(number)
        elif decided_on >= start:
            found.setdefault((kind, result), []).append(number)
    return found


def carried_though_done(period: Period) -> list[int]:
    """Counted as carried over, though an event by the last day says that they were done with."""
    return _ids(counted("requests.carried_out", period).filter(_done_by(period.end)))


def concluded_without_event(period: Period) -> list[int]:
    """Counted as concluded, though no event by the last day says so."""
    return _ids(counted("requests.concluded", period).filter(~_done_by(period.end)))


def _done_by(day: date) -> Exists:
    return Exists(
        RequestEvent.objects.filter(request_id=OuterRef("pk"), kind__in=ENDS, on__lte=day)
    )


def _ids(rows: QuerySet[InformationRequest]) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))
