"""No reply without its paper: what is asked before a reply is submitted, and before it goes out."""

from datetime import datetime

from gongkai.inforequests.models import InformationRequest, Reply, ReplyDraft
from gongkai.inforequests.rules.replies import REPLY_KINDS
from gongkai.inforequests.selectors.occasions import Occasion
from gongkai.inforequests.services.hand import Hand
from gongkai.inforequests.services.law import reasons_against_reply
from gongkai.inforequests.services.papers import (
    IN_APPLICANT,
    issue_in_hand,
    prepare,
    reasons_against_paper,
)
from gongkai.kernel.errors import Reason


def reasons_against_outgoing(
    request: InformationRequest, said: Reply | ReplyDraft, now: datetime
) -> list[Reason]:
    """The law against a reply, and why its paper could not be made (条例第三十六条; §4.3).

    What the law finds missing in the reply is not said again in the words of the paper.
    """
    law = reasons_against_reply(request, said, now)
    if said.kind not in REPLY_KINDS:
        return law
    occasion = Occasion(f"reply_{said.kind}", "outgoing", said)
    paper = reasons_against_paper(request, occasion, prepare(request, occasion, now))
    return law + [each for each in paper if not (law and _of_the_reply(each))]


def _of_the_reply(reason: Reason) -> bool:
    return reason.code.startswith("fact_") and reason.code not in IN_APPLICANT


def give_paper(hand: Hand, reply: Reply) -> None:
    """Make sure that the reply just issued has its paper; Refusal with what is wanting takes the
    whole deed back.
    """
    if not hand.request.notices.filter(reply=reply).exists():
        issue_in_hand(hand, f"reply_{reply.kind}", f"reply:{reply.pk}")
