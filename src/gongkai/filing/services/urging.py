"""催报: before the due date and after it, by the system on its days and by the office at any time."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from gongkai.audit.services import record
from gongkai.casework import services as casework
from gongkai.casework.rules import local_day
from gongkai.clock.selectors import calendar_for
from gongkai.filing import rules, selectors
from gongkai.filing.models import Filing, FilingRound, Urging
from gongkai.kernel.actor import Actor, SystemActor, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if

URGE = "filing.urge"
WORDS_LIMIT = 200
AHEAD = timedelta(days=60)


@transaction.atomic
def urge(*, actor: Actor, round_id: int, words: str, now: datetime) -> int:
    """The office reminds every unit that has not reported, once a day; how many were reminded."""
    begun = selectors.round_by_id(round_id)
    if begun is None:
        raise Refusal(Reason("not_found", "没有这一期报表"))
    refuse_if(reasons_against(actor, URGE, begun.design.owner))
    if len(words) > WORDS_LIMIT:
        raise Refusal(Reason("words", f"催报内容不超过 {WORDS_LIMIT} 字"))
    today = local_day(now)
    waiting = [
        filing
        for filing in selectors.unreported(round_id)
        if not any(each.on == today and each.by_hand for each in filing.urgings.all())
    ]
    if not waiting:
        raise Refusal(Reason("nobody", "没有要催的单位：都已报出，或者今天已经催过"))
    said = words.strip() or words_for(begun.due_on, today)
    _remind(actor, waiting, said, now, by_hand=True)
    record(
        actor=actor,
        deed=URGE,
        subject=f"round:{begun.pk}",
        unit_id=begun.design.owner_id,
        detail={"报表": begun.title, "单位数": len(waiting)},
        now=now,
    )
    return len(waiting)


def words_for(due_on: date, today: date) -> str:
    """What a reminder says when nobody writes another: before the due date and after it."""
    if today > due_on:
        return f"报送期限 {due_on} 已过，请尽快报送"
    return f"请于 {due_on} 前报送"


def _remind(
    actor: Actor, waiting: list[Filing], said: str, now: datetime, *, by_hand: bool
) -> None:
    Urging.objects.bulk_create(
        Urging(
            filing=filing,
            on=local_day(now),
            by_name=actor.name[:60],
            by_hand=by_hand,
            words=said[:300],
            at=now,
        )
        for filing in waiting
    )
    for filing in waiting:
        casework.tell(
            case=filing.case, actor=actor, action="urge", sentence="催报", note=said, now=now
        )


def urge_due(now: datetime) -> int:
    """Remind, on the days that a form names, every unit that has not reported; how many.

    A day that was missed is made up for: what counts is the latest day on which to remind.
    """
    today = local_day(now)
    return sum(_urge_round(begun, today, now) for begun in selectors.running_rounds(today + AHEAD))


@transaction.atomic
def _urge_round(begun: FilingRound, today: date, now: datetime) -> int:
    day = rules.urging_day(
        due_on=begun.due_on,
        today=today,
        ahead=begun.version.remind_days,
        every=settings.FILING_URGE_EVERY,
        calendar=calendar_for(begun.design.owner.region),
    )
    if day is None:
        return 0
    waiting = [
        filing
        for filing in selectors.unreported(begun.pk)
        if not any(each.on >= day and not each.by_hand for each in filing.urgings.all())
    ]
    _remind(SystemActor(), waiting, words_for(begun.due_on, today), now, by_hand=False)
    return len(waiting)
