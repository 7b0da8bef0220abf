"""规范性文件 behind the annual report's numbers (rules §3.2): made, ended, in force, unit by unit.

What counts is said once, by the measures ``documents.normative_…``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.documents.models import Edition, Publication, ValidityChange
from gongkai.documents.selectors.figures.others import normative_ended
from gongkai.documents.selectors.figures.publications import normative_in_force, normative_made
from gongkai.kernel.measures import Period

MADE, ENDED, IN_FORCE = "made", "ended", "in_force"
Found = dict[tuple[int, str], list[int]]


def normative_ids(period: Period) -> Found:
    """(unit, made | ended | in_force) → documents, by id, of the period's units."""
    units = period.units or frozenset()
    made = Publication.objects.filter(normative_made(period), unit_id__in=units)
    ended = ValidityChange.objects.filter(normative_ended(period), document__unit_id__in=units)
    standing = Publication.objects.filter(normative_in_force(period), unit_id__in=units)
    found: Found = {}
    for what, pairs in (
        (MADE, made.values_list("unit_id", "document_id")),
        (ENDED, ended.values_list("document__unit_id", "document_id")),
        (IN_FORCE, standing.values_list("unit_id", "document_id")),
    ):
        for unit_id, document_id in pairs.order_by("document_id").distinct():
            found.setdefault((unit_id, what), []).append(document_id)
    return found


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
