"""What time brings: terms of the applicant that ran out are proposed, a person confirms (§1.4, §2.4)."""

from datetime import datetime

from django.db import transaction

from gongkai.casework.rules import local_day
from gongkai.inforequests import flow
from gongkai.inforequests.models import Clarification, FeeNotice
from gongkai.inforequests.services.hand import take
from gongkai.inforequests.services.leaving import last_day_to_pay
from gongkai.kernel.actor import SystemActor

BATCH = 200


def close_lapsed(*, now: datetime) -> int:
    """Tell the timelines of requests whose term for correction or payment is over, each once.

    Returns how many were told. Nothing is closed here: 视为放弃 is confirmed by a person.
    """
    return _clarifications(now) + _payments(now)


def _clarifications(now: datetime) -> int:
    over = Clarification.objects.filter(
        answered_on__isnull=True,
        lapse_proposed_at__isnull=True,
        until__lt=local_day(now),
        request__closed_at__isnull=True,
        request__case__state=flow.CLARIFYING,
    )
    found = list(over.order_by("until").values_list("pk", "request_id", "until")[:BATCH])
    for pk, request_id, until in found:
        said = f"补正期限已于 {until} 届满，未收到补正，请确认是否视为放弃申请"
        _propose(Clarification, pk, request_id, said, now)
    return len(found)


def _payments(now: datetime) -> int:
    waiting = FeeNotice.objects.filter(
        paid_on__isnull=True,
        received_on__isnull=False,
        lapse_proposed_at__isnull=True,
        request__closed_at__isnull=True,
    ).select_related("request__unit")
    count = 0
    for notice in waiting.order_by("received_on")[:BATCH]:
        last = last_day_to_pay(notice, notice.request.unit.region)
        if last < local_day(now):
            said = f"缴费期限已于 {last} 届满，未收到缴费，请确认是否视为放弃申请"
            _propose(FeeNotice, notice.pk, notice.request_id, said, now)
            count += 1
    return count


@transaction.atomic
def _propose(
    model: type[Clarification] | type[FeeNotice],
    pk: int,
    request_id: int,
    said: str,
    now: datetime,
) -> None:
    hand = take(actor=SystemActor(), request_id=request_id, now=now)
    told = model.objects.filter(pk=pk, lapse_proposed_at__isnull=True)
    if told.update(lapse_proposed_at=now):
        hand.tell("lapse", "inforequests.confirm_lapse", said)
