"""Drafts: opened with a case, saved, given files, and opened anew for a correction."""

from dataclasses import replace
from datetime import datetime, time
from typing import Any

from django.db import transaction

from gongkai.audit.services import record
from gongkai.casework import services as casework
from gongkai.casework.rules import ZONE, Event
from gongkai.documents import flow, selectors
from gongkai.documents.content import FIELDS, StoredAttachment, Text
from gongkai.documents.images import is_inline
from gongkai.documents.models import Document, Draft
from gongkai.documents.services.images import settle_images
from gongkai.documents.services.locking import lock_draft
from gongkai.files.rules import clean_name
from gongkai.files.services import store_file
from gongkai.kernel.actor import Actor, Placed, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if

ATTACHMENTS_LIMIT = 50
UNTITLED = "（未命名文稿）"


@transaction.atomic
def create_draft(
    *,
    actor: Actor,
    unit: Placed,
    text: Text,
    now: datetime,
    publish_at: datetime | None = None,
) -> Draft:
    """Open a document with its first draft and its case; the Art. 26 clock starts now.

    It starts anew from 成文/印发 as soon as the draft states such a date.
    """
    refuse_if(reasons_against(actor, "documents.draft", unit))
    document = Document.objects.create(unit_id=unit.id, created_at=now, created_by_id=actor.id)
    return _open(actor, document, unit, text, now, publish_at, "", "拟稿")


def _open(
    actor: Actor,
    document: Document,
    unit: Placed,
    text: Text,
    now: datetime,
    publish_at: datetime | None,
    reason: str,
    said: str,
) -> Draft:
    text = _cleaned(text, document.pk, now)
    case = casework.open_case(
        actor=actor,
        kind=flow.PUBLISHING.code,
        unit=unit,
        title=text.title or UNTITLED,
        now=now,
        events=[_formed(text, now)],
        said=said,
    )
    draft = Draft(
        document=document,
        case=case,
        publish_at=publish_at,
        correction_reason=reason,
        saved_by_id=actor.id,
        saved_at=now,
    )
    put_text(draft, text)
    draft.save()
    record_draft(actor, "documents.draft", draft, now, {"经过": said, "标题": case.title})
    return draft


def _cleaned(text: Text, document_id: int, now: datetime) -> Text:
    def plain(value: str) -> str:
        kept = (char for char in value if char.isprintable() or char in "\n\u3000")
        return "".join(kept).strip()

    words: dict[str, Any] = {
        name: plain(getattr(text, name))
        for name in ("title", "document_number", "issuer", "department", "keywords", "summary")
    }
    return replace(settle_images(text, document_id, now), **words)


def put_text(draft: Draft, text: Text) -> None:
    for name in FIELDS:
        setattr(draft, name, getattr(text, name))


def _formed(text: Text, now: datetime) -> Event:
    """When the information came to be: 印发, else 成文, else the opening of the draft (Art. 26)."""
    day = text.issued_on or text.signed_on
    if day is None or datetime.combine(day, time.min, ZONE) > now:
        return Event("formed", now, note="文稿建立")
    return Event("formed", datetime.combine(day, time(9), ZONE), note=f"{day:%Y-%m-%d} 形成")


def text_of_draft(draft: Draft) -> Text:
    """What the draft states now."""
    return Text(**{name: getattr(draft, name) for name in FIELDS})


@transaction.atomic
def save_draft(
    *,
    actor: Actor,
    draft_id: int,
    text: Text,
    now: datetime,
    publish_at: datetime | None = None,
    expected_version: int | None = None,
) -> Draft:
    """Save what the draft states; files stay as they are, pictures in the text are taken in.

    Raises Refusal when stale, or with the reasons against each picture that cannot be kept.
    """
    draft = lock_draft(draft_id, expected_version)
    refuse_if(reasons_against(actor, "documents.draft", draft.case.unit))
    text = replace(text, attachments=draft.attachments, redacts_id=draft.redacts_id)
    text = _cleaned(text, draft.document_id, now)
    before = _formed(text_of_draft(draft), draft.case.opened_at)
    put_text(draft, text)
    draft.publish_at = publish_at
    touch(draft, actor, now)
    if draft.case.title != (text.title or UNTITLED):
        casework.rename(case=draft.case, title=text.title or UNTITLED)
    formed = _formed(text, draft.case.opened_at)
    if formed != before:
        casework.add_events(
            actor=actor,
            case=draft.case,
            events=[formed],
            said=f"公开期限起算：{formed.note}",
            now=now,
        )
    return draft


