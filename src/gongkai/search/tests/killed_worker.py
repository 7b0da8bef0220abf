"""Run by `test_kill`: drains an outbox for ever over made-up documents, until it is killed.

Usage: ``python killed_worker.py [--once]`` with the environment of the installation.
"""

import os
import sys
from datetime import UTC, datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
django.setup()

from gongkai.search.engine import IndexedDocument  # noqa: E402
from gongkai.search.engines.embedded import engine_for  # noqa: E402
from gongkai.search.indexer import indexer_for  # noqa: E402
from gongkai.search.registry import SearchIndex, indexes  # noqa: E402

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def load(ids):
    """Even ids are public and long; odd ones were withdrawn."""
    return [
        IndexedDocument(id=n, version="1", title=f"公开第{n}号", body=f"正文{n}，" * 200)
        for n in ids
        if n % 2 == 0
    ]


def all_versions(after_id, limit):
    return []


def main() -> None:
    indexes.register(SearchIndex("killed", "", (), load, all_versions))
    indexer = indexer_for("killed")
    if not engine_for("killed").health().ready:
        indexer.rebuild(lambda _: None)
    while True:
        indexer.drain(NOW + timedelta(days=1))
        if "--once" in sys.argv:
            break
    pairs = engine_for("killed").ids_versions(after_id=0, limit=1_000_000)
    sys.stdout.write(" ".join(str(object_id) for object_id, _ in pairs))


if __name__ == "__main__":
    main()
