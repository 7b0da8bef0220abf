"""Where a page keeps the text itself: a known container, else the element with most paragraphs."""

import re
from typing import Any

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


def find_content(page: Page) -> Element | None:
    """The element that holds the body; None when no part stands out."""
    if page.root is None:
        return None
    totals = _paragraph_letters(page.root)
    densest, most = max(totals.items(), key=lambda item: item[1], default=(None, 0))
    sure = [
        element for element in page.root.iter("div", "td", "section", "article") if _named(element)
    ]
    best, letters = None, 0
    for element in sure:
        size = len("".join(element.itertext()))
        if size > letters:
            best, letters = element, size
    if best is not None and letters >= max(_LEAST / 3, most * _SHARE):
        return best
    return densest if most >= _LEAST else None


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
