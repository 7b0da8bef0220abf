"""Drafts of the portal: what is typed is kept on the server, sealed, under a secret of the browser."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from gongkai.inforequests.intake.codes import token_digest
from gongkai.inforequests.models import RequestDraft, SealedFile
from gongkai.inforequests.services.sealed_files import purge_sealed, store_sealed
from gongkai.kernel.errors import Reason, Refusal

MOST_FILES = 10


def find_draft(token: str, now: datetime) -> RequestDraft | None:
    """The draft of a browser; None when there is none or its time is over."""
    if not token:
        return None
    found = RequestDraft.objects.filter(digest=token_digest(token), expires_at__gt=now)
    return found.select_related("request").first()


@transaction.atomic
def save_draft(*, token: str, content: Mapping[str, Any], now: datetime) -> RequestDraft:
    """Keep what was typed. Raises Refusal when it has been sent already."""
    expires = now + timedelta(hours=settings.DRAFT_HOURS)
    draft, _ = RequestDraft.objects.select_for_update().get_or_create(
        digest=token_digest(token), defaults={"saved_at": now, "expires_at": expires}
    )
    if draft.request_id is not None:
        raise Refusal(Reason("sent", "这份申请已经提交，请查看回执；要再次申请请重新填写"))
    draft.content, draft.saved_at, draft.expires_at = dict(content), now, expires
    draft.save(update_fields=["content", "saved_at", "expires_at"])
    return draft


def sent_before(*, token: str, now: datetime) -> RequestDraft:
    """The row that says whether a form of this secret was sent, locked; the caller's transaction."""
    draft, _ = RequestDraft.objects.select_for_update().get_or_create(
        digest=token_digest(token),
        defaults={"saved_at": now, "expires_at": now + timedelta(hours=settings.DRAFT_HOURS)},
    )
    return draft


@transaction.atomic
def add_file(
    *, draft: RequestDraft, data: bytes, name: str, purpose: str, now: datetime
) -> SealedFile:
    """Keep an upload with the draft. Raises Refusal for a wrong kind or size, or too many files."""
    RequestDraft.objects.select_for_update().get(pk=draft.pk)
    if draft.files.count() >= MOST_FILES:
        raise Refusal(Reason("files", f"最多上传 {MOST_FILES} 个文件，请合并或者移除一些再传"))
    return store_sealed(
        data=data,
        name=name,
        purpose=purpose,
        now=now,
        draft=draft,
        limit=settings.REQUEST_UPLOAD_BYTES,
    )


@transaction.atomic
def remove_file(*, draft: RequestDraft, file_id: int, now: datetime) -> None:
    """Throw an upload of the draft away; nothing happens when it is not there."""
    stored = draft.files.filter(pk=file_id).first()
    if stored is not None:
        _discard(stored, now)


def _discard(stored: SealedFile, now: datetime) -> None:
    purge_sealed(stored=stored, now=now)
    stored.delete()


@transaction.atomic
def drop_draft(*, draft: RequestDraft, now: datetime) -> None:
    """Throw a draft and its uploads away; what was sent stays with its request."""
    for stored in draft.files.all():
        _discard(stored, now)
    draft.delete()


def drop_old_drafts(*, now: datetime) -> int:
    """Drafts whose time is over; how many."""
    old = list(RequestDraft.objects.filter(expires_at__lte=now)[:500])
    for draft in old:
        drop_draft(draft=draft, now=now)
    return len(old)
