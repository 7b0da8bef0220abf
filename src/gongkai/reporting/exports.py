"""A report as a file, by the ending of its name."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from gongkai.reporting.papers import DOCX, word_report
from gongkai.reporting.sheets import XLSX, report_book

Maker = Callable[[str, Mapping[str, Any], Mapping[str, str]], bytes]


def title_of(name: str, year: int) -> str:
    """The title as §3 prints it."""
    return f"{name}{year}年政府信息公开工作年度报告"


def _book(title: str, tables: Mapping[str, Any], _: Mapping[str, str]) -> bytes:
    return report_book(title, tables)


def _json(title: str, tables: Mapping[str, Any], texts: Mapping[str, str]) -> bytes:
    content = {"title": title, **tables, "texts": dict(texts)}
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


MAKERS: Mapping[str, Maker] = {".docx": word_report, ".xlsx": _book, ".json": _json}
MEDIA_TYPES = {".docx": DOCX, ".xlsx": XLSX, ".json": "application/json"}
