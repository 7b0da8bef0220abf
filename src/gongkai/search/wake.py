"""A bell between processes of one machine: the indexer looks at once, not at its next round.

The bell is a file whose time changes. Losing a ring costs a second: the indexer also looks into
the outbox by itself.
"""

import logging
import os
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)


def index_folder(code: str) -> Path:
    """Where everything of one index lives."""
    return Path(settings.INDEX_ROOT) / code


def _bell(code: str) -> Path:
    return index_folder(code) / "bell"


def indexer(code: str) -> None:
    """Ring: something was put into the outbox of this index."""
    bell = _bell(code)
    try:
        bell.touch()
        os.utime(bell)
    except FileNotFoundError:
        bell.parent.mkdir(parents=True, exist_ok=True)
        bell.touch()


def last_ring(code: str) -> int:
    """When somebody rang last, in nanoseconds; 0 if never."""
    try:
        return _bell(code).stat().st_mtime_ns
    except FileNotFoundError:
        return 0
