"""Old Office files (OLE): properties, macros, encryption, the text of .doc and .xls."""

import io
import re
import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from gongkai.files.extraction import Unreadable, sniff
from gongkai.files.extraction.archive import BROKEN
from gongkai.files.extraction.office import convert
from gongkai.screening.files.biff import NotBiff8, OldSheet, sheets_of
from gongkai.screening.files.heads import Heads
from gongkai.screening.files.notes import note
from gongkai.screening.files.plain import row_passages
from gongkai.screening.files.properties import Opener, property_pieces
from gongkai.screening.files.reading import Piece, Reading
from gongkai.screening.files.rounded import rounded_identity_number
from gongkai.screening.files.sheet_cells import merged
from gongkai.screening.rules.passages import Passage

_MACROS = ("Macros", "_VBA_PROJECT_CUR", "VBA")
_PROPERTIES = (
    ("creator", "author"),
    ("lastModifiedBy", "last_saved_by"),
    ("Manager", "manager"),
    ("Company", "company"),
    ("keywords", "keywords"),
    ("subject", "subject"),
    ("description", "comments"),
)
_FIELD = re.compile("\x13[^\x13\x14\x15]{0,2000}\x14?")
_MARKS = {7: "\t", 11: "\n", 12: "\n", 13: "\n", 30: "-", 160: " "} | dict.fromkeys(
    (1, 2, 3, 4, 5, 8, 19, 20, 21, 31), ""
)


