"""An issue of the gazette as a printable file: cover, contents with page numbers, the texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fpdf.enums import Align, XPos, YPos
from fpdf.outline import OutlineSection

from gongkai.documents.papers.pdf import BODY, FONT, HEADING, LEADING, SMALL, Paper, put_text
from gongkai.documents.papers.word import Copy

MARK = "\u2002"
"""Stands before a heading of the contents; what has none before it is a text."""
NUMBER_WIDTH = 14.0


@dataclass(frozen=True, slots=True)
class Printed:
    """What an issue prints. ``parts``: headings with their texts; ``html`` "" prints only the words."""

    name: str
    publisher: str
    issued_on: date
    address: str
    parts: Sequence[tuple[str, Sequence[Copy]]]


def gazette_pdf(issue: Printed) -> bytes:
    """The issue as a PDF file, with outline and embedded subset of the font."""
    paper = Paper(f"{issue.publisher}公报 {issue.name}")
    _cover(paper, issue)
    paper.add_page()
    paper.insert_toc_placeholder(_contents, pages=_pages_of_contents(issue))
    for place, (heading, texts) in enumerate(issue.parts):
        for number, copy in enumerate(texts):
            if place or number:
                paper.add_page()
            if not number:
                paper.start_section(f"{MARK}{heading}")
            paper.start_section(copy.title)
            put_text(paper, copy)
    return bytes(paper.output())


def _cover(paper: Paper, issue: Printed) -> None:
    paper.unnumbered = 1
    paper.add_page()
    paper.set_y(70)
    paper.line_of(issue.publisher, HEADING, Align.C)
    paper.ln(6)
    paper.line_of("政府公报", 40, Align.C)
    paper.ln(14)
    paper.line_of(issue.name, HEADING + 2, Align.C)
    paper.line_of(f"{issue.issued_on:%Y-%m-%d} 出版", BODY, Align.C)
    paper.set_y(250)
    paper.line_of(f"电子版与本刊同时发布：{issue.address}", SMALL + 1, Align.C)


def _contents(paper: Any, outline: list[OutlineSection]) -> None:
    """目录: headings, and each text with its page."""
    paper.set_x(paper.l_margin)  # the last footer left it at the edge, where no character fits
    paper.line_of("目　录", HEADING + 2, Align.C)
    paper.ln(4)
    for section in outline:
        _content_line(paper, section.name, section.page_number)


def _content_line(paper: Any, name: str, page: int) -> None:
    if name.startswith(MARK):
        paper.ln(2)
        paper.line_of(name.removeprefix(MARK), BODY, Align.L)
        return
    paper.set_font(FONT, size=BODY - 2)
    height = (BODY - 2) * LEADING
    width = paper.epw - NUMBER_WIDTH
    paper.multi_cell(
        width, height, name, align=Align.L, wrapmode="CHAR", new_x=XPos.RIGHT, new_y=YPos.LAST
    )
    paper.cell(NUMBER_WIDTH, height, str(page), align=Align.R, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _pages_of_contents(issue: Printed) -> int:
    """How many pages the contents take: set once on a sheet that is thrown away."""
    scratch = Paper("目录")
    scratch.add_page()
    scratch.line_of("目　录", HEADING + 2, Align.C)
    scratch.ln(4)
    for heading, texts in issue.parts:
        _content_line(scratch, f"{MARK}{heading}", 0)
        for copy in texts:
            _content_line(scratch, copy.title, 0)
    return int(scratch.page_no())
