"""转为主动公开 (E9, 条例第四十四条): an answer that many want becomes a draft in the publishing flow.

What goes over is the subject, the organ's own words and nothing of the applicant: the draft takes
the usual way with its reviews.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.html import format_html_join

from gongkai.audit.services import record
from gongkai.casework import services as casework
from gongkai.documents import services as documents
from gongkai.documents.content import Text
from gongkai.documents.rules import Openness
from gongkai.inforequests import selectors
from gongkai.inforequests.models import Conversion, InformationRequest
from gongkai.inforequests.rules.afterwards import (
    CONVERSION_GROUNDS,
    reasons_against_conversion,
)
from gongkai.kernel.actor import Actor, person_of, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if

DEED = "inforequests.convert"


@transaction.atomic
def propose_conversion(
    *, actor: Actor, request_id: int, ground: str, reason: str, now: datetime
) -> Conversion:
    """Propose to publish what was given; the number of applicants is counted, not stated."""
    request = selectors.find_request(request_id)
    if request is None:
        raise Refusal(Reason("not_found", "没有这件信息公开申请"))
    applicants = selectors.applicants_for_the_same(request)
    against = reasons_against_conversion(
        ground=ground,
        row=request.report_row,
        applicants=applicants,
        least=settings.CONVERSION_APPLICANTS,
        proposed=Conversion.objects.filter(request=request).exists(),
    )
    refuse_if([*reasons_against(actor, DEED, request.unit), *against])
    made = Conversion.objects.create(
        request=request,
        ground=ground,
        applicants=applicants,
        reason=reason.strip(),
        proposed_at=now,
        proposed_by_id=person_of(actor),
    )
    _tell(actor, request, f"建议转为主动公开：{CONVERSION_GROUNDS[ground]}", now)
    return made


@transaction.atomic
def take_conversion(
    *, actor: Actor, conversion_id: int, title: str, words: str, now: datetime
) -> Conversion:
    """Open a draft with *title* and the plain *words* of the organ; it still has every gate before it."""
    made = _waiting(conversion_id)
    request = made.request
    against = reasons_against(actor, DEED, request.unit)
    if not title.strip():
        against.append(Reason("title", "请填写拟公开信息的标题"))
    refuse_if([*against, *selectors.applicant_words_in(request, f"{title}\n{words}")])
    paragraphs = [(line.strip(),) for line in words.splitlines() if line.strip()]
    text = Text(
        title=title.strip(),
        openness=Openness.PROACTIVE.value,
        theme_id=request.theme_id,
        body_html=format_html_join("", "<p>{}</p>", paragraphs),
    )
    draft = documents.create_draft(actor=actor, unit=request.unit, text=text, now=now)
    made.document_id = draft.document_id
    _decide(made, actor, now)
    _tell(actor, request, "转为主动公开，已起草待审", now)
    return made


@transaction.atomic
def decline_conversion(*, actor: Actor, conversion_id: int, reason: str, now: datetime) -> None:
    """Not taken, with the reason."""
    made = _waiting(conversion_id)
    against = reasons_against(actor, DEED, made.request.unit)
    if not reason.strip():
        against.append(Reason("reason", "请写明不转为主动公开的理由"))
    refuse_if(against)
    made.declined = reason.strip()
    _decide(made, actor, now)
    _tell(actor, made.request, "不转为主动公开", now)


def _waiting(conversion_id: int) -> Conversion:
    found = Conversion.objects.select_for_update(of=("self",)).filter(pk=conversion_id)
    made = found.select_related("request__unit", "request__case").first()
    if made is None:
        raise Refusal(Reason("not_found", "没有这条建议"))
    if made.decided_at is not None:
        raise Refusal(Reason("decided", "这条建议已经处理"))
    return made


def _decide(made: Conversion, actor: Actor, now: datetime) -> None:
    made.decided_at, made.decided_by_id = now, person_of(actor)
    made.save(update_fields=["document", "declined", "decided_at", "decided_by"])


def _tell(actor: Actor, request: InformationRequest, said: str, now: datetime) -> None:
    casework.tell(case=request.case, actor=actor, action="convert", sentence=said, now=now)
    record(
        actor=actor,
        deed=DEED,
        subject=f"request:{request.pk}",
        unit_id=request.unit_id,
        detail={"编号": request.number, "经过": said},
        now=now,
    )
