"""Word files that look like official papers (GB/T 9704—2012): margins, typefaces, page numbers."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from functools import cache
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gongkai.inforequests.papers.blocks import (
    Annexes,
    Block,
    Heading,
    Number,
    PageBreak,
    Paragraph,
    Salutation,
    Signature,
    Table,
    Title,
    annex_lines,
)
from gongkai.inforequests.papers.facts import PaperFacts
from gongkai.inforequests.papers.zips import rewrite_zip

BODY_FONT = "仿宋_GB2312"
TITLE_FONT = "方正小标宋简体"
HEADING_FONT = "黑体"
NUMBER_FONT = "宋体"
SUBSTITUTES = {
    BODY_FONT: "仿宋,FangSong,STFangsong",
    TITLE_FONT: "华文中宋,STZhongsong,宋体",
}
"""What Word takes where a typeface is not installed (``w:altName``)."""

BODY, TITLE, TABLE, FOOT = Pt(16), Pt(22), Pt(14), Pt(14)
TYPE_AREA = 156
"""Millimetres across."""
WRITING_ROOM = Mm(18)
"""Height of a form's row that is filled in by hand."""
LINE = Pt(28.95)
"""22 lines of 28 characters fill the type area of 156 by 225 mm."""


def as_docx(blocks: Iterable[Block], facts: PaperFacts) -> bytes:
    """The paper as a .docx; the same blocks and facts give the same bytes."""
    document = Document(BytesIO(_sheet()))
    for block in blocks:
        _add(document, block)
    _properties(document, facts)
    buffer = BytesIO()
    document.save(buffer)
    return rewrite_zip(buffer.getvalue())


@cache
def _sheet() -> bytes:
    """The empty sheet that every paper starts from: page, typefaces, page numbers, nothing else."""
    document = Document()
    _drop_unused(document)
    _page(document)
    _styles(document)
    _page_numbers(document)
    _name_substitutes(document)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


KEPT_STYLES = {
    "Normal",
    "Default Paragraph Font",
    "Normal Table",
    "No List",
    "Table Grid",
    "Footer",
}
UNUSED_PARTS = ("/thumbnail", "/customXml", "/stylesWithEffects", "/numbering")


def _drop_unused(document: Any) -> None:
    """Take away what python-docx's own sheet brings and no paper needs: a third of the time."""
    for rels in (document.part.package.rels, document.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(UNUSED_PARTS)]:
            del rels[key]
    for style in list(document.styles):
        if style.name not in KEPT_STYLES:
            style.delete()


def _page(document: Any) -> None:
    """A4, 37 mm above, 28 mm left, type area 156 by 225 mm (GB/T 9704, 5.2)."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)


def _typeface(style: Any, name: str, size: Pt, latin: str = "Times New Roman") -> None:
    style.font.name = latin
    style.font.size = size
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _styles(document: Any) -> None:
    normal = document.styles["Normal"]
    _typeface(normal, BODY_FONT, BODY)
    form = normal.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    form.widow_control = False
    title = document.styles.add_style("公文标题", WD_STYLE_TYPE.PARAGRAPH)
    title.base_style = normal
    _typeface(title, TITLE_FONT, TITLE)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.line_spacing = Pt(36)
    heading = document.styles.add_style("公文小标题", WD_STYLE_TYPE.PARAGRAPH)
    heading.base_style = normal
    _typeface(heading, HEADING_FONT, Pt(18))
    heading.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.paragraph_format.space_after = LINE


def _page_numbers(document: Any) -> None:
    """— 1 — in the foot, at the outer edge: right on odd pages, left on even ones (7.5)."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    _page_number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT, "right")
    _page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, "left")


def _page_number(footer: Any, alignment: WD_ALIGN_PARAGRAPH, side: str) -> None:
    paragraph = footer.paragraphs[0]
    paragraph.alignment = alignment
    indent = "right_indent" if side == "right" else "left_indent"
    setattr(paragraph.paragraph_format, indent, FOOT)
    _run(paragraph, "— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    inside = paragraph.add_run("1")
    _foot_face(inside)
    field.append(inside._r)
    _run(paragraph, " —")


def _run(paragraph: Any, text: str) -> None:
    _foot_face(paragraph.add_run(text))


def _foot_face(run: Any) -> None:
    run.font.size, run.font.name = FOOT, NUMBER_FONT
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), NUMBER_FONT)


def _add(document: Any, block: Block) -> None:
    match block:
        case Title(text):
            document.add_paragraph(text, style="公文标题").paragraph_format.space_after = Pt(14)
        case Number(text):
            paragraph = document.add_paragraph(text)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_after = LINE
        case Salutation(text):
            document.add_paragraph(text)
        case Heading(text):
            document.add_paragraph(text, style="公文小标题")
        case Paragraph(text):
            _indented(document, text)
        case Table():
            _table(document, block)
        case Annexes(names):
            document.add_paragraph()
            for line in annex_lines(names):
                _indented(document, line)
        case Signature():
            _signature(document, block)
        case PageBreak():
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _indented(document: Any, text: str) -> None:
    paragraph = document.add_paragraph(text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = BODY * 2


def _signature(document: Any, block: Signature) -> None:
    """Organ above date, the date four characters from the right; kept with what stands above."""
    for _ in range(2):
        document.add_paragraph().paragraph_format.keep_with_next = True
    organ = document.add_paragraph(block.organ)
    organ.paragraph_format.keep_with_next = True
    day = document.add_paragraph(block.day)
    for paragraph in (organ, day):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = BODY * 4


def _table(document: Any, block: Table) -> None:
    columns = len(block.rows[0])
    table = document.add_table(rows=0, cols=columns)
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for place, column in enumerate(table.columns):
        column.width = _width(block, columns, place)
    for texts in block.rows:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        if not block.header and not texts[-1]:
            row.height = WRITING_ROOM
        for place, text in enumerate(texts):
            row.cells[place].text = text
            row.cells[place].width = _width(block, columns, place)
            _in_cell(row.cells[place])
    if block.header:
        _repeat_first_row(table)
    document.add_paragraph()


def _width(block: Table, columns: int, place: int) -> Mm:
    share = block.widths[place] if block.widths else 100 // columns
    return Mm(TYPE_AREA * share // 100)


def _in_cell(cell: Any) -> None:
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.line_spacing = Pt(24)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(4)
        for run in paragraph.runs:
            run.font.size = TABLE


def _repeat_first_row(table: Any) -> None:
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))


def _properties(document: Any, facts: PaperFacts) -> None:
    """Organ and day of the paper; no name of a person, no clock of the machine."""
    properties = document.core_properties
    moment = datetime.combine(facts.issued_on, time(), UTC)
    properties.author = properties.last_modified_by = facts.organ
    properties.title, properties.comments, properties.revision = facts.number, "", 1
    properties.created = properties.modified = properties.last_printed = moment


def _name_substitutes(document: Any) -> None:
    """Tell Word what to take for a typeface that is not installed."""
    part = next(
        rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/fontTable")
    )
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in SUBSTITUTES.items()
    )
    text = part.blob.decode("utf-8")
    part._blob = text.replace("</w:fonts>", f"{fonts}</w:fonts>").encode("utf-8")
