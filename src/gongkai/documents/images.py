"""Pictures in a text: where they stand in its markup, and what becomes of those that may not stay.

Plain Python. A picture of a text is one of its attachments, marked ``"inline": True``; the markup
refers to it as ``<img src="/documents/<document>/images/<sha256>">``. Nothing else is ever loaded.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape, unescape
from typing import Any
from urllib.parse import unquote, urlsplit

from gongkai.documents.content import OWN_FILE, clean_html

Item = dict[str, Any]
Find = Callable[[str], Item | None]

MEDIA_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/bmp"})
_ATTRIBUTE_VALUES = r'(?:[^">]++|"[^"]*+")*+'
_PIECE = re.compile(rf"<img\b({_ATTRIBUTE_VALUES})>|<a\b{_ATTRIBUTE_VALUES}>|</a>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_OWN = re.compile(r"(?:https?://[^/]+)?(?:/desk)?/documents/(\d{1,18})/images/([0-9a-f]{64})/?")
_STATED = re.compile(r'<img src="(/documents/\d+/images/([0-9a-f]{64}))"')

LONGEST_LABEL = 200


def address(document_id: int, sha256: str) -> str:
    """Where a picture of a document stands on the portal."""
    return f"/documents/{document_id}/images/{sha256}"


def named(source: str) -> tuple[int, str] | None:
    """(document, sha256) of an address of ours, on the portal or the desk, of whatever host."""
    found = _OWN.fullmatch(source)
    return (int(found[1]), found[2]) if found else None


def on_desk(html: str) -> str:
    """Cleaned *html* with its pictures at their desk addresses, for those who may read it there."""
    return _STATED.sub(r'<img src="/desk\1/"', html) if "<img" in html else html


def used_in(html: str) -> set[str]:
    """The hashes of the pictures that stand in settled *html*."""
    return {sha256 for _, sha256 in _STATED.findall(html)}


def is_inline(item: Mapping[str, Any]) -> bool:
    return bool(item.get("inline"))


def find_inline(items: Sequence[Item], sha256: str) -> Item | None:
    """The picture with this hash among the attachments of one text."""
    return next((one for one in items if is_inline(one) and one["sha256"] == sha256), None)


def listed(items: Sequence[Item]) -> Iterator[tuple[int, Item]]:
    """(place from 1, item) of the attachments that are listed below the text."""
    return ((place, item) for place, item in enumerate(items, 1) if not is_inline(item))


def used_only(items: Sequence[Item], html: str) -> list[Item]:
    """*items* without the pictures that no longer stand in the text."""
    used = used_in(html)
    return [item for item in items if not is_inline(item) or item["sha256"] in used]


def without_words(html: str) -> int:
    """How many pictures say nothing to those who cannot see them."""
    pictures = [_attributes(found[1]) for found in _PIECE.finditer(html) if found[1] is not None]
    return sum(not one.get("alt", "").strip() for one in pictures)


def spelled_out(html: str) -> str:
    """*html* with each picture as words of its own line, for comparing two texts."""
    return _PIECE.sub(lambda found: _spelled(found) if found[1] is not None else found[0], html)


def _spelled(found: re.Match[str]) -> str:
    stated = _attributes(found[1])
    own = named(stated.get("src", ""))
    mark = f" {own[1][:8]}" if own else ""
    return f"<br>〔图片：{escape(stated.get('alt', '') or '无替代文字')}{mark}〕<br>"


def as_written(source: str) -> str:
    """The address of a picture that is left out, when nobody knows a better one."""
    return source


def settle(html: str, document_id: int, find: Find, lead: Callable[[str], str] = as_written) -> str:
    """Clean *html* in which only pictures remain that *find* knows, at their portal addresses.

    *find* takes an ``src`` as it was written and answers the attachment, or None. What it does not
    know becomes visible words, with a link where *lead* of the ``src`` leads anywhere; spacers are
    left out.
    """
    if "<img" not in html.lower():
        return clean_html(html)
    settling = _Settling(document_id, find, lead)
    return clean_html(settling.settled(clean_html(html, pictures=True)))


class _Settling:
    """One pass over cleaned markup; knows whether it stands inside a link."""

    def __init__(self, document_id: int, find: Find, lead: Callable[[str], str]) -> None:
        self.document_id = document_id
        self.find = find
        self.lead = lead
        self.in_link = False

    def settled(self, html: str) -> str:
        return _PIECE.sub(self._piece, html)

    def _piece(self, found: re.Match[str]) -> str:
        if found[1] is None:
            self.in_link = found[0] != "</a>"
            return found[0]
        stated = _attributes(found[1])
        source = _source(stated)
        item = self.find(source) if source else None
        if item is None:
            spacer = _is_spacer(stated)
            return "" if spacer else _left_out(stated, self.lead(source), self.in_link)
        kept = {"src": address(self.document_id, item["sha256"]), "alt": stated.get("alt", "")}
        kept |= {name: stated[name] for name in ("width", "height", "style") if name in stated}
        written = " ".join(f'{name}="{escape(value)}"' for name, value in kept.items())
        return f"<img {written}>"


def _attributes(written: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(written)}


def _source(stated: Mapping[str, str]) -> str:
    """The address meant: pages that load late keep it in ``data-src`` behind a placeholder."""
    source, later = stated.get("src", "").strip(), stated.get("data-src", "").strip()
    return later if later and not named(source) else source


def _is_spacer(stated: Mapping[str, str]) -> bool:
    """Whether a picture is stated to be of at most 2 × 2 pixels: a spacer or a tracker."""
    return all(stated.get(name, "").strip() in {"0", "1", "2"} for name in ("width", "height"))


def _left_out(stated: Mapping[str, str], source: str, in_link: bool) -> str:
    source = f"https:{source}" if source.startswith("//") else source
    own = OWN_FILE.fullmatch(source) is not None
    loadable = own or source.startswith(("http://", "https://"))
    alt = stated.get("alt", "").strip()
    words = alt or (source if loadable else _file_name(source))
    words = "打开图片文件" if own and not alt else words
    if alt and loadable and in_link and not own:
        words = f"{alt} {source}"
    label = f"〔图片：{escape(words[:LONGEST_LABEL] or '没有带入，请重新插入')}〕"
    return f'<a href="{escape(source)}">{label}</a>' if loadable and not in_link else label


def _file_name(source: str) -> str:
    """The last part of an address that leads nowhere; nothing of what is no path at all."""
    if named(source) or source.startswith(("data:", "blob:", "cid:", "javascript:")):
        return ""
    try:
        path = urlsplit(source.replace("\\", "/")).path
    except ValueError:
        return ""
    return unquote(path.rstrip("/").rsplit("/", 1)[-1])
