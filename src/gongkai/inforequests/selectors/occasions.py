"""Which papers a request calls for, which were issued, which stand ready."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.inforequests import flow
from gongkai.inforequests.models import (
    Consultation,
    InformationRequest,
    Notice,
    ReplyDraft,
    RequestEvent,
)
from gongkai.inforequests.papers import PAPERS, Paper
from gongkai.inforequests.rules import events as ev
from gongkai.inforequests.words import Outcome

TYPED = ("transfer", "co_handling", "correction")
"""Papers whose facts are typed in when they are issued; there may be several of each."""
LAPSED = {
    Outcome.NOT_CLARIFIED: "reply_o1",
    Outcome.NOT_PAID: "reply_o2",
    Outcome.WITHDRAWN: "reply_o3",
    Outcome.MERGED: "reply_o3",
}


@dataclass(frozen=True)
class Occasion:
    """A paper that what happened in the request calls for (``must``) or allows.

    ``ref`` names the row it is about; a paper is issued once per ``ref``. ``draft`` is a reply that
    is not signed yet: to be looked at only.
    """

    code: str
    ref: str = ""
    row: Any = None
    must: bool = True
    draft: bool = False
    words: str = ""

    @property
    def paper(self) -> Paper:
        return PAPERS[self.code]

    @property
    def key(self) -> str:
        return f"{self.code}~{self.ref}"


def occasions_of(request: InformationRequest) -> list[Occasion]:
    """Every paper the request calls for or allows now, in the order of its course."""
    return [
        *_entry(request),
        *_asking(request),
        *_consulting(request),
        *_ending(request),
        *_deliveries(request),
    ]


def _entry(request: InformationRequest) -> Iterator[Occasion]:
    registered = request.case.state != flow.RECEIVED
    yield Occasion("receipt", must=registered)
    yield Occasion("registration", must=False)
    yield Occasion("application_form", must=False)


def _asking(request: InformationRequest) -> Iterator[Occasion]:
    for told in request.clarifications.order_by("id"):
        yield Occasion("clarification", f"clarification:{told.pk}", told)
    for asked in request.reasons_asked.order_by("id"):
        yield Occasion("reasons", f"reasons:{asked.pk}", asked)
        delays = RequestEvent.objects.filter(request=request, kind=ev.DELAY_SET)
        for event in delays.order_by("id"):
            yield Occasion("delay", f"delay:{event.pk}", asked)
    for extension in request.extensions.filter(approved=True).order_by("id"):
        yield Occasion("extension", f"extension:{extension.pk}", extension)
    for notice in request.fee_notices.order_by("id"):
        yield Occasion("fee", f"fee:{notice.pk}", notice)


def _consulting(request: InformationRequest) -> Iterator[Occasion]:
    for asked in request.consultations.order_by("id"):
        ref = f"consultation:{asked.pk}"
        third = asked.kind == Consultation.Kind.THIRD_PARTY
        code = "third_party" if third else "joint_makers"
        yield Occasion(code, ref, asked, words=asked.party)
        yield Occasion("consult_notice", ref, asked, words="告知申请人")
        if asked.overridden_on is not None:
            yield Occasion("third_party_decision", ref, asked, words=asked.party)


def _ending(request: InformationRequest) -> Iterator[Occasion]:
    if request.issue is not None:
        reply = request.issue.reply
        yield Occasion(f"reply_{reply.kind}", f"reply:{reply.pk}", reply)
    elif request.outcome in LAPSED:
        yield Occasion(LAPSED[Outcome(request.outcome)], "closing")
    elif (row := _draft(request)) is not None and row.kind:
        yield Occasion(f"reply_{row.kind}", "draft", row, must=False, draft=True)


def _draft(request: InformationRequest) -> Any:
    """The version under review, else the draft in hand."""
    if request.case.state in (*flow.IN_REVIEW, flow.ISSUING):
        return request.replies.order_by("-number").first()
    return ReplyDraft.objects.filter(request=request).first()


def _deliveries(request: InformationRequest) -> Iterator[Occasion]:
    for row in request.deliveries.select_related("notice", "by").order_by("id"):
        if row.notice is not None:
            words = row.notice.number or row.notice.title
            yield Occasion("delivery_receipt", f"delivery:{row.pk}", row, must=False, words=words)


@dataclass(frozen=True)
class PaperRow:
    """An occasion with the paper that was issued for it, if it was."""

    occasion: Occasion
    notice: Notice | None = None

    @property
    def wanting(self) -> bool:
        """Whether the paper must be issued and has not been."""
        return self.occasion.must and self.notice is None


def paper_rows(request: InformationRequest) -> list[PaperRow]:
    """Occasions with their papers; then issued papers that are about no row any more."""
    notices = {f"{each.code}~{each.ref}": each for each in notices_of(request.pk)}
    rows = [PaperRow(each, notices.pop(each.key, None)) for each in occasions_of(request)]
    rest = [
        PaperRow(Occasion(each.code, each.ref, must=False), each)
        for each in notices.values()
        if each.code in PAPERS
    ]
    return rows + rest


def find_occasion(request: InformationRequest, code: str, ref: str) -> Occasion | None:
    """The occasion by its paper and row; papers typed in by hand have one whenever asked for."""
    if code in TYPED and not ref:
        number = request.notices.filter(code=code).count() + 1
        return Occasion(code, f"typed:{number}", must=False)
    return next(
        (each for each in occasions_of(request) if (each.code, each.ref) == (code, ref)), None
    )


def notices_of(request_id: int) -> list[Notice]:
    """Every issued paper of a request, oldest first, with its deliveries."""
    rows = Notice.objects.filter(request_id=request_id).order_by("id")
    return list(rows.select_related("by").prefetch_related("deliveries"))


def find_notice(request_id: int, notice_id: int) -> Notice | None:
    """One issued paper of a request."""
    return Notice.objects.filter(request_id=request_id, pk=notice_id).first()
