"""Files that belong to a page: those it names and that lie beside it, and pictures in its text."""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath

from gongkai.documents.moving import address
from gongkai.documents.moving.folder import PICTURES, Found, Phase, phase_of, shown
from gongkai.documents.reading import Attachment
from gongkai.files.rules import clean_name, reasons_against_file, suffix_of
from gongkai.files.texts import text_of_file

_SPOKEN = re.compile(r"[\s\[\]【】()（）:：]|点击|下载|查看|附件\d{0,2}|文件|全文|阅读|打开")
_NUMBERED = re.compile(r"^(?:附\s?件)?\s?(?:\d{1,2}(?:\s?[.、．:：)）]|\s))?\s?[:：]?\s?")
_DATA = re.compile(r"data:image/(png|jpe?g|gif);base64,([A-Za-z0-9+/=\s]{20,})", re.IGNORECASE)
_EMBEDDED = "embedded-picture-"


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


@dataclass(slots=True)
class Beside:
    """What was found beside a page, in the order of its places, and what was not."""

    found: Found
    page: str
    limit: int
    files: list[Attached] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
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
                self.take(path, _spoken_name(one.name, path))

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

    def take(self, path: Path, name: str, *, inline: bool = False) -> int | None:
        """Add a file; its place from 1, or None with a warning when its kind is not accepted."""
        key = str(path)
        if key in self.places:
            return self.places[key]
        reasons, sha256, size, text, problem = _read(path, self.limit)
        if reasons:
            self.warnings.append(f"附件“{name[:80]}”没有带入：{'；'.join(reasons)}")
            return None
        file = shown(path.relative_to(self.found.root).as_posix())
        made = Attached(name, file, sha256, size, inline, path, None, text, problem)
        return self._add(key, made)

    def take_data(self, data: bytes, suffix: str) -> int:
        """Add a picture that stood in the page as base64."""
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 in self.places:
            return self.places[sha256]
        name = f"图{len(self.files) + 1}.{suffix}"
        return self._add(sha256, Attached(name, "", sha256, len(data), True, None, data))

    def _add(self, key: str, made: Attached) -> int:
        self.files.append(made)
        self.places[key] = len(self.files)
        return len(self.files)

    def take_picture(self, link: str) -> int | None:
        """The place of a picture in the text; None when it is not here or of no accepted kind."""
        path = self._of_link(link)
        if path is None or suffix_of(path.name) not in PICTURES:
            self.warnings.append(f"正文图片没有找到：{link[:200]}")
            return None
        return self.take(path, shown(path.name), inline=True)

    def place_of(self, link: str) -> int | None:
        """The place of a file that the text links to and that was taken."""
        path = self._of_link(link)
        return self.places.get(str(path)) if path else None

    def lift_embedded(self, markup: str) -> str:
        """Take pictures written into the markup; leave their place as the address."""

        def lift(match: re.Match[str]) -> str:
            try:
                data = base64.b64decode(match[2], validate=False)
            except (binascii.Error, ValueError):
                self.warnings.append("正文内嵌图片已损坏，没有带入")
                return ""
            suffix = match[1].lower().replace("jpeg", "jpg")
            if reasons_against_file(f"x.{suffix}", data, self.limit):
                self.warnings.append("正文内嵌图片已损坏或过大，没有带入")
                return ""
            return f"{_EMBEDDED}{self.take_data(data, suffix)}"

        return _DATA.sub(lift, markup) if "data:image" in markup else markup


def embedded_place(link: str) -> int | None:
    """The place that `Beside.lift_embedded` left in an address."""
    rest = link.removeprefix(_EMBEDDED)
    return int(rest) if rest != link and rest.isdigit() else None


@lru_cache(maxsize=32)
def _read(path: Path, limit: int) -> tuple[tuple[str, ...], str, int, str, str]:
    """(reasons against it, hash, size, text, why no text); remembered, as pages share files."""
    try:
        size = path.stat().st_size
        if size > limit:
            sentence = f"大小 {size / 1048576:.1f} MB，超过上限 {limit // 1048576} MB"
            return (sentence,), "", size, "", ""
        data = path.read_bytes()
    except OSError as error:
        return (f"打不开：{error.strerror}",), "", 0, "", ""
    reasons = reasons_against_file(path.name, data, limit)
    if reasons:
        return tuple(str(reason) for reason in reasons), "", size, "", ""
    text, problem = text_of_file(data, path.name)
    return (), hashlib.sha256(data).hexdigest(), size, text, problem


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
