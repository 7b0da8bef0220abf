"""Word documents: changes settled, comments and hidden text gone, hits masked in their runs."""

import re
from collections.abc import Iterator
from typing import Any

from gongkai.screening.files.heads import Heads
from gongkai.screening.files.parts import Package, attribute, local
from gongkai.screening.files.word_runs import Paragraph, Styles, is_shaded, read_paragraph
from gongkai.screening.masking.masker import Masker
from gongkai.screening.masking.packages import Copy, remove_all, unwrap
from gongkai.screening.masking.slots import Segment, Slot

Element = Any
_KEEP = re.compile(
    r"word/(?:document\d*|header\d*|footer\d*|footnotes|endnotes|styles|numbering|settings|"
    r"fontTable|theme/theme\d*|charts/chart\d*|diagrams/\w+)\.xml$"
)
_TEXTS = re.compile(r"word/(?:document\d*|header\d*|footer\d*|footnotes|endnotes)\.xml$")
_GONE = {
    "修订": frozenset(
        {"del", "moveFrom", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart"}
        | {"moveToRangeEnd", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange"}
        | {"trPrChange", "tblGridChange", "tblPrExChange", "numberingChange", "cellDel", "cellIns"}
    ),
    "嵌入的文件": frozenset({"object", "altChunk", "control", "externalData", "subDoc"}),
    "旧版显示": frozenset({"Fallback"}),
}
_COMMENT_MARKS = frozenset({"commentReference", "commentRangeStart", "commentRangeEnd"})
_UNWRAPPED = frozenset({"ins", "moveTo"})
_DROPPED = (
    ("embeddings/", "嵌入的文件"),
    ("vbaProject", "宏"),
    ("customXml/", "附加数据"),
)
_SETTINGS = frozenset(
    {"docVars", "mailMerge", "rsids", "attachedTemplate", "documentProtection", "saveThroughXslt"}
    | {"writeProtection", "revisionView", "trackRevisions", "hdrShapeDefaults"}
)
_SAID = ("descr", "title", "alt", "alias", "tag", "tooltip", "string")


def mask_word(package: Package, masker: Masker) -> bytes:
    """The document as a new package."""
    copy = Copy(package, _KEEP)
    styles = Styles.of(package, "word/styles.xml")
    parts = [name for name in copy.trees if _TEXTS.search(name)]
    for name in parts:
        _clean(copy.trees[name], styles, masker)
    for name, tree in copy.trees.items():
        if name.endswith("settings.xml"):
            remove_all(tree, _SETTINGS)
        elif "/charts/" in name:
            remove_all(tree, frozenset({"externalData"}))
    masker.removed.update(copy.told(_DROPPED))
    for level in range(masker.rounds):
        if not masker.mask(_slots(copy, parts, styles, masker), level):
            break
    return copy.saved()


def _slots(copy: Copy, parts: list[str], styles: Styles, masker: Masker) -> Iterator[Slot]:
    for name in parts:
        yield from _Walk(name, styles, masker).slots(copy.trees[name])
    for name, tree in copy.trees.items():
        if name not in parts:
            yield from _drawn_text(tree)


def _clean(root: Element, styles: Styles, masker: Masker) -> None:
    for row in [e for e in root.iter("{*}tr") if _row_is_gone(e)]:
        row.getparent().remove(row)
        masker.removed["修订"] += 1
    masker.removed["批注"] += sum(1 for _ in root.iter("{*}commentReference"))
    remove_all(root, _COMMENT_MARKS)
    for label, names in _GONE.items():
        masker.removed[label] += remove_all(root, names)
    masker.removed["修订"] += unwrap(root, _UNWRAPPED)
    for paragraph in list(root.iter("{*}p")):
        masker.budget.check()
        shaded = _on_ground(paragraph)
        for run in read_paragraph(paragraph, styles, on_dark=shaded).runs:
            if run.hidden or run.deleted or run.unseen:
                parent = run.element.getparent()
                if parent is not None:
                    parent.remove(run.element)
                    masker.removed["看不见的文字"] += 1


def _row_is_gone(row: Element) -> bool:
    for properties in row.iterchildren("{*}trPr"):
        return any(local(child) == "del" for child in properties)
    return False


def _on_ground(paragraph: Element) -> bool:
    """Whether a cell, table or box gives the paragraph a ground of its own."""
    for parent in paragraph.iterancestors():
        name = local(parent)
        if name == "txbxContent":
            return True
        if (name == "tc" and is_shaded(parent, "tcPr")) or (
            name == "tbl" and is_shaded(parent, "tblPr")
        ):
            return True
    return False


class _Walk:
    """Slots of one part, in the order and with the heads that reading has."""

    def __init__(self, name: str, styles: Styles, masker: Masker) -> None:
        self._styles = styles
        self._masker = masker
        self._label = {"he": "页眉", "fo": "页脚"}.get(name.rpartition("/")[2][:2], "")
        if "notes" in name:
            self._label = "注释"
        self._paragraphs = self._tables = 0

    def slots(self, root: Element) -> Iterator[Slot]:
        yield from self._blocks(root)
        for element in root.iter("*"):
            yield from _said(element)

    def _blocks(self, parent: Element) -> Iterator[Slot]:
        for child in parent:
            name = local(child)
            if name == "p":
                self._masker.budget.check()
                self._paragraphs += 1
                yield from self._paragraph(child, f"{self._label}第{self._paragraphs}段", "")
            elif name == "tbl":
                self._tables += 1
                yield from self._table(child, f"{self._label}第{self._tables}个表格")
            elif name:
                yield from self._blocks(child)

    def _paragraph(self, element: Element, place: str, head: str) -> Iterator[Slot]:
        found = read_paragraph(element, self._styles)
        if found.complete.strip():
            yield Slot(_segments(found), place, head)
        for code in element.iter("{*}instrText"):
            if (code.text or "").strip():
                yield Slot([_text(code)], f"{place}的域代码")
        for box in found.boxes:
            yield from self._blocks(box)

    def _table(self, table: Element, where: str) -> Iterator[Slot]:
        heads = Heads()
        for number, row in enumerate(_children(table, "tr"), 1):
            self._masker.budget.check()
            cells, column = [], 1
            for cell in _children(row, "tc"):
                paragraphs = [read_paragraph(p, self._styles) for p in _children(cell, "p")]
                cells.append((column, cell, paragraphs))
                column += _span(cell)
            known = heads.read([(c, "\n".join(p.complete for p in ps)) for c, _, ps in cells])
            for column, cell, paragraphs in cells:
                head = known.get(column, "")
                place = f"{where} 第{column}列{f'（{head}）' if head else ''}第{number}行"
                yield from self._cell(cell, paragraphs, place, head)

    def _cell(
        self, cell: Element, paragraphs: list[Paragraph], place: str, head: str
    ) -> Iterator[Slot]:
        segments: list[Segment] = []
        for paragraph in paragraphs:
            segments += [Segment("\n")] if segments else []
            segments += _segments(paragraph)
        if any(segment.text.strip() for segment in segments):
            yield Slot(segments, place, head)
        for paragraph in paragraphs:
            for box in paragraph.boxes:
                yield from self._blocks(box)
        for table in _children(cell, "tbl"):
            yield from self._table(table, f"{place}内的表格")


def _segments(paragraph: Paragraph) -> list[Segment]:
    return [
        _text(run.element) if local(run.element) == "t" else Segment(run.text)
        for run in paragraph.runs
    ]


def _text(element: Element) -> Segment:
    return Segment(element.text or "", lambda new: setattr(element, "text", new))


def _drawn_text(root: Element) -> Iterator[Slot]:
    """Text in charts and drawings."""
    for element in root.iter("{*}t", "{*}v"):
        if (element.text or "").strip():
            yield Slot([_text(element)], "图表")


def _said(element: Element) -> Iterator[Slot]:
    """Words in attributes: descriptions of pictures, names of controls."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] in _SAID and len(value) > 4:

            def write(new: str, key: str = key) -> None:
                element.set(key, new)

            yield Slot([Segment(value, write)], "说明文字")
    if local(element) in {"alias", "tag", "listItem"}:
        for key, value in element.attrib.items():
            if len(value) > 4 and not value.isdigit():

                def write_value(new: str, key: str = key) -> None:
                    element.set(key, new)

                yield Slot([Segment(value, write_value)], "控件")


def _children(parent: Element, wanted: str) -> Iterator[Element]:
    for child in parent:
        name = local(child)
        if name == wanted:
            yield child
        elif name in {"sdt", "sdtContent", "customXml"}:
            yield from _children(child, wanted)


def _span(cell: Element) -> int:
    for element in cell.iter("{*}gridSpan"):
        value = attribute(element, "val")
        return int(value) if value.isdigit() and len(value) < 4 else 1
    return 1
