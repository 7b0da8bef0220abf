"""The body of an old page as markup that can stand here: cleaned, its links and pictures mended."""

import re
from html import escape
from typing import Any

from lxml import html as lxml_html

from gongkai.documents import images
from gongkai.documents.content import NOT_YET, OWN_FILE, file_link
from gongkai.documents.moving import address
from gongkai.documents.moving.attachments import Beside
from gongkai.documents.reading import Reading
from gongkai.files.extraction import extract
from gongkai.files.extraction.markup import squeeze

_LEAST_LINKS = 8
_LINKED_SHARE = 0.6
_TAG = re.compile(r"<[^>]*>")
_ELSEWHERE = ("#", "mailto:", "tel:", "javascript:")


def body_markup(reading: Reading, beside: Beside) -> str:
    """The text as clean HTML with its pictures; files that came along are linked here.

    Own files and pictures are of document `NOT_YET` until `content.numbered`.
    """
    if reading.body_html is None:
        return plain_markup(reading.body)
    settled = images.settle(reading.body_html, NOT_YET, beside.picture, beside.lead)
    if "<img" not in settled and not _TAG.sub("", settled).strip():
        return plain_markup(reading.body)
    return _mended(settled, beside) if "href=" in settled else settled


def plain_markup(text: str) -> str:
    """Paragraphs of plain text; rows ``| a | b |`` that follow each other become one table."""
    pieces: list[str] = []
    rows: list[str] = []
    for line in [*text.split("\n"), ""]:
        bare = line.strip()
        if bare.startswith("|") and bare.endswith("|") and len(bare) > 2:
            cells = (escape(cell.strip()) for cell in bare[1:-1].split("|"))
            rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
            continue
        if rows:
            pieces.append(f"<table><tbody>{''.join(rows)}</tbody></table>")
            rows = []
        if bare:
            pieces.append(f"<p>{escape(bare)}</p>")
    return "".join(pieces)


def _mended(markup: str, beside: Beside) -> str:
    root = lxml_html.fragment_fromstring(markup, create_parent="div")
    for link in root.iter("a"):
        _mend_link(link, beside)
    inner = escape(root.text or "", quote=False)
    return inner + "".join(lxml_html.tostring(child, encoding="unicode") for child in root)


def _mend_link(link: Any, beside: Beside) -> None:
    target = (link.get("href") or "").strip()
    if not target or target.lower().startswith(_ELSEWHERE) or OWN_FILE.fullmatch(target):
        return
    sha256 = beside.hash_of(target)
    link.set("href", file_link(NOT_YET, sha256) if sha256 else address.whole(target, beside.page))


def is_listing(reading: Reading, data: bytes, name: str) -> bool:
    """Whether a page without any header is little more than links."""
    header = (
        *(reading.index_number, reading.document_number, reading.issuer),
        *(reading.signed_on, reading.published_on, reading.openness),
    )
    if any(header) or len(reading.body) > 20_000:
        return False
    page = extract(data, name).page
    if page is None:
        return False
    linked = [link for link in page.links if not link.url.lower().startswith(_ELSEWHERE)]
    letters = len("".join("".join(line.text.split()) for line in page.lines))
    share = sum(len("".join(squeeze(link.name).split())) for link in linked) / max(letters, 1)
    return len(linked) >= _LEAST_LINKS and share >= _LINKED_SHARE
