"""HTML to lines: one per paragraph or table row, with links, headings and ``<meta>`` values.

The tree is walked once, without recursion; layout tables (a cell that holds a page) dissolve into
their paragraphs, data rows stay rows.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from lxml import etree

from gongkai.files.extraction.result import SEAM, Line, Link, row_text

Element = Any


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_SKIP = _tags(
    "script style noscript template select option textarea button svg canvas head object input"
)
_BLOCK = _tags(
    "p div h1 h2 h3 h4 h5 h6 li ul ol dl section article header footer nav aside main form table "
    "tbody thead tfoot fieldset center blockquote pre hr address caption legend figure figcaption "
    "body html details summary"
)
_INLINE = _tags("span b strong em i font label a u time small big cite code")
_HEADING = {f"h{level}": level for level in range(1, 7)}
_CELLS = frozenset({"td", "th"})
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_PROLOGUE = re.compile(r"\A\s{0,100}<\?xml[^>]{0,200}\?>", re.IGNORECASE)
_FILES = frozenset({"iframe", "embed", "object"})
_ROW_CELL_LINES = 12
_ROW_CELL_LETTERS = 1200


@dataclass(slots=True)
class _Row:
    cells: list[list[Line]] = field(default_factory=list)
    nested: bool = False


class Page:
    """A parsed page. `lines` is computed on first use; a part of the page has its own lines."""

    def __init__(self, markup: str) -> None:
        parser = etree.HTMLParser(
            encoding="utf-8", huge_tree=True, remove_pis=True, no_network=True
        )
        source = _PROLOGUE.sub("", markup) or " "
        self.root: Element = etree.fromstring(source.encode("utf-8", "replace"), cast(Any, parser))

        self.cut_short = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)

    @cached_property
    def lines(self) -> list[Line]:
        return self.lines_of(self.root)

    @cached_property
    def links(self) -> list[Link]:
        """Every ``<a href>`` and embedded file, in order."""
        return links_of(self.root) if self.root is not None else []

    @cached_property
    def meta(self) -> dict[str, str]:
        """``<meta name|property content>`` by lower-case name; the first of a name counts."""
        found: dict[str, str] = {}
        for element in self._elements("meta"):
            name = (element.get("name") or element.get("property") or "").strip().lower()
            content = squeeze(element.get("content") or "")
            if name and content:
                found.setdefault(name, content)
        return found

    @cached_property
    def title(self) -> str:
        """The words of ``<title>``."""
        for element in self._elements("title"):
            return squeeze("".join(element.itertext()))
        return ""

    @cached_property
    def canonical(self) -> str | None:
        """The page's own address, when it states one."""
        for element in self._elements("link"):
            if (element.get("rel") or "").strip().lower() == "canonical" and element.get("href"):
                return str(element.get("href")).strip()
        return self.meta.get("og:url")

    def lines_of(self, element: Element) -> list[Line]:
        return _Walk().run(element) if element is not None else []

    def html_of(self, element: Element) -> str:
        """The element as markup, without what follows it."""
        return etree.tostring(element, encoding="unicode", method="html", with_tail=False)

    def _elements(self, tag: str) -> Iterable[Element]:
        return self.root.iter(tag) if self.root is not None else ()


def squeeze(text: str) -> str:
    """White space as a browser shows it, no space at either end."""
    return _SPACE.sub(" ", text).strip(" \u3000")


def links_of(element: Element) -> list[Link]:
    links = []
    for found in element.iter("a", *_FILES):
        address = found.get("href") or found.get("src") or found.get("data") or ""
        if address.strip():
            name = squeeze("".join(found.itertext())) or squeeze(found.get("title") or "")
            links.append(Link(name, address.strip()))
    return links


