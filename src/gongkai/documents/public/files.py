"""The files of one public record."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongkai.documents.images import MEDIA_TYPES
from gongkai.documents.public.rows import visible

DIGEST_LETTERS = 16


@dataclass(frozen=True, slots=True)
class PublicFile:
    """An attachment of a public record; ``sha256`` names its bytes, which are never guessed at.

    ``inline``: a picture that stands in the text, not listed below it.
    """

    name: str
    size: int
    media_type: str
    sha256: str
    url: str
    inline: bool = False


def files_of(document_id: int, attachments: list[dict[str, Any]]) -> tuple[PublicFile, ...]:
    """The attachments of a text as the public finds them, in their order."""
    return tuple(
        PublicFile(
            name=item["name"],
            size=item["size"],
            media_type=item["media_type"],
            sha256=item["sha256"],
            url=f"/documents/{document_id}/files/{place}/",
            inline=item.get("inline", False),
        )
        for place, item in enumerate(attachments, 1)
    )


def find_file(document_id: int, place: int, now: datetime) -> PublicFile | None:
    """The attachment at *place* (from 1) of a record that is public at *now*."""
    files = _files_now(document_id, now)
    return files[place - 1] if 1 <= place <= len(files) else None


def find_image(document_id: int, sha256: str, now: datetime) -> PublicFile | None:
    """The picture with this hash in the text of a record that is public at *now*; one query."""
    files = _files_now(document_id, now)
    return next(
        (
            file
            for file in files
            if file.inline and file.sha256 == sha256 and file.media_type in MEDIA_TYPES
        ),
        None,
    )


def find_file_by(document_id: int, digest: str, now: datetime) -> PublicFile | None:
    """The attachment of a record that is public at *now* whose hash begins with *digest*."""
    if len(digest) < DIGEST_LETTERS:
        return None
    files = _files_now(document_id, now)
    return next((file for file in files if file.sha256.startswith(digest)), None)


def _files_now(document_id: int, now: datetime) -> tuple[PublicFile, ...]:
    found = visible(now).filter(document_id=document_id).order_by("-visible_from")
    attachments = found.values_list("edition__attachments", flat=True).first()
    return files_of(document_id, attachments or [])
