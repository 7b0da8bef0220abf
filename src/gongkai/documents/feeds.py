"""Reading Atom and RSS as superior sites really write them; nothing is fetched here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree

from gongkai.kernel.errors import Reason, Refusal

ZONE = ZoneInfo("Asia/Shanghai")
MOST_BYTES = 5_000_000
MOST_ITEMS = 200
LOOSE_DATE = re.compile(r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?(?:\s+(\d{1,2}):(\d{2}))?")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item. ``published_at`` None: not stated, or not in any form that is known."""

    guid: str
    title: str
    url: str
    published_at: datetime | None
    html: str


def read_feed(data: bytes) -> list[FeedItem]:
    """The items of an Atom or RSS file, in its order. Raises Refusal when it is neither."""
    if len(data) > MOST_BYTES:
        raise Refusal(Reason("feed", "订阅文件超过 5 MB，请核对是不是订阅文件"))
    # no entities, no network: a feed is somebody else's text
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or _name(root) not in {"feed", "rss", "RDF"}:
        raise Refusal(Reason("feed", "这不是 Atom 或 RSS 订阅文件"))
    found = (_item(node) for node in _nodes(root))
    return [item for item in found if item is not None][:MOST_ITEMS]


def _name(node: Any) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _nodes(root: Any) -> Iterator[Any]:
    return (node for node in root.iter() if _name(node) in {"entry", "item"})


def _item(node: Any) -> FeedItem | None:
    title = " ".join(_text(node, "title").split())
    url = _link(node)
    guid = _text(node, "id", "guid") or url
    if not title or not guid:
        return None
    html = _text(node, "content", "encoded") or _text(node, "summary", "description")
    stated = _text(node, "published", "pubDate", "date", "issued") or _text(node, "updated")
    return FeedItem(guid[:300], title[:300], url[:500], _moment(stated), html)


def _text(node: Any, *names: str) -> str:
    for name in names:
        for child in node:
            if _name(child) == name:
                return "".join(str(words) for words in child.itertext()).strip()
    return ""


def _link(node: Any) -> str:
    links = [child for child in node if _name(child) == "link"]
    for link in links:
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return str(link.get("href")).strip()
    found = _text(node, "link")
    return found if found.startswith(("http://", "https://")) else ""


def _moment(words: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime, _loose):
        try:
            moment = read(words)
        except (ValueError, TypeError, IndexError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)
    return None


def _loose(words: str) -> datetime:
    found = LOOSE_DATE.search(words)
    if found is None:
        raise ValueError(words)
    year, month, day, hour, minute = (int(part or 0) for part in found.groups())
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)
