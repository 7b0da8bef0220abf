"""Office packages written anew: only known parts are taken over, each cleaned."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from gongkai.screening.files.parts import Package, attribute, local
from gongkai.screening.masking.pictures import stripped

Element = Any
_MEDIA = re.compile(r"/media/[^/]+\.(?:jpe?g|png|gif|bmp|tiff?|emf|wmf|svg)$", re.IGNORECASE)
_PROPERTIES = re.compile(r"^docProps/")
_MACRO_TYPES = {
    "application/vnd.ms-word.document.macroEnabled.main+xml": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    ),
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    ),
}
_TIME = (2000, 1, 1, 0, 0, 0)


class Copy:
    """The parts of a new package. What is not put in is not in it."""

    def __init__(self, package: Package, keep: re.Pattern[str]) -> None:
        self._package = package
        self.trees: dict[str, Element] = {}
        self._raw: dict[str, bytes] = {}
        self.dropped: list[str] = []
        self.had_properties = False
        for name in package.names:
            if name == "[Content_Types].xml" or name.endswith(".rels"):
                continue
            if _MEDIA.search(name):
                self._raw[name] = stripped(package.read(name))
            elif keep.search(name):
                self.trees[name] = tree_of(package, name)
            elif _PROPERTIES.search(name):
                self.had_properties |= name.endswith(("core.xml", "custom.xml"))
            else:
                self.dropped.append(name)

    def told(self, words: Iterable[tuple[str, str]]) -> Iterator[str]:
        """In words what was left out: a label for each part whose name holds its mark."""
        if self.had_properties:
            yield "文档属性"
        for part in self.dropped:
            label = next((label for mark, label in words if mark in part), "")
            if label:
                yield label

    def drop(self, name: str) -> None:
        """Leave a part out after all."""
        self.trees.pop(name, None)
        self._raw.pop(name, None)
        self.dropped.append(name)

    def raw_names(self) -> list[str]:
        """Pictures and other parts taken over as bytes."""
        return list(self._raw)

    def saved(self) -> bytes:
        """The package: parts, relations between parts that exist, types."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
            for name, data in self._parts():
                made.writestr(zipfile.ZipInfo(name, _TIME), data, zipfile.ZIP_DEFLATED)
        return target.getvalue()

    def _parts(self) -> list[tuple[str, bytes]]:
        names = {*self.trees, *self._raw}
        parts = [("[Content_Types].xml", self._types(names))]
        for name in ["", *sorted(names)]:
            rels = _relations_of(name)
            if rels in self._package:
                root = self._relations(name, rels, names)
                parts.append((rels, etree.tostring(root, encoding="UTF-8", xml_declaration=True)))
            else:
                root = []
            if name in self.trees:
                _drop_dangling(self.trees[name], {str(found.get("Id", "")) for found in root})
        parts += [
            (name, etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True))
            for name, tree in self.trees.items()
        ]
        return parts + list(self._raw.items())

    def _types(self, names: set[str]) -> bytes:
        root = tree_of(self._package, "[Content_Types].xml")
        for element in list(root):
            part = attribute(element, "PartName").lstrip("/")
            if part and part not in names:
                root.remove(element)
            kind = element.get("ContentType", "")
            if kind in _MACRO_TYPES:
                element.set("ContentType", _MACRO_TYPES[kind])
        return etree.tostring(root, encoding="UTF-8", xml_declaration=True)

    def _relations(self, name: str, rels: str, names: set[str]) -> Element:
        root = tree_of(self._package, rels)
        folder = name.rpartition("/")[0]
        used = self._used_ids(name)
        for element in list(root):
            target = attribute(element, "Target")
            if element.get("TargetMode") == "External":
                if element.get("Id") not in used or not target.startswith(("http://", "https://")):
                    root.remove(element)
                continue
            whole = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            if posixpath.normpath(whole).lstrip("/") not in names:
                root.remove(element)
        return root

    def _used_ids(self, name: str) -> set[str]:
        tree = self.trees.get(name)
        if tree is None:
            return set()
        return {
            value
            for element in tree.iter("*")
            for key, value in element.attrib.items()
            if key.endswith(("}id", "}embed", "}link", "}pict"))
        }


def _drop_dangling(root: Element, known: set[str]) -> None:
    """References to relations that went (links to mail addresses, templates) go too."""
    for element in list(root.iter("*")):
        for key in [key for key in element.attrib if "relationships}" in key]:
            if element.get(key) in known:
                continue
            parent = element.getparent()
            if local(element) in {"hlinkClick", "hlinkHover"} and parent is not None:
                parent.remove(element)
                break
            del element.attrib[key]


def _relations_of(name: str) -> str:
    folder, _, short = name.rpartition("/")
    return f"{folder}/_rels/{short}.rels" if folder else f"_rels/{short}.rels"


def tree_of(package: Package, name: str) -> Element:
    """A part as a tree of its own, checked for DOCTYPEs like every part."""
    root = None
    for _, element in package.stream(name, ("start", "end")):
        root = element if root is None else root
    return root


def remove_all(root: Element, names: frozenset[str]) -> int:
    """Remove all elements of these local names; how many there were."""
    found = [element for element in root.iter("*") if local(element) in names]
    for element in found:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return len(found)


def unwrap(root: Element, names: frozenset[str]) -> int:
    """Put the children of such elements in their place."""
    found = [element for element in root.iter("*") if local(element) in names]
    for element in found:
        parent = element.getparent()
        if parent is None:
            continue
        place = parent.index(element)
        for child in reversed(list(element)):
            parent.insert(place, child)
        parent.remove(element)
    return len(found)
