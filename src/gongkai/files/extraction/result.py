"""What extraction hands back, what it refuses, and the limits it keeps."""

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gongkai.kernel.errors import Reason, Refusal

if TYPE_CHECKING:
    from gongkai.files.extraction.markup import Page

SEAM = "\x1f"
"""Stands in `Line.marked` where an inline element begins or ends: ``<b>文号</b><i>1号</i>``."""


class Unreadable(Refusal):
    """A file that cannot be read, with one Chinese sentence that says what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(Reason("unreadable", sentence))


@dataclass(frozen=True, slots=True)
class Link:
    """A link or an embedded file: its words and its address, both as the page has them."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line or one table row of a text.

    ``cells`` is empty for plain lines. ``marked`` is the text with a `SEAM` at the edges of inline
    elements. ``linked`` says that the whole line is a link, ``heading`` is 1–6 in ``<h1>``–``<h6>``.
    """

    text: str
    cells: tuple[str, ...] = ()
    marked: str = ""
    linked: bool = False
    heading: int = 0


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file. Tables are rows ``| a | b |``; ``html`` is given for markup only."""

    text: str
    media_type: str
    html: str | None = None
    encoding: str | None = None
    links: tuple[Link, ...] = ()
    warnings: tuple[str, ...] = ()
    page: "Page | None" = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one extraction: bytes in, bytes unpacked, zip entries, characters out, seconds."""

    file_bytes: int = 100 * 1024 * 1024
    expanded_bytes: int = 300 * 1024 * 1024
    zip_entries: int = 10_000
    characters: int = 20_000_000
    pages: int = 5_000
    seconds: float = 60.0


class Clock:
    """Raises `Unreadable` when the time of one extraction is used up."""

    def __init__(self, limits: Limits) -> None:
        self._seconds = limits.seconds
        self._end = time.monotonic() + limits.seconds

    def check(self) -> None:
        if time.monotonic() > self._end:
            raise Unreadable(f"读取超过 {self._seconds:g} 秒，已停止；请将文件拆小后重试")

    @property
    def left(self) -> float:
        return max(0.1, self._end - time.monotonic())


def row_text(cells: tuple[str, ...]) -> str:
    """A table row as text; a bar inside a cell becomes full-width so that rows split back."""
    clean = (" ".join(cell.replace("|", "｜").split()) for cell in cells)
    return "| " + " | ".join(clean) + " |"
