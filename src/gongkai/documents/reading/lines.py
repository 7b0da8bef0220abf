"""Any text as lines with cells: what the header reader walks over."""

import re
from dataclasses import replace

from gongkai.files.extraction import Extracted, Line

_RULED = re.compile(r"[=\-—─]{4,}[^=\-—─]{0,12}[=\-—─]{4,}|[-=_*~—─━＝－]{3,}")
_PROVENANCE = re.compile(r"\A\s{0,10}(?:#|<!--)\s{0,3}source:([^\n]{0,2000})", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s()（）\"'<>]{4,500}")


def lines_of(extracted: Extracted) -> list[Line]:
    """The lines of a page, or of a text, whose rows ``| a | b |`` and tabbed lines get cells."""
    if extracted.page is not None:
        return [celled(line) for line in extracted.page.lines]
    return [_line(raw) for raw in without_provenance(extracted.text).split("\n")]


def without_provenance(text: str) -> str:
    """Without a first line ``# source: …``, which tells where a copy came from."""
    found = _PROVENANCE.match(text)
    return text[found.end() :].lstrip("\n") if found else text


def provenance(text: str) -> str | None:
    """The last address in such a first line."""
    found = _PROVENANCE.match(text)
    addresses = _ADDRESS.findall(found.group(1)) if found else []
    return addresses[-1] if addresses else None


def is_rule(text: str) -> bool:
    """A separator: ``----``, ``==== 正文 ====``."""
    return _RULED.fullmatch(text.strip()) is not None


def celled(line: Line) -> Line:
    """A bar in a paragraph parts cells, too: ``发布日期：… | 来源：…``."""
    if line.cells or len(line.text) > 400:
        return line
    if "|" not in line.text:
        return replace(line, marked=line.marked.replace("**", "")) if "**" in line.text else line
    return replace(_line(line.text), linked=line.linked, heading=line.heading)


def _line(raw: str) -> Line:
    text = raw.strip()
    separator = "|" if "|" in text else "\t" if "\t" in text else ""
    if not separator:
        return Line(text, (), text.replace("**", ""))
    cells = [cell.strip() for cell in text.split(separator)]
    if separator == "|":
        cells = cells[text.startswith("|") : len(cells) - text.endswith("|")]
    filled = [cell for cell in cells if cell]
    if not filled:
        return Line("", (), "")
    if len(filled) == 1 and len(filled[0]) > 12:
        return Line(filled[0], (), filled[0])
    return Line(text, tuple(cells[:200]), text)
