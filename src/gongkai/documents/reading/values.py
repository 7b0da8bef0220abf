"""What a value of each field can look like, and where it ends in running text."""

import re

from gongkai.documents.reading import dates
from gongkai.documents.reading.labels import Field
from gongkai.documents.reading.script import fold, is_blank, squeezed
from gongkai.documents.reading.words import (
    DOCUMENT_NUMBER,
    INDEX_NUMBER,
    OPENNESS,
    THEMES,
    VALIDITY,
    begins_body,
    ends_like_title,
    is_organ,
)

_DATES = frozenset({Field.SIGNED, Field.PUBLISHED, Field.EFFECTIVE, Field.EXPIRES, Field.MOMENT})
SHAPED = _DATES | {Field.NUMBER, Field.VALIDITY, Field.OPENNESS}
"""Fields whose value can be cut out of running text by its shape."""
_SENTENCE = re.compile(r"[。；;!?，,]")
_LIMITS = {Field.TITLE: 300, Field.KEYWORDS: 200, Field.OTHER: 400, Field.CATALOGUE: 160}
_SHAPES = {Field.NUMBER: DOCUMENT_NUMBER, Field.VALIDITY: VALIDITY, Field.OPENNESS: OPENNESS}
_PARTIAL = re.compile(r"\d{4}\s?[年.-]\s?\d{0,2}月?")
_EMPTY_NUMBER = re.compile(r"[〔\[(]\s?[〕\])]|[〔\[(](?:19|20)?\d{0,2}[〕\])]\s?第?\s?号")
_TOOLS = re.compile(r"[\s【\[]")
_CJK_GAP = re.compile(r"(?<=[\u4e00-\u9fff、，：》”）]) ?\n ?(?=[\u4e00-\u9fff《“（〔])|\n")


def plausible(kind: Field, value: str, *, near: bool) -> bool:
    """Whether a line under (or after) a lone label can be its value.

    *near*: the line stands directly below; otherwise something blank stood between, and only what
    cannot be anything else counts.
    """
    text = value.strip()
    if is_blank(text) or (len(text) > 60 and kind is not Field.TITLE):
        return False
    if kind in _DATES:
        return dates.whole(text) is not None
    strict = _STRICT.get(kind)
    if strict is not None and strict(text):
        return True
    if kind in {Field.INDEX, Field.NUMBER, Field.OPENNESS, Field.VALIDITY}:
        return False
    return near and _free(kind, text)


def _free(kind: Field, text: str) -> bool:
    """A short phrase that is neither sentence nor title nor heading (a title may be long)."""
    if kind is Field.TITLE:
        return len(text) <= 200 and not text.endswith(("：", ":", "。"))
    no_phrase = begins_body(text) or ends_like_title(text) or _SENTENCE.search(fold(text))
    return not no_phrase and not fold(text).endswith(":")


def _is_index(text: str) -> bool:
    bare = squeezed(text)
    if INDEX_NUMBER.fullmatch(bare):
        return any(letter.isdigit() for letter in bare) and dates.whole(text) is None
    return (
        len(bare) <= 50
        and re.search(r"\d{4}[-/\]〕]?\d{2,}", bare) is not None
        and (not _SENTENCE.search(bare) and not ends_like_title(bare))
    )


def _is_number(text: str) -> bool:
    return DOCUMENT_NUMBER.fullmatch(squeezed(text)) is not None


def _is_openness(text: str) -> bool:
    return len(text) <= 16 and OPENNESS.search(squeezed(text)) is not None


def _is_validity(text: str) -> bool:
    return VALIDITY.fullmatch(squeezed(text)) is not None


def _is_organ(text: str) -> bool:
    return is_organ(text) and len(text) <= 40


def _is_theme(text: str) -> bool:
    head = re.split(r"[\\/>＞]", squeezed(text), maxsplit=1)[0]
    return head in THEMES


_STRICT = {
    Field.TITLE: ends_like_title,
    Field.INDEX: _is_index,
    Field.NUMBER: _is_number,
    Field.OPENNESS: _is_openness,
    Field.VALIDITY: _is_validity,
    Field.ISSUER: _is_organ,
    Field.DEPARTMENT: _is_organ,
    Field.SOURCE: _is_organ,
    Field.TOPIC: _is_theme,
}


def cut(kind: Field, value: str) -> str:
    """The beginning of running text that is the value: ``有效 关于印发…`` → ``有效``.

    Empty when the text begins with something else: then the label had no value.
    """
    text = value.replace("\x1f", "").lstrip(" \u3000\xa0\n")
    if kind in _DATES:
        stated = dates.leading(text)
        return text[: _end(text, stated)] if stated else _partial_date(text)
    shape = _SHAPES.get(kind)
    found = shape.match(fold(text)) if shape else None
    if found and not text[found.end() :].startswith("期"):
        return text[: found.end()]
    word = _first_word(text)
    return word if kind not in _STRICT or plausible(kind, word, near=True) or word == "无" else ""


def _partial_date(text: str) -> str:
    """``2026年1月 标题…``: what stands in the place of a date, to be reported."""
    found = _PARTIAL.match(fold(text))
    return text[: found.end()] if found else ""


def _end(text: str, stated: dates.Stated) -> int:
    shift = len(text) - len(text.strip(" \u3000\xa0[]【】()（）\x1f").lstrip())
    return stated.end + min(shift, len(text))


def _first_word(text: str) -> str:
    words = text.split(maxsplit=1)
    return words[0] if words and len(words[0]) <= 100 else ""


def _without_tools(kind: Field, text: str) -> str:
    """主动公开 【打印】【关闭】 → 主动公开."""
    head = _TOOLS.split(text, maxsplit=1)[0]
    is_value = _is_openness if kind is Field.OPENNESS else _is_validity
    return head if head != text and is_value(head) else text


def tidy(kind: Field, value: str) -> str | None:
    """The value as a field keeps it: as the text says, without line breaks and filling."""
    text = _CJK_GAP.sub(lambda gap: "" if gap.group() != "\n" else " ", value.replace("\x1f", ""))
    text = " ".join(text.replace("\xa0", " ").split(" ")).strip(" \u3000")
    if is_blank(text) or len(text) > _LIMITS.get(kind, 120):
        return None
    if kind is Field.NUMBER and _EMPTY_NUMBER.search(fold(text)):
        return None
    if kind is Field.TOPIC:
        return text.replace("\\", "/")
    if kind in {Field.OPENNESS, Field.VALIDITY}:
        return _without_tools(kind, text)
    return text
