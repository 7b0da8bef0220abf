"""Query codes: given with the receipt, compared as a hash, reset at the counter only (E1)."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from gongkai.audit.services import record
from gongkai.inforequests.intake.codes import code_from, new_token, normal_code
from gongkai.inforequests.models import InformationRequest, QueryCode
from gongkai.inforequests.services import throttle
from gongkai.kernel.actor import Actor, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if

WRONG = "申请编号或者查询码不对，请对照回执核对；遗失查询码的，请带身份证明到受理窗口重设"


@dataclass(frozen=True, slots=True)
class Opened:
    """A request that a right code has opened; ``stamp`` ends with the next reset."""

    request_id: int
    stamp: str


def give_code(*, request: InformationRequest, token: str, now: datetime) -> str:
    """The code of a new request, to be shown once; only its hash is kept."""
    code = code_from(token)
    QueryCode.objects.create(request=request, hash=make_password(normal_code(code)), made_at=now)
    return code


def share_code(*, whole: InformationRequest, part: InformationRequest, now: datetime) -> None:
    """What was split off opens with the same code, under its own number."""
    known = QueryCode.objects.filter(request=whole).first()
    if known is not None:
        QueryCode.objects.create(request=part, hash=known.hash, made_at=now)


@transaction.atomic
def reset_code(*, actor: Actor, request: InformationRequest, now: datetime) -> str:
    """A new code for an applicant who has shown who they are at the counter; the old one ends."""
    refuse_if(reasons_against(actor, "inforequests.reset_code", request.unit))
    code = code_from(new_token())
    made, fresh = QueryCode.objects.select_for_update().get_or_create(
        request=request, defaults={"hash": "", "made_at": now}
    )
    made.hash, made.made_at = make_password(normal_code(code)), now
    made.resets += 0 if fresh else 1
    made.save(update_fields=["hash", "made_at", "resets"])
    record(
        actor=actor,
        deed="inforequests.reset_code",
        subject=f"request:{request.pk}",
        unit_id=request.unit_id,
        now=now,
        detail={"number": request.number},
    )
    return code


def open_by_code(*, number: str, code: str, who: str, now: datetime) -> Opened:
    """The request of a number and its code. Raises Refusal, the same for a wrong number or code.

    ``who`` is the address that asks: wrong tries are counted for it, and for the number.
    """
    number = number.upper()[:60]
    tries = ((throttle.CODE, who), (throttle.CODE_OF_NUMBER, number))
    for door, key in tries:
        refuse_if(throttle.reasons_against_trying(door, key, now))
    found = QueryCode.objects.filter(request__number=number).first()
    # A number that is not known takes as long as a wrong code.
    known = found.hash if found is not None else make_password("")
    if check_password(normal_code(code), known) and found is not None:
        return Opened(found.pk, _stamp(found))
    for door, key in tries:
        throttle.count_try(door=door, who=key, now=now)
    raise Refusal(Reason("code", WRONG))


def still_open(opened: Opened) -> bool:
    """Whether the code by which a request was opened is still the present one."""
    found = QueryCode.objects.filter(pk=opened.request_id).first()
    return found is not None and _stamp(found) == opened.stamp


def _stamp(code: QueryCode) -> str:
    return f"{code.made_at.timestamp():.0f}-{code.resets}"
