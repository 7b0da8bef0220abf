"""规范性文件 as the annual report counts them (rules §3.2): made, ended, in force, with their records.

Reprints are the superior organ's and are not counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.documents.models import Edition, Publication, Reprint, ValidityChange
from gongkai.documents.selectors.life import ENDED, end_of, in_force, known_by, start_of

MADE, ENDED_IN_YEAR, IN_FORCE = "made", "ended", "in_force"
Found = dict[tuple[int, str], list[int]]


def normative_ids(start: date, end: date, units: frozenset[int]) -> Found:
    """(unit, made | ended | in_force) → documents, by id.

    Made: signed within the days (published within them where no date is stated). Ended: repealed,
    lapsed or expired within the days. In force: on the last day.
    """
    found: Found = {}
    for what, rows in (
        (MADE, _made(start, end)),
        (ENDED_IN_YEAR, _ended(start, end)),
        (IN_FORCE, _own().filter(visible_until__isnull=True).filter(in_force(end))),
    ):
        pairs = rows.filter(unit_id__in=units).order_by("document_id")
        for unit_id, document_id in pairs.values_list("unit_id", "document_id").distinct():
            found.setdefault((unit_id, what), []).append(document_id)
    return found


def _own() -> QuerySet[Publication]:
    reprinted = Exists(Reprint.objects.filter(document_id=OuterRef("document_id")))
    return Publication.objects.filter(~reprinted, document__policy__normative=True)


def _made(start: date, end: date) -> QuerySet[Publication]:
    undated = Q(
        edition__signed_on__isnull=True, listed_at__gte=start_of(start), listed_at__lte=end_of(end)
    )
    dated = Q(edition__signed_on__gte=start, edition__signed_on__lte=end)
    return _own().filter(dated | undated).filter(known_by(end))


def _ended(start: date, end: date) -> QuerySet[Publication]:
    within = ValidityChange.objects.filter(
        document_id=OuterRef("document_id"), kind__in=ENDED, on__gte=start, on__lte=end
    )
    before = ValidityChange.objects.filter(
        document_id=OuterRef("document_id"), kind__in=ENDED, on__lt=start
    )
    day = timedelta(days=1)
    expired = Q(
        edition__expires_on__gte=start - day,
        edition__expires_on__lte=end - day,
        visible_until__isnull=True,
    )
    return _own().filter(known_by(end)).filter(Exists(within) | (expired & ~Exists(before)))


@dataclass(frozen=True, slots=True)
class Titled:
    """A document as a list names it."""

    document_id: int
    title: str
    number: str
    signed_on: date | None


def titled(ids: Iterable[int]) -> dict[int, Titled]:
    """What each of these documents is called in its latest edition."""
    rows = Edition.objects.filter(document_id__in=list(ids)).order_by("number")
    columns = ("document_id", "title", "document_number", "signed_on")
    return {row[0]: Titled(*row) for row in rows.values_list(*columns)}
