"""The printed page: the same blocks as in Word, as HTML without scripts or outside parts."""

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

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

SHEET = Path(__file__).parent.parent / "static" / "inforequests" / "gongwen.css"
"""How a paper looks on the screen and in print; pages of the desk link the same file."""
GROUND = "body { margin: 0; background: #fff; color: #000; }"


def as_html(blocks: Iterable[Block]) -> str:
    """The paper as one ``<article class="gongwen">``; the page around it links `SHEET`."""
    return f'<article class="gongwen">{"".join(_elements(blocks))}</article>'


def standalone(article: str, title: str) -> str:
    """A page of its own that prints from a folder: for the archive package."""
    style = GROUND + SHEET.read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{style}</style></head><body>{article}</body></html>\n"
    )


def _elements(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Title(text):
                yield f"<h1>{escape(text)}</h1>"
            case Number(text):
                yield f'<p class="gongwen-number">{escape(text)}</p>'
            case Salutation(text):
                yield f'<p class="salutation">{escape(text)}</p>'
            case Heading(text):
                yield f"<h2>{escape(text)}</h2>"
            case Paragraph(text):
                yield f'<p class="gongwen-text">{escape(text)}</p>'
            case Table():
                yield _table(block)
            case Annexes(names):
                lines = "".join(
                    f'<p class="gongwen-text">{escape(line)}</p>' for line in annex_lines(names)
                )
                yield f'<div class="gongwen-annexes">{lines}</div>'
            case Signature(organ, day):
                yield f'<div class="gongwen-signed"><p>{escape(organ)}</p><p>{escape(day)}</p></div>'
            case PageBreak():
                yield '<div class="gongwen-break"></div>'


def _table(table: Table) -> str:
    head = ""
    rows = table.rows
    if table.header:
        cells = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in rows[0])
        head, rows = f"<thead><tr>{cells}</tr></thead>", rows[1:]
    body = "".join(f"<tr>{_row(row, headed=not table.header)}</tr>" for row in rows)
    kind = "" if table.header else ' class="gongwen-form"'
    return f"<table{kind}>{head}<tbody>{body}</tbody></table>"


def _row(row: tuple[str, ...], *, headed: bool) -> str:
    """A row of a form is headed by its first cell; a row of a list is not."""
    cells = [f"<td>{escape(cell)}</td>" for cell in row]
    if headed:
        cells[0] = f'<th scope="row">{escape(row[0])}</th>'
    return "".join(cells)
