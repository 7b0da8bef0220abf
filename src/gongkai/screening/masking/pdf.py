"""PDF files: hits taken out of the content itself; a page that cannot be rewritten is redrawn.

Two ways: letters are removed from the page's stream and a box is drawn in their place; or, when a
font or form hides the codes, or text lies unseen on the page, the page becomes a picture with the
boxes burnt in and no text. The report names the redrawn pages. Everything beside the pages
(annotations, forms, attachments, metadata, bookmarks, scripts, old versions) is left behind.
"""

import io
from collections.abc import Sequence
from typing import Any

from gongkai.files.extraction import Unreadable
from gongkai.screening.files.pdf import BROKEN, DAMAGE, look_at
from gongkai.screening.files.pdf_tables import ContinuedTable, Torn, torn_numbers
from gongkai.screening.masking.masker import Masker
from gongkai.screening.masking.pdf_clean import clean_copy, flattened
from gongkai.screening.masking.pdf_places import Box, PageText, Target, target_of
from gongkai.screening.masking.pdf_streams import Content
from gongkai.screening.rules.passages import Passage

_SCALE = 200 / 72
_QUALITY = 80


def mask_pdf(data: bytes, masker: Masker) -> bytes:
    """The masked file; encrypted and broken ones raise `Unreadable`."""
    import pikepdf
    import pypdfium2 as pdfium

    try:
        made = flattened(data, masker)
        for level in range(masker.rounds):
            made = _round(made, masker, level)
        return made
    except pikepdf.PasswordError as error:
        raise Unreadable("PDF 已加密，请去掉密码后重试") from error
    except (pdfium.PdfiumError, pikepdf.PdfError, *DAMAGE) as error:
        raise Unreadable(BROKEN) from error


def _round(data: bytes, masker: Masker, level: int) -> bytes:
    import pikepdf
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(data)
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as package:
            hits, redraw = _look(document, package, masker, level)
            for number in sorted(set(hits) | redraw):
                masker.budget.check()
                page = document[number]
                again = level > 0 or number in redraw
                if again or not _rewrite(page, package, number, hits[number]):
                    _redraw(page, package, number, hits.get(number, []))
                    masker.redrawn.append(number + 1)
                page.close()
            return clean_copy(package)
    finally:
        document.close()


def _look(
    document: Any, package: Any, masker: Masker, level: int
) -> tuple[dict[int, list[Target]], set[int]]:
    """Hits by page, and pages with text that is not seen (all when layers are switched off)."""
    passages: list[Passage] = []
    redraw: set[int] = set()
    layers = package.Root.get("/OCProperties")
    usual = None if layers is None else layers.get("/D")
    off = None if usual is None else usual.get("/OFF")
    if off is not None and len(off):
        masker.removed["关闭的图层"] += len(off)
        redraw = set(range(len(document)))
    table = ContinuedTable()
    torn: list[tuple[int, Torn]] = []
    before = ""
    for number in range(len(document)):
        masker.budget.check()
        text, unseen = look_at(document, package, number)
        torn += [(number, one) for one in torn_numbers(before, text)]
        before = text
        passages.append(Passage(table.headed(text), f"第{number + 1}页"))
        if {one.kind for one in unseen} - {"ocr"}:
            redraw.add(number)
            masker.removed["看不见的文字"] += len(unseen)
    pages = len(passages)
    passages += [Passage(one.whole, f"第{n}页末行与第{n + 1}页首行相接处") for n, one in torn]
    hits: dict[int, list[Target]] = {}
    for number, edits in masker.edits(passages, level).items():
        if number < pages:
            text = passages[number].text
            hits.setdefault(number, []).extend(target_of(text[e.start : e.end], e) for e in edits)
            continue
        after, one = torn[number - pages]
        hits.setdefault(after - 1, []).append(Target(one.head, frozenset()))
        hits.setdefault(after, []).append(Target(one.tail, frozenset(), first_only=True))
        redraw.add(after)
    return hits, redraw


def _rewrite(page: Any, package: Any, number: int, targets: Sequence[Target]) -> bool:
    """Take the letters out of the stream and draw boxes; False when that is not safe."""
    import pikepdf

    target_page = package.pages[number]

    letters = PageText(page)
    try:
        boxes = [letters.boxes(target) for target in targets]
    finally:
        letters.close()
    if any(found is None for found in boxes):
        return False
    try:
        content = Content(target_page)
        if not all(content.remove(target.text, set(target.keep)) for target in targets):
            return False
        data = content.data()
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError):
        return False
    drawn = "".join(_rectangle(box) for found in boxes for box in found or ())
    target_page.obj.Contents = pikepdf.Stream(package, b"q\n" + data + b"\nQ\n" + drawn.encode())
    return True


def _rectangle(box: Box) -> str:
    left, bottom, right, top = box
    return f"q 0 g {left:.2f} {bottom:.2f} {right - left:.2f} {top - bottom:.2f} re f Q\n"


def _redraw(page: Any, package: Any, number: int, targets: Sequence[Target]) -> None:
    """The page as a picture of 200 dots per inch with the boxes burnt in."""
    from PIL import ImageDraw

    letters = PageText(page)
    try:
        boxes = [box for target in targets for box in letters.boxes(target) or ()]
        missing = [target for target in targets if letters.boxes(target) is None]
    finally:
        letters.close()
    if missing:
        raise Unreadable(
            f"PDF 第 {number + 1} 页的文字定位不了，不能安全脱敏；请用原文件脱敏后重新生成"
        )
    bitmap = page.render(scale=_SCALE)
    try:
        picture = bitmap.to_pil().convert("RGB")
        place = bitmap.get_posconv(page)
        draw = ImageDraw.Draw(picture)
        for box in boxes:
            x0, y0 = place.to_bitmap(box[0], box[3])
            x1, y1 = place.to_bitmap(box[2], box[1])
            draw.rectangle((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), fill=(0, 0, 0))
    finally:
        bitmap.close()
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=_QUALITY)
    width, height = page.get_size()
    _put_picture(package, number, target.getvalue(), picture.size, (width, height))


def _put_picture(
    package: Any, number: int, data: bytes, pixels: tuple[int, int], size: tuple[float, float]
) -> None:
    import pikepdf
    from pikepdf import Array, Dictionary, Name

    image = pikepdf.Stream(package, data)
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height = pixels
    image.ColorSpace, image.BitsPerComponent = Name.DeviceRGB, 8
    image.Filter = Name.DCTDecode
    page = package.pages[number].obj
    for key in list(page.keys()):
        if key not in {"/Type", "/Parent"}:
            del page[key]
    page.MediaBox = Array([0, 0, size[0], size[1]])
    page.Resources = Dictionary(XObject=Dictionary(Im0=package.make_indirect(image)))
    page.Contents = pikepdf.Stream(
        package, f"q {size[0]:.3f} 0 0 {size[1]:.3f} 0 0 cm /Im0 Do Q".encode()
    )
