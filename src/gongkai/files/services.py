"""Taking files in: checked, stored by content, their text read for search."""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings

from gongkai.files import rules
from gongkai.files.extraction import Unreadable, extract
from gongkai.files.models import StoredFile
from gongkai.files.selectors import path_of
from gongkai.kernel.errors import refuse_if

TEXT_LIMIT = 2_000_000


def store_file(*, data: bytes, name: str, now: datetime) -> StoredFile:
    """Store *data* once and read its text. Raises Refusal for a kind or size not accepted."""
    refuse_if(rules.reasons_against_file(name, data, settings.UPLOAD_LIMIT_BYTES))
    sha256 = hashlib.sha256(data).hexdigest()
    known = StoredFile.objects.filter(sha256=sha256).first()
    if known is not None and path_of(sha256).exists():
        return known
    _write(path_of(sha256), data)
    text, problem = _text_of(data, name)
    stored, _ = StoredFile.objects.get_or_create(
        sha256=sha256,
        defaults={
            "size": len(data),
            "media_type": rules.media_type(name),
            "text": text,
            "text_problem": problem,
            "stored_at": now,
        },
    )
    return stored


def _write(path: Path, data: bytes) -> None:
    """Write beside the place and move in, so that no half-written file ever stands there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as target:
        target.write(data)
        target.flush()
        os.fsync(target.fileno())
    Path(temporary).replace(path)


def _text_of(data: bytes, name: str) -> tuple[str, str]:
    if rules.is_image(name):
        return "", ""
    try:
        return extract(data, name).text.replace("\x00", "")[:TEXT_LIMIT], ""
    except Unreadable as problem:
        return "", str(problem)[:300]
