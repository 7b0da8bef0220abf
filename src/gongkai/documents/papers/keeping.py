"""Papers are made once and kept: they can always be made again, so nothing is lost with them."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from gongkai import __version__


def kept(key: str, ending: str, make: Callable[[], bytes]) -> Path:
    """The file for *key*, made now if it has not been made by this release."""
    digest = hashlib.sha256(f"{__version__}:{key}".encode()).hexdigest()
    path = Path(settings.PAPERS_ROOT) / digest[:2] / f"{digest}.{ending}"
    if path.exists():
        return path
    data = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(data)
    os.replace(file.name, path)  # noqa: PTH105 - atomic, also when two make it at once
    return path
