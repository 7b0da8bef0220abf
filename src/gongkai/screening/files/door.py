"""The one door: a file in, its passages and what it hides out."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePath

from gongkai.files.extraction import Unreadable, sniff
from gongkai.files.extraction.decoding import decode_exactly
from gongkai.screening.files import markup, old, pdf, pictures, plain, sheet, slides, word
from gongkai.screening.files.notes import note
from gongkai.screening.files.packed import read_flat_office, read_members
from gongkai.screening.files.parts import Locked, Package
from gongkai.screening.files.reading import Bounds, Budget, Piece, Reading
from gongkai.screening.rules.passages import Passage

_EXPECTED = {
    ".docx": {"docx"},
    ".docm": {"docx"},
    ".dotx": {"docx"},
    ".xlsx": {"xlsx"},
    ".xlsm": {"xlsx"},
    ".pptx": {"pptx"},
    ".pptm": {"pptx"},
    ".pdf": {"pdf"},
    ".doc": {"doc", "locked", "rtf"},
    ".xls": {"xls", "locked"},
    ".ppt": {"ppt", "locked"},
    ".zip": {"zip"},
    ".ofd": {"ofd"},
    ".jpg": {"picture"},
    ".jpeg": {"picture"},
    ".png": {"picture"},
    ".gif": {"picture"},
    ".txt": {"text"},
    ".csv": {"text"},
    ".html": {"html", "text"},
    ".htm": {"html", "text"},
}
_SIMPLE = {
    sniff.PDF: "pdf",
    sniff.DOC: "doc",
    sniff.XLS: "xls",
    sniff.PPT: "ppt",
    sniff.OLE: "ole",
    sniff.LOCKED: "locked",
    sniff.RTF: "rtf",
    sniff.MHTML: "mhtml",
    "application/x-executable": "program",
}
_OLD = frozenset({"doc", "xls", "ppt", "ole", "locked"})
_MEDIA = {"doc": sniff.DOC, "xls": sniff.XLS, "ppt": sniff.PPT, "locked": sniff.LOCKED}
_NAMELIKE = re.compile(r"[\w\u4e00-\u9fff]")


def read_passages(
    source: Path | bytes, name: str = "", *, bounds: Bounds | None = None
) -> Iterator[Piece]:
    """Passages of a file and findings of the category “file”.

    *name* tells the expected type. Raises `Unreadable` with a Chinese sentence when the file
    itself cannot be read; a file inside it that cannot becomes a finding.
    """
    known = bounds or Bounds()
    most = known.limits.file_bytes
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > most:
        raise Unreadable(f"文件超过 {most // 1024 // 1024} MB，请压缩或拆分后重试")
    data = source if isinstance(source, bytes) else source.read_bytes()
    shown = name or ("" if isinstance(source, bytes) else source.name)
    if not data:
        raise Unreadable("文件是空的（0 字节），请重新选择")
    reading = Reading(shown, Budget(known))
    letters = 0
    for piece in _read(data, reading):
        if isinstance(piece, Passage):
            letters += len(piece.text)
            if letters > known.limits.characters:
                raise Unreadable(f"文字超过 {known.limits.characters} 字，请拆分后重试")
        yield piece


def read_beside(data: bytes, name: str, *, bounds: Bounds | None = None) -> Iterator[Piece]:
    """What a text file holds beside its text: its name, and the unseen parts of a web page."""
    reading = Reading(name, Budget(bounds or Bounds()))
    kind = kind_of(data)
    yield from _name_and_kind(kind, reading)
    if kind == "html":
        yield from markup.read_unseen(plain.text_of(data, reading), reading)


def _read(data: bytes, reading: Reading) -> Iterator[Piece]:
    kind = kind_of(data)
    yield from _name_and_kind(kind, reading)
    yield from _by_kind(kind, data, reading)


def _name_and_kind(kind: str, reading: Reading) -> Iterator[Piece]:
    stem = PurePath(reading.name).stem
    if _NAMELIKE.search(stem):
        yield Passage(stem, reading.at("文件名"))
    suffix = PurePath(reading.name).suffix.lower()
    if suffix in _EXPECTED and kind not in _EXPECTED[suffix]:
        yield note("mismatch", reading.at(""), f"扩展名 {suffix}，内容像 {_spoken(kind)}")


def kind_of(data: bytes) -> str:
    """``docx``, ``pdf``, ``text`` …: told by the content alone."""
    media = sniff.of_bytes(data)
    if media == sniff.ZIP:
        return _kind_of_zip(data)
    if media is None:
        text, encoding = decode_exactly(data[:8_000])
        if sniff.is_binary(data) and not encoding.startswith("utf-16"):
            return "unknown"
        return "html" if sniff.of_text(text) == sniff.HTML else "text"
    if media.startswith("image/"):
        return "picture"
    return _SIMPLE.get(media, media)


def _kind_of_zip(data: bytes) -> str:
    import io

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "zip"
    for part, kind in (
        ("word/", "docx"),
        ("xl/workbook", "xlsx"),
        ("ppt/presentation", "pptx"),
        ("OFD.xml", "ofd"),
        ("xl/", "xlsx"),
    ):
        if any(name.startswith(part) for name in names):
            return kind
    return "odf" if {"mimetype", "content.xml"} <= names else "zip"


def _by_kind(kind: str, data: bytes, reading: Reading) -> Iterator[Piece]:
    if kind in {"docx", "xlsx", "pptx", "ofd", "odf", "zip"}:
        yield from _zipped(kind, data, reading)
    elif kind == "pdf":
        yield from pdf.read(data, reading, _nested)
    elif kind == "picture":
        yield from pictures.properties(data, reading)
    elif kind in _OLD:
        yield from old.read(data, _MEDIA.get(kind, sniff.OLE), reading, _nested)
    elif kind in {"html", "text", "mhtml"}:
        yield from _texts(kind, data, reading)
    elif kind == "rtf":
        yield from _rtf(data, reading)
    elif kind == "program":
        yield note("program", reading.at(""))
    else:
        raise Unreadable(plain.NOT_TEXT if kind == "unknown" else _unknown(kind))


def _zipped(kind: str, data: bytes, reading: Reading) -> Iterator[Piece]:
    try:
        package = Package(data, reading)
    except Locked:
        yield note("encrypted", reading.at(""), "打开需要密码")
        return
    if kind == "docx":
        yield from word.read(package, _nested)
    elif kind == "xlsx":
        yield from sheet.read(package, _nested)
    elif kind == "pptx":
        yield from slides.read(package, _nested)
    elif kind in {"ofd", "odf"}:
        yield from read_flat_office(package, kind)
    else:
        yield note("archive", reading.at(""), f"{len(package.names)} 个文件")
        yield from read_members(package, _nested)


def _texts(kind: str, data: bytes, reading: Reading) -> Iterator[Piece]:
    if kind == "mhtml":
        from email import message_from_bytes

        for part in message_from_bytes(data).walk():
            payload = part.get_payload(decode=True)
            if part.get_content_maintype() == "text" and isinstance(payload, bytes):
                yield from markup.read_html(plain.text_of(payload, reading), reading)
        return
    text = plain.text_of(data, reading)
    if kind == "html":
        yield from markup.read_html(text, reading)
    elif PurePath(reading.name).suffix.lower() in {".csv", ".tsv"}:
        yield from plain.read_csv(text, reading)
    else:
        yield from plain.read_text(text, reading)


def _rtf(data: bytes, reading: Reading) -> Iterator[Piece]:
    from gongkai.files.extraction.office import convert

    made = convert(data, ".rtf", "docx", reading.budget.clock)
    yield from _zipped("docx", made, reading)


def _nested(data: bytes, reading: Reading) -> Iterator[Piece]:
    """A file inside a file: what cannot be read becomes a finding, the rest goes on."""
    try:
        yield from _read(data, reading)
    except Unreadable as problem:
        reading.budget.check()
        yield note("unreadable", reading.at(""), str(problem))


def _spoken(kind: str) -> str:
    words = {
        "text": "文字",
        "html": "网页",
        "picture": "图片",
        "zip": "压缩包",
        "program": "可执行程序",
        "unknown": "未知格式",
        "locked": "加密的 Office 文件",
        "ole": "旧格式 Office 文件",
    }
    return words.get(kind, kind)


def _unknown(kind: str) -> str:
    if "rar" in kind or "7z" in kind or "gzip" in kind:
        return "暂不能打开这种压缩包，请改用 zip，或解压后逐个检查"
    return f"暂不能检查这种文件（{kind}），请另存为 docx、xlsx 或 pdf 后重试"
