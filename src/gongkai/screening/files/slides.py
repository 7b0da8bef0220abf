"""Presentations: slides, tables, notes, comments, what lies outside the slide."""

import re
from collections.abc import Iterator
from typing import Any

from gongkai.screening.files import people, properties
from gongkai.screening.files.heads import Heads
from gongkai.screening.files.notes import note
from gongkai.screening.files.parts import Package, attribute, local
from gongkai.screening.files.plain import row_passages
from gongkai.screening.files.reading import Piece, Reading
from gongkai.screening.rules.passages import Passage

Element = Any
_NUMBER = re.compile(r"(\d+)\.xml$")
_PARTS = (
    (re.compile(r"ppt/notesSlides/notesSlide\d+\.xml$"), "备注页"),
    (re.compile(r"ppt/slideLayouts/slideLayout\d+\.xml$"), "版式"),
    (re.compile(r"ppt/slideMasters/slideMaster\d+\.xml$"), "母版"),
)
_COMMENTS = re.compile(r"ppt/comments/[^/]+\.xml$")


def read(package: Package, opener: properties.Opener) -> Iterator[Piece]:
    """Slides in the order shown, then notes, comments, properties."""
    main = package.target("", "officeDocument", "ppt/presentation.xml")
    book = package.xml(main)
    links = {key: target for key, _, target, outside in package.relations(main) if not outside}
    size = next(iter(book.iter("{*}sldSz")), None)
    extent = (_whole(size, "cx"), _whole(size, "cy"))
    shown = [links.get(_relation(found), "") for found in book.iter("{*}sldId")]
    slides = [part for part in shown if part in package]
    slides += sorted(set(_named(package, re.compile(r"ppt/slides/slide\d+\.xml$"))) - set(slides))
    for number, part in enumerate(slides, 1):
        yield from _slide(package, part, f"第{number}张幻灯片", extent)
    for pattern, label in _PARTS:
        for part in _named(package, pattern):
            found = _NUMBER.search(part)
            where = f"{label}{found.group(1) if found else ''}"
            yield from _texts(package.xml(part), package.reading, where)
    for part in _named(package, _COMMENTS):
        yield from _comments(package, part)
    yield from properties.read_properties(package)
    yield from properties.read_targets(package, slides)
    yield from properties.read_rest(package, opener, set(slides))


def _named(package: Package, pattern: re.Pattern[str]) -> list[str]:
    return sorted(name for name in package.names if pattern.search(name))


def _relation(element: Element) -> str:
    """``r:id``, which stands beside a plain ``id``."""
    for key, value in element.attrib.items():
        if key.endswith("}id"):
            return str(value)
    return ""


def _slide(package: Package, part: str, where: str, extent: tuple[int, int]) -> Iterator[Piece]:
    reading = package.reading
    reading.budget.check()
    root = package.xml(part)
    if root.get("show") in {"0", "false"}:
        yield note("hidden_slide", reading.at(where))
    yield from _texts(root, reading, where)
    for shape in root.iter("{*}sp"):
        text = "".join(found.text or "" for found in shape.iter("{*}t"))
        if text.strip() and _is_outside(shape, extent):
            yield note("off_slide", reading.at(where), text=text)
        elif text.strip() and any(_is_hidden(found) for found in shape.iter("{*}cNvPr")):
            yield note("hidden_text", reading.at(where), text=text)


def _texts(root: Element, reading: Reading, where: str) -> Iterator[Piece]:
    for paragraph in root.iter("{*}p"):
        reading.budget.check()
        if _in_table(paragraph):
            continue
        text = _text(paragraph)
        if text.strip():
            yield Passage(text, reading.at(where))
    for table in root.iter("{*}tbl"):
        heads = Heads()
        for number, row in enumerate(table.iterchildren("{*}tr"), 1):
            cells = [(c, _text(cell)) for c, cell in enumerate(row.iterchildren("{*}tc"), 1)]
            yield from row_passages(heads, cells, number, reading, f"{where}的表格 ")


def _in_table(element: Element) -> bool:
    return next(element.iterancestors("{*}tbl"), None) is not None


def _text(element: Element) -> str:
    return "".join(
        "\n" if local(found) == "br" else found.text or ""
        for found in element.iter("{*}t", "{*}br")
    )


def _is_outside(shape: Element, extent: tuple[int, int]) -> bool:
    place = next(iter(shape.iter("{*}off")), None)
    size = next(iter(shape.iter("{*}ext")), None)
    if place is None or size is None or not all(extent):
        return False
    left, top = _whole(place, "x"), _whole(place, "y")
    right, bottom = left + _whole(size, "cx"), top + _whole(size, "cy")
    return right <= 0 or bottom <= 0 or left >= extent[0] or top >= extent[1]


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") in {"1", "true"}


def _whole(element: Element | None, name: str) -> int:
    value = "" if element is None else str(element.get(name, ""))
    return int(value) if value.lstrip("-").isdigit() else 0


def _comments(package: Package, part: str) -> Iterator[Piece]:
    names = {}
    for people_part in _named(package, re.compile(r"ppt/(?:commentAuthors|authors)\.xml$")):
        for found in package.xml(people_part):
            names[attribute(found, "id")] = attribute(found, "name")
    count = 0
    for element in package.xml(part).iter("{*}cm"):
        author = people.spoken(names.get(str(element.get("authorId", "")), ""))
        text = "".join(found.text or "" for found in element.iter("{*}text", "{*}t"))
        count += 1
        yield Passage(text, package.reading.at(f"批注（{author}）"))
    if count:
        yield note("comments", package.reading.at("批注"), f"{count} 条")
