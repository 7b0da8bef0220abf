"""Web pages: text by block, tables with heads, and what a browser does not show."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.files.extraction.markup import Page
from gongkai.screening.files.heads import Heads
from gongkai.screening.files.notes import note
from gongkai.screening.files.reading import Budget, Piece, Reading
from gongkai.screening.rules.passages import Passage

Element = Any
HIDDEN_STYLE = re.compile(
    r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden|font-size\s{0,5}:\s{0,5}0(?![.\d])|"
    r"opacity\s{0,5}:\s{0,5}0(?![.\d])",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    {
        *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd"),
        *("section", "article", "header", "footer", "nav", "aside", "main", "form", "table"),
        *("tbody", "thead", "tfoot", "tr", "td", "th", "caption", "fieldset", "center", "pre"),
        *("blockquote", "hr", "address", "legend", "figure", "figcaption", "body", "html"),
        *("head", "title", "details", "summary", "option", "textarea", "button", "br"),
    }
)
CODE = frozenset({"script", "style"})
ATTRIBUTES = ("title", "alt", "value", "placeholder", "content", "summary", "aria-label")
_SHORT = 4


@dataclass(slots=True)
class Block:
    """Text that a browser shows as one piece: the text nodes it is made of, its place."""

    nodes: list[tuple[Element, str]]
    place: str
    header: str = ""

    @property
    def raw(self) -> str:
        return "".join(getattr(element, part) or "" for element, part in self.nodes)

    @property
    def text(self) -> str:
        return " ".join(self.raw.split())


def read_html(text: str, reading: Reading) -> Iterator[Piece]:
    """Blocks and table cells, then attributes, comments, scripts and hidden parts."""
    page = Page(text)
    if page.root is None:
        return
    for block in blocks_of(page.root, reading.budget):
        yield Passage(block.text, reading.at(block.place), block.header)
    yield from _unseen(page.root, reading, comments=True)


def read_unseen(text: str, reading: Reading) -> Iterator[Piece]:
    """Attributes, scripts and hidden parts of a page, without its text and comments."""
    page = Page(text)
    if page.root is not None:
        yield from _unseen(page.root, reading, comments=False)


def is_hidden(element: Element) -> bool:
    """Whether the element itself is kept from sight by its attributes."""
    if element.tag == "input":
        return (element.get("type") or "").lower() == "hidden"
    if element.get("hidden") is not None and isinstance(element.tag, str):
        return True
    return bool(HIDDEN_STYLE.search(element.get("style") or ""))


def blocks_of(root: Element, budget: Budget) -> Iterator[Block]:
    """Blocks in document order, without recursion, so that deep nesting does no harm."""
    nodes: list[tuple[Element, str]] = []
    stack: list[tuple[Element, bool]] = [(root, False)]
    while stack:
        budget.check()
        element, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BLOCKS:
            yield from _block(nodes)
            nodes = []
        if not leaving and tag == "table" and is_data_table(element):
            yield from _table(element, budget)
        elif not leaving and tag and tag not in CODE:
            nodes.append((element, "text"))
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
            continue
        if element is not root:
            nodes.append((element, "tail"))
    yield from _block(nodes)


def _block(nodes: list[tuple[Element, str]], place: str = "", header: str = "") -> Iterator[Block]:
    filled = [node for node in nodes if (getattr(*node) or "").strip()]
    if filled:
        line = filled[0][0].sourceline
        kept = [node for node in nodes if getattr(*node)]
        yield Block(kept, place or (f"第{line}行" if line else ""), header)


def _table(table: Element, budget: Budget) -> Iterator[Block]:
    """Cells of a data table with the heads of their columns."""
    heads = Heads()
    for number, row in enumerate(table.iter("tr"), 1):
        budget.check()
        cells = cells_of(row)
        known = heads.read([(column, cell_text(nodes)) for column, nodes in cells])
        for column, nodes in cells:
            head = known.get(column, "")
            place = f"表格第{column}列{f'（{head}）' if head else ''}第{number}行"
            yield from _block(nodes, place, head)
    for caption in table.iterchildren("caption"):
        yield from _block(_nodes_in(caption))


def is_data_table(table: Element) -> bool:
    """A table without a table inside."""
    return next(table.iterdescendants("table"), None) is None


def cells_of(row: Element) -> list[tuple[int, list[tuple[Element, str]]]]:
    """Column number and text nodes of the cells, spans counted."""
    cells = []
    column = 1
    for cell in row:
        if cell.tag in {"td", "th"}:
            cells.append((column, _nodes_in(cell)))
            span = cell.get("colspan") or "1"
            column += int(span) if span.isdigit() and len(span) < 4 else 1
    return cells


def cell_text(nodes: list[tuple[Element, str]]) -> str:
    return " ".join("".join(getattr(*node) or "" for node in nodes).split())


def _nodes_in(element: Element) -> list[tuple[Element, str]]:
    """Text nodes below an element in order; scripts and comments give only what follows them."""
    nodes = [(element, "text")]
    stack = [(child, False) for child in reversed(element)]
    while stack:
        child, leaving = stack.pop()
        if leaving or not isinstance(child.tag, str) or child.tag in CODE:
            nodes.append((child, "tail"))
            continue
        nodes.append((child, "text"))
        stack.append((child, True))
        stack.extend((inner, False) for inner in reversed(child))
    return nodes


def _unseen(root: Element, reading: Reading, *, comments: bool) -> Iterator[Piece]:
    hidden = 0
    for element in root.iter():
        reading.budget.check()
        line = element.sourceline or 0
        if not isinstance(element.tag, str):
            if comments and (element.text or "").strip():
                yield Passage(str(element.text), reading.at(f"第{line}行的注释"))
            continue
        if element.tag in CODE and (element.text or "").strip():
            yield Passage(str(element.text), reading.at(f"第{line}行的脚本或样式"))
        for name in ATTRIBUTES:
            value = element.get(name) or ""
            if len(value) > _SHORT:
                yield Passage(value, reading.at(f"第{line}行的属性 {name}"))
        if is_hidden(element) and shown_text(element) and hidden < 50:
            hidden += 1
            yield note("hidden_markup", reading.at(f"第{line}行"), text=shown_text(element))


def shown_text(element: Element) -> str:
    """The text an element would show, or the value of a hidden field."""
    text = str(element.xpath("string()")) or element.get("value") or ""
    return " ".join(text.split())
