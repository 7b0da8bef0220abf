"""A report as a file, by the ending of its name."""

import json
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from gongkai.reporting.annual import TEXTS
from gongkai.reporting.form import PARTS
from gongkai.reporting.layout import TABLES, Placed, Rows
from gongkai.reporting.papers import DOCX, word_report
from gongkai.reporting.sheets import report_book
from gongkai.web.files import XLSX

Maker = Callable[[str, Mapping[str, Any], Mapping[str, str]], bytes]


def title_of(name: str, year: int) -> str:
    """The title as §3 prints it."""
    return f"{name}{year}年政府信息公开工作年度报告"


def _book(title: str, tables: Mapping[str, Any], _: Mapping[str, str]) -> bytes:
    return report_book(title, tables)


def _json(title: str, tables: Mapping[str, Any], texts: Mapping[str, str]) -> bytes:
    content = {"title": title, **tables, "texts": dict(texts)}
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def body_of(tables: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    """The six parts as HTML, the tables merged as the form prints them."""
    written = {heading: texts.get(part, "") for part, heading in TEXTS.items()}
    layouts = iter(TABLES)
    parts = []
    for heading in PARTS:
        parts.append(f"<h2>{escape(heading)}</h2>")
        if heading in written:
            lines = filter(None, (line.strip() for line in written[heading].split("\n")))
            parts += [f"<p>{escape(line)}</p>" for line in lines]
        else:
            parts.append(_table(next(layouts)(tables)))
    return "\n".join(parts)


def _page(title: str, tables: Mapping[str, Any], texts: Mapping[str, str]) -> bytes:
    """A page that stands alone."""
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"</head><body>\n<h1>{escape(title)}</h1>\n{body_of(tables, texts)}\n</body></html>\n"
    ).encode()


def _table(rows: Rows) -> str:
    lines = ["".join(_cell(cell) for cell in row) for row in rows]
    return f'<table border="1">{"".join(f"<tr>{line}</tr>" for line in lines)}</table>'


def _cell(cell: Placed) -> str:
    tag = "th" if cell.is_head else "td"
    return f'<{tag} colspan="{cell.wide}" rowspan="{cell.high}">{escape(cell.text)}</{tag}>'


MAKERS: Mapping[str, Maker] = {".docx": word_report, ".xlsx": _book, ".html": _page, ".json": _json}
MEDIA_TYPES = {".docx": DOCX, ".xlsx": XLSX, ".html": "text/html", ".json": "application/json"}
