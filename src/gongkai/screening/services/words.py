"""Keeping the house's words."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from gongkai.audit.services import record
from gongkai.kernel.actor import Actor, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.orgs.rules import stale
from gongkai.orgs.rules.texts import Text, reasons_against_text
from gongkai.screening.models import ListedWord

CHANGE = "screening.change_words"
_TEXTS = (
    Text("word", "词语", 60, required=True),
    Text("suggestion", "应写作", 60),
    Text("unless", "例外", 300),
    Text("source", "来源", 200, required=True),
)


@dataclass(frozen=True, slots=True)
class WordDraft:
    """A word as the form gives it."""

    word: str
    kind: str
    suggestion: str
    severity: str
    unless: str
    source: str
    valid_from: date


def _reasons_against_draft(draft: WordDraft) -> list[Reason]:
    reasons = [
        reason
        for text in _TEXTS
        for reason in reasons_against_text(getattr(draft, text.field), text)
    ]
    if len(draft.word.strip()) < 2:
        reasons.append(Reason("word", "词语至少两个字：单个字到处都是，无法检查"))
    needs = draft.kind not in {ListedWord.Kind.ALLOWED, ListedWord.Kind.MARK}
    if needs and not draft.suggestion.strip():
        reasons.append(Reason("suggestion", "请写明应当怎样写"))
    if draft.suggestion.strip() and draft.word == draft.suggestion:
        reasons.append(Reason("suggestion", "“应写作”与词语相同"))
    return reasons


def _save(row: ListedWord) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refusal(Reason("word", f"“{row.word}”已在这类词表中，请直接修改")) from error


def _record(actor: Actor, row: ListedWord, now: datetime, **detail: object) -> None:
    record(
        actor=actor,
        deed=CHANGE,
        subject=f"listed_word:{row.pk}",
        detail={"词语": row.word, "类别": row.get_kind_display(), **detail},
        now=now,
    )


@transaction.atomic
def add_word(*, actor: Actor, draft: WordDraft, now: datetime) -> ListedWord:
    """Add a word to the house's list; it is used from its first day on."""
    refuse_if(reasons_against(actor, CHANGE) + _reasons_against_draft(draft))
    row = ListedWord(**asdict(draft))
    _save(row)
    _record(actor, row, now, 应写作=row.suggestion, 来源=row.source)
    return row


@transaction.atomic
def change_word(
    *, actor: Actor, word: ListedWord, version: int, draft: WordDraft, now: datetime
) -> ListedWord:
    """Change a word; the state that was *seen* must be the present one."""
    row = ListedWord.objects.select_for_update().get(pk=word.pk)
    clash = [stale("这个词")] if row.version != version else []
    refuse_if(reasons_against(actor, CHANGE) + clash + _reasons_against_draft(draft))
    before = {name: getattr(row, name) for name in asdict(draft)}
    for name, value in asdict(draft).items():
        setattr(row, name, value)
    row.version += 1
    _save(row)
    changed = {
        name: [before[name], value]
        for name, value in asdict(draft).items()
        if before[name] != value
    }
    _record(actor, row, now, changed=changed)
    return row


@transaction.atomic
def close_word(*, actor: Actor, word: ListedWord, now: datetime) -> ListedWord:
    """Use the word no more from today on; a word of today is closed on the day it began."""
    row = ListedWord.objects.select_for_update().get(pk=word.pk)
    refuse_if(reasons_against(actor, CHANGE))
    if row.valid_to is not None:
        raise Refusal(Reason("word", "这个词已经停用"))
    yesterday = timezone.localdate(now) - timedelta(days=1)
    row.valid_to = max(yesterday, row.valid_from)
    row.version += 1
    row.save()
    _record(actor, row, now, 停用=row.valid_to)
    return row
