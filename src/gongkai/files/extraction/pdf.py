"""Text of a PDF by pypdfium2: lines of a paragraph are joined by where they stand on the page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from statistics import median
from typing import Any

from gongkai.files.extraction.decoding import clean
from gongkai.files.extraction.pdf_boxes import Row
from gongkai.files.extraction.pdf_rows import rows_on
from gongkai.files.extraction.result import Clock, Limits, Unreadable

_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]{0,6}(?:第\s?)?\d{1,4}(?:\s?页)?[-—–－·\s]{0,6}|(?:.*\s)?\d{1,4}\s?/\s?\d{1,4}"
)
# what a browser prints over a page: the moment and the title of the page
_PRINTED = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}[,，]?\s+(?:[上下]午\s?)?\d{1,2}:\d{2}(?:\s.*)?"
)
_LABEL = re.compile(r"[\u4e00-\u9fff\s]{2,10}[：:]\s?\S")
_AUTOSPACE = re.compile(r"(?<=[^\x00-\xff]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?=[^\x00-\xff])")
_LATIN = re.compile(r"[A-Za-z]{2}")
SCANNED = "PDF 没有文字层（可能是扫描件），只能看图，读不出文字"


@dataclass(frozen=True, slots=True)
class _Run:
    """One visual line: its text, its left and right edge and its letter width in points."""

    text: str
    left: float
    right: float
    em: float
    full: bool = False
    flush: bool = False


def read(data: bytes, limits: Limits, clock: Clock) -> tuple[str, list[str]]:
    """The text and warnings; encrypted and broken files raise `Unreadable`."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        sentence = "PDF 已加密，请去掉密码后重试" if locked else "PDF 已损坏，打不开"
        raise Unreadable(sentence) from error
    try:
        return _read(document, limits, clock)
    except pdfium.PdfiumError as error:
        raise Unreadable("PDF 已损坏，有的页读不出来") from error
    finally:
        document.close()


def _read(document: Any, limits: Limits, clock: Clock) -> tuple[str, list[str]]:
    warnings = []
    count = len(document)
    if count > limits.pages:
        warnings.append(f"PDF 共 {count} 页，只读了前 {limits.pages} 页")
    runs: list[_Run] = []
    size = 0
    for number in range(min(count, limits.pages)):
        clock.check()
        page = document[number]
        found = _without_page_number(_lines_on(page))
        page.close()
        runs += _edged(found)
        size += sum(len(run.text) for run in found)
        if size > limits.characters:
            raise Unreadable(f"文字超过 {limits.characters} 字，请拆分后重试")
    if not runs:
        warnings.append(SCANNED)
    return "\n".join(_paragraphs(runs)), warnings


def text_of_page(text_page: Any) -> str:
    """The text of one page as paragraphs, wrapped lines joined, given its PdfTextPage."""
    return "\n".join(_paragraphs(_edged(_lines_of(text_page))))


def _without_page_number(runs: list[_Run]) -> list[_Run]:
    """Without ``— 2 —`` at the foot or the head of a page."""
    if len(runs) > 1 and _PAGE_NUMBER.fullmatch(runs[-1].text):
        runs = runs[:-1]
    first = runs[0].text if len(runs) > 1 else ""
    if _PAGE_NUMBER.fullmatch(first) or _PRINTED.fullmatch(first):
        runs = runs[1:]
    return runs


def _lines_on(page: Any) -> list[_Run]:
    """The visual lines of a page; a row of a table is one line, its cells parted by tabs."""
    text_page = page.get_textpage()
    try:
        return _lines_of(text_page)
    finally:
        text_page.close()


def _lines_of(text_page: Any) -> list[_Run]:
    rows = rows_on(text_page)
    return [_of_row(row) for row in rows] if rows else list(_runs(text_page))


def _of_row(row: Row) -> _Run:
    box = row.box
    if len(row.cells) > 1:
        return _Run(box.text, 0, 0, 0)
    return _Run(box.text, box.left, box.right, box.height)


def _runs(text_page: Any) -> Iterator[_Run]:
    text = text_page.get_text_range()
    exact = len(text) == text_page.count_chars()
    start = 0
    for raw in text.split("\r\n"):
        shown = clean(_unspaced(text_page, raw, start) if exact else raw).strip()
        if shown:
            first = start + len(raw) - len(raw.lstrip())
            last = start + len(raw.rstrip()) - 1
            yield _measured(text_page, shown, first, last, exact)
        start += len(raw) + 2


def _unspaced(text_page: Any, raw: str, start: int) -> str:
    """Without the spaces that only stand for the narrow gap typesetting leaves around digits."""
    from pypdfium2.raw import FPDFText_IsGenerated

    kept, last = "", 0
    for gap in _AUTOSPACE.finditer(raw):
        at = start + gap.start()
        before, after = (text_page.get_charbox(at + step, loose=True) for step in (-1, 1))
        narrow = after[0] - before[2] < 0.5 * (before[3] - before[1])
        if narrow and FPDFText_IsGenerated(text_page.raw, at) == 1:
            kept, last = kept + raw[last : gap.start()], gap.end()
    return kept + raw[last:]


def _measured(text_page: Any, text: str, first: int, last: int, exact: bool) -> _Run:
    if not exact:
        return _Run(text, 0, 0, 0)
    left, bottom, _, top = text_page.get_charbox(first, loose=True)
    right = text_page.get_charbox(last, loose=True)[2]
    return _Run(text, left, right, max(top - bottom, 1.0))


def _edged(runs: list[_Run]) -> list[_Run]:
    """The runs of a page, each told whether it reaches the right edge and begins at the left."""
    placed = [run for run in runs if run.em > 0]
    if not placed:
        return runs
    edge = max(run.right for run in placed)
    margin = min(run.left for run in placed)
    em = median(run.em for run in placed)
    return [
        replace(
            run,
            full=run.em > 0 and run.right > edge - 2.2 * em and len(run.text) >= 12,
            flush=run.em > 0 and run.left < margin + 1.2 * em,
        )
        for run in runs
    ]


def _paragraphs(runs: list[_Run]) -> Iterator[str]:
    """Join a full line with the next when that is not indented, also across pages."""
    held = ""
    for run, following in zip_longest(runs, runs[1:]):
        held += run.text
        if run.full and following and following.flush and not _LABEL.match(following.text):
            if _LATIN.fullmatch(held[-1] + following.text[0]):
                held += " "
            continue
        yield held
        held = ""
