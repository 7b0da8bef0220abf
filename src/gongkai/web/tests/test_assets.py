"""What comes from npm: pinned, checked by hash, fetched from wherever the machine is told to."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[4]


def test_the_lock_holds_hashes_and_no_addresses():
    text = (ROOT / "package-lock.json").read_text("utf-8")
    assert "://" not in text
    packages = json.loads(text)["packages"]
    assert all("integrity" in entry for name, entry in packages.items() if name)


def test_versions_are_exact():
    wanted = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())


def test_nothing_of_others_is_committed():
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()
    assert "/src/gongkai/web/static/vendor/" in ignored
    assert "node_modules/" in ignored
