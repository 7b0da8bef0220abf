"""Pages extend a base, parts are used, and nothing in a template goes round the security policy."""

import re
from pathlib import Path

import pytest
from django.template import engines

from tests.architecture.house import ROOT, SOURCE

PARTS = {"parts", "chrome"}
EXTENDS = re.compile(r'\s*\{% extends "([^"]+)" %\}')
INLINE_SCRIPT = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)[^>]*>", re.IGNORECASE
)
INLINE_HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE)

TEMPLATES = sorted(SOURCE.glob("*/templates/**/*.*"))


def name_of(path: Path) -> str:
    parts = path.relative_to(SOURCE).parts
    return "/".join(parts[2:])


def _bases() -> set[str]:
    found = (EXTENDS.match(path.read_text("utf-8")) for path in TEMPLATES)
    return {match[1] for match in found if match}


BASES = _bases()


def is_part(name: str) -> bool:
    path = Path(name)
    return bool(PARTS & set(path.parts)) or path.name.startswith("_") or path.stem.endswith("_part")


each_template = pytest.mark.parametrize("path", TEMPLATES, ids=name_of)


@each_template
def test_a_template_compiles(path):
    engines["django"].get_template(name_of(path))


@each_template
def test_a_page_extends_a_base(path):
    name = name_of(path)
    if path.suffix != ".html" or name in BASES or is_part(name):
        return
    assert EXTENDS.match(path.read_text("utf-8")), (
        f"{name} 不是部件（parts/、chrome/、_ 开头或 _part 结尾），须以 extends 开头"
    )


@each_template
def test_no_script_or_handler_is_written_into_a_template(path):
    text = path.read_text("utf-8")
    assert not INLINE_SCRIPT.search(text), "CSP 不允许页面内的脚本"
    assert not INLINE_HANDLER.search(text), "CSP 不允许 onclick 一类的属性"


def test_every_part_is_used():
    sources = [*TEMPLATES, *SOURCE.rglob("*.py"), *(ROOT / "tools" / "gallery").rglob("*.*")]
    texts = "\n".join(
        path.read_text("utf-8", errors="ignore") for path in sources if path.is_file()
    )
    parts = [name for path in TEMPLATES if is_part(name := name_of(path))]
    assert [name for name in parts if name not in texts] == []
