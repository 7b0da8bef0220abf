"""The end of a document: signature, date, （此件公开发布）. Only whole lines count, never prose."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.documents.reading import dates
from gongkai.documents.reading.script import fold, is_blank, squeezed
from gongkai.documents.reading.words import OPENNESS, is_organ

_NOTE = re.compile(
    r"(?:^|日 {0,4})[(]\s?(?:此件|本件|此文|本文|该件)\s?"
    r"([^()]{0,8}公开[^()]{0,8})[)]\s?[。.?]?\s?(?:$|(?=[?\u4e00-\u9fff]))"
)
_COLOPHON = re.compile(
    r"[(\[]?\s?(?:信息)?公开(?:方式|属性|选项|类别|形式|类型)\s?[:]\s?([^()\[\]:。]{2,12})[)\]]?"
)
_DAY = re.compile(r"[日\d０-９]")
_QUOTED = re.compile(r"^\s?(?:字样|等|的|或|并|作为|一类|类)")
_PIECE = re.compile(
    r"[【\[（(]?(?:第[一二三四五六七八九十\d]{1,3}篇|篇[一二三四五六七八九十\d]{1,3})"
)
_BARE_NOTE = re.compile(r"(?:此件|本件)((?:主动|依申请|不予|删减后)?公开(?:发布)?|不公开)[。.]?")
_MOST_ORGANS = 12
_LAST_LINES = 30


@dataclass(frozen=True, slots=True)
class Ending:
    """What the end of the text states about itself; ``line`` is that of the date."""

    issuer: str | None = None
    signed: dates.Stated | None = None
    openness: str | None = None
    damaged_date: str | None = None
    line: int | None = None


def find_ending(lines: Sequence[str], first: int) -> Ending:
    """The first signature at or after line *first*: what follows it are annexes with their own.

    A collection (篇一 … 篇二 …) as a whole has no ending.
    """
    if sum(_PIECE.match(line.strip()) is not None for line in lines) >= 2:
        return Ending()
    issuer, signed, damaged, at = _signature(lines, first)
    return Ending(issuer, signed, _openness(lines, first), damaged, at)


def _signature(
    lines: Sequence[str], first: int
) -> tuple[str | None, dates.Stated | None, str | None, int | None]:
    damaged: tuple[str, int] | None = None
    for number in range(first, len(lines)):
        text = lines[number].strip()
        if len(text) < 6 or len(text) > 90 or not _DAY.search(text):
            continue
        stated = _date_line(text)
        if stated:
            organs = _organs_above(lines, number, first)
            if organs:
                return organs, stated, None, number
            continue
        together = _organ_and_date(text)
        if together:
            return (*together, None, number)
        if dates.looks_like_one(text):
            damaged = (text, number)
    return (None, None, *damaged) if damaged else (None, None, None, None)


def _date_line(text: str) -> dates.Stated | None:
    bare = _NOTE.sub("日", fold(text)) if "公开" in fold(text) else text
    stated = dates.whole(bare)
    return stated if stated and ("年" in text or "-" in text or "." in text) else None


def _organ_and_date(text: str) -> tuple[str, dates.Stated] | None:
    """``澄明县教育局　2026年1月5日`` on one line; an imprint (…印发) is no signature."""
    stated = dates.find(text)
    if stated is None or stated.start < 3 or fold(text[stated.end :]).strip(" ()"):
        return None
    organ = text[: stated.start].strip(" \u3000\xa0\t,，")
    apart = text[stated.start - 1] in " \u3000\xa0\t"
    return (organs_of([organ]), stated) if apart and is_organ(organ) else None


def _organs_above(lines: Sequence[str], number: int, first: int) -> str | None:
    found: list[str] = []
    for above in range(number - 1, first - 1, -1):
        text = lines[above].strip()
        if is_blank(text):
            continue
        if len(found) >= _MOST_ORGANS or not is_organ(text):
            break
        found.insert(0, text)
    return organs_of(found) if found else None


def organs_of(lines: Sequence[str]) -> str:
    """Several organs of a joint document, with 、 between them."""
    return "、".join(re.sub(r"[ \u3000\xa0\t]{1,40}", "、", line.strip()) for line in lines)


def _openness(lines: Sequence[str], first: int) -> str | None:
    for number in range(first, len(lines)):
        text = lines[number]
        if "公" not in text or ("件" not in text and "文" not in text):
            continue
        folded = fold(text)
        bare = _BARE_NOTE.fullmatch(folded.strip())
        if bare:
            return bare.group(1)
        for found in _NOTE.finditer(folded):
            if not _QUOTED.match(folded[found.end() :]):
                return text[found.start(1) : found.end(1)].strip()
    for text in lines[max(first, len(lines) - _LAST_LINES) :]:
        found_note = _COLOPHON.fullmatch(fold(text).strip())
        if found_note and OPENNESS.search(squeezed(found_note.group(1))):
            return found_note.group(1).strip()
    return None
