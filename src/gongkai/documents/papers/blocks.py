"""The text of an edition as blocks: headings, paragraphs, tables. Pictures stay behind."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from lxml import html as lxml_html

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
CONTAINERS = {"div", "section", "blockquote", "ul", "ol", "dl", "body", "article"}
LINES = {"p", "li", "dt", "dd", "pre"}


class Kind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """One block. ``align``: left, center, right; ``rows`` and ``header_rows`` of a table."""

    kind: Kind
    text: str = ""
    align: str = ""
    rows: tuple[tuple[str, ...], ...] = field(default=())
    header_rows: int = 0

    @property
    def lines(self) -> list[str]:
        """The block's lines: a break in a paragraph begins a new one."""
        return [line for line in self.text.split("\n") if line.strip()] or [""]


def blocks_of(html: str) -> list[Block]:
    """The blocks of cleaned HTML in reading order."""
    if not html.strip():
        return []
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    return [block for block in _walk(root) if block.text or block.rows]


def _walk(root: Any) -> Iterator[Block]:
    """Depth first without recursion; loose text between blocks becomes a paragraph."""
    stack: list[Any] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Block):
            yield node
        elif node.tag == "table":
            yield _table(node)
        elif node.tag in HEADINGS:
            yield Block(Kind.HEADING, _words(node), _align(node) or "center")
        elif node.tag in LINES and not _has_blocks(node):
            yield Block(Kind.PARAGRAPH, _words(node), _align(node))
        elif node.tag in CONTAINERS | LINES:
            stack.extend(reversed(_parts(node)))
        else:
            yield Block(Kind.PARAGRAPH, _words(node), "")


def _has_blocks(node: Any) -> bool:
    known = HEADINGS | CONTAINERS | LINES | {"table"}
    return any(child.tag in known for child in node.iterdescendants() if isinstance(child.tag, str))


def _parts(node: Any) -> list[Any]:
    """Children of a container, with runs of loose words gathered into paragraphs."""
    known = HEADINGS | CONTAINERS | LINES | {"table"}
    parts: list[Any] = []
    loose = node.text or ""
    for child in node:
        if isinstance(child.tag, str) and (child.tag in known or _has_blocks(child)):
            parts.append(_loose(loose))
            parts.append(child)
            loose = ""
        elif child.tag == "br":
            loose += "\n"
        elif isinstance(child.tag, str):
            loose += _words(child)
        loose += child.tail or ""
    parts.append(_loose(loose))
    return [part for part in parts if part is not None]


def _loose(words: str) -> Block | None:
    text = _tidy(words)
    return Block(Kind.PARAGRAPH, text) if text else None


def _words(node: Any) -> str:
    pieces: list[str] = []
    for event, element in _events(node):
        if event == "start":
            pieces.append("\n" if element.tag == "br" else element.text or "")
        elif element is not node:
            pieces.append(element.tail or "")
    return _tidy("".join(pieces))


def _events(node: Any) -> Iterator[tuple[str, Any]]:
    stack: list[tuple[Any, Any]] = [(node, iter(node))]
    yield "start", node
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield "end", element
        elif isinstance(child.tag, str):
            yield "start", child
            stack.append((child, iter(child)))


def _tidy(words: str) -> str:
    lines = (" ".join(line.split()) for line in words.replace("\u3000", " ").split("\n"))
    return "\n".join(line for line in lines if line)


def _align(node: Any) -> str:
    style = (node.get("style") or "").replace(" ", "").lower()
    for align in ("center", "right"):
        if f"text-align:{align}" in style:
            return align
    return ""


def _table(node: Any) -> Block:
    """A table with every row as long as the longest; merged cells are written where they begin."""
    rows: list[list[str]] = []
    header = 0
    for row in node.iter("tr"):
        cells: list[str] = []
        for cell in row:
            if cell.tag not in {"td", "th"}:
                continue
            span = cell.get("colspan", "1")
            cells.append(_words(cell))
            cells += [""] * (min(int(span), 50) - 1 if span.isdecimal() else 0)
        if cells:
            heads = row.getparent().tag == "thead" or all(each.tag == "th" for each in row)
            header += heads and header == len(rows)
            rows.append(cells)
    width = max((len(row) for row in rows), default=0)
    whole = tuple(tuple(row + [""] * (width - len(row))) for row in rows)
    return Block(Kind.TABLE, rows=whole, header_rows=header)
