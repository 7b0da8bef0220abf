"""The title, when the header does not state it: from ``<meta>``, headings or the text's own heading."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gongkai.documents.reading.dates import whole
from gongkai.documents.reading.pairs import pairs_in
from gongkai.documents.reading.script import fold, is_blank, squeezed
from gongkai.documents.reading.words import (
    begins_body,
    document_number,
    ends_like_title,
    is_organ,
)
from gongkai.files.extraction import Line

if TYPE_CHECKING:
    from gongkai.files.extraction.markup import Page

_SITE_TAIL = re.compile(r"\s{0,3}(?:[|｜]|[-_—–]{1,3}|>{1,2}|»|::)\s{0,3}")
_RED_HEAD = re.compile(r"(?:文件|公报|简报|\(\d{1,4}\)|第\s?\d{1,4}\s?[期号])$")
_CHROME = re.compile(
    r"首页|当前位置|您的位置|您现在|打印|分享|关闭|字体|收藏|登录|注册|搜索|无障碍|扫一扫|上一篇|下一篇|"
    r"网站地图|设为首页|繁体|返回|浏览|点击|来源:|>>|签发人|密级|特急|加急|^\d{1,6}$|备案号|主办|版权"
)
_SITE = re.compile(r"(?:网站|门户网?|政务网|官网|信息网|政府网|人民政府)$")
_MARKS = re.compile(r"^#{1,6}\s{1,3}|\*\*")
_WHOLE = re.compile(r"(?:通知|意见|决定|公告|通告|报告|批复|函|方案|办法|答复|总结)》?$")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_FAR = 1000
_MOST_LINES = 6
_MOST_LETTERS = 200


def from_page(page: "Page", lines: Sequence[Line]) -> str | None:
    """``<meta name="ArticleTitle">``, else ``<title>`` if the page shows it, else the one ``<h1>``."""
    stated = page.meta.get("articletitle") or page.meta.get("og:title")
    if stated:
        return stated
    shown = _shown_title(page, lines)
    if shown:
        return shown
    headings = _headings(lines)
    likely = [text for text in headings if ends_like_title(text) or "关于" in fold(text)]
    if likely:
        return likely[0]
    return headings[0] if len(headings) == 1 and len(headings[0]) >= 6 else None


def _shown_title(page: "Page", lines: Sequence[Line]) -> str | None:
    """The part of ``<title>`` before the site's name, when a line of the page says the same."""
    if not page.title:
        return None
    parts = [part for part in _SITE_TAIL.split(page.title) if _is_long_enough(part)]
    shown = "".join(squeezed(line.text) for line in lines if not line.linked)
    likely = [part for part in (page.title, *parts) if ends_like_title(part)]
    for candidate in (*likely, *parts):
        is_site = _SITE.search(fold(candidate)) or is_organ(candidate)
        if squeezed(candidate) in shown and not is_site:
            return candidate.strip()
    return None


def _is_long_enough(part: str) -> bool:
    """Short words are the site's tools; a short title (停水通知) says what kind of text it is."""
    return len(part) >= 6 or (len(part) >= 4 and ends_like_title(part))


def _headings(lines: Sequence[Line]) -> list[str]:
    """The texts of ``<h1>`` and ``<h2>``, each with its line breaks joined."""
    found: list[str] = []
    before = 0
    for line in lines:
        if not 1 <= line.heading <= 2 or line.linked:
            before = 0
            continue
        if before == line.heading and not ends_like_title(found[-1]):
            found[-1] += line.text
        else:
            found.append(line.text)
        before = line.heading
    return found


def from_text(lines: Sequence[Line], header: set[int]) -> str | None:
    """The best heading above the beginning of the text, its lines joined."""
    blocks: list[list[str]] = [[]]
    for number, line in enumerate(lines[:_FAR]):
        text = line.text.strip()
        if number in header:
            blocks.append([])
        elif is_blank(text):
            if blocks[-1] and ends_like_title(blocks[-1][-1]):
                blocks.append([])
        elif _is_text_begin(text):
            if number > min(header, default=0):
                break
            blocks.append([])
        elif line.linked or line.cells or not _can_be_title(line):
            blocks.append([])
        else:
            blocks[-1].append(text)
    candidates = [title for block in blocks if block for title in [_joined(block)] if title]
    return (
        max(candidates, key=_score) if candidates and _score(max(candidates, key=_score)) else None
    )


def _is_text_begin(text: str) -> bool:
    if ends_like_title(text) and len(text) <= 120:
        return False
    return begins_body(text) or fold(text).endswith(":")


def _can_be_title(line: Line) -> bool:
    text = line.text
    folded = fold(text)
    if document_number(text) or whole(text) or _CHROME.search(folded) or pairs_in(line):
        return False
    return not _RED_HEAD.search(folded) or "关于" in folded


def _joined(block: list[str]) -> str | None:
    """From the line that begins a title to the line that ends it."""
    for start in range(len(block)):
        for end in range(start + 1, min(len(block), start + _MOST_LINES) + 1):
            if ends_like_title(block[end - 1]) and not _continues(block, end):
                begin = max(start, end - _MOST_LINES)
                return _clean("".join(block[begin:end]))
    alone = [text for text in block if not is_organ(text)]
    return _clean("".join(alone)) if 0 < len(alone) <= 3 else None


def _continues(block: list[str], end: int) -> bool:
    """关于印发《…方案》 + 的通知: the sentence goes on, or only half the title is said."""
    if end >= len(block):
        return False
    if len(block[end]) <= 40 and fold(block[end])[:1] in "的及和与》":
        return True
    is_whole = _WHOLE.search(fold(block[end - 1])) is not None
    return not is_whole and any(_WHOLE.search(fold(line)) for line in block[end : end + 2])


def _clean(text: str) -> str | None:
    text = _MARKS.sub("", text.strip(" \u3000\xa0"))
    return text if 4 <= len(text) <= _MOST_LETTERS and len(_CHINESE.findall(text)) >= 4 else None


def _score(title: str) -> int:
    """0: no title at all; a kind of document at the end and 关于 are the best signs."""
    folded = fold(title)
    score = 3 * ends_like_title(title) + 2 * ("关于" in folded) + (8 <= len(title) <= 120)
    if any(mark in folded for mark in "。;"):
        return 0
    return score + (len(title) >= 6)