def read(data: bytes, kind: str, reading: Reading, opener: Opener) -> Iterator[Piece]:
    """An OLE container; encrypted ones end in a finding."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            if kind == sniff.LOCKED or ole.exists("EncryptedPackage") or _is_locked(ole):
                yield note("encrypted", reading.at(""), "打开需要密码")
                return
            yield from _around(ole, reading)
            if ole.exists("WordDocument"):
                yield Passage(_text_of_doc(ole), reading.at("正文"))
                return
            for name in ("Workbook", "Book"):
                if ole.exists(name):
                    yield from _workbook(ole.openstream(name).read(), reading)
                    return
            if ole.exists("\x01Ole10Native"):
                yield from _packed(ole, reading, opener)
                return
    except (OSError, ValueError, struct.error, IndexError, TypeError, AttributeError) as error:
        raise Unreadable(BROKEN) from error
    if kind != sniff.PPT:
        raise Unreadable("认不出这个旧格式的文件，请用原软件另存为 docx 或 xlsx 后重试")
    made = convert(data, ".ppt", "pptx", reading.budget.clock)
    yield from opener(made, replace(reading, name="a.pptx"))


def _workbook(stream: bytes, reading: Reading) -> Iterator[Piece]:
    """Sheets with the heads of their columns; what is hidden in them."""
    try:
        for sheet in sheets_of(stream):
            reading.budget.check()
            yield from _sheet(sheet, reading)
    except NotBiff8 as error:
        raise Unreadable("这是 Excel 95 以前的格式，请另存为 xlsx 后重试") from error


def _sheet(sheet: OldSheet, reading: Reading) -> Iterator[Piece]:
    where = f"工作表‘{sheet.name}’"
    heads = Heads()
    filled: Counter[int] = Counter()
    for number, cells in sorted(sheet.rows.items()):
        reading.budget.check()
        cells.sort(key=lambda cell: cell.column)
        texts = [(cell.column, cell.text) for cell in cells]
        for passage, cell in zip(
            row_passages(heads, texts, number, reading, f"{where} "), cells, strict=True
        ):
            yield passage
            rounded = rounded_identity_number(cell, passage.header)
            if rounded is not None:
                yield replace(rounded, location=passage.location)
            if any(a <= cell.column <= b for a, b in sheet.hidden_columns):
                filled[cell.column] += 1
    for text in sheet.notes:
        yield Passage(text, reading.at(f"{where} 批注或文本框"))
    if sheet.notes:
        yield note("comments", reading.at(where), f"{len(sheet.notes)} 条批注或文本框")
    if sheet.hidden and sheet.rows:
        yield note("hidden_sheet", reading.at(where), f"{len(sheet.rows)} 行有内容")
    for column, count in sorted(filled.items()):
        head = heads.name(column)
        place = reading.at(f"{where} 第{column}列{f'（{head}）' if head else ''}")
        yield note("hidden_column", place, f"{count} 个单元格有内容", head)
    rows = sorted(sheet.hidden_rows & set(sheet.rows))
    if rows:
        yield note(
            "hidden_rows", reading.at(f"{where} 第{merged(iter(rows))}行"), f"共 {len(rows)} 行"
        )


def _is_locked(ole: Any) -> bool:
    """Word: a bit of the file information block; Excel: a FILEPASS record near the start."""
    if ole.exists("WordDocument"):
        head = ole.openstream("WordDocument").read(12)
        return len(head) == 12 and bool(struct.unpack("<H", head[10:12])[0] & 0x0100)
    for name in ("Workbook", "Book"):
        if ole.exists(name):
            return _has_filepass(ole.openstream(name).read(4096))
    return False


def _has_filepass(head: bytes) -> bool:
    place = 0
    while place + 4 <= len(head):
        kind, size = struct.unpack("<HH", head[place : place + 4])
        if kind == 0x002F:
            return True
        place += 4 + size
    return False


def _around(ole: Any, reading: Reading) -> Iterator[Piece]:
    names = {part for path in ole.listdir(streams=True, storages=True) for part in path}
    if any(name in names for name in _MACROS):
        yield note("macros", reading.at(""))
    said = ole.get_metadata()
    for key, name in _PROPERTIES:
        value = getattr(said, name, None)
        if isinstance(value, bytes):
            yield from property_pieces(key, _decoded(value, said.codepage), reading)


def _decoded(value: bytes, codepage: int | None) -> str:
    encoding = {65001: "utf-8", 936: "gb18030", 1200: "utf-16-le"}.get(codepage or 0, "gb18030")
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode(encoding, "replace")


def _text_of_doc(ole: Any) -> str:
    """All text of a Word 97–2003 file through its piece table: body, notes, headers, comments.

    Deleted and hidden text is in it too. Layout: [MS-DOC] FibRgFcLcb97, Clx, PlcPcd.
    """
    stream = ole.openstream("WordDocument").read()
    flags = struct.unpack_from("<H", stream, 0x0A)[0]
    place, size = struct.unpack_from("<II", stream, 0x01A2)
    table = ole.openstream("1Table" if flags & 0x0200 else "0Table").read()
    clx = table[place : place + size]
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != 2:
        raise Unreadable(BROKEN)
    length = struct.unpack_from("<I", clx, at + 1)[0]
    plc = clx[at + 5 : at + 5 + length]
    count = (len(plc) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", plc)
    pieces = []
    for index in range(count):
        start = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * index + 2)[0]
        letters = max(ends[index + 1] - ends[index], 0)
        if start & 0x4000_0000:
            first = (start & 0x3FFF_FFFF) // 2
            pieces.append(stream[first : first + letters].decode("cp1252", "replace"))
        else:
            pieces.append(stream[start : start + 2 * letters].decode("utf-16-le", "replace"))
    text = _FIELD.sub("", "".join(pieces)).replace("\x07\x07", "\x07\r")
    return text.translate(_MARKS)


def _packed(ole: Any, reading: Reading, opener: Opener) -> Iterator[Piece]:
    """A file put into a document as an object: name, paths, then its bytes."""
    data = ole.openstream("\x01Ole10Native").read()
    at = 6
    names = []
    for _ in range(2):
        end = data.index(b"\x00", at)
        names.append(data[at:end].decode("gb18030", "replace"))
        at = end + 1
    at += 4
    at += 4 + struct.unpack_from("<I", data, at)[0]
    size = struct.unpack_from("<I", data, at)[0]
    inner = data[at + 4 : at + 4 + size]
    reading.budget.unpack(len(inner))
    name = re.split(r"[\\/]", names[0])[-1] or "未命名"
    yield from opener(inner, reading.inside(name, "嵌入的文件"))