class _Walk:
    """One pass over start and end events, writing lines into the innermost open cell."""

    def __init__(self) -> None:
        self._sinks: list[list[Line]] = [[]]
        self._rows: list[_Row] = []
        self._terms: list[list[Line]] = []
        self._pieces: list[str] = []
        self._letters = self._linked = 0
        self._in_link = self._in_pre = 0
        self._heading = 0

    def run(self, root: Element) -> list[Line]:
        walk = etree.iterwalk(root, events=("start", "end", "comment"))
        for event, node in walk:
            element: Element = node
            if event == "comment":
                self._tail(element, root)
            elif event == "start":
                if element.tag in _SKIP:
                    walk.skip_subtree()
                else:
                    self._open(element)
            else:
                if element.tag not in _SKIP:
                    self._close(element)
                self._tail(element, root)
        self._flush()
        return self._sinks[0]

    def _tail(self, element: Element, root: Element) -> None:
        if element is not root and element.tail:
            self._add(element.tail)

    def _add(self, text: str) -> None:
        if self._in_pre and "\n" in text:
            for part in text.split("\n"):
                self._put(part)
                self._flush()
            return
        self._put(text)

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        letters = len(text) if not text.isspace() else 0
        self._letters += letters
        if self._in_link:
            self._linked += letters

    def _open(self, element: Element) -> None:
        tag = element.tag
        if tag in _CELLS or tag in {"dt", "dd"}:
            self._flush()
            self._sinks.append([])
        elif tag == "tr":
            self._flush()
            if self._rows:
                self._rows[-1].nested = True
            self._rows.append(_Row())
        elif tag in _BLOCK:
            self._flush()
            self._heading = _HEADING.get(tag, self._heading)
            self._in_pre += tag == "pre"
            if tag == "dl":
                self._terms.append([])
        elif tag == "br":
            self._flush()
        elif tag in _INLINE:
            self._pieces.append(SEAM)
            self._in_link += tag == "a"
        if element.text:
            self._add(element.text)

    def _close(self, element: Element) -> None:
        tag = element.tag
        if tag in _CELLS:
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag == "dt":
            self._end_term()
        elif tag == "dd":
            self._end_description()
        elif tag in _BLOCK:
            self._flush()
            self._in_pre -= tag == "pre"
            if tag in _HEADING:
                self._heading = 0
            if tag == "dl" and self._terms:
                self._emit_row([self._terms.pop()])
        elif tag in _INLINE:
            self._pieces.append(SEAM)
            self._in_link -= tag == "a"

    def _flush(self) -> None:
        if not self._pieces:
            return
        marked = _SPACE.sub(" ", "".join(self._pieces)).strip(" \u3000")
        text = marked.replace(SEAM, "").strip(" \u3000")
        if text:
            linked = self._letters > 0 and self._linked == self._letters
            self._sinks[-1].append(Line(text, (), marked, linked, self._heading))
        self._pieces = []
        self._letters = self._linked = 0

    def _end_cell(self) -> None:
        self._flush()
        cell = self._sinks.pop() if len(self._sinks) > 1 else []
        if self._rows:
            self._rows[-1].cells.append(cell)
        else:
            self._sinks[-1].extend(cell)

    def _end_row(self) -> None:
        self._flush()
        if self._rows:
            row = self._rows.pop()
            self._emit_row(row.cells, nested=row.nested)

    def _end_term(self) -> None:
        self._flush()
        term = self._sinks.pop() if len(self._sinks) > 1 else []
        if self._terms and self._terms[-1]:
            self._emit_row([self._terms[-1], []])
        if self._terms:
            self._terms[-1] = term
        else:
            self._sinks[-1].extend(term)

    def _end_description(self) -> None:
        self._flush()
        description = self._sinks.pop() if len(self._sinks) > 1 else []
        term = self._terms[-1] if self._terms else []
        if self._terms:
            self._terms[-1] = []
        self._emit_row([term, description] if term else [description])

    def _emit_row(self, cells: list[list[Line]], *, nested: bool = False) -> None:
        """A data row becomes one line with cells; a layout row gives its lines one by one."""
        sink = self._sinks[-1]
        if len(cells) < 2 or nested or any(map(_is_layout, cells)):
            for cell in cells:
                sink.extend(cell)
            return
        joined = tuple("\n".join(line.marked for line in cell) for cell in cells)
        plain = tuple(cell.replace(SEAM, "") for cell in joined)
        if any(plain):
            linked = all(line.linked for cell in cells for line in cell)
            sink.append(Line(row_text(plain), plain, linked=linked))


def _is_layout(cell: list[Line]) -> bool:
    if any(line.cells for line in cell):
        return True
    return len(cell) > _ROW_CELL_LINES or sum(len(line.text) for line in cell) > _ROW_CELL_LETTERS
