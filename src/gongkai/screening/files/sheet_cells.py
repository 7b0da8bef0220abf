"""Cells of a worksheet part: streamed rows, values as people mean them, what is hidden."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from gongkai.screening.files.parts import Package, attribute, free, local

Element = Any
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_HIDING_FORMAT = re.compile(r'^(?:;{2,3}|"\s*";"\s*";"\s*"(?:;"\s*")?)$')
_WHITE = re.compile(r"^(?:ff|00)?f[d-f]f[d-f]f[d-f]$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A filled cell: where it stands, what it says, its formula, and whether it hides."""

    row: int
    column: int
    text: str
    number: bool = False
    formula: str = ""
    unseen: str = ""


@dataclass(slots=True)
class Row:
    """A row with its filled cells."""

    number: int
    hidden: bool
    cells: list[Cell] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Looks:
    """Cell styles by index: those whose number format hides, those white on white."""

    hiding: frozenset[int] = frozenset()
    white: frozenset[int] = frozenset()

    @classmethod
    def of(cls, package: Package, part: str) -> "Looks":
        if part not in package:
            return cls()
        root = package.xml(part)
        formats = {
            attribute(f, "numFmtId")
            for f in root.iter("{*}numFmt")
            if _HIDING_FORMAT.match(attribute(f, "formatCode"))
        }
        fonts = _group(root, "fonts")
        white = {i for i, font in enumerate(fonts) if _is_white(font)}
        black = {i for i, font in enumerate(fonts) if _is_black(font)}
        fills = _group(root, "fills")
        plain = {i for i, fill in enumerate(fills) if _is_plain(fill)}
        dark = {i for i, fill in enumerate(fills) if _is_dark(fill)}
        hiding, unseen = set(), set()
        for index, style in enumerate(_group(root, "cellXfs")):
            if style.get("numFmtId") in formats:
                hiding.add(index)
            font, fill = _number(style.get("fontId")), _number(style.get("fillId"))
            if (font in white and fill in plain) or (font in black and fill in dark):
                unseen.add(index)
        return cls(frozenset(hiding), frozenset(unseen))


def shared_strings(package: Package, part: str) -> list[str]:
    """The texts that cells point to, phonetic marks left out."""
    if part not in package:
        return []
    found = []
    for _, element in package.stream(part, ("end",), ("{*}si",)):
        package.reading.budget.check()
        found.append(rich_text(element))
        free(element)
    return found


def rich_text(element: Element) -> str:
    return "".join(
        found.text or "" for found in element.iter("{*}t") if local(found.getparent()) != "rPh"
    )


def columns_of(element: Element) -> list[tuple[int, int]]:
    """Hidden column ranges of a ``cols`` element: switched off or without width."""
    return [
        (_number(col.get("min")), min(_number(col.get("max")), 16_384))
        for col in element
        if is_on(col.get("hidden")) or col.get("width") in {"0", "0.0"}
    ]


def read_row(element: Element, strings: list[str], looks: Looks, previous: int) -> Row:
    """The filled cells of a ``row`` element; *previous* is the number of the row before."""
    number = _number(element.get("r")) or previous + 1
    hidden = is_on(element.get("hidden")) or element.get("ht") in {"0", "0.0"}
    row = Row(number, hidden)
    column = 0
    for child in element:
        if local(child) != "c":
            continue
        found = _REFERENCE.fullmatch(child.get("r") or "")
        column = column_number(found.group(1)) if found else column + 1
        cell = _cell(child, strings, looks, number, column)
        if cell is not None:
            row.cells.append(cell)
    return row


def _cell(element: Element, strings: list[str], looks: Looks, row: int, column: int) -> Cell | None:
    kind = element.get("t") or "n"
    value = formula = ""
    for child in element:
        name = local(child)
        if name == "v":
            value = child.text or ""
        elif name == "f":
            formula = child.text or ""
        elif name == "is":
            value = rich_text(child)
    if kind == "s" and value.isdigit():
        value = strings[int(value)] if int(value) < len(strings) else ""
    is_number = kind == "n" and bool(value)
    text = whole_number(value) if is_number else value
    if not text.strip() and not formula:
        return None
    style = _number(element.get("s"))
    unseen = "format" if style in looks.hiding else "white" if style in looks.white else ""
    return Cell(row, column, text, is_number, formula, unseen)


def whole_number(value: str) -> str:
    """``1.38E+10`` as people wrote it: 13800000000; fractions stay as they are."""
    if value.isdigit():
        return value
    try:
        found = Decimal(value)
    except InvalidOperation:
        return value
    if not found.is_finite() or abs(found.adjusted()) > 40:
        return value
    return str(int(found)) if found == found.to_integral_value() else value


def column_number(letters: str) -> int:
    """``A`` is 1, ``AA`` is 27."""
    total = 0
    for letter in letters:
        total = total * 26 + ord(letter) - 64
    return total


def column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def is_on(value: str | None) -> bool:
    return value in {"1", "true"}


def _number(value: str | None) -> int:
    return int(value) if value and value.isdigit() else 0


def _group(root: Element, name: str) -> list[Element]:
    for element in root:
        if local(element) == name:
            return list(element)
    return []


def _is_white(font: Element) -> bool:
    for color in font.iter("{*}color"):
        if color.get("theme") == "0" and not color.get("tint"):
            return True
        return bool(_WHITE.match(color.get("rgb") or ""))
    return False


def _is_black(font: Element) -> bool:
    for color in font.iter("{*}color"):
        if color.get("theme") == "1" and not color.get("tint"):
            return True
        return (color.get("rgb") or "").lower() in {"ff000000", "00000000"}
    return True


def _is_dark(fill: Element) -> bool:
    for pattern in fill.iter("{*}patternFill"):
        for color in pattern.iter("{*}fgColor"):
            black = color.get("rgb") == "FF000000" or color.get("theme") == "1"
            return pattern.get("patternType") == "solid" and black and not color.get("tint")
    return False


def _is_plain(fill: Element) -> bool:
    for pattern in fill.iter("{*}patternFill"):
        if pattern.get("patternType", "none") == "none":
            return True
        if pattern.get("patternType") != "solid":
            return False
        for color in pattern.iter("{*}fgColor"):
            return bool(_WHITE.match(color.get("rgb") or "")) or color.get("theme") == "0"
    return False


def merged(numbers: Iterator[int]) -> str:
    """``3、5–9`` for people, at most eight ranges."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    shown = [str(a) if a == b else f"{a}–{b}" for a, b in ranges[:8]]
    return "、".join(shown) + ("等" if len(ranges) > 8 else "")
