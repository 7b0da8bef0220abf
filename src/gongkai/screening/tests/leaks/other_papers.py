"""Makers of PDF, text, web page and archive files with a text at a chosen place."""

import io
import json
import zipfile
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from gongkai.screening.tests.leaks.office_papers import BEFORE, DOCX, XLSX, Maker


def _shown(text: str, x: int, y: int, *, before: str = "") -> str:
    return f"BT {before} /F1 12 Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"


def pdf(*contents: str, crop: tuple[int, ...] = ()) -> pikepdf.Pdf:
    """A file with one page for each content; /F1 shows UCS-2."""
    made = pikepdf.new()
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/STSong-Light"), Flags=6, ItalicAngle=0,
        FontBBox=[0, -200, 1000, 900], Ascent=880, Descent=-120, CapHeight=880, StemV=93,
    )  # fmt: skip
    inner = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name("/STSong-Light"), DW=1000,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("GB1"), Supplement=2),
        FontDescriptor=made.make_indirect(descriptor),
    )  # fmt: skip
    font = made.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/STSong-Light"),
            Encoding=Name("/UniGB-UCS2-H"), DescendantFonts=[made.make_indirect(inner)],
        )
    )  # fmt: skip
    for content in contents:
        page = made.add_blank_page(page_size=(595, 842))
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        page.obj.Contents = Stream(made, content.encode())
        if crop:
            page.obj.CropBox = Array(list(crop))
    return made


def saved(made: pikepdf.Pdf, **options) -> bytes:
    target = io.BytesIO()
    made.save(target, **options)
    return target.getvalue()


_FIRST = _shown(BEFORE, 80, 760)


def _page(text: str, after: str = "", *, x: int = 80, y: int = 700, before: str = "") -> bytes:
    return saved(pdf(_FIRST + _shown(text, x, y, before=before) + after))


def _two_runs(text: str) -> bytes:
    half = len(text) // 2
    head = text[:half].encode("utf-16-be").hex()
    tail = text[half:].encode("utf-16-be").hex()
    return saved(pdf(f"{_FIRST}BT /F1 12 Tf 1 0 0 1 80 700 Tm [<{head}> 0 <{tail}>] TJ ET"))


def _letter_by_letter(text: str) -> bytes:
    return saved(pdf(_FIRST + "".join(_shown(c, 80 + 12 * i, 700) for i, c in enumerate(text))))


def _annotation(text: str) -> bytes:
    made = pdf(_FIRST)
    made.pages[0].obj.Annots = Array(
        [
            Dictionary(
                Type=Name.Annot, Subtype=Name("/Text"), Rect=[10, 10, 30, 30],
                Contents=String(text), T=String("王小明"),
            )
        ]
    )  # fmt: skip
    return saved(made)


def _under_annotation(text: str) -> bytes:
    made = pdf(_FIRST + _shown(text, 80, 700))
    look = Stream(made, b"0 0 0 rg 0 0 400 30 re f")
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 400, 30])
    made.pages[0].obj.Annots = Array(
        [
            Dictionary(
                Type=Name.Annot, Subtype=Name.Square, Rect=[70, 690, 470, 720],
                IC=[0, 0, 0], AP=Dictionary(N=look), F=4,
            )
        ]
    )  # fmt: skip
    return saved(made)


def _field(text: str) -> bytes:
    made = pdf(_FIRST)
    field = Dictionary(FT=Name.Tx, T=String("内容"), V=String(text))
    made.Root.AcroForm = Dictionary(Fields=Array([made.make_indirect(field)]))
    return saved(made)


def _attachment(text: str) -> bytes:
    made = pdf(_FIRST)
    made.attachments["底稿.txt"] = pikepdf.AttachedFileSpec(made, text.encode())
    return saved(made)


def _info(text: str) -> bytes:
    made = pdf(_FIRST)
    made.docinfo["/Keywords"] = text
    return saved(made)


def _bookmark(text: str) -> bytes:
    made = pdf(_FIRST)
    with made.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(text, 0))
    return saved(made)


def _old_revision(text: str) -> bytes:
    """Saved in place: the first version's text is still in the file."""
    first = _page(text)
    with pikepdf.open(io.BytesIO(first)) as made:
        number = made.pages[0].obj.Contents.objgen[0]
        size = len(made.objects) + 1
        root = made.Root.objgen[0]
    start = first.rindex(b"startxref")
    previous = int(first[start + 9 :].split()[0])
    body = _FIRST.encode()
    added = f"\n{number} 0 obj\n<< /Length {len(body)} >>\nstream\n".encode() + body
    added += b"\nendstream\nendobj\n"
    table = len(first) + len(added)
    place = len(first) + 1
    added += f"xref\n{number} 1\n{place:010} 00000 n \ntrailer\n".encode()
    added += f"<< /Size {size} /Root {root} 0 R /Prev {previous} >>\n".encode()
    return first + added + f"startxref\n{table}\n%%EOF\n".encode()


