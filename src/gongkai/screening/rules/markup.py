"""HTML as the rules read it: visible text and comments, cells kept apart, places in the source.

A number split over several tags is one number again; a table becomes lines of cells with tabs, so
that a cell can be judged by the heading of its column.
"""

import re

from gongkai.screening.rules.folding import Folded, Folding

_TOKEN = re.compile(
    r"(?P<comment><!--)"
    r"|<(?P<skip>script|style|template)\b[^>]{0,5000}>"
    r"|</?(?P<tag>[A-Za-z][A-Za-z0-9]{0,20})\b[^>]{0,5000}>"
    r"|<[!?][^>]{0,5000}>"
    r"|(?P<break>[\r\n][ \t\r\n]*)|(?P<tab>\t+)",
    re.IGNORECASE,
)
_WORDS = (
    "p div section article header footer li ul ol dl dt dd h1 h2 h3 h4 h5 h6 br hr title table thead"
    " tbody tfoot caption form fieldset pre blockquote nav aside main option"
)
_BLOCKS = frozenset(_WORDS.split())
_LOOKS = re.compile(r"(?is)<(?:!doctype\s+html|html|head|body|table|div|p|span|meta|td|br)\b[^>]*>")


def looks_like_markup(text: str) -> bool:
    """Tags of HTML stand in the first few thousand characters."""
    return bool(_LOOKS.search(text[:4000])) and "</" in text


def read_markup(source: str) -> Folded:
    """The text of an HTML page; its places lead back to *source*."""
    reading = _Reading(source)
    place = 0
    while token := _TOKEN.search(source, place):
        reading.folding.keep(place, token.start())
        place = reading.take(token)
    reading.folding.keep(place, len(source))
    return reading.folding.done()


class _Reading:
    """Where the reading of a page stands: in which cell of which row."""

    def __init__(self, source: str) -> None:
        self.folding = Folding(source)
        self._source = source
        self._cells = 0
        self._in_cell = False
        self._unclosed: set[str] = set()

    def take(self, token: re.Match[str]) -> int:
        """Read one token; where to go on."""
        if token["comment"]:
            return self._comment(token)
        if token["skip"]:
            return self._end_of(f"</{token['skip'].lower()}", token.end(), token.end())
        tag = (token["tag"] or "").lower()
        closing = self._source.startswith("</", token.start())
        if tag in {"td", "th"}:
            if self._cells and not closing:
                self.folding.put("\t", *token.span())
            self._cells += not closing
            self._in_cell = not closing
        elif tag == "tr":
            self.folding.put("\n", *token.span())
            self._cells, self._in_cell = 0, False
        elif tag in _BLOCKS or token["break"] or token["tab"]:
            blank = self._in_cell or token["tab"]
            self.folding.put(" " if blank else "\n", *token.span())
        return token.end()

    def _comment(self, token: re.Match[str]) -> int:
        """What a comment says is public too: whoever opens the source reads it."""
        begin = token.end()
        end = self._end_of("-->", begin, begin)
        self.folding.put("\n", token.start(), begin)
        if end > begin:
            self.folding.keep(begin, end - len("-->"))
            self.folding.put("\n", end - len("-->"), end)
        return end

    def _end_of(self, mark: str, begin: int, otherwise: int) -> int:
        """Behind the next *mark*; *otherwise* when there is none, which is looked up once only."""
        if mark in self._unclosed:
            return otherwise
        found = self._source.find(mark, begin)
        if found < 0:
            found = self._source.lower().find(mark, begin)
        if found < 0:
            self._unclosed.add(mark)
            return otherwise
        return found + len(mark)
