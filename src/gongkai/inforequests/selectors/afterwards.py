"""Questions about what follows a reply: disputes, spot checks, answers to publish."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet

from gongkai.inforequests.models import (
    Conversion,
    Dispute,
    InformationRequest,
    IssuedReply,
    Reply,
    ReplyReview,
    ScoreSheet,
    SpotCheck,
)
from gongkai.inforequests.rules.similar import Likeness, alike
from gongkai.kernel.counting import first_moment
from gongkai.kernel.errors import Reason

PAGE = 50
LOOK_BACK = timedelta(days=3 * 366)
COMPARED = 2000
SAME = 70
"""Likeness from which two requests are taken to be about the same information for a count."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of records, newest first, and the id before which the next one begins."""

    rows: list[Any]
    next: int | None


def listed(rows: QuerySet[Any], before: int | None) -> Listed:
    """A page of *rows*, newest first, those before the id *before*."""
    found = list((rows.filter(pk__lt=before) if before else rows).order_by("-pk")[: PAGE + 1])
    more = len(found) > PAGE
    return Listed(found[:PAGE], found[PAGE - 1].pk if more else None)


def _within(units: frozenset[int] | None) -> Q:
    return Q() if units is None else Q(request__unit_id__in=units)


def disputes_page(units: frozenset[int] | None, *, pending: bool, before: int | None) -> Listed:
    """Disputes about requests of *units*: those not decided yet, or all."""
    rows = Dispute.objects.filter(_within(units)).select_related("request__unit")
    return listed(rows.filter(decision="") if pending else rows, before)


def find_dispute(dispute_id: int) -> Dispute | None:
    """The dispute with its request."""
    rows = Dispute.objects.select_related("request__unit", "request__case")
    return rows.filter(pk=dispute_id).first()


def disputes_of(request_id: int) -> list[Dispute]:
    """The disputes about one request, oldest first."""
    return list(Dispute.objects.filter(request_id=request_id).order_by("pk"))


def dispute_table(
    start: date, end: date, units: frozenset[int] | None
) -> Mapping[tuple[str, str], int]:
    """(kind, result) → number for the report's part four (§3.5).

    Counted are those decided within the days, and under "pending" those filed up to the last day
    and not decided by then.
    """
    rows = Dispute.objects.filter(_within(units)).order_by()
    decided = rows.filter(decided_on__gte=start, decided_on__lte=end)
    pending = rows.filter(filed_on__lte=end).filter(
        Q(decided_on__isnull=True) | Q(decided_on__gt=end)
    )
    counted = decided.values_list("kind", "result").annotate(number=Count("id"))
    waiting = pending.values_list("kind").annotate(number=Count("id"))
    return {(kind, result): number for kind, result, number in counted} | {
        (kind, "pending"): number for kind, number in waiting
    }


def concluded_by_unit(start: date, end: date, units: frozenset[int] | None) -> dict[int, list[int]]:
    """Requests with a reply, concluded within the days, by unit: what a sample is drawn from."""
    rows = InformationRequest.objects.filter(
        closed_at__gte=first_moment(start),
        closed_at__lt=first_moment(end + timedelta(days=1)),
        issue__isnull=False,
    )
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    found: dict[int, list[int]] = {}
    for unit_id, request_id in rows.order_by("pk").values_list("unit_id", "pk"):
        found.setdefault(unit_id, []).append(request_id)
    return found


def hands_on(request_id: int) -> set[int]:
    """The people who wrote, judged, signed or issued the reply of a request."""
    replies = Reply.objects.filter(request_id=request_id)
    judged = ReplyReview.objects.filter(reply__request_id=request_id)
    issued = IssuedReply.objects.filter(request_id=request_id)
    return {
        *replies.values_list("author_id", flat=True),
        *judged.values_list("reviewer_id", flat=True),
        *issued.values_list("issued_by_id", flat=True),
    }


def spot_checks() -> list[SpotCheck]:
    """Every spot check, newest first, with how many sheets are scored and their mean."""
    scored = Count("sheets", filter=Q(sheets__total__isnull=False))
    return list(SpotCheck.objects.annotate(scored=scored, mean=Avg("sheets__total")))


def find_spot_check(check_id: int) -> SpotCheck | None:
    """One spot check."""
    return SpotCheck.objects.filter(pk=check_id).first()


def sheets_of(check_id: int) -> list[ScoreSheet]:
    """The drawn requests in the order of the draw."""
    rows = ScoreSheet.objects.filter(check_of_id=check_id)
    return list(rows.select_related("request__unit", "scored_by"))


def find_sheet(sheet_id: int) -> ScoreSheet | None:
    """One score sheet with its request."""
    rows = ScoreSheet.objects.select_related("request__unit", "request__case")
    return rows.filter(pk=sheet_id).first()


def means_by_unit(check_id: int) -> list[tuple[str, int, float]]:
    """(unit, sheets scored, mean) of a spot check, the best first."""
    rows = ScoreSheet.objects.filter(check_of_id=check_id, total__isnull=False)
    means = rows.order_by().values_list("request__unit__short_name")
    found = means.annotate(number=Count("id"), mean=Avg("total"))
    return sorted(found, key=lambda row: (-row[2], row[0]))


def same_information(request: InformationRequest) -> list[Likeness]:
    """Other requests of the unit that were granted and ask for much the same, explained."""
    rows = InformationRequest.objects.filter(
        unit_id=request.unit_id,
        report_row__in=("granted", "partial"),
        arrived_at__gte=request.arrived_at - LOOK_BACK,
    ).exclude(pk=request.pk)
    others = rows.order_by("-pk").values_list("pk", "description")[:COMPARED]
    return alike(request.description, others, limit=50, floor=SAME)


def applicants_for_the_same(request: InformationRequest) -> int:
    """How many distinct applicants asked for the same information, this one included."""
    alikes = [each.id for each in same_information(request)]
    rows = InformationRequest.objects.filter(pk__in=[request.pk, *alikes])
    known = rows.values_list("requester__identity_index", "requester_id")
    return len({index or f"#{requester}" for index, requester in known})


def applicant_words_in(request: InformationRequest, text: str) -> list[Reason]:
    """Whether *text* holds the applicant's name, number, telephone or address (§14.2)."""
    who = request.requester
    kept = {
        "姓名": who.name,
        "证件号码": who.identity_number,
        "电话": who.phone,
        "电子邮箱": who.email,
        "地址": who.address,
    }
    return [
        Reason("applicant", f"文字中含有申请人的{label}，请删去", "个人信息保护法第二十五条")
        for label, words in kept.items()
        if len(words) > 1 and words in text
    ]


def conversions_page(units: frozenset[int] | None, *, waiting: bool, before: int | None) -> Listed:
    """Proposals to publish: those to be decided, or all."""
    rows = Conversion.objects.filter(_within(units)).select_related("request__unit", "document")
    return listed(rows.filter(decided_at__isnull=True) if waiting else rows, before)


def find_conversion(conversion_id: int) -> Conversion | None:
    """One proposal with its request."""
    rows = Conversion.objects.select_related("request__unit", "request__case")
    return rows.filter(pk=conversion_id).first()


def conversion_of(request_id: int) -> Conversion | None:
    """The proposal to publish the answer to a request."""
    return Conversion.objects.filter(request_id=request_id).first()
