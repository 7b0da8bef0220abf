"""Excel workbooks: every sheet, hidden or not, with the head of each column."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from gongkai.screening.files import people, properties
from gongkai.screening.files.heads import Heads
from gongkai.screening.files.notes import note
from gongkai.screening.files.parts import Package, attribute, free, local
from gongkai.screening.files.reading import Piece
from gongkai.screening.files.rounded import rounded_identity_number
from gongkai.screening.files.sheet_cells import (
    Cell,
    Looks,
    Row,
    columns_of,
    merged,
    read_row,
    rich_text,
    shared_strings,
)
from gongkai.screening.rules.passages import Passage

Element = Any
_WANTED = tuple(
    f"{{*}}{name}"
    for name in ("cols", "row", "oddHeader", "oddFooter", "evenHeader", "formula1", "formula2")
)
_HIDDEN = frozenset({"hidden", "veryHidden"})
_EXTERNAL = re.compile(r"xl/externalLinks/externalLink\d*\.xml$")
_NOT_SHOWN = frozenset({"_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase"})


def read(package: Package, opener: properties.Opener) -> Iterator[Piece]:
    """Sheets in order, then names, outside links, properties and what is packed along."""
    main = package.target("", "officeDocument", "xl/workbook.xml")
    book = package.xml(main)
    links = {key: target for key, _, target, outside in package.relations(main) if not outside}
    strings = shared_strings(package, package.target(main, "sharedStrings", "xl/sharedStrings.xml"))
    looks = Looks.of(package, package.target(main, "styles", "xl/styles.xml"))
    seen = {main}
    used: set[str] = set()
    for element in book.iter("{*}sheet"):
        part = links.get(attribute(element, "id"), "")
        if part in package:
            seen.add(part)
            name = str(element.get("name", ""))
            sheet = Sheet(package, part, name, strings, looks)
            hidden = element.get("state") in _HIDDEN
            yield from sheet.read(hidden=hidden, used=used)
    yield from _left_over(package, strings, used)
    yield from _names(package, book)
    yield from _outside(package)
    yield from properties.read_properties(package)
    yield from properties.read_targets(package, sorted(seen))
    yield from properties.read_rest(package, opener, seen)


class Sheet:
    """One sheet, streamed row by row."""

    def __init__(
        self, package: Package, part: str, name: str, strings: list[str], looks: Looks
    ) -> None:
        self._package = package
        self._reading = package.reading
        self._part = part
        self._strings = strings
        self._looks = looks
        self._where = f"工作表‘{name}’"
        self._heads = Heads()
        self._hidden_columns: list[tuple[int, int]] = []
        self._filled_hidden: Counter[int] = Counter()
        self._hidden_rows: list[int] = []
        self._unseen: dict[str, Cell] = {}
        self._filled = 0

    def read(self, *, hidden: bool, used: set[str]) -> Iterator[Piece]:
        previous = 0
        for _, element in self._package.stream(self._part, ("end",), _WANTED):
            name = local(element)
            if name == "cols":
                self._hidden_columns = columns_of(element)
            elif name == "row":
                self._reading.budget.check()
                row = read_row(element, self._strings, self._looks, previous)
                previous = row.number
                used.update(cell.text for cell in row.cells if not cell.number)
                yield from self._row(row)
                free(element)
            elif name in {"oddHeader", "oddFooter", "evenHeader", "formula1", "formula2"}:
                text = (element.text or "").strip()
                if text and not text.startswith(("$", "=")):
                    place = "页眉页脚" if name.startswith(("odd", "even")) else "数据验证"
                    yield Passage(text, self._at(place))
        yield from self._comments()
        if hidden and self._filled:
            yield note("hidden_sheet", self._at(""), f"{self._filled} 个单元格有内容")
        yield from self._hidden_parts()

    def _at(self, place: str) -> str:
        return self._reading.at(f"{self._where} {place}".rstrip())

    def _row(self, row: Row) -> Iterator[Piece]:
        known = self._heads.read([(cell.column, cell.text) for cell in row.cells])
        for cell in row.cells:
            head = known.get(cell.column, "")
            place = self._at(self._place(cell, head))
            if cell.text.strip():
                yield Passage(cell.text, place, head)
                rounded = rounded_identity_number(cell, head)
                if rounded is not None:
                    yield replace(rounded, location=place)
            if cell.formula and '"' in cell.formula:
                yield Passage(cell.formula, f"{place}的公式", head)
            self._count(cell)
        if row.hidden and row.cells:
            self._hidden_rows.append(row.number)

    def _count(self, cell: Cell) -> None:
        self._filled += 1
        if any(first <= cell.column <= last for first, last in self._hidden_columns):
            self._filled_hidden[cell.column] += 1
        if cell.unseen:
            self._unseen.setdefault(cell.unseen, cell)

    def _place(self, cell: Cell, head: str) -> str:
        return f"第{cell.column}列{f'（{head}）' if head else ''}第{cell.row}行"

    def _hidden_parts(self) -> Iterator[Piece]:
        for column, count in sorted(self._filled_hidden.items()):
            head = self._heads.name(column)
            place = self._at(f"第{column}列{f'（{head}）' if head else ''}")
            yield note("hidden_column", place, f"{count} 个单元格有内容", head)
        if self._hidden_rows:
            rows = merged(iter(self._hidden_rows))
            yield note("hidden_rows", self._at(f"第{rows}行"), f"共 {len(self._hidden_rows)} 行")
        for kind, cell in self._unseen.items():
            place = self._at(self._place(cell, self._heads.name(cell.column)))
            yield note("white_text" if kind == "white" else "hidden_cells", place, text=cell.text)

    def _comments(self) -> Iterator[Piece]:
        """Notes, threaded comments and text boxes that belong to the sheet."""
        authors: Counter[str] = Counter()
        for _, kind, target, outside in self._package.relations(self._part):
            if outside or target not in self._package:
                continue
            if kind in {"comments", "threadedComment"}:
                for author, reference, text in comments_of(self._package, target):
                    authors[author] += 1
                    yield Passage(text, self._at(f"批注（{author}）{reference}单元格"))
            elif kind == "drawing":
                yield from self._drawing(target)
        for author, count in authors.items():
            yield note("comments", self._at(f"批注（{author}）"), f"{count} 条")

    def _drawing(self, part: str) -> Iterator[Piece]:
        for element in self._package.xml(part).iter("{*}txBody"):
            text = "".join(found.text or "" for found in element.iter("{*}t"))
            if text.strip():
                yield Passage(text, self._at("文本框"))


def comments_of(package: Package, part: str) -> Iterator[tuple[str, str, str]]:
    """(author as spoken of, cell, text) of notes or threaded comments."""
    root = package.xml(part)
    names = [found.text or "" for found in root.iter("{*}author")]
    for element in root.iter("{*}comment", "{*}threadedComment"):
        index = element.get("authorId") or ""
        known = names[int(index)] if index.isdigit() and int(index) < len(names) else ""
        text = rich_text(element) or "".join(found.text or "" for found in element.iter("{*}text"))
        if text.strip():
            yield people.spoken(known), str(element.get("ref", "")), text


def _left_over(package: Package, strings: list[str], used: set[str]) -> Iterator[Piece]:
    """Texts no cell shows any more, but still in the file."""
    rest = [text for text in strings if text.strip() and text not in used]
    if rest:
        yield Passage("\n".join(rest), package.reading.at("已删除单元格留下的文字"))


def _names(package: Package, book: Element) -> Iterator[Piece]:
    for element in book.iter("{*}definedName"):
        name = str(element.get("name", ""))
        if name in _NOT_SHOWN:
            continue
        place = package.reading.at(f"名称‘{name}’")
        yield Passage(element.text or "", place, name)
        if element.get("hidden") in {"1", "true"} and '"' in (element.text or ""):
            yield note("defined_name", place)


def _outside(package: Package) -> Iterator[Piece]:
    """Values cached from other workbooks."""
    for part in sorted(package.names):
        if not _EXTERNAL.search(part):
            continue
        texts = [found.text or "" for found in package.xml(part).iter("{*}v")]
        targets = [target for _, _, target, outside in package.relations(part) if outside]
        place = package.reading.at("外部链接的缓存")
        yield note("external_link", place, f"{len(texts)} 个数据", "、".join(targets))
        if texts:
            yield Passage("\n".join(texts), place)
