"""The kind of a file, told by its content."""

import re

HTML = "text/html"
PLAIN = "text/plain"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
OFD = "application/ofd"
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
PPT = "application/vnd.ms-powerpoint"
RTF = "application/rtf"
MHTML = "multipart/related"
ZIP = "application/zip"
OLE = "application/x-ole-storage"
LOCKED = "application/encrypted"

_MAGIC = (
    (b"{\\rtf", RTF),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"Rar!", "application/vnd.rar"),
    (b"7z\xbc\xaf", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ\x90", "application/x-executable"),
)
_TAG = re.compile(
    r"<(?:!doctype html|html|head|body|meta|title|div|table|tr|p|br|span|h[1-6]|ul|dl|section|"
    r"article|center|font|script|style|link)[\s>/]",
    re.IGNORECASE,
)
_MHTML = re.compile(
    rb"\A\s{0,20}(?:From|MIME-Version|Subject|Date|Snapshot-Content-Location):", re.I
)


def of_bytes(data: bytes) -> str | None:
    """The media type of a binary file; None when the bytes look like text."""
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return ZIP
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _of_ole(data)
    if b"%PDF-" in data[:1024]:
        return PDF
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    if _MHTML.match(data[:200]) and b"multipart/related" in data[:4096].lower():
        return MHTML
    return None


def of_text(text: str) -> str:
    """HTML when a usual tag stands near the beginning, or often enough; else plain text."""
    head = text[:3000]
    opening = head.lstrip()
    if opening.startswith("<") and _TAG.search(head):
        return HTML
    return HTML if len(_TAG.findall(head)) >= 3 else PLAIN


def is_binary(data: bytes) -> bool:
    """Text has no run of zero bytes (UTF-16 is decided before) and few control bytes."""
    sample = data[:4096]
    control = sum(byte < 9 or 14 <= byte < 27 for byte in sample)
    return control * 10 > len(sample)


def _of_ole(data: bytes) -> str:
    streams = (
        ("EncryptedPackage", LOCKED),
        ("WordDocument", DOC),
        ("Workbook", XLS),
        ("Book", XLS),
        ("PowerPoint Document", PPT),
    )
    for name, media_type in streams:
        if name.encode("utf-16-le") in data:
            return media_type
    return OLE
