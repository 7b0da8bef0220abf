"""Files that belong to a page: those it names and that lie beside it, and pictures in its text."""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from urllib.parse import unquote_to_bytes

from gongkai.documents.content import NOT_YET, file_link
from gongkai.documents.images import Item
from gongkai.documents.moving import address
from gongkai.documents.moving.folder import Found, Phase, phase_of, shown
from gongkai.documents.reading import Attachment
from gongkai.files.pictures import Picture, read_picture
from gongkai.files.rules import clean_name, reasons_against_file
from gongkai.files.texts import text_of_file
from gongkai.kernel.errors import Refusal

_SPOKEN = re.compile(r"[\s\[\]【】()（）:：]|点击|下载|查看|附件\d{0,2}|文件|全文|阅读|打开")
_NUMBERED = re.compile(r"^(?:附\s?件)?\s?(?:\d{1,2}(?:\s?[.、．:：)）]|\s))?\s?[:：]?\s?")
_DATA = re.compile(r"data:[^,]*?(;\s*base64)?\s*,(.*)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes with a record. ``data`` for pictures that stood in the page itself.

    ``text`` is what search may read of it, ``text_problem`` why there is none.
    """

    name: str
    file: str
    sha256: str
    size: int
    inline: bool
    path: Path | None = None
    data: bytes | None = None
    text: str = ""
    text_problem: str = ""
    address: str = ""
    """Where the file itself stood on the old site; it leads to the record now."""
    media_type: str = ""
    """What the bytes of a picture are; for other files the ending says it."""


@dataclass(slots=True)
class Beside:
    """What was found beside a page, in its order, and what was not."""

    found: Found
    page: str
    limit: int
    files: list[Attached] = field(default_factory=list)
    taken: dict[str, str] = field(default_factory=dict)
    """The hash of what was taken, by its path."""
    refused: set[str] = field(default_factory=set)
    warnings: list[str] = field(default_factory=list)

    def take_named(self, named: Iterable[Attachment], body: str) -> None:
        """The attachments that the page links to or lists; some stand in its own *body*."""
        linked: list[str] = []
        for one in named:
            path = self._of_link(one.url) if one.url else self._of_name(one.name)
            linked += [one.name] if one.url else []
            if path is None:
                if one.url or not (_is_within(one.name, linked) or _stands_in(one.name, body)):
                    self._miss(one)
            elif phase_of(path.name) is not Phase.PAGE and path != self.found.path:
                self.take(path, _spoken_name(one.name, path), one.url or "")

    def _of_link(self, link: str) -> Path | None:
        return address.file_of(link, self.page, self.found.name, self.found.root)

    def _miss(self, one: Attachment) -> None:
        if not one.url:
            self.warnings.append(f"正文列有附件“{one.name[:80]}”，文件夹中没有找到同名文件")
        elif phase_of(one.url.rpartition("/")[2]) is not Phase.PAGE:
            self.warnings.append(f"附件“{one.name[:80]}”不在文件夹中，没有带入：{one.url[:200]}")

    def _of_name(self, name: str) -> Path | None:
        """A file in the page's folder, or in the one saved with it, with this very name."""
        folder = self.found.path.parent
        stem = self.found.path.stem
        wanted = _bare(name)
        for place in (folder, folder / f"{stem}.files", folder / f"{stem}_files"):
            for known, path in address.names_in(place).items():
                same = wanted in {_bare(known), _bare(PurePosixPath(known).stem)}
                if same and phase_of(known) is not Phase.PAGE and path != self.found.path:
                    return path
        return None

    def take(self, path: Path, name: str, link: str = "") -> str | None:
        """Add a file; its hash, or None with a warning when its kind is not accepted."""
        key = str(path)
        if key in self.taken or key in self.refused:
            return self.taken.get(key)
        reasons, sha256, size, text, problem = _read(path, self.limit)
        if reasons:
            self.refused.add(key)
            self.warnings.append(f"附件“{name[:80]}”没有带入：{'；'.join(reasons)}")
            return None
        file = shown(path.relative_to(self.found.root).as_posix())
        old = address.whole(link, self.page) if link else ""
        old = old if address.is_address(old) else ""
        made = Attached(name, file, sha256, size, False, path, None, text, problem, old)
        return self._add(key, made)

    def _add(self, key: str, made: Attached) -> str:
        self.files.append(made)
        self.taken[key] = made.sha256
        return made.sha256

    def picture(self, source: str) -> Item | None:
        """What stands for a picture of the text, in the way `images.settle` asks for it."""
        if source[:5].lower() == "data:":
            return self._take_picture(source, _decoded(source), None)
        path = self._of_link(source)
        if path is None:
            self.warnings.append(f"正文图片没有找到：{source[:200]}")
            return None
        return self._take_picture(str(path), path.read_bytes(), path)

    def lead(self, source: str) -> str:
        """Where a picture that cannot stand in the text is to be had: as a file here, or there."""
        path = self._of_link(source)
        taken = self.take(path, shown(path.name), source) if path else None
        if taken:
            return file_link(NOT_YET, taken)
        return address.whole(source, self.page)

    def _take_picture(self, key: str, data: bytes, path: Path | None) -> Item | None:
        """Add a sound picture, without the place where it was taken; a warning for another."""
        name = shown(path.name) if path else f"正文图片{len(self.files) + 1}"
        if f"picture {key}" in self.taken:
            return {"sha256": self.taken[f"picture {key}"]}
        try:
            read = _sound_picture(data, name)
        except Refusal as refusal:
            if path is None:
                self.warnings.append(f"正文内嵌图片没有带入：{refusal}")
            return None
        sha256 = hashlib.sha256(read.data).hexdigest()
        made = Attached(
            name=f"{PurePosixPath(name).stem}{read.suffix}",
            file=shown(path.relative_to(self.found.root).as_posix()) if path else "",
            sha256=sha256,
            size=len(read.data),
            inline=True,
            path=path,
            data=None if path and read.data == data else read.data,
            media_type=read.media_type,
        )
        return {"sha256": self._add(f"picture {key}", made)}

    def hash_of(self, link: str) -> str | None:
        """The hash of a file that the text links to; one not taken yet is taken now."""
        path = self._of_link(link)
        if path is None or phase_of(path.name) is Phase.PAGE:
            return None
        return self.take(path, shown(path.name), link)


def _read(path: Path, limit: int) -> tuple[tuple[str, ...], str, int, str, str]:
    """(reasons against it, hash, size, text, why no text); remembered, as pages share files."""
    try:
        stated = path.stat()
        if stated.st_size > limit:
            size = stated.st_size / 1048576
            sentence = f"大小 {size:.1f} MB，超过上限 {limit // 1048576} MB"
            return (sentence,), "", stated.st_size, "", ""
        return _read_once(path, limit, stated.st_size, stated.st_mtime_ns)
    except OSError as error:
        return (f"打不开：{error.strerror}",), "", 0, "", ""


@lru_cache(maxsize=32)
def _read_once(
    path: Path, limit: int, size: int, changed: int
) -> tuple[tuple[str, ...], str, int, str, str]:
    data = path.read_bytes()
    reasons = reasons_against_file(path.name, data, limit)
    if reasons:
        return tuple(str(reason) for reason in reasons), "", size, "", ""
    text, problem = text_of_file(data, path.name)
    return (), hashlib.sha256(data).hexdigest(), size, text, problem


def _sound_picture(data: bytes, name: str) -> Picture:
    """A picture that browsers show, whole. Raises Refusal for any other."""
    if data.startswith(b"BM") and name.lower().endswith(".bmp"):
        return Picture(data, ".bmp", "image/bmp")
    return read_picture(data, f"“{name}”")


def _decoded(source: str) -> bytes:
    """The bytes of a picture written into the markup; none when they are no such thing."""
    found = _DATA.fullmatch(source)
    if found is None:
        return b""
    data = unquote_to_bytes(found[2])
    try:
        return base64.b64decode(data) if found[1] else data
    except binascii.Error:
        return b""


def _spoken_name(words: str, path: Path) -> str:
    """The link's words with the file's ending; the file's own name when the words say nothing."""
    own = shown(path.name)
    suffix = PurePosixPath(own).suffix
    said = clean_name(" ".join(words.split())) if words.strip() else ""
    if not _SPOKEN.sub("", said.removesuffix(suffix)):
        return clean_name(own)
    return said if said.lower().endswith(suffix.lower()) else f"{said}{suffix}"


def _is_within(listed: str, linked: Iterable[str]) -> bool:
    """Whether an entry of the text's own list is but the words of links, one or several."""
    rest = _bare(listed)
    for name in sorted(linked, key=len, reverse=True):
        for words in (_bare(name), _bare(PurePosixPath(name).stem)):
            rest = rest.replace(words, "") if words else rest
    return not rest


def _stands_in(listed: str, body: str) -> bool:
    """Whether the attachment is part of the text: its name stands there again as a heading."""
    return _bare(body).count(_bare(listed)) > 1


def _bare(name: str) -> str:
    """A name without number, quotes and spaces, for comparing."""
    return re.sub(r"[\s《》“”\"'.]", "", _NUMBERED.sub("", name.strip().lower(), count=1))