def _under_picture(text: str) -> bytes:
    made = pdf(_FIRST + _shown(text, 80, 700) + "q 460 0 0 25 70 690 cm /Im0 Do Q\n")
    image = Stream(made, b"\0")
    image.Type, image.Subtype, image.Width, image.Height = Name.XObject, Name.Image, 1, 1
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
    made.pages[0].obj.Resources.XObject = Dictionary(Im0=made.make_indirect(image))
    return saved(made)


_THICK_LINE = "0 0 0 RG 16 w 70 705 m 530 705 l S\n"
_BLACK = "0 0 0 rg 70 690 460 25 re f\n"

PDF: dict[str, Maker] = {
    "page": _page,
    "second page": lambda text: saved(pdf(_FIRST, _shown(text, 80, 700))),
    "two runs": _two_runs,
    "letter by letter": _letter_by_letter,
    "under a black bar": lambda text: _page(text, _BLACK),
    "under a white box": lambda text: _page(text, _BLACK.replace("0 0 0", "1 1 1")),
    "under an annotation": _under_annotation,
    "under a thick line": lambda text: _page(text, _THICK_LINE),
    "under a picture": _under_picture,
    "white": lambda text: _page(text, before="1 1 1 rg"),
    "not shown": lambda text: _page(text, before="3 Tr"),
    "outside the page": lambda text: _page(text, x=80, y=900),
    "outside the crop box": lambda text: saved(
        pdf(_FIRST + _shown(text, 80, 50), crop=(0, 100, 595, 842))
    ),
    "annotation": _annotation,
    "form field": _field,
    "attachment": _attachment,
    "keywords": _info,
    "bookmark": _bookmark,
    "old revision": _old_revision,
}

_HTML = '<!doctype html><html><head><meta charset="utf-8"><title>公示</title></head><body>{}</body></html>'


def _html(body: str) -> Maker:
    return lambda text: _HTML.format(body.replace("TEXT", text)).encode()


HTML: dict[str, Maker] = {
    "paragraph": _html(f"<p>{BEFORE}</p><p>TEXT</p>"),
    "split by tags": lambda text: _HTML.format(
        f"<p>{text[:8]}<b>{text[8:12]}</b><span>{text[12:]}</span></p>"
    ).encode(),
    "table": _html(
        "<table><tr><th>姓名</th><th>内容</th></tr><tr><td>某甲</td><td>TEXT</td></tr></table>"
    ),
    "hidden": _html('<p>公示</p><div style="display: none">TEXT</div>'),
    "comment": _html("<p>公示</p><!-- 底稿：TEXT -->"),
    "attribute": _html('<p><img src="a.png" alt="TEXT"></p>'),
    "script": _html('<p>公示</p><script>var a = "TEXT";</script>'),
    "hidden field": _html('<p>公示</p><input type="hidden" value="TEXT">'),
    "entities": lambda text: _HTML.format(
        "<p>" + "".join(f"&#{ord(char)};" for char in text) + "</p>"
    ).encode(),
}


def _csv(text: str) -> bytes:
    return f"姓名,内容\n某甲,{text}\n某乙,无\n".encode()


TEXTS: dict[str, tuple[str, Maker]] = {
    "utf-8": ("a.txt", lambda text: f"{BEFORE}\n{text}\n".encode()),
    "gb18030": ("a.txt", lambda text: f"{BEFORE * 3}\n{text}\n".encode("gb18030")),
    "utf-16": ("a.txt", lambda text: f"{BEFORE}\n{text}\n".encode("utf-16")),
    "utf-8 with mark": ("a.txt", lambda text: f"{BEFORE}\n{text}\n".encode("utf-8-sig")),
    "csv": ("a.csv", _csv),
    "csv gb18030": ("a.csv", lambda text: _csv(text).decode().encode("gb18030")),
    "tab separated": ("a.tsv", lambda text: _csv(text).replace(b",", b"\t")),
    "json": ("a.json", lambda text: json.dumps({"content": text}, ensure_ascii=False).encode()),
}


def zipped(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", 8) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def _nested(maker: Callable[[str], bytes], name: str) -> Maker:
    return lambda text: zipped({"说明.txt": BEFORE.encode(), name: maker(text)})


def _ofd(text: str) -> bytes:
    return zipped(
        {
            "OFD.xml": b"<OFD><DocBody/></OFD>",
            "Doc_0/Pages/Page_0/Content.xml": f"<Page><TextCode>{text}</TextCode></Page>".encode(),
        }
    )


def _odt(text: str) -> bytes:
    content = f'<c xmlns:t="t"><t:p>{BEFORE}</t:p><t:p>{text}</t:p></c>'
    return zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()}
    )


PACKED: dict[str, tuple[str, Maker]] = {
    "zip with docx": ("a.zip", _nested(DOCX["paragraph"], "名单.docx")),
    "zip with xlsx": ("a.zip", _nested(XLSX["hidden column"], "名单.xlsx")),
    "zip with pdf": ("a.zip", _nested(PDF["page"], "名单.pdf")),
    "zip in a zip": ("a.zip", _nested(_nested(PDF["page"], "名单.pdf"), "内层.zip")),
    "name of a member": ("a.zip", lambda text: zipped({f"{text}.txt": BEFORE.encode()})),
    "ofd": ("a.ofd", _ofd),
    "odt": ("a.odt", _odt),
}
