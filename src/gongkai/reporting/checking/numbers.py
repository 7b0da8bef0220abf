"""Numbers as reports print them: full-width, with thousands commas, in Chinese words, or blank."""

import re
import unicodedata
from functools import lru_cache
from typing import Any

Number = int | float
_NUMBER = re.compile(r"[-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|[-−]?\d+(?:\.\d+)?")
_PLAIN = re.compile(r"-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
_UNITS = re.compile(r"(?:件|条|项|宗|起|个|次|万元|元|份)$")
_CIRCLED = {ord(sign): f"{number}." for number, sign in enumerate("①②③④⑤⑥⑦⑧⑨⑩", 1)}
_DIGITS = {"零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_DIGITS |= {"六": 6, "七": 7, "八": 8, "九": 9}
_SCALES = {"十": 10, "百": 100, "千": 1000}
CHINESE = "[零〇一二两三四五六七八九十百千万]"


def fold(text: str) -> str:
    """Half-width and simplified; the text that everything else in this package looks at."""
    return text if text.isascii() else _folded(text)


@lru_cache(maxsize=2048)
def _folded(text: str) -> str:
    folded = (
        unicodedata.normalize("NFKC", text.translate(_CIRCLED)).replace("−", "-").replace("○", "〇")
    )
    simplified: str = _simplifier().convert(folded)
    return simplified


@lru_cache(maxsize=1)
def _simplifier() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def cell_number(text: str) -> Number | None:
    """The number of one table cell; None for a blank, a dash, or words."""
    bare = _UNITS.sub("", "".join(text.split()))
    if bare in {"零", "〇"}:
        return 0
    bare = bare.removeprefix("+")
    if not _PLAIN.fullmatch(bare):
        return None
    value = float(bare.replace(",", ""))
    return int(value) if value == int(value) and "." not in bare else _tidy(value)


def _tidy(value: float) -> Number:
    return int(value) if value == int(value) else value


def words_number(text: str) -> Number | None:
    """A number in a sentence: 1,234 · 24252.31 · 一百二十 · 两 · 十五 · 二〇; None when it is none."""
    found = cell_number(text)
    if found is not None:
        return found
    if not text or not all(char in _DIGITS or char in _SCALES or char == "万" for char in text):
        return None
    if len(text) > 1 and all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    high, myriad, low = text.rpartition("万")
    return _below_myriad(high) * 10_000 + _below_myriad(low) if myriad else _below_myriad(low)


def _below_myriad(text: str) -> int:
    total, digit = 0, 0
    for char in text:
        if char in _SCALES:
            total += (digit or 1) * _SCALES[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


def number_tokens(text: str) -> list[str]:
    """Every run of digits of a text, thousands commas and signs kept with their number."""
    return _NUMBER.findall(text)
