"""Text of a PDF page that a reader cannot see but can copy.

The page's objects tell which letters may be covered, white or outside; a picture of the page
tells whether anything of them is really seen.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Box = tuple[float, float, float, float]
_WHITE = 250
_UNIFORM = 20
_SCALE = 2.0
_MOST_OBJECTS = 60_000
_SHAPE_SEGMENTS = 14
_SMALLEST = 3.0
_THICK = 5.0
_PAINTED = frozenset({2, 3, 5})
"""Paths, images and forms of PDFium's kinds of page objects; text (1) and shading (4) are not."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """Letters on one page that are not seen: ``covered | outside | invisible | white | ocr``."""

    kind: str
    text: str
    boxes: tuple[Box, ...] = ()


@dataclass(slots=True)
class _Objects:
    """What stands on a page in the order it is painted."""

    order: dict[int, int]
    covers: list[tuple[int, Box]]
    invisible: set[int]
    white: set[int]
    has_scan: bool = False


def unseen_on(page: Any, text_page: Any, marks: list[Box]) -> list[Unseen]:
    """Everything unseen on a page; *marks* are the boxes of annotations that may cover text."""
    objects = _objects(page)
    suspects = _suspects(page, text_page, objects, marks)
    return list(_confirmed(page, text_page, suspects, objects))


def _objects(page: Any) -> _Objects:
    import pypdfium2.raw as c

    found = _Objects({}, [], set(), set())
    left, bottom, right, top = page.get_bbox()
    area = max((right - left) * (top - bottom), 1.0)
    for number, item in enumerate(page.get_objects(max_depth=5)):
        if number > _MOST_OBJECTS:
            break
        if item.type == c.FPDF_PAGEOBJ_TEXT:
            _text_object(item, number, found)
        elif item.type in _PAINTED and item.container is None:
            box = item.get_bounds()
            is_image = item.type == c.FPDF_PAGEOBJ_IMAGE
            size = (box[2] - box[0]) * (box[3] - box[1])
            found.has_scan |= is_image and size > 0.7 * area
            if item.type != c.FPDF_PAGEOBJ_PATH or _is_solid(item):
                found.covers.append((number, box))
    return found


def _text_object(item: Any, number: int, found: _Objects) -> None:
    import pypdfium2.raw as c

    key = address(item.raw)
    found.order[key] = number
    mode = c.FPDFTextObj_GetTextRenderMode(item.raw)
    if mode == c.FPDF_TEXTRENDERMODE_INVISIBLE:
        found.invisible.add(key)
    elif mode == c.FPDF_TEXTRENDERMODE_FILL:
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        if c.FPDFPageObj_GetFillColor(item.raw, red, green, blue, alpha):
            if alpha.value == 0:
                found.invisible.add(key)
            elif min(red.value, green.value, blue.value) >= _WHITE:
                found.white.add(key)


def _is_solid(item: Any) -> bool:
    """A filled, opaque shape of few corners, or a line as thick as letters are high."""
    import pypdfium2.raw as c

    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not c.FPDFPath_GetDrawMode(item.raw, mode, stroke):
        return False
    if c.FPDFPageObj_HasTransparency(item.raw):
        return False
    if not mode.value:
        width = ctypes.c_float()
        c.FPDFPageObj_GetStrokeWidth(item.raw, width)
        return bool(stroke.value) and width.value >= _THICK
    segments = int(c.FPDFPath_CountSegments(item.raw))
    return 0 < segments <= _SHAPE_SEGMENTS


def address(pointer: Any) -> int:
    """The number under which a PDF object is known."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _suspects(
    page: Any, text_page: Any, objects: _Objects, marks: list[Box]
) -> dict[str, list[tuple[int, Box]]]:
    """Letters (index, box) by what may be wrong with them."""
    found: dict[str, list[tuple[int, Box]]] = {}
    crop = page.get_bbox()
    covers = [c for c in objects.covers if _is_large(c[1])]
    covers += [(1 << 60, mark) for mark in marks if _is_large(mark)]
    count = text_page.count_chars()
    plain = not covers and not objects.invisible and not objects.white
    if plain and len(text_page.get_text_bounded(*crop)) >= len(text_page.get_text_range()):
        return found
    for index in range(count):
        box = text_page.get_charbox(index)
        if box[2] <= box[0] or box[3] <= box[1]:
            continue
        key = _key(text_page, index)
        if key in objects.invisible:
            found.setdefault("invisible", []).append((index, box))
        elif not _inside(box, crop):
            found.setdefault("outside", []).append((index, box))
        elif any(
            objects.order.get(key, -1) < order and _inside(box, cover) for order, cover in covers
        ):
            found.setdefault("covered", []).append((index, box))
        elif key in objects.white:
            found.setdefault("white", []).append((index, box))
    return found


def _key(text_page: Any, index: int) -> int:
    import pypdfium2.raw as c

    found = c.FPDFText_GetTextObject(text_page, index)
    return address(found) if found else 0


def _is_large(box: Box) -> bool:
    return box[2] - box[0] > _SMALLEST and box[3] - box[1] > _SMALLEST


def _inside(box: Box, around: Box) -> bool:
    """The middle of *box* lies in *around*."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return around[0] <= x <= around[2] and around[1] <= y <= around[3]


def _confirmed(
    page: Any, text_page: Any, suspects: dict[str, list[tuple[int, Box]]], objects: _Objects
) -> Iterator[Unseen]:
    for kind in ("invisible", "outside"):
        letters = suspects.get(kind, [])
        if kind == "invisible" and objects.has_scan:
            yield from _group("ocr", text_page, letters)
        else:
            yield from _group(kind, text_page, letters)
    rest = [(kind, suspects[kind]) for kind in ("covered", "white") if suspects.get(kind)]
    if not rest:
        return
    bitmap = page.render(scale=_SCALE, grayscale=True)
    try:
        picture = bitmap.to_pil()
        place = bitmap.get_posconv(page)
        for kind, letters in rest:
            blank = [letter for letter in letters if _is_blank(picture, place, letter[1])]
            yield from _group(kind, text_page, blank)
    finally:
        bitmap.close()


def _is_blank(picture: Any, place: Any, box: Box) -> bool:
    """Whether the picture shows one colour only where the letter stands."""
    x0, y0 = place.to_bitmap(box[0], box[3])
    x1, y1 = place.to_bitmap(box[2], box[1])
    left, right = sorted((int(x0), int(x1)))
    top, bottom = sorted((int(y0), int(y1)))
    area = (
        max(left, 0),
        max(top, 0),
        min(right + 1, picture.width),
        min(bottom + 1, picture.height),
    )
    if area[2] <= area[0] or area[3] <= area[1]:
        return False
    low, high = picture.crop(area).getextrema()
    return int(high) - int(low) <= _UNIFORM


def _group(kind: str, text_page: Any, letters: list[tuple[int, Box]]) -> Iterator[Unseen]:
    """One `Unseen` for each run of letters that follow each other."""
    if not letters:
        return
    whole = text_page.get_text_range(0, text_page.count_chars())
    exact = len(whole) == text_page.count_chars()
    run: list[tuple[int, Box]] = []
    for letter in [*letters, (-9, (0.0, 0.0, 0.0, 0.0))]:
        if run and not run[-1][0] < letter[0] <= run[-1][0] + 3:
            first, last = run[0][0], run[-1][0]
            text = (
                whole[first : last + 1]
                if exact
                else text_page.get_text_range(first, last - first + 1)
            )
            if text.strip():
                yield Unseen(kind, " ".join(text.split()), tuple(box for _, box in run))
            run = []
        run.append(letter)
