"""Text of a .docx: paragraphs, tables as rows, text boxes; notes, headers and footers last."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gongkai.files.extraction.archive import Archive
from gongkai.files.extraction.result import Clock, Link, row_text

if TYPE_CHECKING:
    from lxml import etree

Element = Any
_SKIP = frozenset({"del", "moveFrom", "instrText", "delText", "Fallback", "rPr", "pPr", "tblPr"})
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_LAST_PARTS = re.compile(r"word/(?:footnotes|endnotes|header\d*|footer\d*)\.xml$")


def read(archive: Archive, clock: Clock) -> tuple[str, tuple[Link, ...]]:
    """The text and the outside links of a Word document."""
    main = _main_part(archive)
    lines = list(_blocks(archive.xml(main), clock))
    for name in sorted(name for name in archive.names if _LAST_PARTS.match(name)):
        extra = [line for line in _blocks(archive.xml(name), clock) if line.strip()]
        if extra:
            lines += ["", *extra]
    return "\n".join(lines), _links(archive, main)


def _main_part(archive: Archive) -> str:
    if "_rels/.rels" in archive.names:
        for relation in archive.xml("_rels/.rels"):
            if str(relation.get("Type", "")).endswith("/officeDocument"):
                target = str(relation.get("Target", "")).lstrip("/")
                if target in archive.names:
                    return target
    return "word/document.xml"


def _links(archive: Archive, main: str) -> tuple[Link, ...]:
    folder, _, name = main.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in archive.names:
        return ()
    outside = (r for r in archive.xml(rels) if r.get("TargetMode") == "External")
    return tuple(
        Link("", str(relation.get("Target", "")))
        for relation in outside
        if str(relation.get("Type", "")).endswith("/hyperlink")
    )


def _local(element: "etree._Element") -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _blocks(parent: Element, clock: Clock) -> Iterator[str]:
    """Paragraph and row texts in reading order, through any wrapper (sdt, body, txbxContent)."""
    for child in parent:
        name = _local(child)
        if name == "p":
            clock.check()
            yield from _paragraph(child, clock)
        elif name == "tbl":
            yield from _table(child, clock)
        elif name and name not in _SKIP:
            yield from _blocks(child, clock)


def _paragraph(paragraph: Element, clock: Clock) -> Iterator[str]:
    """The paragraph's own text, then the text boxes anchored in it."""
    pieces: list[str] = []
    boxes: list[Element] = []
    _collect(paragraph, pieces, boxes)
    yield from "".join(pieces).split("\n")
    for box in boxes:
        yield from _blocks(box, clock)


def _collect(element: Element, pieces: list[str], boxes: list[Element]) -> None:
    for child in element:
        name = _local(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name in _MARKS:
            pieces.append(_MARKS[name])
        elif name == "txbxContent":
            boxes.append(child)
        elif name and name not in _SKIP:
            _collect(child, pieces, boxes)


def _table(table: Element, clock: Clock) -> Iterator[str]:
    for row in _children(table, "tr"):
        clock.check()
        cells = [list(_blocks(cell, clock)) for cell in _children(row, "tc")]
        if len(cells) == 1:
            yield from cells[0]
        elif any(line.startswith("| ") for cell in cells for line in cell):
            for cell in cells:
                yield from cell
        else:
            yield row_text(tuple(" ".join(cell) for cell in cells))


def _children(parent: Element, wanted: str) -> Iterator[Element]:
    """Direct children of that name, also through ``sdt`` and change marks."""
    for child in parent:
        name = _local(child)
        if name == wanted:
            yield child
        elif name in {"sdt", "sdtContent", "ins", "customXml"}:
            yield from _children(child, wanted)
