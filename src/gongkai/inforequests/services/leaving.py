"""Ways to another desk, or out of the process: 分办, 转办, 撤回, 视为放弃, 拆分, 并案."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from gongkai.casework import services as casework
from gongkai.clock.rules import wd_add
from gongkai.clock.selectors import calendar_for
from gongkai.inforequests import flow, selectors
from gongkai.inforequests.models import (
    FeeNotice,
    InformationRequest,
    RequestEvent,
)
from gongkai.inforequests.rules import acts
from gongkai.inforequests.rules import events as ev
from gongkai.inforequests.rules.course import PAYMENT_DAYS
from gongkai.inforequests.rules.events import Event
from gongkai.inforequests.services.codes import share_code
from gongkai.inforequests.services.hand import Hand, take
from gongkai.inforequests.services.issuing import conclude
from gongkai.inforequests.words import Outcome, ReportRow
from gongkai.kernel.actor import Actor, Placed
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.orgs.selectors import names_of

MOST_PARTS = 50
ASSIGN = flow.ASSIGN


@transaction.atomic
def assign_request(
    *,
    actor: Actor,
    request_id: int,
    now: datetime,
    person_id: int | None = None,
    note: str = "",
    expected_version: int | None = None,
) -> None:
    """分办: give the request to the handlers of its unit, or to one of them by name."""
    hand = take(actor=actor, request_id=request_id, now=now, expected_version=expected_version)
    refuse_if(hand.against("assign", note))
    name = names_of([person_id]).get(person_id, "") if person_id else ""
    said = f"分办给{hand.request.unit.short_name}{f'（{name}）' if name else ''}"
    hand.go("assign", note=note, said=said)
    casework.hand_to(case=hand.case, person_id=person_id, now=now)


@transaction.atomic
def transfer_out(
    *,
    actor: Actor,
    request_id: int,
    unit: Placed,
    unit_name: str,
    note: str,
    told: bool,
    now: datetime,
    expected_version: int | None = None,
) -> None:
    """转办: the request belongs to another organ on this platform; the applicant is ``told``.

    The clock goes on from the day of receipt. An organ that is not on the platform is named in a
    reply instead (条例第三十六条第五项).
    """
    hand = take(actor=actor, request_id=request_id, now=now, expected_version=expected_version)
    law = acts.reasons_against_transfer(hand.facts, hand.request.unit_id, unit.id, note, told)
    refuse_if(hand.against("transfer", law=law))
    hand.request.unit_id = unit.id
    hand.request.save(update_fields=["unit"])
    casework.move(case=hand.case, unit=unit, now=now)
    hand = take(actor=actor, request_id=request_id, now=now)
    event = Event(ev.TRANSFERRED, hand.today)
    hand.go("transfer", note=note, said=f"转由{unit_name}办理，告知申请人", events=[event])


@transaction.atomic
def withdraw_request(
    *,
    actor: Actor,
    request_id: int,
    note: str,
    now: datetime,
    expected_version: int | None = None,
) -> None:
    """The applicant no longer asks; nothing was decided. ``note`` says how that is known."""
    hand = take(actor=actor, request_id=request_id, now=now, expected_version=expected_version)
    refuse_if(hand.against("withdraw", note))
    conclude(hand, Outcome.WITHDRAWN, ReportRow.O3)
    hand.go("withdraw", note=note, events=[Event(ev.WITHDRAWN, hand.today)])


def lapse_clarification(hand: Hand, note: str) -> None:
    """A person confirms that nothing came in time: the request counts as given up (第三十条)."""
    conclude(hand, Outcome.NOT_CLARIFIED, ReportRow.O1)
    event = Event(ev.CLARIFICATION_LAPSED, hand.today)
    hand.go("lapse_clarification", note=note, events=[event])


def lapse_fee(hand: Hand, note: str) -> None:
    """A person confirms that the fee was not paid in time (§2.4)."""
    conclude(hand, Outcome.NOT_PAID, ReportRow.O2)
    hand.go("lapse_fee", note=note, events=[Event(ev.FEE_LAPSED, hand.today)])


def last_day_to_pay(notice: FeeNotice, region: str) -> date:
    """Twenty working days from the day after the notice was received (§2.4)."""
    start = notice.received_on or notice.noticed_on
    return wd_add(calendar_for(region), start, PAYMENT_DAYS)


@transaction.atomic
def split_request(
    *,
    actor: Actor,
    request_id: int,
    parts: Sequence[str],
    now: datetime,
    expected_version: int | None = None,
) -> list[InformationRequest]:
    """拆分 (一事一申请): the request keeps the first part, each other part becomes one of its own.

    Every part has the day of receipt and the events of the whole, and counts in the report (§3.4).
    """
    hand = take(actor=actor, request_id=request_id, now=now, expected_version=expected_version)
    wanted = [part.strip() for part in parts]
    law = acts.reasons_against_split(hand.facts, wanted)
    if len(wanted) > MOST_PARTS:
        law.append(Reason("parts", f"最多拆分为 {MOST_PARTS} 件"))
    if hand.request.scope:
        law.append(Reason("split", "此件已经拆分过"))
    refuse_if(hand.beside("split", law))
    hand.request.scope = wanted[0]
    hand.request.save(update_fields=["scope"])
    made = [_part(hand, scope) for scope in wanted[1:]]
    numbers = "、".join(each.number for each in made)
    hand.tell("split", ASSIGN, f"按一事一申请拆分，另立 {numbers}")
    return made


def _part(hand: Hand, scope: str) -> InformationRequest:
    whole = hand.request
    case = casework.open_case(
        actor=hand.actor,
        kind=flow.REQUEST.code,
        unit=whole.unit,
        title=whole.subject,
        now=hand.now,
        said=f"自 {whole.number} 拆分立件",
    )
    request = InformationRequest.objects.create(
        case=case,
        unit_id=whole.unit_id,
        number=case.number,
        requester_id=whole.requester_id,
        applicant_class=whole.applicant_class,
        channel=whole.channel,
        arrived_at=whole.arrived_at,
        signed_on=whole.signed_on,
        description=whole.description,
        subject=whole.subject,
        scope=scope,
        form_wanted=whole.form_wanted,
        way_wanted=whole.way_wanted,
        parent=whole,
        registered_at=hand.now,
    )
    share_code(whole=whole, part=request, now=hand.now)
    part = Hand(hand.actor, case, request, hand.now)
    known = RequestEvent.objects.filter(request=whole).order_by("id")
    part.leave(*(Event(*row) for row in known.values_list("kind", "on", "days", "ref")))
    part.go("accept", said=f"自 {whole.number} 拆分，收到申请之日不变")
    return request


@transaction.atomic
def merge_request(
    *,
    actor: Actor,
    request_id: int,
    into_id: int,
    same_information: bool,
    note: str,
    now: datetime,
    expected_version: int | None = None,
) -> None:
    """并案: a repeat by the same applicant, still open, is handled with the earlier one.

    ``same_information`` is the judgement of the person, never of a program.
    It closes under 其他处理 with its own line in the report; the earlier request's reply says so.
    """
    hand = take(actor=actor, request_id=request_id, now=now, expected_version=expected_version)
    earlier = selectors.find_request(into_id)
    if earlier is None:
        raise Refusal(Reason("into", "没有这个编号的申请"))
    refuse_if(
        hand.against("merge", note, _law_against_merge(hand, earlier, same_information, note))
    )
    hand.request.merged_into = earlier
    conclude(hand, Outcome.MERGED, ReportRow.O3)
    said = f"并入 {earlier.number} 一并办理，告知申请人"
    hand.go("merge", note=note, said=said, events=[Event(ev.CLOSED, hand.today)])


def _law_against_merge(
    hand: Hand, earlier: InformationRequest, same_information: bool, note: str
) -> list[Reason]:
    ground = "条例第三十六条第六项"
    found = acts.reasons_against_merge(
        hand.facts,
        selectors.identity_of(hand.request),
        selectors.identity_of(earlier),
        same_information,
    )
    if earlier.closed_at is not None:
        sentence = "那件申请已经办结：已就相同内容作出答复的，按重复申请答复"
        found.append(Reason("into", sentence, ground))
    if not note.strip():
        found.append(Reason("note", "请写明两件申请内容相同的理由，将告知申请人", ground))
    return found
