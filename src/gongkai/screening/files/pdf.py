"""PDF files: text by page, unseen text, annotations, forms, attachments, metadata, old versions."""

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

from gongkai.files.extraction import Unreadable
from gongkai.files.extraction.pdf import text_of_page
from gongkai.screening.files import pdf_things
from gongkai.screening.files.notes import note
from gongkai.screening.files.pdf_tables import ContinuedTable, torn_numbers
from gongkai.screening.files.pdf_unseen import Unseen, unseen_on
from gongkai.screening.files.properties import Opener
from gongkai.screening.files.reading import Piece, Reading
from gongkai.screening.rules.passages import Passage

BROKEN = "PDF 已损坏，打不开；请重新生成后重试"
DAMAGE = (ValueError, TypeError, LookupError, AttributeError, RuntimeError, OverflowError)
"""What the two libraries raise when a damaged object is not of the kind its place asks for."""
logging.getLogger("pikepdf").addHandler(logging.NullHandler())
_KINDS = {
    "covered": "covered_text",
    "outside": "outside_text",
    "invisible": "invisible_text",
    "white": "white_text",
    "ocr": "ocr_layer",
}
_WORDS = {
    "covered": "被遮住的文字",
    "outside": "页面之外的文字",
    "invisible": "不显示的文字",
    "white": "白色的文字",
}
_END = re.compile(rb"startxref\s{1,20}\d{1,12}\s{1,20}%%EOF")
_MOST_REVISIONS = 5
_MOST_NOTES = 20


def read(data: bytes, reading: Reading, opener: Opener) -> Iterator[Piece]:
    """Everything in a PDF; encrypted ones end in a finding, broken ones in `Unreadable`."""
    import pikepdf
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            yield note("encrypted", reading.at(""), "打开需要密码")
            return
        raise Unreadable(BROKEN) from error
    try:
        package = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PdfError as error:
        document.close()
        raise Unreadable(BROKEN) from error
    try:
        with package:
            yield from _read(data, document, package, reading, opener)
    except (pdfium.PdfiumError, pikepdf.PdfError, *DAMAGE) as error:
        raise Unreadable(BROKEN) from error
    finally:
        document.close()


def _read(
    data: bytes, document: Any, package: Any, reading: Reading, opener: Opener
) -> Iterator[Piece]:
    count = len(document)
    if count > reading.budget.bounds.limits.pages:
        raise Unreadable(
            f"PDF 共 {count} 页，超过 {reading.budget.bounds.limits.pages} 页，请拆分后重试"
        )
    texts: list[str] = []
    found: list[tuple[int, Unseen]] = []
    table = ContinuedTable()
    for number in range(count):
        reading.budget.check()
        text, unseen = look_at(document, package, number)
        torn = torn_numbers(texts[-1], text) if texts else []
        if torn:
            place = reading.at(f"第{number}页末行与第{number + 1}页首行相接处")
            yield Passage("\n".join(one.whole for one in torn), place)
        texts.append(text)
        found += [(number + 1, one) for one in unseen]
        if text.strip():
            yield Passage(table.headed(text), reading.at(f"第{number + 1}页"))
    yield from _notes(found, reading)
    if count and not any(text.strip() for text in texts):
        yield note("no_text", reading.at(""), f"共 {count} 页")
    yield from pdf_things.read(package, reading, opener)
    yield from _revisions(data, "\n".join(texts), reading)


def look_at(document: Any, package: Any, number: int) -> tuple[str, list[Unseen]]:
    """The text of a page and what of it is not seen."""
    page = document[number]
    text_page = page.get_textpage()
    try:
        text = text_of_page(text_page)
        marks = pdf_things.covering_marks(package, number) if text.strip() else []
        return text, unseen_on(page, text_page, marks) if text.strip() else []
    finally:
        text_page.close()
        page.close()


def _notes(found: list[tuple[int, Unseen]], reading: Reading) -> Iterator[Piece]:
    """One finding per page and kind; the texts are already in the page's own passage."""
    seen: dict[tuple[int, str], list[str]] = {}
    for number, unseen in found:
        seen.setdefault((number, unseen.kind), []).append(unseen.text)
    scans = [number for number, kind in seen if kind == "ocr"]
    if scans:
        yield note("ocr_layer", reading.at(f"第{scans[0]}页"), f"共 {len(scans)} 页")
    rest = [(key, texts) for key, texts in seen.items() if key[1] != "ocr"]
    for (number, kind), texts in rest[:_MOST_NOTES]:
        place = reading.at(f"第{number}页")
        yield note(_KINDS[kind], place, f"{len(texts)} 处{_WORDS[kind]}", texts[0])
    if len(rest) > _MOST_NOTES:
        (number, kind), _ = rest[_MOST_NOTES]
        yield note(
            _KINDS[kind], reading.at(f"第{number}页"), f"其余共 {len(rest) - _MOST_NOTES} 页"
        )


def _revisions(data: bytes, now: str, reading: Reading) -> Iterator[Piece]:
    """What earlier versions said that this one does not: the file grows when saved in place."""
    ends = [found.end() for found in _END.finditer(data)]
    if len(ends) < 2 or b"/Linearized" in data[:2048]:
        return
    known = {line.strip() for line in now.split("\n")}
    told = False
    for number, end in enumerate(ends[:-1][-_MOST_REVISIONS:], 1):
        reading.budget.check()
        for place, line in _lines_of_version(data[:end]):
            if line.strip() and line.strip() not in known:
                if not told:
                    yield note("old_revision", reading.at(f"以前的版本{number}，{place}"))
                    told = True
                yield Passage(line, reading.at(f"以前的版本{number}，{place}"))


def _lines_of_version(data: bytes) -> Iterator[tuple[str, str]]:
    """(page, line) of the file as it was; nothing when that version cannot be opened alone."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return
    try:
        for number in range(len(document)):
            page = document[number]
            text_page = page.get_textpage()
            for line in text_of_page(text_page).split("\n"):
                yield f"第{number + 1}页", line
            text_page.close()
            page.close()
    except pdfium.PdfiumError:
        return
    finally:
        document.close()
