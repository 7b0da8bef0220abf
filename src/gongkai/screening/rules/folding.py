"""Seeing through tricks of writing: one folded text and the way back to the original.

Full-width and mathematical digits and letters become plain ones, odd spaces become spaces, HTML
entities are read, characters nobody sees (zero-width, soft hyphen, direction marks) go away.
Ordinary text costs one native pass and is not copied.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field

_INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20e3\ufe00-\ufe0f\ufeff"
)
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f"
_FULL_WIDTH = "".join(chr(code) for code in range(0xFF01, 0xFF5F) if chr(code).isalnum()) + "＠＿"


def _plain_forms() -> dict[str, str]:
    """One character for one: digits of any script, full-width letters, bold X, odd spaces."""
    forms = {char: chr(ord(char) - 0xFEE0) for char in _FULL_WIDTH}
    for code in [*range(0x80, 0x10000), *range(0x1D400, 0x1D800), *range(0x1FBF0, 0x1FBFA)]:
        char = chr(code)
        decimal = unicodedata.decimal(char, None)
        if decimal is not None:
            forms[char] = str(decimal)
        elif 0x1D400 <= code < 0x1D800 and unicodedata.normalize("NFKC", char).isascii():
            forms[char] = unicodedata.normalize("NFKC", char)
    for code in [0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F]:
        forms[chr(code)] = " "
    return forms


_PLAIN = _plain_forms()
_BMP = "".join(sorted(char for char in _PLAIN if ord(char) < 0x10000))
_ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});"
_ODD = re.compile(
    f"[{_INVISIBLE}{re.escape(_BMP)}\U0001d400-\U0001d7ff\U0001fbf0-\U0001fbf9]|{_ENTITY}"
)
_RESIZED = re.compile(f"[{_INVISIBLE}]+|{_ENTITY}")


@dataclass
class Folded:
    """A text as the rules read it. ``start_of`` and ``end_of`` lead back to the *source*."""

    source: str
    text: str
    starts: list[int] = field(default_factory=list)
    spans: list[tuple[int, int, bool]] = field(default_factory=list)
    base: "Folded | None" = None

    def start_of(self, place: int) -> int:
        """Where the folded character at *place* begins in the source."""
        if self.starts:
            piece = bisect_right(self.starts, place) - 1
            begin, _, whole = self.spans[piece]
            place = begin if whole else begin + place - self.starts[piece]
        return self.base.start_of(place) if self.base else place

    def end_of(self, place: int) -> int:
        """Where the folded text that stops before *place* ends in the source."""
        if self.starts and place > 0:
            piece = bisect_right(self.starts, place - 1) - 1
            begin, end, whole = self.spans[piece]
            place = end if whole else begin + place - self.starts[piece]
        return self.base.end_of(place) if self.base else place


class Folding:
    """Builds a folded text piece by piece."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._parts: list[str] = []
        self._length = 0
        self._starts: list[int] = []
        self._spans: list[tuple[int, int, bool]] = []

    def keep(self, begin: int, end: int) -> None:
        """The source from *begin* to *end* as it stands."""
        if end > begin:
            self._add(self._source[begin:end], begin, end, whole=False)

    def put(self, text: str, begin: int, end: int) -> None:
        """*text* in place of the source from *begin* to *end*."""
        if text:
            self._add(text, begin, end, whole=True)

    def _add(self, text: str, begin: int, end: int, *, whole: bool) -> None:
        self._starts.append(self._length)
        self._spans.append((begin, end, whole))
        self._parts.append(text)
        self._length += len(text)

    def done(self) -> Folded:
        return Folded(self._source, "".join(self._parts), self._starts, self._spans)


def fold(source: str, base: Folded | None = None) -> Folded:
    """The text as rules read it; *source* itself when nothing in it is odd.

    *base* tells where *source* came from when it is itself the text of an earlier folding.
    """
    if not _ODD.search(source):
        return Folded(source, source, base=base)
    folded = _resized(source)
    folded.text = _ODD.sub(lambda odd: _PLAIN.get(odd[0], odd[0]), folded.text)
    folded.base = base
    return folded


def _resized(source: str) -> Folded:
    """Without the invisible, with entities read."""
    folding = Folding(source)
    done = 0
    for odd in _RESIZED.finditer(source):
        meant = html.unescape(odd[0]).replace("\x1e", " ") if odd[0][0] == "&" else ""
        if meant == odd[0]:
            continue
        folding.keep(done, odd.start())
        if not _RESIZED.fullmatch(meant):
            folding.put(meant, odd.start(), odd.end())
        done = odd.end()
    if not done:
        return Folded(source, source)
    folding.keep(done, len(source))
    return folding.done()
