"""Bytes to text: UTF-8, UTF-16, GB18030, Big5; the bytes decide, the page's charset only hints."""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_-]{2,20})""")
_INVISIBLE = (*range(9), *range(14, 32), 0x7F, 0xAD, 0xFEFF, 0x2060)
_INVISIBLE += (*range(0x200B, 0x2010), *range(0x202A, 0x202F))
_CONTROL: dict[int, str | None] = dict.fromkeys(_INVISIBLE)
_CONTROL |= {0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_ORDINARY = re.compile(r"[\u4e00-\u9fa5\u3000-\u3011\uff01-\uff5e\u2014-\u2026\x20-\x7e\s]")
_GB_NAMES = frozenset({"gb2312", "gbk", "gb18030", "cp936"})
DAMAGE = "\ufffd"


def decode(data: bytes) -> tuple[str, str, list[str]]:
    """The text, the encoding's name and warnings. Never fails: damage is marked and reported."""
    text, encoding = _decode(data)
    warnings = []
    declared = declared_encoding(data)
    if declared and _family(declared) != _family(encoding) and not data.isascii():
        warnings.append(f"网页自称编码 {declared}，实际按 {encoding} 读取")
    damaged = text.count(DAMAGE)
    if damaged:
        warnings.append(f"有 {damaged} 处文字损坏（无法按 {encoding} 解码），请对照原件核对")
    return clean(text), encoding, warnings


def decode_exactly(data: bytes) -> tuple[str, str]:
    """The text with every character it has, and the encoding's name; damage becomes U+FFFD."""
    return _decode(data)


def clean(text: str) -> str:
    """Without control and invisible characters, line ends as ``\\n``."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROL)


def declared_encoding(data: bytes) -> str | None:
    """What the first 4 KB claim (``<meta charset>``, ``<?xml encoding>``), in lower case."""
    found = _DECLARED.search(data[:4096])
    return found.group(1).decode("ascii").lower() if found else None


def _decode(data: bytes) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace"), encoding.removesuffix("-sig")
    wide = _utf16_without_bom(data)
    if wide:
        return data.decode(wide, "replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _not_utf8(data)


def _not_utf8(data: bytes) -> tuple[str, str]:
    loose = data.decode("utf-8", "replace")
    wide_characters = sum(map(len, re.findall("[\u4e00-\u9fff]+", loose)))
    if loose.count(DAMAGE) * 20 < wide_characters:
        return loose, "utf-8"
    candidates = ["gb18030", "big5"]
    if (declared_encoding(data) or "").startswith("big5"):
        candidates.reverse()
    for encoding in candidates:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return data.decode("gb18030", "replace"), "gb18030"


def _utf16_without_bom(data: bytes) -> str | None:
    """UTF-16 by its look: zero bytes on one side only, or hardly anything but Chinese."""
    sample = data[: min(len(data), 2000) // 2 * 2]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 10 > len(sample) and min(even, odd) * 10 <= max(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    if len(sample) < 40 or sample.isascii():
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        if len(_ORDINARY.findall(text)) * 50 > len(text) * 49:
            return encoding
    return None


def _family(encoding: str) -> str:
    name = encoding.lower().replace("_", "-")
    if name in _GB_NAMES:
        return "gb18030"
    return "utf-16" if name.startswith("utf-16") else name.replace("utf8", "utf-8")
