"""What an old header says about validity, in the terms of our register (rules §6.3)."""

from gongkai.documents.reading.script import squeezed
from gongkai.documents.rules import Validity

_ENDED = (
    (Validity.REPEALED, ("废止", "作废")),
    (Validity.LAPSED, ("失效", "无效", "过期")),
    (Validity.AMENDED, ("修改", "修订", "修正")),
)
_UNCLEAR = ("否", "部分", "拟", "不")


def ended(stated: str | None) -> Validity | None:
    """Repealed, lapsed or amended, when the words say so without doubt; None otherwise."""
    words = squeezed(stated or "")
    if not words or any(mark in words for mark in _UNCLEAR):
        return None
    return next((code for code, marks in _ENDED if any(mark in words for mark in marks)), None)


def doubts(stated: str | None) -> list[str]:
    """A warning for words that may mean an end but do not say it clearly."""
    words = squeezed(stated or "")
    known = ended(stated)
    if known is not None:
        return [f"原题头有效性为“{stated}”，上线时将标明，请核对"]
    unclear = any(mark in words for mark in _UNCLEAR)
    return [f"原题头有效性为“{stated}”，含义不明，请核对"] if unclear else []
