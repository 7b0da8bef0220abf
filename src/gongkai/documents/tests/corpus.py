"""The shared corpus of real pages: beside the repository, or where GONGKAI_CORPUS says."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

_HERE = Path(__file__).resolve()


def folder() -> Path | None:
    """``../shared/corpus`` of the repository root (also for a work tree of it), if present."""
    given = os.environ.get("GONGKAI_CORPUS")
    places = [Path(given)] if given else [up / "shared" / "corpus" for up in _HERE.parents[4:7]]
    return next((place for place in places if (place / "truth.json").exists()), None)


CORPUS = folder()
needs_corpus = pytest.mark.skipif(
    CORPUS is None, reason="没有真实网页语料：放在 ../shared/corpus，或用 GONGKAI_CORPUS 指明"
)


def truths() -> list[dict[str, Any]]:
    """Entries that state header fields; an empty list without the corpus."""
    if CORPUS is None:
        return []
    items: list[dict[str, Any]] = json.loads((CORPUS / "truth.json").read_text("utf-8"))["items"]
    return [item for item in items if "title" in item]


def read(name: str) -> bytes:
    assert CORPUS is not None
    return (CORPUS / name).read_bytes()
