"""A Word paragraph as runs: what is shown, what was deleted, what is hidden or unseen."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gongkai.screening.files.parts import Package, attribute, local

Element = Any
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_SKIP = frozenset({"pPr", "rPr", "tblPr", "sdtPr", "sdtEndPr", "Fallback"})
_TINY = 4
"""Half-points: two points and less cannot be read on paper."""
WHITE = frozenset({"ffffff", "fefefe", "fdfdfd"})
_PLAIN_FILL = frozenset({"", "auto", "ffffff", "none"})


@dataclass(slots=True)
class Run:
    """A run of letters: the element that holds it and how it shows."""

    text: str
    element: Element
    deleted: bool = False
    hidden: bool = False
    unseen: str = ""


@dataclass(slots=True)
class Paragraph:
    """The runs of a paragraph, the boxes anchored in it, who changed it, its field codes."""

    runs: list[Run] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    authors: set[str] = field(default_factory=set)
    codes: list[str] = field(default_factory=list)
    changes: int = 0

    @property
    def shown(self) -> str:
        return "".join(run.text for run in self.runs if not run.deleted and not run.hidden)

    @property
    def complete(self) -> str:
        return "".join(run.text for run in self.runs)

    def unseen(self, kind: str) -> str:
        return "".join(run.text for run in self.runs if run.unseen == kind)

    @property
    def hidden(self) -> str:
        return "".join(run.text for run in self.runs if run.hidden)

    @property
    def has_more(self) -> bool:
        return any((run.deleted or run.hidden) and run.text.strip() for run in self.runs)


@dataclass(frozen=True, slots=True)
class Styles:
    """Ids of the styles that hide their text."""

    hidden: frozenset[str] = frozenset()

    @classmethod
    def of(cls, package: Package, part: str) -> "Styles":
        if part not in package:
            return cls()
        found = set()
        for element in package.xml(part):
            if local(element) == "style" and _flag(element, "vanish"):
                found.add(attribute(element, "styleId"))
        return cls(frozenset(found))


def read_paragraph(element: Element, styles: Styles, *, on_dark: bool = False) -> Paragraph:
    """The runs of one ``w:p``; text in boxes is left to its own paragraphs."""
    found = Paragraph()
    properties = _child(element, "pPr")
    style = _child(properties, "pStyle")
    hidden = style is not None and attribute(style, "val") in styles.hidden
    dark = on_dark or _shaded(properties)
    _collect(element, found, styles, (False, hidden, dark))
    return found


def _collect(
    element: Element, found: Paragraph, styles: Styles, state: tuple[bool, bool, bool]
) -> None:
    deleted, hidden, dark = state
    for child in element:
        name = local(child)
        if name in {"del", "moveFrom", "ins", "moveTo"}:
            found.changes += 1
            found.authors.add(attribute(child, "author"))
            gone = deleted or name in {"del", "moveFrom"}
            _collect(child, found, styles, (gone, hidden, dark))
        elif name == "r":
            _run(child, found, styles, state)
        elif name == "txbxContent":
            found.boxes.append(child)
        elif name and name not in _SKIP:
            _collect(child, found, styles, state)


def _run(
    element: Element, found: Paragraph, styles: Styles, state: tuple[bool, bool, bool]
) -> None:
    deleted, hidden, dark = state
    properties = _child(element, "rPr")
    style = _child(properties, "rStyle")
    vanish = _flag(properties, "vanish") or _flag(properties, "webHidden")
    styled = style is not None and attribute(style, "val") in styles.hidden
    hidden = hidden or vanish or styled
    unseen = "" if properties is None else _unseen(properties, dark)
    for child in element:
        name = local(child)
        if name in {"t", "delText"}:
            gone = deleted or name == "delText"
            found.runs.append(Run(child.text or "", child, gone, hidden, unseen))
        elif name in _MARKS:
            found.runs.append(Run(_MARKS[name], child, deleted, hidden))
        elif name in {"instrText", "delInstrText"}:
            found.codes.append(child.text or "")
        elif name == "txbxContent":
            found.boxes.append(child)
        elif name and name not in _SKIP:
            _collect(child, found, styles, state)


def _unseen(properties: Element, dark: bool) -> str:
    """``white`` or ``tiny`` when the letters cannot be seen."""
    size = _child(properties, "sz")
    if (
        size is not None
        and attribute(size, "val").isdigit()
        and int(attribute(size, "val")) <= _TINY
    ):
        return "tiny"
    color = _child(properties, "color")
    if _black_on_black(properties, color):
        return "white"
    white = color is not None and attribute(color, "val").lower() in WHITE
    highlight = _child(properties, "highlight")
    bright = highlight is None or attribute(highlight, "val") in {"white", "none"}
    return "white" if white and bright and not dark and not _shaded(properties) else ""


def _black_on_black(properties: Element, color: Element | None) -> bool:
    """Letters under a black marker: black on black highlight or shading."""
    shown = "auto" if color is None else attribute(color, "val").lower()
    highlight = _child(properties, "highlight")
    if highlight is not None and attribute(highlight, "val") == "black":
        return shown in {"auto", "000000"}
    shading = _child(properties, "shd")
    return shown == "000000" and shading is not None and attribute(shading, "fill") == "000000"


def _shaded(properties: Element | None) -> bool:
    shading = _child(properties, "shd")
    return shading is not None and attribute(shading, "fill").lower() not in _PLAIN_FILL


def is_shaded(element: Element, container: str) -> bool:
    """Whether a cell or table gives its text a ground of its own (``tcPr``, ``tblPr``)."""
    properties = _child(element, container)
    return _shaded(properties) or _child(properties, "tblStyle") is not None


def _flag(element: Element | None, name: str) -> bool:
    """A switch such as ``w:vanish``, anywhere below; off when its value says so."""
    if element is None:
        return False
    return any(
        local(found) == name and attribute(found, "val") not in {"0", "false", "off"}
        for found in element.iter()
    )


def _child(element: Element | None, name: str) -> Element | None:
    if element is None:
        return None
    return next((child for child in element if local(child) == name), None)


def fallbacks(element: Element) -> Iterator[str]:
    """Texts of the replacements shown by old programs that differ from what new ones show."""
    for alternate in element.iter("{*}AlternateContent"):
        texts = {local(child): _text(child) for child in alternate}
        other = texts.get("Fallback", "")
        if other and other != texts.get("Choice", ""):
            yield other


def _text(element: Element) -> str:
    return "".join(found.text or "" for found in element.iter("{*}t"))
