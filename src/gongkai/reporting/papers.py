"""The annual report as a Word document, in the layout of the form (A4, 仿宋, tables merged)."""

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from docx import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from gongkai.reporting.annual import TEXTS
from gongkai.reporting.form import PARTS
from gongkai.reporting.layout import TABLES, Placed

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WIDTHS: Mapping[int, tuple[float, ...]] = {
    4: (4.5, 3.7, 3.7, 3.7),
    10: (1.3, 1.7, 3.9, *(1.24,) * 7),
    15: (1.04,) * 15,
}
"""Column widths in centimetres by the number of columns; 15.6 cm is the width of the text."""
BODY, HEADING, TITLE = "仿宋_GB2312", "黑体", "方正小标宋简体"
LINE, TWO_SIGNS, TITLE_SIGNS = Pt(28), Pt(32), 20
"""GB/T 9704—2012: 22 lines a page, two signs of 三号 before a paragraph; signs of a line of 二号."""
CELL_SIDES = 57
"""Free space at the sides of a cell, in twentieths of a point (1 mm): five digits stay on one line."""


def word_report(title: str, tables: Mapping[str, Any], texts: Mapping[str, str]) -> bytes:
    """The whole report; blank cells are figures that nobody has stated.

    The long table of part three begins a page, so that it stands on one.
    """
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    a4(document)
    write_title(document, title)
    parts = {heading: part for part, heading in TEXTS.items()}
    layouts = iter(TABLES)
    for heading in PARTS:
        write_heading(document, heading, on_new_page=heading == PARTS[2])
        if heading in parts:
            for paragraph in texts.get(parts[heading], "").split("\n"):
                if paragraph.strip():
                    document.add_paragraph(
                        paragraph.strip()
                    ).paragraph_format.first_line_indent = TWO_SIGNS
        else:
            _table(document, next(layouts)(tables))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def a4(document: Any) -> None:
    """An A4 page as official papers have it, numbered at its foot."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), BODY)
    style.paragraph_format.line_spacing, style.paragraph_format.space_after = LINE, Pt(0)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("", "— "), ("begin", ""), ("", "PAGE"), ("end", ""), ("", " —")):
        run = foot.add_run("" if text == "PAGE" else text)
        run.font.size = Pt(14)
        if kind:
            run._element.append(OxmlElement("w:fldChar", attrs={qn("w:fldCharType"): kind}))
        elif text == "PAGE":
            code = OxmlElement("w:instrText")
            code.text = text
            run._element.append(code)


def write_title(document: Any, title: str) -> None:
    """Centred in 二号; a long one is broken after the organ, before the year."""
    year = re.search(r"\d{4}年", title)
    lines = [title]
    if len(title) > TITLE_SIGNS and year and year.start():
        lines = [title[: year.start()], title[year.start() :]]
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing = Pt(35)
    paragraph.paragraph_format.space_after = LINE
    run = paragraph.add_run()
    for number, line in enumerate(lines):
        if number:
            run.add_break()
        run.add_text(line)
    _lettered(run, TITLE, 22)


def write_heading(document: Any, text: str, *, on_new_page: bool = False) -> None:
    """A heading of the first level; never left alone at the foot of a page."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.page_break_before = on_new_page
    paragraph.paragraph_format.first_line_indent = TWO_SIGNS
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(6)
    _lettered(paragraph.add_run(text), HEADING, 16)


def _lettered(run: Any, font: str, size: int) -> None:
    run.font.size = Pt(size)
    run.font.name = font
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)


def _table(document: Any, rows: Sequence[Sequence[Placed]]) -> None:
    """Cells at their places, merged as the form prints them; the table stays on one page."""
    width = max(cell.column + cell.wide for row in rows for cell in row)
    made = document.add_table(rows=len(rows), cols=width, style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    _narrow_sides(made)
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
            _fill(first, cell, is_last=line == len(rows) - 1)


def _narrow_sides(table: Any) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        attributes = {qn("w:w"): str(CELL_SIDES), qn("w:type"): "dxa"}
        margins.append(OxmlElement(f"w:{side}", attrs=attributes))
    table._tbl.tblPr.append(margins)


def _fill(box: Any, cell: Placed, *, is_last: bool) -> None:
    box.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    paragraph = box.paragraphs[0]
    paragraph.paragraph_format.line_spacing = 1.0
    paragraph.paragraph_format.keep_with_next = not is_last
    run = paragraph.add_run(cell.text)
    run.font.size = Pt(10.5)
    run.bold = cell.is_head
    if cell.is_number or cell.is_head:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
