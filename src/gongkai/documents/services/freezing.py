"""The edition that says exactly what a draft says."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from gongkai.documents import selectors
from gongkai.documents.content import content_hash, text_of
from gongkai.documents.images import used_only
from gongkai.documents.models import Draft, Edition
from gongkai.documents.services.drafting import text_of_draft
from gongkai.kernel.actor import Actor, person_of


def freeze(draft: Draft, actor: Actor, now: datetime, **stated: Any) -> Edition:
    """The edition that says exactly what the draft says; the last one again if nothing changed.

    *stated* replaces what the draft states. Pictures that were uploaded but do not stand in the
    text stay with the draft.
    """
    author = person_of(actor)
    text = replace(text_of_draft(draft), **stated)
    text = replace(text, attachments=used_only(text.attachments, text.body_html))
    digest = content_hash(text)
    last = Edition.objects.filter(document_id=draft.document_id).order_by("-number").first()
    same = last and (last.content_hash, last.author_id) == (digest, author)
    if last and same and not selectors.was_published(last.pk):
        return last
    return Edition.objects.create(
        document_id=draft.document_id,
        number=last.number + 1 if last else 1,
        unit_id=draft.document.unit_id,
        author_id=author,
        body_text=text_of(text.body_html),
        content_hash=digest,
        created_at=now,
        **{name: getattr(text, name) for name in text.__slots__},
    )
