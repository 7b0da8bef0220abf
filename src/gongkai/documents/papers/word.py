"""The Word copy of a public text, set after GB/T 9704: no stamp, no pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document as open_word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from gongkai.documents.papers.blocks import Block, Kind, blocks_of

BODY_FONT, TITLE_FONT, HEADING_FONT = "仿宋_GB2312", "方正小标宋简体", "黑体"
BODY_SIZE, TITLE_SIZE, SMALL_SIZE = Pt(16), Pt(22), Pt(10.5)
LINE = Pt(28)
ALIGN = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
FIXED = datetime(2000, 1, 1, tzinfo=UTC)
"""The file says nothing about when it was asked for: the same text gives the same copy."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What a copy shows. ``banner``: that the text is not in force any more, "" if it is."""

    title: str
    number: str
    header: Sequence[tuple[str, str]]
    html: str
    address: str
    banner: str = ""


def word_copy(copy: Copy) -> bytes:
    """The copy as a .docx file."""
    word = open_word()
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    _font(word.styles["Normal"], BODY_FONT, BODY_SIZE)
    properties = word.core_properties
    properties.title, properties.author, properties.comments = copy.title[:255], "", ""
    properties.created = properties.modified = FIXED
    if copy.banner:
        _line(word, copy.banner, HEADING_FONT, SMALL_SIZE, "center")
    _line(word, copy.title, TITLE_FONT, TITLE_SIZE, "center")
    if copy.number:
        _line(word, copy.number, BODY_FONT, BODY_SIZE, "center")
    for block in blocks_of(copy.html):
        _put(word, block)
    told = "；".join(f"{label}：{value}" for label, value in copy.header)
    _line(word, f"{told}。原文网址：{copy.address}", BODY_FONT, SMALL_SIZE, "")
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _font(style: Any, name: str, size: Any) -> None:
    style.font.name, style.font.size = name, size
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _line(word: Any, text: str, font: str, size: Any, align: str, *, indent: bool = False) -> None:
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.line_spacing = LINE if size > SMALL_SIZE else Pt(18)
    paragraph.paragraph_format.space_after = Pt(0)
    if indent:
        paragraph.paragraph_format.first_line_indent = size * 2
    if align:
        paragraph.alignment = ALIGN[align]
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, size
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _put(word: Any, block: Block) -> None:
    if block.kind is Kind.TABLE:
        table = word.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
        for row in block.rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
                for run in cell.paragraphs[0].runs:
                    run.font.size = SMALL_SIZE
        return
    font = HEADING_FONT if block.kind is Kind.HEADING else BODY_FONT
    for line in block.lines:
        indent = block.kind is Kind.PARAGRAPH and not block.align
        _line(word, line, font, BODY_SIZE, block.align, indent=indent)
