"""What lies in the file of a request: drafts, versions with their judgements, searches, papers."""

from gongkai.inforequests.models import (
    Clarification,
    Delivery,
    ExtensionRequest,
    FeeNotice,
    Notice,
    ReasonsAsked,
    Reply,
    ReplyDraft,
    SearchRecord,
)


def draft_of(request_id: int) -> ReplyDraft | None:
    """The reply in hand."""
    return ReplyDraft.objects.select_related("saved_by").filter(request_id=request_id).first()


def replies_of(request_id: int) -> list[Reply]:
    """Versions of the reply, oldest first, with author and judgements."""
    found = Reply.objects.filter(request_id=request_id).select_related("author")
    return list(found.prefetch_related("reviews__reviewer"))


def searches_of(request_id: int) -> list[SearchRecord]:
    """The searches that were made."""
    return list(SearchRecord.objects.filter(request_id=request_id))


def notices_of(request_id: int) -> list[Notice]:
    """Papers that left the house."""
    return list(Notice.objects.filter(request_id=request_id))


def deliveries_of(request_id: int) -> list[Delivery]:
    """How papers reached their readers."""
    return list(Delivery.objects.filter(request_id=request_id).select_related("notice"))


def clarification_of(request_id: int) -> Clarification | None:
    """What was asked of the applicant once."""
    return Clarification.objects.filter(request_id=request_id).first()


def reasons_asked_of(request_id: int) -> ReasonsAsked | None:
    """Why so much is asked, and how that was judged."""
    return ReasonsAsked.objects.filter(request_id=request_id).first()


def fee_notice_of(request_id: int) -> FeeNotice | None:
    """What was charged."""
    return FeeNotice.objects.filter(request_id=request_id).first()


def extension_waiting(request_id: int) -> ExtensionRequest | None:
    """The extension that waits for the head of the office."""
    found = ExtensionRequest.objects.select_related("asked_by")
    return found.filter(request_id=request_id, approved=None).first()
