"""转为主动公开 (E9, 条例第四十四条): an answer that many want becomes a draft in the publishing flow.

What goes over is the subject, the organ's own words and nothing of the applicant: the draft takes
the usual way with its reviews.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.html import format_html_join

from gongkai.documents import services as documents
from gongkai.documents.content import Text
from gongkai.documents.rules import Openness
from gongkai.inforequests import flow, selectors
from gongkai.inforequests.models import Conversion
from gongkai.inforequests.rules.afterwards import CONVERSION_GROUNDS, reasons_against_ground
from gongkai.inforequests.services.hand import Hand, take
from gongkai.kernel.actor import Actor, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if


@transaction.atomic
def propose_conversion(
    *, actor: Actor, request_id: int, ground: str, reason: str, now: datetime
) -> Conversion:
    """Propose to publish what was given; the number of applicants is counted, not stated."""
    hand = take(actor=actor, request_id=request_id, now=now)
    applicants = selectors.applicants_for_the_same(hand.request)
    against = reasons_against_ground(ground, applicants, settings.CONVERSION_APPLICANTS)
    refuse_if([*hand.beside("propose"), *against])
    made = Conversion.objects.create(
        request=hand.request,
        ground=ground,
        applicants=applicants,
        reason=reason.strip(),
        proposed_at=now,
        proposed_by_id=hand.person,
    )
    _tell(hand, f"建议转为主动公开：{CONVERSION_GROUNDS[ground]}")
    return made


@transaction.atomic
def take_conversion(
    *, actor: Actor, conversion_id: int, title: str, words: str, now: datetime
) -> Conversion:
    """Open a draft with *title* and the plain *words* of the organ; it still has every gate before it."""
    hand, made = _take(actor, conversion_id, now)
    request = hand.request
    against = _against(hand, made)
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
    _decide(hand, made)
    _tell(hand, "转为主动公开，已起草待审")
    return made


@transaction.atomic
def decline_conversion(*, actor: Actor, conversion_id: int, reason: str, now: datetime) -> None:
    """Not taken, with the reason."""
    hand, made = _take(actor, conversion_id, now)
    against = _against(hand, made)
    if not reason.strip():
        against.append(Reason("declined", "请写明不转为主动公开的理由"))
    refuse_if(against)
    made.declined = reason.strip()
    _decide(hand, made)
    _tell(hand, "不转为主动公开")


def _take(actor: Actor, conversion_id: int, now: datetime) -> tuple[Hand, Conversion]:
    """The proposal and its request, both locked."""
    found = Conversion.objects.filter(pk=conversion_id)
    made = found.first()
    if made is None:
        raise Refusal(Reason("not_found", "没有这条建议"))
    hand = take(actor=actor, request_id=made.request_id, now=now)
    return hand, found.select_for_update(of=("self",)).get()


def _against(hand: Hand, made: Conversion) -> list[Reason]:
    against = reasons_against(hand.actor, flow.CONVERT, hand.case.unit)
    return [*against, *reasons_against_settling(made)]


def reasons_against_settling(made: Conversion) -> list[Reason]:
    """A proposal is taken or declined once."""
    return [Reason("decided", "这条建议已经处理")] if made.decided_at else []


def _decide(hand: Hand, made: Conversion) -> None:
    made.decided_at, made.decided_by_id = hand.now, hand.person
    made.save(update_fields=["document", "declined", "decided_at", "decided_by"])


def _tell(hand: Hand, said: str) -> None:
    hand.tell("convert", flow.CONVERT, said)
