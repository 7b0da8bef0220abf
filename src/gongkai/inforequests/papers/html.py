"""The printed page: the same blocks as in Word, as HTML without scripts or outside parts."""

from collections.abc import Iterable, Iterator
from html import escape

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

SHEET = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
body { margin: 0; background: #fff; color: #000; }
.gongwen { max-width: 156mm; margin: 2rem auto; padding: 0 1rem;
  font: 16pt/1.8 FangSong_GB2312, FangSong, STFangsong, "Noto Serif CJK SC", serif; }
.gongwen h1 { margin: 0 0 .6em; font: 22pt/1.5 "FZXiaoBiaoSong-B05S", "方正小标宋简体", STZhongsong,
  "Noto Serif CJK SC", serif; text-align: center; text-wrap: balance; }
.gongwen h2 { font-size: 18pt; font-weight: bold; text-align: center; }
.gongwen p { margin: 0; text-align: justify; overflow-wrap: anywhere; }
.gongwen .number { margin-bottom: 1em; text-align: center; }
.gongwen .text { text-indent: 2em; }
.gongwen .annexes { margin-top: 1.8em; }
.gongwen .signature { margin-top: 3em; margin-right: 2em; text-align: right; break-inside: avoid; }
.gongwen .signature p { text-align: right; }
.gongwen table { width: 100%; margin: .5em 0; border-collapse: collapse; font-size: 14pt;
  line-height: 1.6; }
.gongwen th, .gongwen td { padding: .3em .5em; border: 1px solid #000; text-align: left;
  vertical-align: middle; font-weight: normal; overflow-wrap: anywhere; }
.gongwen table.form th { width: 32%; }
.gongwen td:empty { height: 2.6em; }
.gongwen .break { break-before: page; }
@media print { .gongwen { max-width: none; margin: 0; padding: 0; } }
@media screen and (max-width: 40rem) { .gongwen { font-size: 17px; } .gongwen h1 { font-size: 22px; }
  .gongwen table { font-size: 15px; } }
"""


def as_html(blocks: Iterable[Block]) -> str:
    """The paper as one ``<article class="gongwen">``; the page around it brings `SHEET`."""
    return f'<article class="gongwen">{"".join(_elements(blocks))}</article>'


def standalone(article: str, title: str) -> str:
    """A page of its own that prints from a folder: for the archive package."""
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{SHEET}</style></head><body>{article}</body></html>\n"
    )


def _elements(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Title(text):
                yield f"<h1>{escape(text)}</h1>"
            case Number(text):
                yield f'<p class="number">{escape(text)}</p>'
            case Salutation(text):
                yield f'<p class="salutation">{escape(text)}</p>'
            case Heading(text):
                yield f"<h2>{escape(text)}</h2>"
            case Paragraph(text):
                yield f'<p class="text">{escape(text)}</p>'
            case Table():
                yield _table(block)
            case Annexes(names):
                lines = "".join(
                    f'<p class="text">{escape(line)}</p>' for line in annex_lines(names)
                )
                yield f'<div class="annexes">{lines}</div>'
            case Signature(organ, day):
                yield f'<div class="signature"><p>{escape(organ)}</p><p>{escape(day)}</p></div>'
            case PageBreak():
                yield '<div class="break"></div>'


def _table(table: Table) -> str:
    head = ""
    rows = table.rows
    if table.header:
        cells = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in rows[0])
        head, rows = f"<thead><tr>{cells}</tr></thead>", rows[1:]
    body = "".join(f"<tr>{_row(row, headed=not table.header)}</tr>" for row in rows)
    kind = "" if table.header else ' class="form"'
    return f"<table{kind}>{head}<tbody>{body}</tbody></table>"


def _row(row: tuple[str, ...], *, headed: bool) -> str:
    """A row of a form is headed by its first cell; a row of a list is not."""
    cells = [f"<td>{escape(cell)}</td>" for cell in row]
    if headed:
        cells[0] = f'<th scope="row">{escape(row[0])}</th>'
    return "".join(cells)
