"""Word documents: everything that is in them, shown or not."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from gongkai.screening.files import people, properties
from gongkai.screening.files.heads import Heads
from gongkai.screening.files.notes import note
from gongkai.screening.files.parts import Package, attribute, free, local
from gongkai.screening.files.reading import Piece
from gongkai.screening.files.word_runs import (
    Paragraph,
    Styles,
    fallbacks,
    is_shaded,
    read_paragraph,
)
from gongkai.screening.rules.passages import Passage

Element = Any
_PARTS = re.compile(r"word/(?:(header|footer)\d*|footnotes|endnotes|comments)\.xml$")
_NAMES = {
    "header": "页眉",
    "footer": "页脚",
    "footnotes": "脚注",
    "endnotes": "尾注",
    "comments": "批注",
}
_DIGITS_AT_END = re.compile(r"[0-9Xx*＊]{1,18}$")
_DIGITS_AT_START = re.compile(r"[0-9Xx*＊]{1,18}")
_SAYING = frozenset({"docPr", "cNvPr", "textpath", "alias", "tag", "listItem"})
_CHANGED_CELLS = frozenset({"ins", "sdt", "sdtContent", "customXml"})


def read(package: Package, opener: properties.Opener) -> Iterator[Piece]:
    """Body, notes, headers, comments, properties, then what is packed along."""
    main = package.target("", "officeDocument", "word/document.xml")
    folder = main.rpartition("/")[0]
    styles = Styles.of(package, f"{folder}/styles.xml")
    seen = {main}
    yield from Part(package, main, "", styles).read()
    for name in sorted(package.names):
        found = _PARTS.search(name)
        if found:
            seen.add(name)
            label = _NAMES[found.group(1) or name.rpartition("/")[2].removesuffix(".xml")]
            yield from Part(package, name, label, styles).read()
    yield from _settings(package, f"{folder}/settings.xml")
    yield from properties.read_properties(package)
    yield from properties.read_targets(package, [*sorted(seen), f"{folder}/settings.xml"])
    yield from properties.read_rest(package, opener, seen)


class Part:
    """One part of the document, streamed: paragraphs and table rows are let go when read."""

    def __init__(self, package: Package, name: str, label: str, styles: Styles) -> None:
        self._package = package
        self._reading = package.reading
        self._name = name
        self._label = label
        self._styles = styles
        self._paragraphs = self._tables = self._rows = 0
        self._changes: Counter[str] = Counter()
        self._unseen: dict[str, tuple[str, str]] = {}
        self._heads = Heads()
        self._styled = False
        self._comment = ""
        self._comments: Counter[str] = Counter()

    def read(self) -> Iterator[Piece]:
        depth = {"p": 0, "tbl": 0}
        for event, element in self._package.stream(self._name):
            name = local(element)
            if event == "start":
                if name in depth:
                    depth[name] += 1
                if name == "tbl" and depth["tbl"] == 1 and not depth["p"]:
                    self._tables, self._rows, self._heads = self._tables + 1, 0, Heads()
                if name == "comment":
                    self._open_comment(element)
                yield from self._said(element, name)
                continue
            if name in depth:
                depth[name] -= 1
            outside = depth["p"] == 0
            if name == "p" and outside and depth["tbl"] == 0:
                yield from self._paragraph(element)
                free(element)
            elif name == "tr" and outside and depth["tbl"] == 1:
                yield from self._row(element)
                free(element)
        yield from self._notes()

    def _open_comment(self, element: Element) -> None:
        author = attribute(element, "author")
        self._comment = people.spoken(author)
        self._comments[self._comment] += 1

    def _said(self, element: Element, name: str) -> Iterator[Piece]:
        """Words in attributes: descriptions of pictures, watermarks, names of controls."""
        if name in _SAYING:
            for key in ("descr", "title", "string", "alt", "val", "displayText"):
                value = attribute(element, key)
                if len(value) > 4:
                    yield Passage(value, self._place("说明文字"))

    def _place(self, place: str) -> str:
        if self._comment:
            return self._reading.at(f"批注（{self._comment}）")
        return self._reading.at(f"{self._label}{place}")

    def _paragraph(self, element: Element) -> Iterator[Piece]:
        self._reading.budget.check()
        self._paragraphs += 1
        place = f"第{self._paragraphs}段"
        yield from self._pieces(read_paragraph(element, self._styles), place, "")
        for text in fallbacks(element):
            yield Passage(text, self._place(f"{place}的文本框（旧版显示）"))

    def _pieces(self, found: Paragraph, place: str, head: str) -> Iterator[Piece]:
        """The shown text, then what was deleted or hidden with some text around, then boxes."""
        shown = found.shown
        if shown.strip():
            yield Passage(shown, self._place(place), head)
        if found.has_more:
            words = "隐藏的文字" if found.hidden else "修订中删除的文字"
            yield Passage(_around(found), self._place(f"{place}（{words}）"), head)
        for code in found.codes:
            if len(code.strip()) > 12:
                yield Passage(code, self._place(f"{place}的域代码"))
        if found.changes:
            self._changes.update({people.spoken(name): 1 for name in found.authors})
        unseen = (("hidden", found.hidden), *((k, found.unseen(k)) for k in ("white", "tiny")))
        for kind, text in unseen:
            if text.strip():
                self._unseen.setdefault(kind, (place, text))
        for box in found.boxes:
            yield from self._box(box, place)

    def _box(self, box: Element, place: str) -> Iterator[Piece]:
        for number, element in enumerate(_blocks(box, "p"), 1):
            found = read_paragraph(element, self._styles, on_dark=True)
            yield from self._pieces(found, f"{place}的文本框第{number}段", "")
        for table in _blocks(box, "tbl"):
            yield from self._table(table, f"{place}的文本框表格")

    def _row(self, row: Element) -> Iterator[Piece]:
        self._rows += 1
        if self._rows == 1:
            self._styled = _in_styled_table(row)
        where = f"第{self._tables}个表格"
        yield from self._cells(row, self._heads, self._rows, where, dark=self._styled)

    def _cells(
        self, row: Element, heads: Heads, number: int, where: str, *, dark: bool
    ) -> Iterator[Piece]:
        self._reading.budget.check()
        cells: list[tuple[int, list[Paragraph], Element]] = []
        column = 1
        for cell in _children(row, "tc"):
            shaded = dark or is_shaded(cell, "tcPr")
            found = [read_paragraph(p, self._styles, on_dark=shaded) for p in _blocks(cell, "p")]
            cells.append((column, found, cell))
            column += _span(cell)
        known = heads.read([(c, "\n".join(p.shown for p in found)) for c, found, _ in cells])
        for column, found, cell in cells:
            head = known.get(column, "")
            place = f"{where} 第{column}列{f'（{head}）' if head else ''}第{number}行"
            yield from self._cell(found, place, head)
            for table in _blocks(cell, "tbl"):
                yield from self._table(table, f"{place}内的表格")

    def _cell(self, found: list[Paragraph], place: str, head: str) -> Iterator[Piece]:
        """A cell's paragraphs as one text, since cells break numbers where they please."""
        if len(found) > 1 and not any(p.has_more or p.boxes for p in found):
            text = "\n".join(p.shown for p in found)
            if text.strip():
                yield Passage(text, self._place(place), head)
            return
        for paragraph in found:
            yield from self._pieces(paragraph, place, head)

    def _table(self, table: Element, where: str) -> Iterator[Piece]:
        heads = Heads()
        for number, row in enumerate(_children(table, "tr"), 1):
            yield from self._cells(row, heads, number, where, dark=True)

    def _notes(self) -> Iterator[Piece]:
        where = self._reading.at(self._label)
        if self._changes:
            names = "、".join(self._changes)
            total = sum(self._changes.values())
            yield note("tracked_changes", where, f"{total} 处，修订者：{names}")
        for name, count in self._comments.items():
            yield note("comments", self._reading.at(f"批注（{name}）"), f"{count} 条")
        kinds = {"hidden": "hidden_text", "white": "white_text", "tiny": "tiny_text"}
        self._comment = ""
        for kind, (place, text) in self._unseen.items():
            yield note(kinds[kind], self._place(place), text=text)


