"""A text that can be written back: what the engine sees of it, and where its letters live."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

_RUNS = re.compile(r"\s+|\S+")


@dataclass(slots=True)
class Segment:
    """Letters in one place of a document; without *write* they only give context."""

    text: str
    write: Callable[[str], None] | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters *start* to *end* of a slot's text become *text*."""

    start: int
    end: int
    text: str


class Slot:
    """One passage of a document with its segments.

    With *squeeze* the engine sees white space as a browser shows it: one blank.
    """

    __slots__ = ("_places", "_segments", "header", "location", "text")

    def __init__(
        self, segments: Sequence[Segment], location: str, header: str = "", *, squeeze: bool = False
    ) -> None:
        self.location = location
        self.header = header
        self._segments = list(segments)
        raw = "".join(segment.text for segment in segments)
        self._places = _squeezed_places(raw) if squeeze else None
        self.text = raw if self._places is None else _squeezed(raw, self._places)

    def apply(self, edits: Iterable[Edit]) -> None:
        """Write edits that do not overlap; letters keep their segment when the length stays."""
        letters: list[list[str]] = [list(segment.text) for segment in self._segments]
        homes = [(s, i) for s, text in enumerate(letters) for i in range(len(text))]
        for edit in edits:
            first, last = self._raw(edit.start), self._raw(edit.end - 1) + 1
            span = homes[first:last]
            if len(edit.text) == last - first:
                for (s, i), char in zip(span, edit.text, strict=True):
                    letters[s][i] = char
            elif span:
                for s, i in span:
                    letters[s][i] = ""
                s, i = next((h for h in span if self._segments[h[0]].write), span[0])
                letters[s][i] = edit.text
        for segment, text in zip(self._segments, letters, strict=True):
            new = "".join(text)
            if segment.write is not None and new != segment.text:
                segment.write(new)

    def _raw(self, place: int) -> int:
        return place if self._places is None else self._places[place]


def _squeezed_places(raw: str) -> list[int]:
    """Indexes of the characters that stay when runs of white space become one."""
    places: list[int] = []
    for run in _RUNS.finditer(raw):
        if run[0].isspace():
            places.append(run.start())
        else:
            places.extend(range(run.start(), run.end()))
    return places


def _squeezed(raw: str, places: list[int]) -> str:
    return "".join(" " if raw[place].isspace() else raw[place] for place in places)
