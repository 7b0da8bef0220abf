"""Office packages: the zip, its XML parts streamed, relations, properties, embedded files."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from gongkai.files.extraction import Unreadable
from gongkai.files.extraction.archive import BROKEN, LOCKED
from gongkai.screening.files.reading import Reading

Element = Any
DOCTYPE = "文件内含文档类型声明（DOCTYPE），为安全起见拒绝读取；请用原软件另存后重试"
_RATIO_FROM = 1024 * 1024


class Locked(Unreadable):
    """A zip with encrypted entries."""

    def __init__(self) -> None:
        super().__init__(LOCKED)


class Package:
    """A zip opened within the reading's bounds; nothing is unpacked before it is asked for."""

    def __init__(self, data: bytes, reading: Reading) -> None:
        self.reading = reading
        bounds = reading.budget.bounds
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable(BROKEN) from error
        if len(entries) > bounds.limits.zip_entries:
            raise Unreadable(f"压缩包内文件超过 {bounds.limits.zip_entries} 个，拒绝读取")
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise Locked
        for entry in entries:
            packed = max(entry.compress_size, 1)
            if entry.file_size > _RATIO_FROM and entry.file_size > packed * bounds.ratio:
                raise Unreadable("压缩比异常，疑为压缩炸弹，拒绝读取；请用原软件另存后重试")
        reading.budget.unpack(sum(entry.file_size for entry in entries))
        self.entries = {entry.filename: entry for entry in entries if not entry.is_dir()}
        self.names = list(self.entries)

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def read(self, name: str) -> bytes:
        """The bytes of one entry; damage raises `Unreadable`."""
        try:
            return self._zip.read(self.entries[name])
        except KeyError as error:
            raise Unreadable(BROKEN) from error
        except Exception as error:
            raise _as_unreadable(error) from error

    def xml(self, name: str) -> Element:
        """A small part as a tree."""
        for _, element in self.stream(name, ("end",)):
            last = element
        return last

    def stream(
        self,
        name: str,
        events: tuple[str, ...] = ("start", "end"),
        tags: tuple[str, ...] | None = None,
    ) -> Iterator[Any]:
        """(event, element) pairs of a part, without entities and network; DOCTYPEs are refused.

        With *tags* (``{*}row``) only those elements come.
        """
        if name not in self.entries:
            raise Unreadable(BROKEN)
        first = True
        try:
            with self._zip.open(self.entries[name]) as source:
                walk = etree.iterparse(
                    source,
                    events=events,
                    tag=tags,
                    resolve_entities=False,
                    no_network=True,
                    load_dtd=False,
                )
                for event, element in walk:
                    if first:
                        first = False
                        _refuse_doctype(element)
                    yield event, element
        except etree.XMLSyntaxError as error:
            raise Unreadable(BROKEN) from error
        except Unreadable:
            raise
        except (zipfile.BadZipFile, OSError, NotImplementedError, EOFError) as error:
            raise Unreadable(BROKEN) from error
        except Exception as error:
            raise _as_unreadable(error) from error
        if first and tags is None:
            raise Unreadable(BROKEN)

    def relations(self, part: str) -> list[tuple[str, str, str, bool]]:
        """(id, type's last word, target, external) of a part; inside targets as entry names."""
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        if rels not in self.entries:
            return []
        found = []
        for relation in self.xml(rels):
            if not isinstance(relation.tag, str):
                continue
            target = str(relation.get("Target", ""))
            external = relation.get("TargetMode") == "External"
            if not external:
                target = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
                target = posixpath.normpath(target).lstrip("/")
            kind = str(relation.get("Type", "")).rpartition("/")[2]
            found.append((str(relation.get("Id", "")), kind, target, external))
        return found

    def target(self, part: str, kind: str, fallback: str) -> str:
        """The entry a part points to by a relation of that kind."""
        for _, found, target, external in self.relations(part):
            if found == kind and not external and target in self.entries:
                return target
        return fallback


def _refuse_doctype(element: Element) -> None:
    if getattr(element.getroottree().docinfo, "doctype", ""):
        raise Unreadable(DOCTYPE)


def _as_unreadable(error: Exception) -> Exception:
    """Damage met by a decompressor becomes a sentence; anything else stays what it is."""
    damaged = (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError)
    if isinstance(error, damaged) or type(error).__module__ in {"zlib", "_lzma", "lzma"}:
        return Unreadable(BROKEN)
    return error


def local(element: Element) -> str:
    """The tag without its namespace; "" for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """An attribute by its local name, whatever its namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def free(element: Element) -> None:
    """Let go of an element already read and of those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
