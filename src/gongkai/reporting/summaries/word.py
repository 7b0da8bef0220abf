"""A summary as a Word document: each figure is a link to its records."""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from gongkai.reporting.papers import TWO_SIGNS, a4, write_heading, write_title
from gongkai.reporting.summaries.filling import Filled
from gongkai.reporting.summaries.placeholders import HEADING as HEADED


def word_summary(title: str, paragraphs: Sequence[Sequence[Filled]], base_url: str) -> bytes:
    """The whole text; *base_url* stands before the figures' addresses."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    a4(document)
    write_title(document, title)
    for pieces in paragraphs:
        text = "".join(piece.text for piece in pieces)
        if HEADED.match(text) and not any(piece.url for piece in pieces):
            write_heading(document, text)
            continue
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.first_line_indent = TWO_SIGNS
        for piece in pieces:
            if piece.url:
                _link(paragraph, piece.text, f"{base_url}{piece.url}")
            else:
                paragraph.add_run(piece.text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _link(paragraph: Any, text: str, address: str) -> None:
    """A run inside a hyperlink: python-docx has no part for it."""
    link = OxmlElement("w:hyperlink")
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(text)
    run.font.underline = True
    link.append(run._element)
    paragraph._element.append(link)
