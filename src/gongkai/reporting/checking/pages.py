"""The text of a PDF in the order it was written, one line per run, without page numbers.

The extraction for records joins lines into paragraphs; a table must keep its lines apart.
"""

import re

_DECORATED = re.compile(r"^\s*(?:[-—–－]+\s*\d{1,4}\s*[-—–－]+|第\s*\d{1,4}\s*页.{0,12})\s*$")


def without_page_numbers(text: str) -> str:
    """A text without the lines that are nothing but ``- 3 -`` or ``第 3 页``."""
    return "\n".join(line for line in text.split("\n") if not _DECORATED.match(line))


def text_of(data: bytes) -> str:
    """Lines of all pages; the extraction has already refused broken and locked files."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(data)
    try:
        found: list[str] = []
        for number, page in enumerate(document, 1):
            text_page = page.get_textpage()
            lines = text_page.get_text_range().split("\r\n")
            found += _without_page_number(lines, number)
            text_page.close()
            page.close()
    finally:
        document.close()
    return "\n".join(found)


def _without_page_number(lines: list[str], number: int) -> list[str]:
    """A decorated number anywhere; a bare one at the foot when it is this page's own.

    A page that ends inside a table written one cell per line ends with a cell: then several bare
    numbers stand there, and none is taken away.
    """
    kept = [line for line in lines if line.strip() and not _DECORATED.match(line)]
    if len(kept) > 1 and kept[-1].strip() == str(number) and not kept[-2].strip().isdigit():
        kept = kept[:-1]
    return kept
