"""Web pages: text by block, tables with heads, and what a browser does not show."""

import re
from collections.abc import Iterator
from typing import Any

from gongkai.files.extraction.markup import Page
from gongkai.screening.files.heads import Heads
from gongkai.screening.files.notes import note
from gongkai.screening.files.plain import row_passages
from gongkai.screening.files.reading import Piece, Reading
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


def read_html(text: str, reading: Reading) -> Iterator[Piece]:
    """Blocks and table rows, then attributes, comments, scripts and hidden parts."""
    page = Page(text)
    if page.root is None:
        return
    yield from _Walk(reading).run(page.root)
    yield from _unseen(page.root, reading)


def is_hidden(element: Element) -> bool:
    """Whether the element itself is kept from sight by its attributes."""
    if element.tag == "input":
        return (element.get("type") or "").lower() == "hidden"
    if element.get("hidden") is not None and isinstance(element.tag, str):
        return True
    return bool(HIDDEN_STYLE.search(element.get("style") or ""))


class _Walk:
    """Text nodes gathered into blocks in document order; rows of data tables keep their heads."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._pieces: list[str] = []
        self._line = 0

    def run(self, root: Element) -> Iterator[Piece]:
        yield from self._element(root)
        yield from self._flush()

    def _element(self, root: Element) -> Iterator[Piece]:
        """Without recursion but into data tables, so that deep nesting does no harm."""
        stack: list[tuple[Element, bool]] = [(root, False)]
        while stack:
            self._reading.budget.check()
            element, leaving = stack.pop()
            tag = element.tag if isinstance(element.tag, str) else ""
            if leaving or not tag or tag in CODE:
                if tag in _BLOCKS:
                    yield from self._flush()
                self._add(element.tail if element is not root else None, element)
                continue
            if tag in _BLOCKS:
                yield from self._flush()
            if tag == "table" and is_data_table(element):
                yield from self._table(element)
                self._add(element.tail if element is not root else None, element)
                continue
            self._add(element.text, element)
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))

    def _add(self, text: str | None, element: Element) -> None:
        if text:
            self._line = self._line or element.sourceline or 0
            self._pieces.append(text)

    def _flush(self) -> Iterator[Piece]:
        text = " ".join("".join(self._pieces).split())
        line, self._pieces, self._line = self._line, [], 0
        if text:
            yield Passage(text, self._reading.at(f"第{line}行" if line else ""))

    def _table(self, table: Element) -> Iterator[Piece]:
        heads = Heads()
        for number, row in enumerate(table.iter("tr"), 1):
            self._reading.budget.check()
            cells = cells_of(row)
            yield from row_passages(heads, cells, number, self._reading, "表格")


def is_data_table(table: Element) -> bool:
    """A table without a table inside."""
    return next(table.iterdescendants("table"), None) is None


def cells_of(row: Element) -> list[tuple[int, str]]:
    """Column number and text of the cells, spans counted."""
    cells = []
    column = 1
    for cell in row:
        if cell.tag in {"td", "th"}:
            cells.append((column, " ".join(str(cell.xpath("string()")).split())))
            span = cell.get("colspan") or "1"
            column += int(span) if span.isdigit() and len(span) < 4 else 1
    return cells


def _unseen(root: Element, reading: Reading) -> Iterator[Piece]:
    hidden = 0
    for element in root.iter():
        reading.budget.check()
        line = element.sourceline or 0
        if not isinstance(element.tag, str):
            if (element.text or "").strip():
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
