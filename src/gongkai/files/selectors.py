"""Reading stored files."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from gongkai.files.models import StoredFile


def texts_of(hashes: Iterable[str]) -> dict[str, str]:
    """The extracted text of each content that has any."""
    found = StoredFile.objects.filter(sha256__in=set(hashes)).exclude(text="")
    return dict(found.values_list("sha256", "text"))


def find_file(sha256: str) -> StoredFile | None:
    return StoredFile.objects.defer("text").filter(sha256=sha256).first()


def path_of(sha256: str) -> Path:
    """Where the bytes of a content lie."""
    root: Path = settings.FILES_ROOT
    return root / sha256[:2] / sha256
