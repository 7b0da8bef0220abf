"""Where a page keeps the text itself: a known container, else the element with most paragraphs."""

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from gongkai.documents.reading.script import squeezed

if TYPE_CHECKING:
    from gongkai.files.extraction.markup import Page

Element = Any
_SURE = re.compile(
    r"^(?:ucap-content|zoom|trs_editor|trs_ueditor|trs_paper_default|vsb_content.{0,6}|v_news_content|"
    r"article-?_?content|article-?_?con|article-?_?body|content-?_?text|con-?_?text|art-?_?con(?:tent)?|"
    r"news-?_?content|news-?_?con|news_conent_two_text|detail-?_?content|detail-?_?con|info-?_?content|"
    r"pages_content|page-?_?content|xxgk-?_?content|main-?_?text|body-?_?label|text-?_?content|wzcon|"
    r"j-fontcontent|bt-?_?content|zw-?_?content|zhengwen|txt_?content|artical-?_?content|nr_?content|"
    r"conttext|contentbox|content_body|articlebody|easysite-news-text|ewb-article|pagecontent)$",
    re.IGNORECASE,
)
_LEAST = 60
_SHARE = 0.35
_MOST = 0.6


def find_content(page: "Page") -> Element | None:
    """The element that holds the body; None when no part stands out."""
    if page.root is None:
        return None
    totals = _paragraph_letters(page.root)
    densest, most = max(totals.items(), key=lambda item: item[1], default=(None, 0))
    sure = [
        element for element in page.root.iter("div", "td", "section", "article") if _named(element)
    ]
    best, letters = _innermost(sure)
    if best is not None and letters >= max(_LEAST / 3, most * _SHARE):
        return best
    return densest if most >= _LEAST else None


def without_header(element: Element, labels: list[str]) -> Element:
    """A copy of the element without the smallest part that holds all *labels* of a header."""
    kept = deepcopy(element)
    holders = [
        part
        for part in kept.iterdescendants("table", "ul", "dl", "div", "p", "section", "header")
        if all(label in _letters(part) for label in labels)
    ]
    if holders and len(_letters(holders[-1])) < len(_letters(kept)) / 2:
        holder = holders[-1]
        parent, tail = holder.getparent(), holder.tail
        before = holder.getprevious()
        if tail and before is not None:
            before.tail = (before.tail or "") + tail
        elif tail:
            parent.text = (parent.text or "") + tail
        parent.remove(holder)
    return kept


def _letters(element: Element) -> str:
    return squeezed("".join(element.itertext()))


def _innermost(elements: list[Element]) -> tuple[Element | None, int]:
    """The largest of the elements, or the one within it that still holds most of its letters."""
    sized = [(len("".join(element.itertext()).strip()), element) for element in elements]
    if not sized:
        return None, 0
    letters, best = max(sized, key=lambda one: one[0])
    for size, element in sized:
        if size >= letters * _MOST and best in element.iterancestors():
            letters, best = size, element
    return best, letters


def _named(element: Element) -> bool:
    names = [element.get("id") or "", *(element.get("class") or "").split()]
    return any(_SURE.match(name) for name in names if name)


def _paragraph_letters(root: Element) -> dict[Element, int]:
    """Letters of paragraphs by the element that holds them directly."""
    totals: dict[Element, int] = {}
    for paragraph in root.iter("p"):
        parent = paragraph.getparent()
        if parent is not None:
            size = len("".join(paragraph.itertext()).strip())
            totals[parent] = totals.get(parent, 0) + size
    return totals
