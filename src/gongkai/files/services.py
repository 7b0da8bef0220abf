"""Taking files in: checked, stored by content, their text read for search."""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings

from gongkai.files import rules
from gongkai.files.models import StoredFile
from gongkai.files.selectors import path_of
from gongkai.files.texts import text_of_file
from gongkai.kernel.errors import refuse_if


def store_file(
    *, data: bytes, name: str, now: datetime, read: tuple[str, str] | None = None
) -> StoredFile:
    """Store *data* once and read its text. Raises Refusal for a kind or size not accepted.

    ``read`` is what `texts.text_of_file` has already made of these very bytes, if it was asked.
    """
    refuse_if(rules.reasons_against_file(name, data, settings.UPLOAD_LIMIT_BYTES))
    sha256 = hashlib.sha256(data).hexdigest()
    known = StoredFile.objects.filter(sha256=sha256).first()
    if known is not None and path_of(sha256).exists():
        return known
    _write(path_of(sha256), data)
    text, problem = read or text_of_file(data, name)
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
