"""What a text consists of: cleaned HTML, plain text, and the hash by which it is judged."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

import nh3
from lxml import html as lxml_html

TAGS = {
    *("p", "br", "hr", "div", "span", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "em", "i"),
    *("u", "s", "sub", "sup", "blockquote", "pre", "ul", "ol", "li", "dl", "dt", "dd", "a", "img"),
    *("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
    "ol": {"start"},
    "*": {"style"},
}
STYLES = {"text-align", "text-indent", "width"}
SCHEMES = {"http", "https", "mailto", "tel"}
LOCAL = re.compile(r"\s*(?:data|file|cid|blob)\s*:", re.IGNORECASE)
WIDTH = re.compile(r"(?:^|(?<=;))\s*width\s*:[^;]*;?", re.IGNORECASE)
BLOCKS = {"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "pre"}


@dataclass(frozen=True, slots=True)
class StoredAttachment:
    """A file that belongs to a text, by the hash of its bytes."""

    sha256: str
    name: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Text:
    """Everything that a draft states and an edition freezes. Ids are of the catalogue's tables,
    ``redacts_id`` of the edition that this text was redacted from (删减后公开)."""

    title: str = ""
    document_number: str = ""
    issuer: str = ""
    department: str = ""
    openness: str = ""
    ground: str = ""
    ground_note: str = ""
    section_id: int | None = None
    theme_id: int | None = None
    genre_id: int | None = None
    keywords: str = ""
    summary: str = ""
    signed_on: date | None = None
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    body_html: str = ""
    attachments: list[dict[str, Any]] = field(default_factory=list)
    redacts_id: int | None = None


FIELDS = tuple(item.name for item in fields(Text))


OWN_FILE = re.compile(r"/documents/\d+/files/by/[0-9a-f]{16}/")
_OWN_LINK = re.compile(rf'href="({OWN_FILE.pattern})"')
NOT_YET = 0
"""Stands for a document's number in texts read before they have one."""


def file_link(document_id: int, sha256: str) -> str:
    """How a text links to a file of its own: by its hash, so that the order of files is free."""
    return f"/documents/{document_id}/files/by/{sha256[:16]}/"


def numbered(html: str, document_id: int) -> str:
    """A text that was read before its document had a number, with its own files and pictures."""
    return html.replace(f'="/documents/{NOT_YET}/', f'="/documents/{document_id}/')


def files_on_desk(html: str) -> str:
    """Links to own files at their desk addresses, for those who may read the text there."""
    return _OWN_LINK.sub(r'href="/desk\1"', html)


def clean_html(html: str, *, pictures: bool = False) -> str:
    """HTML that is safe to show: known tags, alignment only, links without script (nh3).

    Plain text, as it comes without an editor, becomes paragraphs. With *pictures* those written
    into the markup itself stay, for `images.settle` to take out; such HTML is not to be shown.
    """
    html = html.replace("\x00", "")
    if "<" not in html:
        html = "".join(f"<p>{line.strip()}</p>" for line in html.splitlines() if line.strip())
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES | ({"img": ATTRIBUTES["img"] | {"data-src"}} if pictures else {}),
        attribute_filter=_attribute,
        filter_style_properties=STYLES,
        url_schemes=SCHEMES | ({"data", "file", "cid", "blob"} if pictures else set()),
        link_rel="noopener noreferrer",
    )
    return cleaned.strip()


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Only pictures have a width of their own; only their address may hold data."""
    if name == "style" and tag != "img":
        return WIDTH.sub("", value) or None
    return None if name == "href" and LOCAL.match(value) else value


def text_of(html: str) -> str:
    """The words of cleaned HTML, one line per block, table cells apart."""
    if not html.strip():
        return ""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    pieces: list[str] = []
    for event, element in _walk(root):
        if event == "start":
            if element.tag in BLOCKS or element.tag in {"br", "hr"}:
                pieces.append("\n")
            pieces.append(element.text or "")
        else:
            pieces.append("\t" if element.tag in {"td", "th"} else "")
            pieces.append("\n" if element.tag in BLOCKS else "")
            pieces.append(element.tail or "")
    lines = (" ".join(line.split()) for line in "".join(pieces).splitlines())
    return "\n".join(line for line in lines if line)


def _walk(root: Any) -> Any:
    """Start and end of each element in document order, without recursion."""
    stack = [(root, iter(root))]
    yield "start", root
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield "end", element
        elif isinstance(child.tag, str):
            yield "start", child
            stack.append((child, iter(child)))


def content_hash(text: Text) -> str:
    """SHA-256 over everything the text states, attachments by their own hashes."""
    stated = asdict(text)
    if text.redacts_id is None:
        del stated["redacts_id"]
    data = json.dumps(stated, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(data.encode("utf-8")).hexdigest()
