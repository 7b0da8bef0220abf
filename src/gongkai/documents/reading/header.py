"""Where the header of a record is, and its labels with their values.

The header is the run of labelled lines before the text begins. Beyond that only an 索引号 with a
value, among other labels, is believed: no body speaks so about itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gongkai.documents.reading.colons import exact_label
from gongkai.documents.reading.labels import STRONG, WEAK, Field
from gongkai.documents.reading.lines import is_rule
from gongkai.documents.reading.pairs import Pair, column_heads, pair_of, pairs_in
from gongkai.documents.reading.script import fold, is_blank
from gongkai.documents.reading.values import plausible
from gongkai.documents.reading.words import begins_body
from gongkai.files.extraction import Line

_FAR = 3000
_MOST_PAIRS = 300
_SILENCE = 25
_NEIGHBOURS = 12
_AFTER_RULE = 3
_FLATTENED = 3
_TITLE_VERBS = ("关于", "印发", "转发", "批转")
_LOOSE = frozenset({Field.OTHER, Field.SOURCE, Field.MOMENT, Field.CATALOGUE, Field.TITLE})


@dataclass(slots=True)
class Header:
    """The pairs in order, and the numbers of the lines they take."""

    pairs: list[Pair] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)

    @property
    def last(self) -> int:
        """The last line of the header; -1 without one."""
        return max(self.lines, default=-1)

    @property
    def strong(self) -> bool:
        return any(pair.field in STRONG for pair in self.pairs)


def find_header(lines: Sequence[Line], text_at: int | None = None) -> Header:
    """The labelled lines before the text, or else a later block that carries an 索引号.

    *text_at* is the line where a page sets its text apart, when it does: no label above takes a
    value from below, and a complete header ends there.
    """
    state = _State(lines, text_at)
    header = state.read(0)
    if not _names(header, Field.INDEX) and state.first_body is not None:
        for number in range(state.first_body, len(lines)):
            if number not in header.lines and _is_index_block(lines, number):
                later = _State(lines, text_at).read(_block_start(lines, number))
                if _names(later, Field.INDEX):
                    header.pairs += later.pairs
                    header.lines |= later.lines
                    break
    return header


def _names(header: Header, kind: Field) -> bool:
    return any(pair.field is kind and pair.value for pair in header.pairs)


def _is_index_block(lines: Sequence[Line], number: int) -> bool:
    found = pairs_in(lines[number]) if "索" in lines[number].text else []
    if not any(pair.field is Field.INDEX for pair in found):
        return False
    near = range(max(0, number - _NEIGHBOURS), min(len(lines), number + _NEIGHBOURS))
    labels = {pair.label for one in near for pair in pairs_in(lines[one])}
    return len(labels - WEAK) >= _FLATTENED


def _block_start(lines: Sequence[Line], number: int) -> int:
    """Up from the 索引号 over labelled lines."""
    start = number
    for above in range(number - 1, max(-1, number - _NEIGHBOURS), -1):
        if pairs_in(lines[above]):
            start = above
        elif lines[above].text and begins_body(lines[above].text):
            break
    return start


class _State:
    """What the reader knows while it goes down the lines."""

    def __init__(self, lines: Sequence[Line], text_at: int | None) -> None:
        self._lines = lines
        self._text_at = text_at
        self.header = Header()
        self.first_body: int | None = None
        self._open: Pair | None = None
        self._inline = False
        self._gap = False
        self._silent = 0
        self._rule_at: int | None = None
        self._bodies = 0

    def read(self, start: int) -> Header:
        """The header that begins at or after line *start*."""
        for number in range(start, min(len(self._lines), start + _FAR)):
            if self._take(number, self._lines[number]) or len(self.header.pairs) > _MOST_PAIRS:
                break
        self._close("")
        return self.header

    def _take(self, number: int, line: Line) -> bool:
        """Read one line; True when the header has ended before it."""
        if number == self._text_at:
            self._close("")
            if self._is_complete():
                return True
        if is_rule(line.text):
            self._rule_at = number if self.header.strong else None
            return False
        if is_blank(line.text):
            self._gap = True
            return False
        found = pairs_in(line) or self._weak_label(number)
        if self._rule_at is not None and not _is_flattened(found):
            return number - self._rule_at >= _AFTER_RULE or begins_body(line.text)
        if found and (not self._bodies or _is_flattened(found)) and not _is_text(line, found):
            self._add(number, line, found)
            return False
        if not self._bodies and self._take_columns(number, line):
            return False
        return self._plain(number, line)

    def _add(self, number: int, line: Line, found: list[Pair]) -> None:
        self._close("")
        found = [pair.on(number) for pair in found]
        beside = any(pair.value and pair.field not in _LOOSE for pair in found)
        self._inline = self._inline or beside
        if found[-1].open and not self._inline:
            self._open = found.pop()
        self.header.pairs += found
        self.header.lines.add(number)
        self._gap = False
        self._silent = 0

    def _weak_label(self, number: int) -> list[Pair]:
        """标题 alone on its line is a label where its neighbours are such lines, too."""
        label = exact_label(self._lines[number].text)
        if label is None or self._lines[number].cells:
            return []
        near = [line for line in self._lines[number + 1 : number + 8] if line.text][:3]
        others = [exact_label(line.text) for line in near]
        is_listed = any(other and other not in WEAK for other in others)
        return [pair_of(label, "", still_open=True)] if is_listed else []

    def _take_columns(self, number: int, line: Line) -> bool:
        """Labels in one row and the values of a single record in the row below."""
        labels = column_heads(line.cells)
        if "索引号" not in labels or number + 1 >= len(self._lines):
            return False
        values = self._lines[number + 1].cells
        below = self._lines[number + 2].cells if number + 2 < len(self._lines) else ()
        if len(values) != len(line.cells) or len(below) == len(values) or len(labels) > len(values):
            return False
        pairs = [pair_of(label, value) for label, value in zip(labels, values, strict=False)]
        self._add(number, line, pairs)
        self.header.lines.add(number + 1)
        return True

    def _plain(self, number: int, line: Line) -> bool:
        """A line without labels: the value of an open label, or a step towards the end."""
        if self._open is not None and not line.cells:
            if self._fits(self._open.field, number):
                self._close(line.text)
                self.header.lines.add(number)
                return False
            self._close("")
        if begins_body(line.text) and not line.linked:
            self._bodies += 1
            if self.first_body is None:
                self.first_body = number
            if self.header.strong or self._bodies > _FLATTENED:
                return True
        self._silent += 1
        self._inline = False
        return self.header.strong and self._silent > _SILENCE

    def _is_complete(self) -> bool:
        fields = {pair.field for pair in self.header.pairs if pair.value}
        return Field.INDEX in fields or len(fields & STRONG) >= 3

    def _fits(self, kind: Field, number: int) -> bool:
        """Whether a line can be the value of the open label of that kind.

        Where no other label follows, the line may be the beginning of the text: then only what
        cannot be anything else is a value, or what stands apart from the text as it does above.
        """
        text = self._lines[number].text
        if kind is Field.ISSUER and self._begins_title(number):
            return False
        following = [line for line in self._lines[number + 1 : number + 8] if line.text][:3]
        apart = self._ends_at(number) or is_blank(self._lines[number + 1].text)
        if not any(map(pairs_in, following)):
            near = apart and not self._gap
            return (apart or not self._gap) and plausible(kind, text, near=near)
        return plausible(kind, text, near=not self._gap)

    def _begins_title(self, number: int) -> bool:
        """An organ right above 关于…的通知 is the first line of a title, not a value."""
        if self._ends_at(number):
            return False
        line = self._lines[number + 1]
        return fold(line.text).startswith(_TITLE_VERBS) and not pairs_in(line)

    def _ends_at(self, number: int) -> bool:
        """Whether nothing of the same piece follows."""
        return number + 1 in {len(self._lines), self._text_at}

    def _close(self, value: str) -> None:
        if self._open is not None:
            self.header.pairs.append(replace(self._open, value=value.strip(), open=False))
            self.header.lines.add(self._open.line)
            self._open = None


def _is_text(line: Line, found: list[Pair]) -> bool:
    """A paragraph of the body that happens to begin like a label: 联系电话：…。"""
    is_sentence = begins_body(line.text) and "。" in line.text
    return is_sentence and all(pair.field is Field.OTHER for pair in found)


def _is_flattened(found: list[Pair]) -> bool:
    """A whole header in one line, as pages without line breaks have it."""
    return len([pair for pair in found if pair.field in STRONG and pair.value]) >= _FLATTENED
