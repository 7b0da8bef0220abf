"""Bytes of plain text and HTML into text: UTF-8, UTF-16 with a mark, GB18030."""

import codecs

from gongkai.kernel.errors import Reason, Refusal
from gongkai.screening.rules.folding import Folded
from gongkai.screening.rules.markup import looks_like_markup, read_markup

TEXT_SUFFIXES = frozenset(
    {".txt", ".md", ".csv", ".tsv", ".html", ".htm", ".shtml", ".xml", ".json"}
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> str:
    """The text of *data*; raises `Refusal` when it is not text in a known encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    if b"\0" in data:
        raise _unreadable("含有二进制内容")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(data, "gb18030")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unreadable(f"从第 {error.start + 1} 字节起无法解码") from None


def _unreadable(why: str) -> Refusal:
    return Refusal(
        Reason(
            "screening.unreadable", f"不是 UTF-8 或 GB18030 的文字（{why}），请另存为文本后再检查"
        )
    )


def shown_text(text: str, name: str = "") -> Folded | None:
    """The reading of markup, None for plain text."""
    marked = name.lower().endswith((".html", ".htm", ".shtml")) or looks_like_markup(text)
    return read_markup(text) if marked else None
