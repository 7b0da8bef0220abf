"""What the doors to the public may ask of stored files; whether one is public, others decide."""

from collections.abc import Iterable
from pathlib import Path

from gongkai.files import selectors


def path_of(sha256: str) -> Path:
    """Where the bytes of a content lie."""
    return selectors.path_of(sha256)


def texts_of(hashes: Iterable[str]) -> dict[str, str]:
    """The extracted text of each content that has any."""
    return selectors.texts_of(hashes)
