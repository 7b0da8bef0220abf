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
_BLOCKS = frozenset({"p", "div", "table", "ul", "ol", "dl", "section", "article"})
_LEAST = 30
_LONG = 60
_SHARE = 0.8
_MOST = 0.6


def find_content(page: "Page") -> Element | None:
    """The smallest element known by its name, or by its paragraphs, that holds the whole text.

    None when no part of the page stands out.
    """
    if page.root is None:
        return None
    direct, within = _weigh(page.root)
    most = within.get(page.root, 0)
    sure = [
        element for element in page.root.iter("div", "td", "section", "article") if _named(element)
    ]
    found = _innermost(sure, within) if sure else None
    if found is None and most >= _LEAST:
        found = max(direct, key=lambda element: direct[element])
    while found is not None and within.get(found, 0) < most * _SHARE:
        found = found.getparent()
    return None if found is None or found.tag in {"body", "html"} else found


def _weigh(root: Element) -> tuple[dict[Element, int], dict[Element, int]]:
    """Letters of running text by the element that holds them directly, and by all around it."""
    direct: dict[Element, int] = {}
    within: dict[Element, int] = {}
    for element in root.iter("p", "div", "td"):
        is_paragraph = element.tag == "p" or not any(child.tag in _BLOCKS for child in element)
        size = _sentences("".join(element.itertext()) if is_paragraph else _own_text(element))
        if not size:
            continue
        holder = element.getparent() if element.tag == "p" else element
        direct[holder] = direct.get(holder, 0) + size
        while holder is not None:
            within[holder] = within.get(holder, 0) + size
            holder = holder.getparent()
    return direct, within


def _own_text(element: Element) -> str:
    return "".join([element.text or "", *(child.tail or "" for child in element)])


def _sentences(text: str) -> int:
    """The letters of running text; 0 for headings, tools and lists of links."""
    bare = text.strip()
    return len(bare) if len(bare) >= _LONG or any(mark in bare for mark in "。；") else 0


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


def _innermost(elements: list[Element], within: dict[Element, int]) -> Element | None:
    """The largest of the elements, or the one within it that still holds most of its letters."""
    best = max(elements, key=lambda element: within.get(element, 0))
    if not within.get(best):
        return max(elements, key=lambda element: len(_letters(element)))
    for element in elements:
        if within.get(element, 0) >= within[best] * _MOST and best in element.iterancestors():
            best = element
    return best


def _named(element: Element) -> bool:
    names = [element.get("id") or "", *(element.get("class") or "").split()]
    return any(_SURE.match(name) for name in names if name)
