"""Fonts of a PDF: which characters the codes of a string stand for, and how wide they are."""

import re
from dataclasses import dataclass
from typing import Any

_CHAR = re.compile(rb"<([0-9A-Fa-f\s]{2,16})>\s*<([0-9A-Fa-f\s]{0,200})>")
_RANGE = re.compile(
    rb"<([0-9A-Fa-f]{2,8})>\s*<([0-9A-Fa-f]{2,8})>\s*(?:<([0-9A-Fa-f\s]{2,64})>|\[([^\]]{0,20000})\])"
)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf(?:char|range)", re.DOTALL)
_NAMES = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "space": " ", "hyphen": "-", "period": ".",
    "comma": ",", "colon": ":", "at": "@", "underscore": "_", "parenleft": "(", "parenright": ")",
    "slash": "/", "plus": "+", "asterisk": "*",
}  # fmt: skip
_MOST_RANGE = 70_000


@dataclass(frozen=True, slots=True)
class Glyph:
    """One code of a string: its bytes, the text it shows, its width in thousandths of an em."""

    code: bytes
    text: str
    width: float


class Unknown(Exception):
    """A font whose codes cannot be told; its page must be drawn anew."""


class Font:
    """Decodes strings shown in one font; raises `Unknown` for encodings it does not know."""

    def __init__(self, font: Any) -> None:
        self._two_bytes = str(font.get("/Subtype", "")) == "/Type0"
        scale = 1.0
        if str(font.get("/Subtype", "")) == "/Type3":
            scale = 1000 * float(font["/FontMatrix"][0])
        to_unicode = font.get("/ToUnicode")
        table = _cmap(bytes(to_unicode.read_bytes())) if hasattr(to_unicode, "read_bytes") else {}
        if self._two_bytes:
            self._text = _two_byte_text(font, table)
            self._widths, self._default = _cid_widths(font["/DescendantFonts"][0])
        else:
            if scale != 1.0 and not table:
                raise Unknown
            self._text = _one_byte_text(font, table)
            first = int(font.get("/FirstChar", 0))
            listed = font.get("/Widths")
            widths = [float(w) for w in listed.as_list()] if listed is not None else []
            self._widths = {first + i: width * scale for i, width in enumerate(widths)}
            self._default = 500.0 if widths else 600.0

    def glyphs(self, string: bytes) -> list[Glyph]:
        size = 2 if self._two_bytes else 1
        found = []
        for place in range(0, len(string), size):
            code = string[place : place + size]
            number = int.from_bytes(code, "big")
            width = self._widths.get(number, self._default)
            found.append(Glyph(code, self._text(number), width))
        return found

    @property
    def has_one_byte_codes(self) -> bool:
        """Word spacing counts for one-byte fonts only."""
        return not self._two_bytes


def _two_byte_text(font: Any, table: dict[int, str]) -> Any:
    encoding = str(font.get("/Encoding", ""))
    if encoding in {"/Identity-H", "/Identity-V"}:
        if not table:
            raise Unknown
        return lambda number: table.get(number, "\ufffd")
    if "UCS2" in encoding or "UTF16" in encoding:
        return lambda number: table.get(number) or chr(number)
    raise Unknown


def _one_byte_text(font: Any, table: dict[int, str]) -> Any:
    names = dict(enumerate(bytes([n]).decode("cp1252", "replace") for n in range(256)))
    encoding = font.get("/Encoding")
    listed = encoding.get("/Differences") if hasattr(encoding, "get") else None
    place = 0
    for item in listed.as_list() if listed is not None else []:
        name = str(item)
        if name.startswith("/"):
            names[place] = _of_name(name[1:])
            place += 1
        else:
            place = int(item)
    return lambda number: table.get(number) or names.get(number, "\ufffd")


def _of_name(name: str) -> str:
    if name in _NAMES:
        return _NAMES[name]
    if len(name) == 1:
        return name
    found = re.fullmatch(r"uni([0-9A-Fa-f]{4})", name)
    return chr(int(found[1], 16)) if found else "\ufffd"


def _cid_widths(inner: Any) -> tuple[dict[int, float], float]:
    """/W is a list of ``first [w w …]`` and ``first last w``."""
    default = float(inner.get("/DW", 1000))
    listed = inner.get("/W")
    items = listed.as_list() if listed is not None else []
    widths: dict[int, float] = {}
    place = 0
    while place + 1 < len(items):
        first, second = int(items[place]), items[place + 1]
        if hasattr(second, "as_list"):
            widths |= {first + i: float(w) for i, w in enumerate(second.as_list())}
            place += 2
        elif place + 2 < len(items):
            last = min(int(second), first + _MOST_RANGE)
            widths |= dict.fromkeys(range(first, last + 1), float(items[place + 2]))
            place += 3
        else:
            break
    return widths, default


def _cmap(data: bytes) -> dict[int, str]:
    """The ``bfchar`` and ``bfrange`` lines of a ToUnicode map."""
    table: dict[int, str] = {}
    for kind, body in _BLOCK.findall(data):
        if kind == b"bfchar":
            for code, text in _CHAR.findall(body):
                table[int(code.translate(None, b" \n\r\t"), 16)] = _utf16(text)
            continue
        for low, high, first, listed in _RANGE.findall(body):
            start, end = int(low, 16), min(int(high, 16), int(low, 16) + _MOST_RANGE)
            if first:
                base = _utf16(first)
                for number in range(start, end + 1):
                    table[number] = base[:-1] + chr(ord(base[-1]) + number - start)
            else:
                for number, text in zip(range(start, end + 1), _HEX.findall(listed), strict=False):
                    table[number] = _utf16(text)
    return table


def _utf16(text: bytes) -> str:
    plain = text.translate(None, b" \n\r\t")
    data = bytes.fromhex(plain.decode() + "0" * (len(plain) % 2))
    return data.decode("utf-16-be", "replace") or "\ufffd" if len(data) > 1 else chr(data[0])
