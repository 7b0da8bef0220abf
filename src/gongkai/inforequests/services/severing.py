"""附上提供的信息 and 区分处理: what goes with the reply, and that a severed copy is really severed."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from gongkai.files import rules as file_rules
from gongkai.files.extraction import Unreadable
from gongkai.inforequests import flow
from gongkai.inforequests.models import ProvidedFile, SealedFile, SeveredPart
from gongkai.inforequests.rules.severing import (
    ARTICLE,
    Copies,
    Passage,
    reasons_against_copy,
    reasons_against_passages,
)
from gongkai.inforequests.services.hand import Hand, take
from gongkai.inforequests.services.sealed_files import keep_sealed
from gongkai.kernel.actor import Actor, reasons_against
from gongkai.kernel.errors import Reason, Refusal, refuse_if
from gongkai.screening.engine import Engine
from gongkai.screening.files import read_passages
from gongkai.screening.masking import Masked, mask_file
from gongkai.screening.masking.forms import spoken
from gongkai.screening.rules.findings import Category, Finding, Severity

MOST_SAID = 8
LABEL = "附上提供的信息"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came from the handler."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@transaction.atomic
def provide_file(
    *, actor: Actor, request_id: int, upload: Upload, pages: int, now: datetime
) -> ProvidedFile:
    """Put a whole file with the reply (条例第三十六条第二项, 第四十条)."""
    hand = _take(actor, request_id, now)
    refuse_if(_against_files(upload))
    row = _keep(hand, upload, pages, ProvidedFile.Method.WHOLE)
    hand.tell("provide", flow.HANDLE, "附上提供的信息一份")
    return row


@transaction.atomic
def sever_file(
    *,
    actor: Actor,
    request_id: int,
    original: Upload,
    copy: Upload,
    passages: Sequence[Passage],
    pages: int,
    now: datetime,
    hidden: Sequence[str] = (),
    confirmed: bool = False,
) -> ProvidedFile:
    """Put a copy that was severed by hand with the reply, its original kept beside it.

    *hidden* are words that must not be readable in the copy; they are checked and thrown away.
    Refused: a copy that is the original, hides instead of deletes, or still holds personal data,
    unless the handler has *confirmed* that what is left may go out.
    """
    hand = _take(actor, request_id, now)
    against = [*_against_files(original, copy), *reasons_against_passages(passages)]
    if not against:
        against = _against_copy(original, copy, hidden, confirmed)
    refuse_if(against)
    row = _keep(hand, copy, pages, ProvidedFile.Method.REDACTED, original)
    _register(row, passages)
    hand.tell("sever", flow.HANDLE, f"附上区分处理的副本一份，登记 {len(passages)} 处")
    return row


@transaction.atomic
def mask_original(
    *,
    actor: Actor,
    request_id: int,
    original: Upload,
    words: Sequence[str],
    pages: int,
    now: datetime,
) -> ProvidedFile:
    """Let the masker take personal data (and *words*) out, and register every place it masked.

    The masker screens its copy again and refuses one that is not clean.
    """
    hand = _take(actor, request_id, now)
    refuse_if(_against_files(original))
    made = _masked(original, tuple(word for word in words if word.strip()))
    if not made.places:
        sentence = "没有检出可以自动脱敏的个人信息；其他内容请自行遮盖后上传副本"
        raise Refusal(Reason("original", sentence, ARTICLE))
    passages = [
        Passage(place.location or "正文", "E15", f"{spoken(place.rule)}属于个人隐私")
        for place in made.places
    ]
    row = _keep(hand, Upload(original.name, made.data), pages, ProvidedFile.Method.MASKED, original)
    _register(row, _joined(passages))
    hand.tell("sever", flow.HANDLE, f"系统脱敏生成副本一份，登记 {len(passages)} 处")
    return row


def _masked(original: Upload, words: tuple[str, ...]) -> Masked:
    try:
        return mask_file(original.data, original.name, engine=Engine(), words=words)
    except Unreadable as problem:
        raise Refusal(Reason("original", str(problem))) from problem


def _joined(passages: Sequence[Passage]) -> list[Passage]:
    """Equal places and reasons once: a table of a hundred numbers is one line per place."""
    return list(dict.fromkeys(passages))


@transaction.atomic
def take_out(*, actor: Actor, request_id: int, file_id: int, now: datetime) -> None:
    """Take a file out of the reply again; the row and the bytes stay."""
    hand = _take(actor, request_id, now)
    row = ProvidedFile.objects.filter(
        request=hand.request, pk=file_id, removed_at__isnull=True
    ).first()
    if row is None:
        raise Refusal(Reason("not_found", "没有这份文件，或者已经撤下"))
    row.removed_at = now
    row.save(update_fields=["removed_at"])
    hand.tell("provide", flow.HANDLE, "撤下提供的信息一份")


def _take(actor: Actor, request_id: int, now: datetime) -> Hand:
    """The request while its reply is being drafted: later versions are under review as they are."""
    hand = take(actor=actor, request_id=request_id, now=now)
    if hand.case.state != flow.HANDLING:
        here = flow.REQUEST.state(hand.case.state).label
        raise Refusal(Reason("wrong_step", f"此件现处“{here}”环节，不能办理“{LABEL}”"))
    refuse_if(reasons_against(actor, flow.HANDLE, hand.case.unit))
    return hand


def _against_files(*uploads: Upload) -> list[Reason]:
    return [
        reason
        for upload in uploads
        for reason in file_rules.reasons_against_file(
            upload.name, upload.data, settings.UPLOAD_LIMIT_BYTES
        )
    ]


def _against_copy(
    original: Upload, copy: Upload, hidden: Sequence[str], confirmed: bool
) -> list[Reason]:
    text, findings = _read(copy)
    before, _ = _read(original)
    found = reasons_against_copy(Copies(original.sha256, copy.sha256, before, text), hidden)
    unseen = [
        each
        for each in findings
        if each.category == Category.FILE and each.severity != Severity.HINT
    ]
    found += [Reason("copy", _said(each), ARTICLE) for each in unseen[:MOST_SAID]]
    left = [each for each in findings if each.category == Category.PERSONAL_DATA]
    if left and not confirmed:
        named = "；".join(_said(each) for each in left[:MOST_SAID])
        sentence = f"副本中仍检出个人信息 {len(left)} 处：{named}。确属可以提供的，请勾选确认"
        found.append(Reason("confirmed", sentence, "条例第十五条"))
    return found


def _said(finding: Finding) -> str:
    where = f"（{finding.location}）" if finding.location else ""
    return f"{finding.message}{where}"


def _read(upload: Upload) -> tuple[str | None, list[Finding]]:
    """Everything that can be read out of a file, shown or not; None where there is no text."""
    try:
        pieces = list(read_passages(upload.data, upload.name))
    except Unreadable:
        return None, []
    texts = [piece.text for piece in pieces if not isinstance(piece, Finding)]
    return ("\n".join(texts) if any(texts) else None), list(Engine().screen(pieces))


def _keep(
    hand: Hand,
    upload: Upload,
    pages: int,
    method: ProvidedFile.Method,
    original: Upload | None = None,
) -> ProvidedFile:
    return ProvidedFile.objects.create(
        request=hand.request,
        name=file_rules.clean_name(upload.name),
        pages=pages,
        method=method,
        file=_sealed(hand, upload, "provided"),
        sha256=upload.sha256,
        original=_sealed(hand, original, "unsevered") if original else None,
        original_sha256=original.sha256 if original else "",
        made_at=hand.now,
        by_id=hand.person,
    )


def _sealed(hand: Hand, upload: Upload, purpose: str) -> SealedFile:
    return keep_sealed(
        data=upload.data,
        name=file_rules.clean_name(upload.name),
        media_type=file_rules.media_type(upload.name),
        purpose=purpose,
        now=hand.now,
        request=hand.request,
    )


def _register(row: ProvidedFile, passages: Sequence[Passage]) -> None:
    SeveredPart.objects.bulk_create(
        SeveredPart(
            file=row,
            place=passage.place.strip()[:120],
            ground=passage.ground,
            reason=passage.reason.strip()[:500],
        )
        for passage in passages
    )
