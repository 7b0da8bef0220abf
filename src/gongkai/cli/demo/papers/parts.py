"""What a text of the demo county consists of, and the Word and Excel files that go with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from io import BytesIO
from random import Random

from gongkai.cli.demo.county import Organ

Rows = Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Scene:
    """Who writes, when, and the dice."""

    organ: Organ
    day: date
    chance: Random

    def matter(self) -> str:
        return self.chance.choice(self.organ.matters)

    def office(self) -> str:
        return self.chance.choice(self.organ.offices)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of a paper, made when it is attached."""

    name: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Paper:
    """A text with what it states about itself; ``genre`` and ``section`` are codes."""

    title: str
    section: str
    genre: str
    body: str
    summary: str = ""
    keywords: str = ""
    numbered: bool = False
    theme: str = ""
    effective_on: date | None = None
    expires_on: date | None = None
    files: tuple[Attached, ...] = field(default=())


Maker = Callable[[Scene], Paper]


def paragraphs(*texts: str) -> str:
    """Each text as a paragraph."""
    return "".join(f"<p>{escape(text)}</p>" for text in texts if text)


def heading(text: str) -> str:
    return f"<h3>{escape(text)}</h3>"


def table(caption: str, head: Sequence[str], rows: Rows) -> str:
    """A table with caption and column heads."""
    heads = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(_shown(cell))}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return (
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"
    )


def _shown(cell: object) -> str:
    return f"{cell:,.2f}" if isinstance(cell, float) else str(cell)


def signature(organ: Organ, day: date) -> str:
    """Issuer and date at the right."""
    return (
        f'<p style="text-align: right">{escape(organ.name)}</p>'
        f'<p style="text-align: right">{chinese_day(day)}</p>'
    )


def chinese_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def sheet(name: str, title: str, head: Sequence[str], rows: Rows) -> Attached:
    """An Excel workbook with one table."""

    def make() -> bytes:
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        page = book.create_sheet("表")
        page.append([title])
        page.append(list(head))
        for row in rows:
            page.append(list(row))
        out = BytesIO()
        book.save(out)
        return out.getvalue()

    return Attached(f"{name}.xlsx", make)


def letter(name: str, title: str, texts: Sequence[str], form: Sequence[str] = ()) -> Attached:
    """A Word file: title, paragraphs, and an empty form with the labels *form*."""

    def make() -> bytes:
        from docx import Document

        paper = Document()
        paper.add_heading(title, level=1)
        for text in texts:
            paper.add_paragraph(text)
        if form:
            grid = paper.add_table(rows=len(form), cols=2)
            for line, label in zip(grid.rows, form, strict=True):
                line.cells[0].text = label
        out = BytesIO()
        paper.save(out)
        return out.getvalue()

    return Attached(f"{name}.docx", make)
