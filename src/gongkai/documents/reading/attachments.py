"""Files a record names: links to documents, and the 附件 list of the text."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote, urlsplit

from gongkai.documents.reading.result import Attachment
from gongkai.documents.reading.script import fold, squeezed
from gongkai.documents.reading.words import is_prose
from gongkai.files.extraction import Link

_FILE = re.compile(
    r"\.(?:pdf|docx?|wps|xlsx?|et|csv|pptx?|ofd|zip|rar|7z|txt|rtf|tiff?|mp4|mp3)(?:$|[?&#])", re.I
)
_LIST = re.compile(r"^附\s?件\s?(?::|\s)?\s?(?=[^:\s])|^附件\s?:\s?$|^附件\s?\d{1,2}\s?:")
_NUMBER = re.compile(r"^(?:附件)?\s?\(?\d{1,2}\s?[.、．)]\s?")
_INLINE = re.compile(r"(?<=[^\d\s])\s{1,4}(?=\d{1,2}\s?[.、．])")
_TRAIL = re.compile(r"\s?(?:[(\[]?(?:点击)?下载[)\]]?)$")
_NO_FILE = ("javascript:", "mailto:", "tel:", "data:", "about:", "#")


def from_links(links: Iterable[Link]) -> list[Attachment]:
    """Links whose address or words name a file, or that are called 附件; each address once."""
    found: dict[str, Attachment] = {}
    for link in links:
        address = link.url.strip()
        if address.lower().startswith(_NO_FILE) or address in found:
            continue
        if _FILE.search(address) or _FILE.search(link.name) or fold(link.name).startswith("附件"):
            found[address] = Attachment(link.name or _file_name(address), address)
    return list(found.values())


def from_lines(lines: Sequence[str]) -> list[Attachment]:
    """``附件：1.… 2.…`` of the text itself, on one line or on several."""
    for number, line in enumerate(lines):
        if "附" not in line[:10]:
            continue
        folded = fold(line).strip()
        if folded.startswith("附") and _LIST.match(folded) and not is_prose(line):
            return [Attachment(name) for name in _listed(lines, number)]
    return []


def merged(linked: Sequence[Attachment], named: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """Links first; a name of the text is added when no link carries it."""
    known = " ".join(squeezed(one.name) for one in linked)
    unknown = [one for one in named if _core(one.name) not in known]
    return (*linked, *unknown)


def _listed(lines: Sequence[str], number: int) -> Iterable[str]:
    first = lines[number].strip()
    match = _LIST.match(fold(first))
    rest = first[match.end() :] if match else first
    entries = _INLINE.split(rest.strip(" \u3000:：")) if rest.strip(" \u3000:：") else []
    for entry in entries:
        yield _name(entry)
    for line in lines[number + 1 : number + 30]:
        text = line.strip()
        if not text:
            continue
        if not _NUMBER.match(fold(text)) or len(text) > 120:
            break
        yield _name(text)


def _name(entry: str) -> str:
    bare = _NUMBER.sub("", entry.strip(), count=1)
    return _TRAIL.sub("", bare).strip(" \u3000;；。")


def _core(name: str) -> str:
    return re.sub(r"\.[a-z]{2,4}$", "", squeezed(name).lower()).strip("《》")


def _file_name(address: str) -> str:
    return unquote(urlsplit(address).path.rpartition("/")[2]) or address
