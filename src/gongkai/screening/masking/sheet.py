"""Workbooks: hidden sheets, rows and columns gone, formulas become values, hits masked in cells."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from gongkai.files.extraction import Unreadable
from gongkai.screening.files.heads import Heads
from gongkai.screening.files.parts import Package, attribute, local
from gongkai.screening.files.sheet_cells import (
    Cell,
    Looks,
    column_number,
    columns_of,
    read_row,
    shared_strings,
    whole_number,
)
from gongkai.screening.masking.masker import Masker
from gongkai.screening.masking.packages import Copy, remove_all
from gongkai.screening.masking.slots import Segment, Slot

Element = Any
_KEEP = re.compile(
    r"xl/(?:workbook|styles|theme/theme\d*|worksheets/sheet\w*|drawings/drawing\d*|charts/chart\d*)"
    r"\.xml$"
)
_SHEET_PARTS = frozenset(
    {"sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "mergeCells"}
    | {"printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks"}
    | {"drawing"}
)
_DROPPED = (
    ("comment", "批注"),
    ("externalLink", "外部链接"),
    ("vbaProject", "宏"),
    ("embeddings/", "嵌入的文件"),
    ("pivotCacheRecords", "透视表缓存"),
    ("customXml/", "附加数据"),
)
_LETTERS = re.compile(r"[A-Z]+")
_BOOK_PARTS = frozenset({"workbookPr", "bookViews", "sheets", "calcPr"})


class _Sheet:
    """One sheet of the copy: its name and its tree."""

    def __init__(self, name: str, tree: Element) -> None:
        self.where = f"工作表‘{name}’"
        self.tree = tree


def mask_sheet(package: Package, masker: Masker) -> bytes:
    """The workbook as a new package."""
    main = package.target("", "officeDocument", "xl/workbook.xml")
    copy = Copy(package, _KEEP)
    if main not in copy.trees:
        raise Unreadable("工作簿的结构不常见，不能脱敏；请用表格软件另存为 xlsx 后重试")
    strings = shared_strings(package, package.target(main, "sharedStrings", "xl/sharedStrings.xml"))
    looks = Looks.of(package, package.target(main, "styles", "xl/styles.xml"))
    sheets = _visible_sheets(package, main, copy, masker)
    for sheet in sheets:
        _clean(sheet, strings, looks, masker)
    masker.removed.update(copy.told(_DROPPED))
    for level in range(masker.rounds):
        if not masker.mask(_all_slots(copy, main, sheets, masker), level):
            break
    return copy.saved()


def _all_slots(copy: Copy, main: str, sheets: list[_Sheet], masker: Masker) -> Iterator[Slot]:
    for sheet in sheets:
        yield from _slots(sheet, masker)
    for name, tree in copy.trees.items():
        if "/drawings/" in name or "/charts/" in name:
            yield from _drawn(tree)
    yield from _names(copy.trees[main])


def _visible_sheets(package: Package, main: str, copy: Copy, masker: Masker) -> list[_Sheet]:
    """Sheets that people see; the others leave the workbook."""
    book = copy.trees[main]
    links = {key: target for key, _, target, outside in package.relations(main) if not outside}
    for child in list(book):
        if local(child) not in _BOOK_PARTS:
            book.remove(child)
    for view in book.iter("{*}workbookView"):
        for key in ("activeTab", "firstSheet"):
            view.attrib.pop(key, None)
    sheets, parts = [], set()
    for element in list(book.iter("{*}sheet")):
        part = links.get(attribute(element, "id"), "")
        if element.get("state") in {"hidden", "veryHidden"} or part not in copy.trees:
            element.getparent().remove(element)
            masker.removed["隐藏的工作表"] += 1
        else:
            parts.add(part)
            sheets.append(_Sheet(str(element.get("name", "")), copy.trees[part]))
    for name in [n for n in copy.trees if "/worksheets/" in n and n not in parts]:
        copy.drop(name)
    _drop_unused_drawings(package, parts, copy)
    if not sheets:
        raise Unreadable("工作簿里没有可见的工作表，不能脱敏；请先取消隐藏并检查")
    return sheets


def _drop_unused_drawings(package: Package, parts: set[str], copy: Copy) -> None:
    """Drawings and charts of sheets that left go with them."""
    used: set[str] = set()
    waiting = list(parts)
    while waiting:
        for _, _, target, outside in package.relations(waiting.pop()):
            if not outside and target not in used:
                used.add(target)
                waiting.append(target)
    for name in [n for n in copy.trees if "/drawings/" in n or "/charts/" in n]:
        if name not in used:
            copy.drop(name)
    for name in [n for n in copy.raw_names() if n not in used]:
        copy.drop(name)


def _clean(sheet: _Sheet, strings: list[str], looks: Looks, masker: Masker) -> None:
    hidden: list[tuple[int, int]] = []
    for child in list(sheet.tree):
        name = local(child)
        if name not in _SHEET_PARTS:
            sheet.tree.remove(child)
        elif name == "cols":
            hidden = columns_of(child)
        elif name == "pageSetup":
            for key in [k for k in child.attrib if k.endswith("}id")]:
                del child.attrib[key]
    previous = 0
    for row in list(sheet.tree.iter("{*}row")):
        masker.budget.check()
        found = read_row(row, strings, looks, previous)
        previous = found.number
        row.attrib.pop("spans", None)
        if found.hidden and found.cells:
            row.getparent().remove(row)
            masker.removed["隐藏的行"] += 1
            continue
        _clean_row(row, found.cells, hidden, masker)


def _clean_row(
    row: Element, cells: list[Cell], hidden: list[tuple[int, int]], masker: Masker
) -> None:
    """Cells say what they show; hidden ones say nothing."""
    known = {cell.column: cell for cell in cells}
    for column, element in _cells_in(row):
        cell = known.get(column)
        if cell is None:
            _empty(element)
        elif cell.unseen or any(first <= column <= last for first, last in hidden):
            _empty(element)
            masker.removed["隐藏的单元格"] += 1
        else:
            _settle(element, cell)


def _cells_in(row: Element) -> Iterator[tuple[int, Element]]:
    """Column number and element of each cell; a cell without a reference follows the one before."""
    column = 0
    for element in row:
        if local(element) == "c":
            reference = _LETTERS.match(element.get("r") or "")
            column = column_number(reference[0]) if reference else column + 1
            yield column, element


def _empty(element: Element) -> None:
    for child in list(element):
        element.remove(child)
    element.attrib.pop("t", None)


def _settle(element: Element, cell: Cell) -> None:
    """A formula becomes its last value; a shared text becomes the cell's own."""
    for child in [child for child in element if local(child) == "f"]:
        element.remove(child)
    if element.get("t") in {"s", "str", "inlineStr"}:
        _write(element, cell.text)


