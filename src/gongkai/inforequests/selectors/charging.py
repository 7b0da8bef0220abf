"""How many 件 an applicant has asked for in a month: what 按件计收 goes by (国办函〔2020〕109号; §2.2)."""

from django.db.models import Q

from gongkai.inforequests.models import FeeNotice, InformationRequest
from gongkai.inforequests.words import Outcome

NOT_DECIDED = (
    *(Outcome.WITHDRAWN, Outcome.MERGED),
    *(Outcome.NOT_CLARIFIED, Outcome.NOT_PAID),
)
"""Requests that came to no decision of the organ are not charged for, so they do not count."""


def items_before(request: InformationRequest) -> int:
    """件 of the same applicant to the same organ in the calendar month of R, before this request.

    A request is one 件 unless its own fee notice counted more. 0 while R is not fixed.
    """
    day = request.receipt_day
    if day is None:
        return 0
    index = request.requester.identity_index
    same = Q(requester_id=request.requester_id)
    mine = same | Q(requester__identity_index=index) if index else same
    earlier = InformationRequest.objects.filter(
        mine,
        Q(receipt_day__lt=day) | Q(receipt_day=day, pk__lt=request.pk),
        unit_id=request.unit_id,
        receipt_day__gte=day.replace(day=1),
    ).exclude(outcome__in=NOT_DECIDED)
    counted = FeeNotice.objects.filter(request__in=earlier, tariff=FeeNotice.Tariff.ITEMS)
    quantities = dict(counted.values_list("request_id", "quantity"))
    return sum(quantities.get(pk, 1) for pk in earlier.values_list("pk", flat=True))
