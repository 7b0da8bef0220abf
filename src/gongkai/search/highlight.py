"""Marking the words of a query in a text from the database: what matched is what is marked."""

import re
from collections.abc import Iterable
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from gongkai.search.query import Query, Word
from gongkai.search.tokens import HAN, JOIN, fold_with_places, is_han

LONGEST_TEXT = 50_000
"""Marks beyond this many characters are not looked for."""

SNIPPET = 120
Piece = tuple[str, bool]

_LETTER = rf"[^\W\d_{HAN}]"
_SENTENCE_END = re.compile(r"[。！？；!?;\n]")


def highlight(text: str, query: Query) -> list[Piece]:
    """The whole text as pieces, each with whether it is marked."""
    folded = fold_with_places(text)
    pieces: list[Piece] = []
    last = 0
    for span in _spans(folded.folded[:LONGEST_TEXT], query):
        start, end = folded.place(*span)
        start = max(start, last)  # one character may fold to several and be met twice
        if start > last:
            pieces.append((folded.text[last:start], False))
        if end > start:
            pieces.append((folded.text[start:end], True))
            last = end
    if last < len(folded.text):
        pieces.append((folded.text[last:], False))
    return pieces


def snippet(text: str, query: Query, length: int = SNIPPET) -> list[Piece]:
    """About *length* characters of the text where most of the words stand, marked.

    Without a match: the beginning of the text. White space is made single spaces; ``…`` stands for
    what was left out.
    """
    folded = fold_with_places(text)
    spans = [folded.place(*span) for span in _spans(folded.folded[:LONGEST_TEXT], query)]
    start = _best_start(folded.text, spans, length)
    end = min(start + length, len(folded.text))
    part = " ".join(folded.text[start:end].split())
    pieces = highlight(part, query)
    before = [("…", False)] if start else []
    after = [("…", False)] if end < len(folded.text.rstrip()) else []
    return before + pieces + after


def as_html(pieces: Iterable[Piece]) -> SafeString:
    """The pieces as safe HTML: everything escaped, marked pieces in ``<mark>``."""
    parts = (f"<mark>{escape(text)}</mark>" if on else escape(text) for text, on in pieces)
    return mark_safe("".join(parts))  # noqa: S308  every part is escaped above


def _spans(folded: str, query: Query) -> list[tuple[int, int]]:
    if not query.words:
        return []
    return [match.span() for match in _pattern(query.words).finditer(folded)]


@lru_cache(maxsize=256)
def _pattern(words: tuple[Word, ...]) -> re.Pattern[str]:
    """Any of the words, longer ones first."""
    rows = sorted({word.row for word in words}, key=lambda row: -sum(map(len, row)))
    return re.compile("|".join(map(_row_pattern, rows)))


def _row_pattern(row: tuple[str, ...]) -> str:
    parts: list[str] = []
    for nth, atom in enumerate(row):
        if nth:
            between_runs = is_han(atom) and is_han(row[nth - 1])
            parts.append(r"[\W_]+?" if between_runs else r"[\W_]*?")
        parts.append(JOIN.join(atom) if is_han(atom) else re.escape(atom))
    return _edge(row[0], "(?<!{})") + "".join(parts) + _edge(row[-1], "(?!{})")


def _edge(atom: str, outside: str) -> str:
    """Numbers and Latin words match whole only."""
    if is_han(atom):
        return ""
    return outside.format(r"\d" if atom[0].isdecimal() else _LETTER)


def _best_start(text: str, spans: list[tuple[int, int]], length: int) -> int:
    """Where to begin: the stretch with most different marked words, then most marks, then first."""
    if not spans or len(text) <= length:
        return 0
    best, best_worth = spans[0][0], (0, 0)
    last = 0
    for nth, (start, _) in enumerate(spans):
        last = max(last, nth)
        while last < len(spans) and spans[last][1] <= start + length:
            last += 1
        inside = spans[nth:last]
        worth = (len({text[a:b] for a, b in inside}), len(inside))
        if worth > best_worth:
            best, best_worth = start, worth
        if nth > 200:
            break
    return _sentence_start(text, best, length // 3)


def _sentence_start(text: str, place: int, lead: int) -> int:
    """The start of the sentence of *place*, or *lead* characters before it when that is far."""
    earliest = max(place - lead, 0)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, earliest, place)]
    if ends:
        return ends[-1]
    return 0 if earliest == 0 else max(place - lead // 2, 0)
