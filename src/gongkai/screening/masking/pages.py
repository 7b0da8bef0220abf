"""Web pages: hidden parts, comments and scripts go, hits in text and attributes are masked."""

from typing import Any

from lxml import etree

from gongkai.files.extraction import Unreadable
from gongkai.files.extraction.decoding import decode_exactly
from gongkai.files.extraction.markup import Page
from gongkai.screening.files.markup import ATTRIBUTES, blocks_of, is_hidden, shown_text
from gongkai.screening.files.plain import text_of
from gongkai.screening.files.reading import Reading
from gongkai.screening.masking.masker import Masker
from gongkai.screening.masking.slots import Segment, Slot

Element = Any
_LINKS = ("href", "src", "action")
_DROPPED = frozenset({"script", "noscript", "template", "object", "embed", "iframe"})


def mask_page(data: bytes, reading: Reading, masker: Masker) -> bytes:
    """The page with the same encoding."""
    text = text_of(data, reading)
    _, encoding = decode_exactly(data)
    page = Page(text)
    if page.root is None:
        raise Unreadable("网页里没有内容")
    _clean(page.root, masker)
    for level in range(masker.rounds):
        if not masker.mask(_slots(page.root, masker), level):
            break
    made = etree.tostring(page.root, method="html", encoding="unicode", doctype="<!DOCTYPE html>")
    return made.encode(encoding, "xmlcharrefreplace")


def _clean(root: Element, masker: Masker) -> None:
    """Take out what no browser shows."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            kind = "网页注释"
        elif element.tag in _DROPPED:
            kind = "脚本"
        elif element is not root and is_hidden(element) and shown_text(element):
            kind = "隐藏的内容"
        else:
            _drop_events(element)
            continue
        if element.getparent() is not None:
            _remove(element)
            masker.removed[kind] += 1


def _drop_events(element: Element) -> None:
    for name in [key for key in element.attrib if key.startswith(("on", "data-"))]:
        del element.attrib[name]


def _remove(element: Element) -> None:
    """Remove an element but keep the text that follows it."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _slots(root: Element, masker: Masker) -> list[Slot]:
    slots = [
        Slot([_node(*node) for node in block.nodes], block.place, block.header, squeeze=True)
        for block in blocks_of(root, masker.budget)
    ]
    for element in root.iter("*"):
        for name in (*ATTRIBUTES, *_LINKS):
            value = element.get(name)
            if value and len(value) > 4:
                slots.append(Slot([_attribute(element, name, value)], f"属性 {name}"))
    return slots


def _node(element: Element, part: str) -> Segment:
    return Segment(getattr(element, part) or "", lambda new: setattr(element, part, new))


def _attribute(element: Element, name: str, value: str) -> Segment:
    return Segment(value, lambda new: element.set(name, new))
