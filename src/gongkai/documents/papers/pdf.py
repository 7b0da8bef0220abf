"""The PDF copy of a public text, with the part of the font that it needs inside."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from fpdf import FPDF
from fpdf.enums import Align, TableBordersLayout, WrapMode, XPos, YPos
from fpdf.fonts import FontFace

from gongkai.documents.papers.blocks import Block, Kind, blocks_of
from gongkai.documents.papers.word import Copy
from gongkai.kernel.errors import Reason, Refusal

FONT_FILE = "vendor/noto-serif-sc.ttf"
FONT = "serif"
MARGIN_TOP, MARGIN_SIDE, MARGIN_BOTTOM = 25.0, 26.0, 24.0
BODY, TITLE, HEADING, SMALL = 14, 20, 15, 9
LEADING = 0.62
"""Height of a line in mm per point of its size."""
FIXED = datetime(2000, 1, 1, tzinfo=UTC)
ALIGNED = {"center": Align.C, "right": Align.R, "": Align.J}


@cache
def font_path() -> Path | None:
    """Where the font lies, if the assets have been set up."""
    found = finders.find(FONT_FILE)
    if isinstance(found, str):
        return Path(found)
    collected = Path(settings.STATIC_ROOT) / FONT_FILE
    return collected if collected.exists() else None


class Paper(FPDF):
    """An A4 sheet in our font, with page numbers in the manner of official documents."""

    def __init__(self, title: str) -> None:
        super().__init__(format="A4")
        path = font_path()
        if path is None:
            raise Refusal(Reason("font_missing", "没有装字体，不能生成 PDF；请运行 npm run assets"))
        self.add_font(FONT, fname=path)
        self.set_title(title)
        self.set_lang("zh-CN")
        self.set_creation_date(FIXED)
        self.set_margins(MARGIN_SIDE, MARGIN_TOP, MARGIN_SIDE)
        self.set_auto_page_break(True, MARGIN_BOTTOM)
        self.unnumbered = 0  # so many pages at the front show no number

    def footer(self) -> None:
        """— 3 —, as GB/T 9704 has it."""
        if self.page_no() > self.unnumbered:
            self.set_y(-16)
            self.set_font(FONT, size=SMALL)
            self.cell(0, 6, f"— {self.page_no()} —", align=Align.C)

    def line_of(self, text: str, size: float, align: Align, *, indent: bool = False) -> None:
        """One paragraph, broken at any character; *indent* by two."""
        self.set_font(FONT, size=size)
        words = f"\u3000\u3000{text}" if indent else text
        self.multi_cell(
            0,
            size * LEADING,
            words,
            align=align,
            wrapmode=WrapMode.CHAR,
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )

    def put(self, block: Block) -> None:
        """One block of a text."""
        if block.kind is Kind.TABLE:
            self._put_table(block)
            return
        size = HEADING if block.kind is Kind.HEADING else BODY
        for line in block.lines:
            if block.kind is Kind.HEADING:
                self.line_of(line, size, Align.C if block.align == "center" else Align.L)
            else:
                self.line_of(line, size, ALIGNED[block.align], indent=not block.align)

    def _put_table(self, block: Block) -> None:
        self.set_font(FONT, size=SMALL + 1)
        plain = FontFace(emphasis="", fill_color=(238, 240, 243))
        with self.table(
            borders_layout=TableBordersLayout.ALL,
            first_row_as_headings=bool(block.header_rows),
            headings_style=plain,
            line_height=(SMALL + 1) * LEADING,
            text_align=Align.L,
            wrapmode=WrapMode.CHAR,
        ) as table:
            for cells in block.rows:
                row = table.row()
                for cell in cells:
                    row.cell(cell)
        self.ln(3)


def put_text(paper: Paper, copy: Copy) -> None:
    """Title, number, text and header of one document, from the top of the present page."""
    if copy.banner:
        paper.line_of(copy.banner, SMALL + 2, Align.C)
    paper.line_of(copy.title, TITLE, Align.C)
    if copy.number:
        paper.ln(2)
        paper.line_of(copy.number, BODY, Align.C)
    paper.ln(5)
    for block in blocks_of(copy.html):
        paper.put(block)
    told = "；".join(f"{label}：{value}" for label, value in copy.header)
    paper.ln(6)
    paper.line_of(f"{told}。原文网址：{copy.address}", SMALL, Align.L)


def pdf_copy(copy: Copy) -> bytes:
    """The copy as a PDF file. Raises Refusal when the font is not there."""
    paper = Paper(copy.title)
    paper.add_page()
    put_text(paper, copy)
    return bytes(paper.output())