def touch(draft: Draft, actor: Actor, now: datetime) -> None:
    draft.saved_by_id = actor.id
    draft.saved_at = now
    draft.version += 1
    draft.save()


@transaction.atomic
def attach(*, actor: Actor, draft_id: int, data: bytes, name: str, now: datetime) -> Draft:
    """Add a file to the draft. Raises Refusal for a kind, size or number not accepted."""
    draft = lock_draft(draft_id, None)
    refuse_if(reasons_against(actor, "documents.draft", draft.case.unit))
    listed = [item for item in draft.attachments if not is_inline(item)]
    if len(listed) >= ATTACHMENTS_LIMIT:
        raise Refusal(Reason("too_many", f"附件最多 {ATTACHMENTS_LIMIT} 个，请合并后再传"))
    stored = store_file(data=data, name=name, now=now)
    item = StoredAttachment(stored.sha256, clean_name(name), stored.size, stored.media_type)
    if any(known["sha256"] == item.sha256 for known in listed):
        raise Refusal(Reason("attached", f"“{item.name}”的内容已在附件中"))
    draft.attachments = [
        *draft.attachments,
        {name: getattr(item, name) for name in StoredAttachment.__slots__},
    ]
    touch(draft, actor, now)
    record_draft(actor, "documents.draft", draft, now, {"添加附件": item.name})
    return draft


@transaction.atomic
def detach(*, actor: Actor, draft_id: int, sha256: str, now: datetime) -> Draft:
    """Take a file out of the draft; the stored content stays for editions that hold it."""
    draft = lock_draft(draft_id, None)
    refuse_if(reasons_against(actor, "documents.draft", draft.case.unit))
    kept = [one for one in draft.attachments if one["sha256"] != sha256 or is_inline(one)]
    if len(kept) != len(draft.attachments):
        draft.attachments = kept
        touch(draft, actor, now)
        record_draft(actor, "documents.draft", draft, now, {"移除附件": sha256[:12]})
    return draft


@transaction.atomic
def start_correction(*, actor: Actor, document_id: int, reason: str, now: datetime) -> Draft:
    """Open a draft of the published text for correction; what is public stays until it is signed."""
    selectors.lock_document(document_id)
    publication = selectors.open_publication(document_id)
    if publication is None:
        raise Refusal(Reason("not_live", "此件目前不在门户上，不能更正"))
    unit = publication.unit
    open_draft = selectors.open_draft_of(document_id)
    refuse_if(
        [
            *reasons_against(actor, "documents.draft", unit),
            *([] if reason.strip() else [Reason("reason_missing", "请写明更正说明")]),
            *(
                [Reason("draft_open", f"此件已有在办文稿（{open_draft.case.number}），请先办完")]
                if open_draft
                else []
            ),
        ]
    )
    edition = publication.edition
    text = Text(**{name: getattr(edition, name) for name in FIELDS})
    said = f"更正已发布信息：{reason.strip()}"[:300]
    document = publication.document
    return _open(actor, document, unit, text, now, None, reason.strip()[:300], said)


def reopen_draft(
    *, actor: Actor, document_id: int, text: Text, reason: str, now: datetime
) -> Draft:
    """Open another draft of a document by a decision that was made elsewhere; clerks go on with it."""
    document = selectors.document_or_refuse(document_id)
    return _open(actor, document, document.unit, text, now, None, reason, reason)


def record_draft(
    actor: Actor, deed: str, draft: Draft, now: datetime, detail: dict[str, str]
) -> None:
    record(
        actor=actor,
        deed=deed,
        subject=f"document:{draft.document_id}",
        unit_id=draft.document.unit_id,
        detail=detail,
        now=now,
    )
