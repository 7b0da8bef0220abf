"""Files with personal data: encrypted on disk, each under a key of its own that can be thrown away."""

import os
import secrets
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from gongkai.files import rules
from gongkai.inforequests.models import (
    CorrectionClaim,
    InformationRequest,
    RequestDraft,
    SealedFile,
)
from gongkai.kernel.errors import Reason, Refusal, refuse_if

NONCE_BYTES = 12
ORPHAN_AGE = timedelta(days=1)


def folder() -> Path:
    """Where the encrypted bytes lie."""
    return Path(settings.FILES_ROOT) / "sealed"


def store_sealed(
    *,
    data: bytes,
    name: str,
    purpose: str,
    now: datetime,
    request: InformationRequest | None = None,
    draft: RequestDraft | None = None,
    correction: CorrectionClaim | None = None,
    limit: int | None = None,
) -> SealedFile:
    """Keep *data* encrypted. Raises Refusal for a kind or size that is not taken.

    The caller has decided that the file may be kept; nothing of it is read or indexed.
    """
    refuse_if(rules.reasons_against_file(name, data, limit or settings.UPLOAD_LIMIT_BYTES))
    return keep_sealed(
        data=data,
        name=rules.clean_name(name),
        media_type=rules.media_type(name),
        purpose=purpose,
        now=now,
        request=request,
        draft=draft,
        correction=correction,
    )


def keep_sealed(
    *,
    data: bytes,
    name: str,
    media_type: str,
    purpose: str,
    now: datetime,
    request: InformationRequest | None = None,
    draft: RequestDraft | None = None,
    correction: CorrectionClaim | None = None,
) -> SealedFile:
    """Keep bytes that are not an upload (a mail as it came, a paper of ours), encrypted."""
    key, nonce = secrets.token_hex(32), os.urandom(NONCE_BYTES)
    place = secrets.token_hex(16)
    _write(place, nonce + AESGCM(bytes.fromhex(key)).encrypt(nonce, data, place.encode()))
    return SealedFile.objects.create(
        request=request,
        draft=draft,
        correction=correction,
        purpose=purpose,
        name=name,
        size=len(data),
        media_type=media_type,
        key=key,
        place=place,
        stored_at=now,
    )


def _write(place: str, data: bytes) -> None:
    """Write beside the place and move in, so that no half-written file ever stands there."""
    folder().mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=folder())
    with os.fdopen(handle, "wb") as target:
        target.write(data)
        target.flush()
        os.fsync(target.fileno())
    Path(temporary).replace(folder() / place)


def open_sealed(stored: SealedFile) -> bytes:
    """The bytes of a file. Raises Refusal when it was purged, is gone or is damaged."""
    if stored.purged_at is not None:
        raise Refusal(Reason("purged", "这份文件已过保存期限，按规定清除，不能再打开"))
    try:
        raw = (folder() / stored.place).read_bytes()
        cipher = AESGCM(bytes.fromhex(stored.key))
        return cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], stored.place.encode())
    except (OSError, InvalidTag) as error:
        raise Refusal(Reason("damaged", "文件缺失或者已损坏，请从备份中恢复附件目录")) from error


def purge_sealed(*, stored: SealedFile, now: datetime) -> None:
    """Throw the key, the name and the bytes away; that there was a file, and how large, remains."""
    place = stored.place
    stored.key = stored.place = stored.name = ""
    stored.purged_at = now
    stored.draft = None
    stored.save(update_fields=["key", "place", "name", "purged_at", "draft"])
    (folder() / place).unlink(missing_ok=True)


def sweep_orphans(*, now: datetime) -> int:
    """Remove bytes that no row names: left behind by a transaction that failed. Returns how many."""
    if not folder().exists():
        return 0
    before = (now - ORPHAN_AGE).timestamp()
    old = {path.name: path for path in folder().iterdir() if path.stat().st_mtime < before}
    known = set(SealedFile.objects.filter(place__in=old).values_list("place", flat=True))
    for name in old.keys() - known:
        old[name].unlink(missing_ok=True)
    return len(old.keys() - known)
