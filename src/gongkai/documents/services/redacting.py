"""删减后公开: the original is frozen as withheld, the draft goes on without what may not be public."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from gongkai.documents import selectors
from gongkai.documents.content import FIELDS, Text, clean_html, text_of
from gongkai.documents.images import is_inline
from gongkai.documents.models import Draft
from gongkai.documents.rules import GROUND_BY_CODE, Openness
from gongkai.documents.rules.redacting import reasons_against_redacting
from gongkai.documents.services.drafting import put_text, record_draft, text_of_draft, touch
from gongkai.documents.services.freezing import freeze
from gongkai.documents.services.locking import lock_draft
from gongkai.files.selectors import path_of
from gongkai.kernel.actor import Actor, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.screening.services import MaskedCopy, mask_if_any

if TYPE_CHECKING:
    from gongkai.orgs.models import Unit

MASK = "screening.mask"
HEADER = ("title", "summary", "keywords", "department")
PAGE = '<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{}</body></html>'


@dataclass(frozen=True, slots=True)
class Redacted:
    """The draft that goes on, how many places were masked, and the files that could not be."""

    draft: Draft
    places: int
    left_out: list[str]


@dataclass(slots=True)
class _Masking:
    """Masks the parts of one text, each with its entry in the register."""

    actor: Actor
    unit: "Unit"
    subject: str
    strict: bool
    words: tuple[str, ...]
    now: datetime
    places: int = 0
    left_out: list[str] = field(default_factory=list)

    def copy(self, name: str, data: bytes) -> MaskedCopy | None:
        made = mask_if_any(
            actor=self.actor,
            unit=self.unit,
            subject=self.subject,
            name=name,
            data=data,
            strict=self.strict,
            words=self.words,
            now=self.now,
        )
        self.places += made.record.places if made else 0
        return made

    def header(self, text: Text) -> Text:
        """The lines of the header, one a line, so that they stay what they are."""
        lines = [" ".join(getattr(text, name).split()) for name in HEADER]
        made = self.copy("题头.txt", "\n".join(lines).encode()) if any(lines) else None
        if made is None:
            return text
        after = made.masked.data.decode().split("\n")
        masked: dict[str, Any] = dict(zip(HEADER, after, strict=True))
        return replace(text, **masked)

    def body(self, html: str) -> str:
        made = self.copy("正文.txt", PAGE.format(html).encode()) if text_of(html) else None
        return clean_html(made.masked.data.decode()) if made else html

    def files(self, text: Text) -> Text:
        """Attachments as masked copies; one that cannot be masked is left out, the original keeps it."""
        kept: list[dict[str, Any]] = []
        html = text.body_html
        for item in text.attachments:
            try:
                made = None if is_inline(item) else self._file(item)
            except Refusal as refusal:
                told = "；".join(map(str, refusal.reasons))
                self.left_out.append(f"附件“{item['name']}”没有带入删减稿：{told}")
                continue
            if made is None:
                kept.append(item)
                continue
            digest = made.record.masked_sha256
            html = html.replace(f"/files/by/{item['sha256'][:16]}/", f"/files/by/{digest[:16]}/")
            size = len(made.masked.data)
            kept.append({**item, "sha256": digest, "name": made.record.name, "size": size})
        return replace(text, attachments=kept, body_html=html)

    def _file(self, item: dict[str, Any]) -> MaskedCopy | None:
        with transaction.atomic():
            return self.copy(item["name"], path_of(item["sha256"]).read_bytes())


@transaction.atomic
def redact_draft(
    *,
    actor: Actor,
    draft_id: int,
    ground: str,
    note: str,
    now: datetime,
    strict: bool = False,
    words: tuple[str, ...] = (),
) -> Redacted:
    """Freeze the draft as a withheld original and go on with a masked text (条例第十三至十六条).

    Personal data and the *words* are masked in header, text and attachments and entered in the
    register; what else may not be public the drafter takes out by hand. Raises Refusal.
    """
    draft = lock_draft(draft_id, None)
    text = text_of_draft(draft)
    refuse_if(
        reasons_against(actor, "documents.draft", draft.case.unit)
        + reasons_against(actor, MASK, draft.document.unit)
        + reasons_against_redacting(
            ground=ground,
            note=note,
            redacted=draft.redacts_id is not None,
            empty=not text_of(text.body_html) and not text.attachments,
            has_section=draft.section_id is not None,
        )
    )
    stated: dict[str, Any] = {"ground": ground, "ground_note": note.strip()}
    original = freeze(draft, actor, now, openness=Openness.WITHHELD.value, **stated)
    subject = selectors.subject_of(draft.document_id)
    masking = _Masking(actor, draft.document.unit, subject, strict, words, now)
    text = masking.files(replace(text, body_html=masking.body(text.body_html)))
    text = replace(
        masking.header(text),
        openness=Openness.PROACTIVE.value,
        redacts_id=original.pk,
        **stated,
    )
    put_text(draft, text)
    touch(draft, actor, now)
    told = {
        "经过": "作删减后公开处理",
        "法定理由": GROUND_BY_CODE[ground].label,
        "原稿": f"第{original.number}版（不公开）",
        "脱敏处数": str(masking.places),
    }
    record_draft(actor, "documents.draft", draft, now, told)
    return Redacted(draft, masking.places, masking.left_out)


@transaction.atomic
def restore_original(*, actor: Actor, draft_id: int, now: datetime) -> Draft:
    """Put the original back into the draft; its attribute has to be stated anew."""
    draft = lock_draft(draft_id, None)
    refuse_if(reasons_against(actor, "documents.draft", draft.case.unit))
    original = draft.redacts
    if original is None:
        raise Refusal(Reason("not_redacted", "这份文稿没有作过删减"))
    text = Text(**{name: getattr(original, name) for name in FIELDS})
    put_text(draft, replace(text, openness="", ground="", ground_note=""))
    touch(draft, actor, now)
    told = {"经过": "恢复原稿，不作删减", "原稿": f"第{original.number}版"}
    record_draft(actor, "documents.draft", draft, now, told)
    return draft