def _around(found: Paragraph) -> str:
    """All runs from the first unseen one to the last, and digits that touch their digits.

    What stands around is judged where it is shown, so it is not repeated here.
    """
    texts = [(run.text, run.deleted or run.hidden) for run in found.runs]
    first = next(i for i, (_, gone) in enumerate(texts) if gone)
    last = max(i for i, (_, gone) in enumerate(texts) if gone)
    gone = "".join(text for text, _ in texts[first : last + 1])
    before = _DIGITS_AT_END.search("".join(text for text, _ in texts[:first]))
    after = _DIGITS_AT_START.match("".join(text for text, _ in texts[last + 1 :]))
    if before and _DIGITS_AT_START.match(gone):
        gone = before[0] + gone
    if after and _DIGITS_AT_END.search(gone):
        gone += after[0]
    return gone


def _in_styled_table(row: Element) -> bool:
    parent = row.getparent()
    while parent is not None and local(parent) != "tbl":
        parent = parent.getparent()
    return parent is None or is_shaded(parent, "tblPr")


def _span(cell: Element) -> int:
    for element in cell.iter("{*}gridSpan"):
        value = attribute(element, "val")
        return int(value) if value.isdigit() and len(value) < 4 else 1
    return 1


def _children(parent: Element, wanted: str) -> Iterator[Element]:
    """Direct children of that name, also through wrappers and change marks."""
    for child in parent:
        name = local(child)
        if name == wanted:
            yield child
        elif name in _CHANGED_CELLS:
            yield from _children(child, wanted)


def _blocks(parent: Element, wanted: str) -> Iterator[Element]:
    """Paragraphs or tables of a cell or box, not those of tables inside it."""
    return _children(parent, wanted)


def _settings(package: Package, name: str) -> Iterator[Piece]:
    """Document variables and the source of a mail merge."""
    if name not in package:
        return
    for element in package.xml(name).iter():
        if local(element) == "docVar":
            key, value = attribute(element, "name"), attribute(element, "val")
            yield Passage(value, package.reading.at(f"文档变量“{key}”"), key)
        elif local(element) in {"query", "connectString"}:
            yield Passage(attribute(element, "val"), package.reading.at("邮件合并的数据源"))
