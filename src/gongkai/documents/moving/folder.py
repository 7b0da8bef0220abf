"""Which files an old site's folder holds, and in what order they are read.

Pages come first: the files they link to are their attachments and no records of their own.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path, PurePosixPath


class Phase(IntEnum):
    """When a file is read."""

    PAGE = 1
    TEXT = 2
    PAPER = 3
    OTHER = 9
    """No record by itself: pictures, style sheets, scripts, sound."""


def _words(text: str) -> frozenset[str]:
    return frozenset(f".{word}" for word in text.split())


_PAGES = _words("html htm shtml shtm xhtml mht mhtml asp aspx jsp jspx php do action") | {""}
_TEXTS = _words("txt text md")
PICTURES = _words("jpg jpeg png gif bmp webp svg ico tif tiff")
_OTHERS = PICTURES | _words(
    "css js map json xml rss atom ini cfg conf db log bak tmp swf flv mp3 mp4 wav wmv avi mov "
    "woff woff2 ttf eot otf exe dll class jar py sh bat htc cur lnk url"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read. ``name`` is its path inside *root*, as people read it."""

    path: Path
    root: Path
    name: str

    @property
    def phase(self) -> Phase:
        return phase_of(self.name)


def phase_of(name: str) -> Phase:
    """By the ending; what is unknown may be a record and is looked at."""
    suffix = PurePosixPath(name.partition("?")[0]).suffix.lower()
    if suffix in _PAGES:
        return Phase.PAGE
    if suffix in _TEXTS:
        return Phase.TEXT
    return Phase.OTHER if suffix in _OTHERS else Phase.PAPER


def find_files(paths: Iterable[Path]) -> list[Found]:
    """Every file below *paths*: pages first, upper folders first; hidden files and links left out."""
    found = {each.path: each for path in paths for each in _below(path)}
    return sorted(found.values(), key=lambda each: (each.phase, each.name.count("/"), each.name))


def _below(path: Path) -> Iterator[Found]:
    if not path.is_dir():
        yield Found(path, path.parent, shown(path.name))
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            file = Path(folder, name)
            if not name.startswith((".", "~$")) and not file.is_symlink() and file.is_file():
                yield Found(file, path, shown(file.relative_to(path).as_posix()))


def shown(name: str) -> str:
    """A file name in words: names packed on Chinese Windows are GB18030, not UTF-8."""
    raw = os.fsencode(name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")
