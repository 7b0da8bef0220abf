"""What the applicant does on line, with the query code: answer 补正, explain, withdraw, rate."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from gongkai.audit.services import record
from gongkai.casework.rules import local_day
from gongkai.inforequests.models import InformationRequest, SatisfactionRating, SealedFile
from gongkai.inforequests.services import clarifying, leaving, timing
from gongkai.inforequests.services.intake import APPLICANT, Upload
from gongkai.inforequests.services.sealed_files import store_sealed
from gongkai.kernel.errors import Reason, Refusal, refuse_if

COMMENT_LIMIT = 500


@transaction.atomic
def supplement(
    *, request_id: int, answer: str, now: datetime, uploads: tuple[Upload, ...] = ()
) -> None:
    """The applicant mends the application (条例第三十条); the reply period starts anew today."""
    clarifying.receive_clarification(
        actor=APPLICANT,
        request_id=request_id,
        answer=answer,
        received_on=local_day(now),
        now=now,
    )
    _keep(request_id, uploads, SealedFile.Purpose.CLARIFICATION, now)


@transaction.atomic
def explain(
    *, request_id: int, answer: str, now: datetime, uploads: tuple[Upload, ...] = ()
) -> None:
    """The applicant says why so much is needed (条例第三十五条); the clock goes on."""
    timing.take_explanation(actor=APPLICANT, request_id=request_id, answer=answer, now=now)
    _keep(request_id, uploads, SealedFile.Purpose.REASONS, now)


def _keep(request_id: int, uploads: tuple[Upload, ...], purpose: str, now: datetime) -> None:
    """Seal what came with an answer."""
    request = InformationRequest.objects.get(pk=request_id)
    for upload in uploads:
        store_sealed(
            data=upload.data,
            name=upload.name,
            purpose=purpose,
            now=now,
            request=request,
            limit=settings.REQUEST_UPLOAD_BYTES,
        )


def withdraw(*, request_id: int, now: datetime) -> None:
    """The applicant withdraws before a reply was made."""
    leaving.withdraw_request(
        actor=APPLICANT, request_id=request_id, note="申请人在网上撤回", now=now
    )


@transaction.atomic
def rate(*, request_id: int, score: int, comment: str, now: datetime) -> None:
    """Rate a concluded request, once. Raises Refusal."""
    request = InformationRequest.objects.select_for_update().get(pk=request_id)
    reasons = []
    if request.closed_at is None:
        reasons.append(Reason("open", "申请还没有办结，答复作出后再评价"))
    if not 1 <= score <= 5:
        reasons.append(Reason("score", "请选择一项评价"))
    if len(comment) > COMMENT_LIMIT:
        reasons.append(Reason("comment", f"意见最多 {COMMENT_LIMIT} 字，请缩短"))
    refuse_if(reasons)
    _, fresh = SatisfactionRating.objects.get_or_create(
        request=request, defaults={"score": score, "comment": comment, "rated_at": now}
    )
    if not fresh:
        raise Refusal(Reason("rated", "这份申请已经评价过，感谢您的参与"))
    record(
        actor=APPLICANT,
        deed="inforequests.rate",
        subject=f"request:{request.pk}",
        unit_id=request.unit_id,
        now=now,
        detail={"编号": request.number, "score": score},
    )
