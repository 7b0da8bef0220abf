"""Archives member by member; OFD and OpenDocument files, whose text lies flat in XML."""

import re
from collections.abc import Iterator
from typing import Any

from gongkai.files.extraction import Unreadable
from gongkai.screening.files.heads import Heads
from gongkai.screening.files.notes import note
from gongkai.screening.files.parts import Package, attribute
from gongkai.screening.files.plain import row_passages
from gongkai.screening.files.properties import Opener, property_pieces
from gongkai.screening.files.reading import Piece
from gongkai.screening.rules.passages import Passage

Element = Any
_OFD_PAGE = re.compile(r"(?:Page_|Pages/Page_?)(\d+)/Content\.xml$", re.IGNORECASE)
_OFD_ANNOTATION = re.compile(r"Annot[^/]*\.xml$", re.IGNORECASE)
_SYSTEM = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$)")
_UTF8 = 0x800


def read_members(package: Package, opener: Opener) -> Iterator[Piece]:
    """Every file of a zip, its name included; one that cannot be read is told and passed."""
    for name in package.names:
        package.reading.budget.check()
        if _SYSTEM.search(name):
            continue
        shown = member_name(package, name)
        inner = package.reading.inside(shown, "压缩包内")
        try:
            data = package.read(name)
        except Unreadable as problem:
            yield note("unreadable", inner.at(""), str(problem))
            continue
        if data:
            yield from opener(data, inner)


def member_name(package: Package, name: str) -> str:
    """A member's name; old Chinese programs write GBK and do not say so."""
    if package.entries[name].flag_bits & _UTF8:
        return name
    try:
        return name.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return name


def read_flat_office(package: Package, kind: str) -> Iterator[Piece]:
    """OFD (GB/T 33190) or OpenDocument."""
    yield from _ofd(package) if kind == "ofd" else _odf(package)


def _ofd(package: Package) -> Iterator[Piece]:
    reading = package.reading
    for name in sorted(package.names):
        reading.budget.check()
        page, annotation = _OFD_PAGE.search(name), _OFD_ANNOTATION.search(name)
        if not page and not annotation:
            continue
        root = package.xml(name)
        lines = ["".join(code.itertext()) for code in root.iter("{*}TextCode")]
        place = f"第{int(page.group(1)) + 1}页" if page else "批注"
        if any(line.strip() for line in lines):
            yield Passage("\n".join(lines), reading.at(place))
            yield from [note("annotations", reading.at(place))] if annotation else []
    for element in package.xml("OFD.xml").iter("{*}Author", "{*}Creator"):
        yield from property_pieces("creator", element.text or "", reading)


def _odf(package: Package) -> Iterator[Piece]:
    reading = package.reading
    root = package.xml("content.xml")
    for element in root.iter("{*}p", "{*}h"):
        reading.budget.check()
        inside = next(element.iterancestors("{*}table-cell", "{*}annotation"), None)
        text = str(element.xpath("string()"))
        if inside is None and text.strip():
            yield Passage(text, reading.at("正文"))
    for element in root.iter("{*}annotation"):
        yield Passage(str(element.xpath("string()")), reading.at("批注"))
        yield note("comments", reading.at("批注"))
    for table in root.iter("{*}table"):
        yield from _odf_table(table, package)
    if "meta.xml" in package:
        for element in package.xml("meta.xml").iter("{*}creator", "{*}initial-creator"):
            yield from property_pieces("creator", element.text or "", reading)


def _odf_table(table: Element, package: Package) -> Iterator[Piece]:
    heads = Heads()
    where = f"表格‘{attribute(table, 'name')}’ "
    number = 0
    for row in table.iter("{*}table-row"):
        package.reading.budget.check()
        number += _repeated(row, "number-rows-repeated")
        column, cells = 1, []
        for cell in row.iterchildren("{*}table-cell", "{*}covered-table-cell"):
            text = "\n".join(str(p.xpath("string()")) for p in cell.iter("{*}p"))
            cells.append((column, text))
            column += _repeated(cell, "number-columns-repeated")
        yield from row_passages(heads, cells, number, package.reading, where)


def _repeated(element: Element, name: str) -> int:
    value = attribute(element, name)
    return int(value) if value.isdigit() and len(value) < 8 else 1
