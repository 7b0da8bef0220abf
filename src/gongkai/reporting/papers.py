"""The annual report as a Word document, in the layout of the form (A4, 仿宋, tables merged)."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from docx import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from gongkai.reporting.annual import TEXTS
from gongkai.reporting.form import PARTS
from gongkai.reporting.layout import TABLES, Placed

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WIDTHS: Mapping[int, tuple[float, ...]] = {
    4: (4.5, 3.7, 3.7, 3.7),
    10: (1.5, 1.9, 4.1, *(1.15,) * 7),
    15: (1.04,) * 15,
}
"""Column widths in centimetres by the number of columns; 15.6 cm is the width of the text."""
BODY, HEADING, TITLE = "仿宋_GB2312", "黑体", "方正小标宋简体"


def word_report(title: str, tables: Mapping[str, Any], texts: Mapping[str, str]) -> bytes:
    """The whole report; blank cells are figures that nobody has stated."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    _page(document)
    _line(document, title, TITLE, 22, WD_ALIGN_PARAGRAPH.CENTER)
    parts = {heading: part for part, heading in TEXTS.items()}
    layouts = iter(TABLES)
    for heading in PARTS:
        _line(document, heading, HEADING, 16, None)
        if heading in parts:
            for paragraph in texts.get(parts[heading], "").split("\n"):
                if paragraph.strip():
                    _paragraph(document, paragraph.strip())
        else:
            _table(document, next(layouts)(tables))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), BODY)


def _line(document: Any, text: str, font: str, size: int, align: Any) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.font.name = font
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)


def _paragraph(document: Any, text: str) -> None:
    paragraph = document.add_paragraph(text)
    paragraph.paragraph_format.first_line_indent = Pt(32)


def _table(document: Any, rows: Sequence[Sequence[Placed]]) -> None:
    """Cells at their places, merged as the form prints them."""
    width = max(cell.column + cell.wide for row in rows for cell in row)
    made = document.add_table(rows=len(rows), cols=width, style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    for column, share in zip(made.columns, WIDTHS[width], strict=True):
        column.width = Cm(share)
        for box in column.cells:
            box.width = Cm(share)
    grid = [list(row.cells) for row in made.rows]
    for line, row in enumerate(rows):
        for cell in row:
            first = grid[line][cell.column]
            if cell.wide > 1 or cell.high > 1:
                last = grid[line + cell.high - 1][cell.column + cell.wide - 1]
                first = first.merge(last)
            _fill(first, cell)


def _fill(box: Any, cell: Placed) -> None:
    box.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    paragraph = box.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = 1.0
    run = paragraph.add_run(cell.text)
    run.font.size = Pt(10.5)
    run.bold = cell.is_head
    if cell.is_number or cell.is_head:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
