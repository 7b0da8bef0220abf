"""What the tracked files may not hold, and habits that no tool of others checks."""

import ast
import json
import re

import pytest

from tests.architecture.house import ROOT, SOURCE, product_modules, tracked

REGISTRIES = re.compile(
    r"https?://[^\s\"']*(?:pypi|pythonhosted|npmjs|npmmirror|yarnpkg|jsdelivr|unpkg|cdnjs|"
    r"tsinghua|aliyun|tencent|huaweicloud)[^\s\"']*",
    re.IGNORECASE,
)
VENDORED = re.compile(r"(^|/)(node_modules|vendor|third_party|dist)(/|$)|\.min\.(js|css)$")
LARGEST_BYTES = 1_000_000


def _text(name) -> str:
    return (ROOT / name).read_text("utf-8", errors="ignore")


def test_no_code_of_others_is_tracked():
    assert [str(name) for name in tracked() if VENDORED.search(name.as_posix())] == []


def test_no_large_file_is_tracked():
    large = [str(name) for name in tracked() if (ROOT / name).stat().st_size > LARGEST_BYTES]
    assert large == []


def test_no_address_of_a_package_registry_is_tracked():
    here = "tests/architecture/test_sources.py"
    names = [name for name in tracked() if name.as_posix() != here]
    assert [str(name) for name in names if REGISTRIES.search(_text(name))] == []


def test_the_locks_hold_hashes_and_no_addresses():
    lock = _text("requirements.lock")
    assert "://" not in lock
    pinned = re.findall(r"^([a-z0-9._-]+)==", lock, re.MULTILINE)
    assert len(pinned) > 50
    assert len(
        re.findall(r"^[a-z0-9._-]+==[^\n]*\\\n    --hash=sha256:", lock, re.MULTILINE)
    ) == len(pinned)
    packages = json.loads(_text("package-lock.json"))["packages"]
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert all("integrity" in entry for name, entry in packages.items() if name)


def _reads_of_the_environment(tree: ast.Module):
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}:
            yield node


def test_only_the_settings_read_the_environment():
    """`cli` passes it on to children and names the settings module; nobody else looks at it."""
    allowed = {"config/env.py", "config/wsgi.py"}
    readers = [
        name
        for path, tree in product_modules()
        if (name := path.relative_to(SOURCE).as_posix()) not in allowed
        and not name.startswith("cli/")
        and list(_reads_of_the_environment(tree))
    ]
    assert readers == []


def _asks_the_clock(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"now", "today", "localdate", "localtime", "utcnow"}
        and not node.args
        and not node.keywords
        for node in ast.walk(tree)
    )


@pytest.mark.parametrize("layer", ["rules", "flow", "models", "services"])
def test_the_moment_of_a_deed_is_given_and_never_asked_for(layer):
    """``now`` comes in from the door; a rule that asks the clock cannot be tested on a date."""
    guilty = [
        path.relative_to(SOURCE).as_posix()
        for path, tree in product_modules()
        if layer in {path.stem, path.parent.name} and _asks_the_clock(tree)
    ]
    assert guilty == []
