"""HTML as the rules read it: visible text and comments, cells kept apart, places in the source.

A number split over several tags is one number again; a table becomes lines of cells with tabs, so
that a cell can be judged by the heading of its column.
"""

import re

from gongkai.screening.rules.folding import Folded, Folding

_TOKEN = re.compile(
    r"<!--(?P<comment>.*?)-->"
    r"|<(?P<skip>script|style|template)\b[^>]*>.*?</(?P=skip)\s*>"
    r"|</?(?P<tag>[A-Za-z][A-Za-z0-9]*)\b[^>]*>"
    r"|<[!?][^>]*>"
    r"|(?P<break>[ \t]*[\r\n][ \t\r\n]*)|(?P<tab>\t+)",
    re.DOTALL | re.IGNORECASE,
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
    folding = Folding(source)
    place, cells, in_cell = 0, 0, False
    for token in _TOKEN.finditer(source):
        folding.keep(place, token.start())
        place = token.end()
        tag = (token["tag"] or "").lower()
        closing = source.startswith("</", token.start())
        if tag in {"td", "th"} and not closing:
            if cells:
                folding.put("\t", *token.span())
            cells, in_cell = cells + 1, True
        elif tag in {"td", "th"}:
            in_cell = False
        elif tag == "tr":
            folding.put("\n", *token.span())
            cells, in_cell = 0, False
        elif tag in _BLOCKS or token["break"] or token["tab"]:
            folding.put(" " if in_cell or token["tab"] else "\n", *token.span())
        elif token["comment"]:
            folding.put("\n", token.start(), token.start("comment"))
            folding.keep(token.start("comment"), token.end("comment"))
            folding.put("\n", token.end("comment"), token.end())
    folding.keep(place, len(source))
    return folding.done()
