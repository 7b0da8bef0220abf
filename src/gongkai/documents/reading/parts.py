"""The record's own text, apart from its header and from the site around it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongkai.documents.reading import body, content
from gongkai.documents.reading.ending import Ending, find_ending
from gongkai.documents.reading.header import Header, find_header
from gongkai.documents.reading.labels import Field
from gongkai.documents.reading.lines import celled, is_rule
from gongkai.documents.reading.script import without_pinyin
from gongkai.documents.reading.words import begins_body, document_number
from gongkai.files.extraction import Extracted, Line

if TYPE_CHECKING:
    from gongkai.files.extraction.markup import Page

_NEAR_TITLE = 12
_FLATTENED = 400


@dataclass(frozen=True, slots=True)
class Parts:
    """The text and what it says at its beginning (``number``) and its end.

    ``lines`` are without pinyin notes; ``body`` is as the file has it; ``own`` tells that the page
    sets the text apart in an element, whose markup is ``body_html``.
    """

    lines: list[Line]
    body: str
    ending: Ending
    number: str | None
    body_html: str | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """The element in which a page sets its text apart, and the element's lines."""

    page: "Page"
    element: content.Element
    lines: list[Line]

    def starts_at(self, lines: Sequence[Line]) -> int | None:
        """The line of the whole page where it begins."""
        opening = [line.text for line in self.lines[:3]]
        texts = [line.text for line in lines]
        places = range(len(texts) - len(opening) + 1)
        return next((n for n in places if texts[n : n + len(opening)] == opening), None)


def find_scope(extracted: Extracted) -> Scope | None:
    page = extracted.page
    element = content.find_content(page) if page is not None else None
    if page is None or element is None:
        return None
    return Scope(page, element, [celled(line) for line in page.lines_of(element)])


def find_parts(lines: list[Line], header: Header, scope: Scope | None) -> Parts:
    """The text in its container on a page; else all *lines* beyond the header."""
    if scope is None:
        return _parts(_beyond(lines, header))
    page, element = scope.page, scope.element
    inner = find_header(plain(scope.lines))
    if not inner.strong:
        return replace(_parts(scope.lines), body_html=page.html_of(element), own=True)
    labels = [pair.label for pair in inner.pairs if pair.field is not Field.OTHER]
    bare = content.without_header(element, labels)
    return replace(_parts(_beyond(scope.lines, inner)), body_html=page.html_of(bare), own=True)


def plain(lines: Sequence[Line]) -> list[Line]:
    """The lines without pinyin notes."""
    return [_plain(line) for line in lines]


def _plain(line: Line) -> Line:
    bare = without_pinyin(line.text)
    if bare == line.text:
        return line
    cells = tuple(map(without_pinyin, line.cells))
    return replace(line, text=bare, cells=cells, marked=without_pinyin(line.marked))


def _parts(lines: list[Line]) -> Parts:
    bare = plain(lines)
    texts = [line.text for line in bare]
    begin = next((n for n, text in enumerate(texts) if begins_body(text)), 0)
    number = next(filter(None, map(document_number, texts[: begin + 1][:_NEAR_TITLE])), None)
    shown = body.body_of([line.text for line in lines])
    return Parts(bare, shown, find_ending(texts, begin), number)


def _beyond(lines: list[Line], header: Header) -> list[Line]:
    """The lines after the header, and those before it when the header stands at the end."""
    above = lines[: min(header.lines, default=0)]
    below = lines[header.last + 1 :]
    if _letters(above) > _letters(below) and any(begins_body(line.text) for line in above):
        return [*above, *below]
    rule = next((n for n, line in enumerate(below[:_NEAR_TITLE]) if is_rule(line.text)), -1)
    below = below[rule + 1 :]
    if header.lines and len(lines[header.last].text) > _FLATTENED:
        return [_cut(lines[header.last]), *below]
    if below and len(below[0].text) > _FLATTENED:
        return [_cut(below[0]), *below[1:]]
    return below


def _cut(line: Line) -> Line:
    """A page flattened to one line keeps its text and loses what stands before it."""
    text = body.without_tools(line.text)
    return Line(text, (), text)


def _letters(lines: Sequence[Line]) -> int:
    return sum(len(line.text) for line in lines)