def _write(element: Element, text: str) -> None:
    space = element.tag.rpartition("}")[0] + "}" if "}" in element.tag else ""
    _empty(element)
    element.set("t", "inlineStr")
    holder = etree.SubElement(etree.SubElement(element, f"{space}is"), f"{space}t")
    holder.text = text
    holder.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _slots(sheet: _Sheet, masker: Masker) -> Iterator[Slot]:
    heads = Heads()
    previous = 0
    for row in sheet.tree.iter("{*}row"):
        masker.budget.check()
        stated = row.get("r") or ""
        previous = number = int(stated) if stated.isdigit() else previous + 1
        cells = [(column, element, _text(element)) for column, element in _cells_in(row)]
        known = heads.read([(column, text) for column, _, text in cells])
        for column, element, text in cells:
            if text.strip():
                head = known.get(column, "")
                place = f"{sheet.where} 第{column}列{f'（{head}）' if head else ''}第{number}行"
                yield Slot([Segment(text, _writer(element))], place, head)
    for tag in ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"):
        for found in sheet.tree.iter(f"{{*}}{tag}"):
            yield Slot([_plain(found)], f"{sheet.where} 页眉页脚")


def _text(element: Element) -> str:
    """What a cleaned cell says."""
    if element.get("t") == "inlineStr":
        return "".join(found.text or "" for found in element.iter("{*}t"))
    value = next((child.text or "" for child in element if local(child) == "v"), "")
    return whole_number(value)


def _writer(element: Element) -> Any:
    return lambda new: _write(element, new)


def _plain(element: Element) -> Segment:
    return Segment(element.text or "", lambda new: setattr(element, "text", new))


def _drawn(root: Element) -> Iterator[Slot]:
    remove_all(root, frozenset({"externalData"}))
    for paragraph in root.iter("{*}p"):
        segments = [_plain(found) for found in paragraph.iter("{*}t")]
        if segments:
            yield Slot(segments, "图形中的文字")
    for found in root.iter("{*}v", "{*}f"):
        if (found.text or "").strip() and local(found) == "v":
            yield Slot([_plain(found)], "图表")
    for shape in root.iter("{*}cNvPr"):
        for key in ("descr", "title", "name"):
            value = shape.get(key) or ""
            if len(value) > 4:
                yield Slot([_said(shape, key, value)], "说明文字")


def _said(element: Element, key: str, value: str) -> Segment:
    return Segment(value, lambda new: element.set(key, new))


def _names(book: Element) -> Iterator[Slot]:
    """Names of sheets are text too."""
    for element in book.iter("{*}sheet"):
        yield Slot([_said(element, "name", str(element.get("name", "")))], "工作表名称")
