"""Pictures of a text: taken in when uploaded, pasted, or copied from a public record of ours."""

import base64
import binascii
import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from django.db import transaction

from gongkai.audit.services import record
from gongkai.documents import images, public
from gongkai.documents.content import Text
from gongkai.documents.images import Item
from gongkai.documents.services.locking import lock_draft
from gongkai.files.pictures import read_picture
from gongkai.files.rules import clean_name
from gongkai.files.services import store_file
from gongkai.kernel.actor import Actor, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if

if TYPE_CHECKING:
    from gongkai.documents.models import Draft

IMAGES_LIMIT = 200
_DATA = re.compile(r"data:[^,]*?(;\s*base64)?\s*,(.*)", re.DOTALL | re.IGNORECASE)
_STEM = re.compile(r"^(微信图片|微信截图|屏幕截图|截图|截屏|图片|图像|未标题|照片)?[\W\d_A-Za-z]*$")


def settle_images(text: Text, document_id: int, now: datetime) -> Text:
    """*text* cleaned, with the pictures in its body among its attachments.

    Raises one Refusal with a reason for each picture written into the body that cannot be kept.
    """
    taking = _Taking(document_id, list(text.attachments), now)
    body = images.settle(text.body_html, document_id, taking)
    refuse_if(taking.reasons)
    return replace(text, body_html=body, attachments=taking.items)


@dataclass(slots=True)
class _Taking:
    """Answers which attachment a picture is; takes it in first when the body brings it along."""

    document_id: int
    items: list[Item]
    now: datetime
    reasons: list[Reason] = field(default_factory=list)
    number: int = 0

    def __call__(self, source: str) -> Item | None:
        self.number += 1
        if source[:5].lower() == "data:":
            return self._written_in(source)
        own = images.named(source)
        if own is not None:
            return images.find_inline(self.items, own[1]) or self._public(*own)
        return None

    def _written_in(self, source: str) -> Item | None:
        try:
            item = keep_image(_decoded(source), f"正文图片{self.number}", self.now)
        except Refusal as refusal:
            self.reasons += refusal.reasons
            return None
        return self._add(item)

    def _public(self, document_id: int, sha256: str) -> Item | None:
        """A picture copied from a record that everybody may see."""
        found = public.find_image(document_id, sha256, self.now)
        if found is None:
            return None
        return self._add(_item(found.sha256, found.name, found.size, found.media_type))

    def _add(self, item: Item) -> Item | None:
        known = images.find_inline(self.items, item["sha256"])
        if known is not None:
            return known
        if sum(images.is_inline(one) for one in self.items) >= IMAGES_LIMIT:
            self.reasons = [_too_many()]
            return None
        self.items.append(item)
        return item


def _decoded(source: str) -> bytes:
    found = _DATA.fullmatch(source)
    if found is None:
        return b""
    data = unquote_to_bytes(found[2])
    if not found[1]:
        return data
    try:
        return base64.b64decode(data)
    except binascii.Error:
        return b""


def _item(sha256: str, name: str, size: int, media_type: str) -> Item:
    return {
        "sha256": sha256,
        "name": name,
        "size": size,
        "media_type": media_type,
        "inline": True,
    }


def _too_many() -> Reason:
    return Reason("image_too_many", f"一篇正文最多放 {IMAGES_LIMIT} 张图片，请减少或改作附件")


def keep_image(data: bytes, name: str, now: datetime) -> Item:
    """Store a picture; the attachment that stands for it. Raises Refusal when it is none.

    Its media type is what its bytes are, whatever the same bytes were called elsewhere.
    """
    stem = clean_name(name).rsplit(".", 1)[0]
    picture = read_picture(data, f"“{stem}”")
    stored = store_file(data=picture.data, name=f"{stem}{picture.suffix}", now=now)
    return _item(stored.sha256, f"{stem}{picture.suffix}", stored.size, picture.media_type)


@transaction.atomic
def add_image(*, actor: Actor, draft_id: int, data: bytes, name: str, now: datetime) -> Item:
    """Take a picture in for the text of a draft, before the text that shows it is saved.

    The draft's version stays, since what people typed does. A picture that the text does not show
    when it is submitted goes into no edition. Raises Refusal for what is no sound picture.
    """
    draft = lock_draft(draft_id, None)
    refuse_if(reasons_against(actor, "documents.draft", draft.case.unit))
    item = keep_image(data, name, now)
    known = images.find_inline(draft.attachments, item["sha256"])
    if known is not None:
        return known
    _make_room(draft)
    draft.attachments = [*draft.attachments, item]
    draft.save(update_fields=["attachments"])
    record(
        actor=actor,
        deed="documents.draft",
        subject=f"document:{draft.document_id}",
        unit_id=draft.document.unit_id,
        detail={"添加正文图片": item["name"]},
        now=now,
    )
    return item


def _make_room(draft: "Draft") -> None:
    """At the limit, let go of pictures that the saved text does not show."""
    if sum(map(images.is_inline, draft.attachments)) < IMAGES_LIMIT:
        return
    draft.attachments = images.used_only(draft.attachments, draft.body_html)
    if sum(map(images.is_inline, draft.attachments)) >= IMAGES_LIMIT:
        raise Refusal(_too_many())


def words_of_name(name: str) -> str:
    """What a file name says of the picture, for readers who cannot see it; "" when nothing."""
    stem = clean_name(name).rsplit(".", 1)[0].strip()
    return "" if _STEM.match(stem) else stem
