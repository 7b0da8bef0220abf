"""A PDF that holds its pages and nothing else."""

import io
from typing import Any

from gongkai.screening.files import pdf_things
from gongkai.screening.masking.masker import Masker
from gongkai.screening.masking.pdf_streams import Content
from gongkai.screening.masking.pictures import stripped

_SEEN = frozenset(
    {"/Widget", "/Stamp", "/Square", "/Circle", "/Line", "/Ink", "/Polygon", "/PolyLine"}
    | {"/FreeText", "/Redact"}
)
_PAGE_KEYS = frozenset({"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources"})
_PAGE_KEYS |= {"/Contents", "/Group"}
_PRIVATE = ("/Metadata", "/PieceInfo", "/LastModified", "/StructParents", "/StructParent", "/OPI")


def flattened(data: bytes, masker: Masker) -> bytes:
    """The file with what annotations and forms show painted into the pages, and they gone."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as package:
        shown = 0
        for page in package.pages:
            listed = pdf_things.annotations(page.obj)
            kept = [item for item in listed if str(item.get("/Subtype", "")) in _SEEN]
            masker.removed["批注和链接"] += len(listed) - len(kept)
            shown += len(kept)
            if listed:
                page.obj.Annots = pikepdf.Array(kept)
        masker.removed["附件"] += len(package.attachments)
        masker.removed["文档属性"] += bool(package.trailer.get("/Info"))
        if not shown:
            target = io.BytesIO()
            package.save(target)
            return target.getvalue()
        target = io.BytesIO()
        package.save(target)
    return _painted(target.getvalue())


def _painted(data: bytes) -> bytes:
    import pypdfium2 as pdfium
    import pypdfium2.raw as c

    document = pdfium.PdfDocument(data)
    try:
        document.init_forms()
        for number in range(len(document)):
            page = document[number]
            if c.FPDFPage_Flatten(page, c.FLAT_NORMALDISPLAY) == c.FLATTEN_FAIL:
                raise pdfium.PdfiumError("annotations could not be painted")
            page.close()
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()
    finally:
        document.close()


def clean_copy(package: Any) -> bytes:
    """New file, same pages: no catalogue entries, annotations, metadata or earlier versions."""
    import pikepdf

    with pikepdf.new() as made:
        for page in package.pages:
            for key in [key for key in page.obj if key not in _PAGE_KEYS]:
                del page.obj[key]
            _without_descriptions(package, page)
            made.pages.append(page)
        for item in made.objects:
            _strip(item)
        made.remove_unreferenced_resources()
        target = io.BytesIO()
        made.save(
            target, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
        return target.getvalue()


def _without_descriptions(package: Any, page: Any) -> None:
    """Marked content may repeat the text (ActualText) beside what is shown."""
    import pikepdf

    resources = page.obj.get("/Resources")
    properties = resources.get("/Properties") if hasattr(resources, "get") else None
    if properties is not None:
        del resources["/Properties"]
    contents = page.obj.get("/Contents")
    if contents is None:
        return
    streams = contents.as_list() if isinstance(contents, pikepdf.Array) else [contents]
    if properties is None and not any(b"BDC" in stream.read_bytes() for stream in streams):
        return
    page.obj.Contents = pikepdf.Stream(package, Content(page).data())


def _strip(item: Any) -> None:
    import pikepdf

    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for key in _PRIVATE:
            if key in item:
                del item[key]
    if isinstance(item, pikepdf.Stream) and str(item.get("/Filter", "")) == "/DCTDecode":
        raw = bytes(item.read_raw_bytes())
        plain = stripped(raw)
        if plain != raw:
            item.write(plain, filter=pikepdf.Name.DCTDecode)
