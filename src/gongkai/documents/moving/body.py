"""The body of an old page as markup that can stand here: cleaned, its links and pictures mended."""

import re
from html import escape
from typing import Any
from urllib.parse import urljoin

from lxml import html as lxml_html

from gongkai.documents.content import clean_html
from gongkai.documents.moving.address import is_address
from gongkai.documents.moving.attachments import Beside, embedded_place
from gongkai.documents.reading import Reading
from gongkai.files.extraction import extract
from gongkai.files.extraction.markup import squeeze

_LEAST_LINKS = 8
_LINKED_SHARE = 0.6
_LINKED = re.compile(r"(?:href|src)\s*=", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_ELSEWHERE = ("#", "mailto:", "tel:", "javascript:")


def body_markup(reading: Reading, beside: Beside) -> str:
    """The text as clean HTML; files that came along are linked as ``files/1/`` from its page."""
    if reading.body_html is None:
        return plain_markup(reading.body)
    cleaned = clean_html(beside.lift_embedded(reading.body_html))
    if "<img" not in cleaned and not _TAG.sub("", cleaned).strip():
        return plain_markup(reading.body)
    return _mended(cleaned, beside) if _LINKED.search(cleaned) else cleaned


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
    for picture in root.iter("img"):
        _mend_picture(picture, beside)
    for link in root.iter("a"):
        _mend_link(link, beside)
    inner = escape(root.text or "", quote=False)
    return inner + "".join(lxml_html.tostring(child, encoding="unicode") for child in root)


def _mend_picture(picture: Any, beside: Beside) -> None:
    source = (picture.get("src") or "").strip()
    if not source:
        return
    place = embedded_place(source) or beside.take_picture(source)
    if place:
        picture.set("src", f"files/{place}/")
    else:
        picture.set("src", _whole(source, beside.page))


def _mend_link(link: Any, beside: Beside) -> None:
    target = (link.get("href") or "").strip()
    if not target or target.lower().startswith(_ELSEWHERE):
        return
    place = beside.place_of(target)
    link.set("href", f"files/{place}/" if place else _whole(target, beside.page))


def _whole(link: str, page: str) -> str:
    """A link that still leads where it led on the old page."""
    try:
        return urljoin(page, link) if page and not is_address(link) else link
    except ValueError:
        return link


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
