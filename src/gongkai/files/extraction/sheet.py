"""Text of an .xlsx: each sheet's name, then its rows."""

import io
from datetime import date, datetime
from typing import Any

from gongkai.files.extraction.archive import BROKEN, Archive
from gongkai.files.extraction.result import Clock, Limits, Unreadable, row_text


def read(data: bytes, archive: Archive, limits: Limits, clock: Clock) -> str:
    """Rows as ``| a | b |``; empty rows and trailing empty cells are left out."""
    import openpyxl

    _refuse_doctypes(archive)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever its parsers meet in a broken file
        raise Unreadable(BROKEN) from error
    lines: list[str] = []
    size = 0
    for sheet in book.worksheets:
        lines.append(sheet.title)
        for row in _rows(sheet):
            clock.check()
            cells = [_shown(value) for value in row]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                lines.append(row_text(tuple(cells)) if len(cells) > 1 else cells[0])
                size += len(lines[-1])
            if size > limits.characters:
                raise Unreadable(f"文字超过 {limits.characters} 字，请拆分后重试")
    return "\n".join(lines)


def _rows(sheet: Any) -> Any:
    sheet.reset_dimensions()
    try:
        yield from sheet.iter_rows(values_only=True)
    except Unreadable:
        raise
    except Exception as error:  # a sheet is parsed row by row: damage shows only here
        raise Unreadable(BROKEN) from error


def _refuse_doctypes(archive: Archive) -> None:
    for name in archive.names:
        if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(name)[:2048]:
            raise Unreadable("文件内含文档类型声明（DOCTYPE），为安全起见拒绝读取")


def _shown(value: object) -> str:
    """A cell as people see it: whole numbers without ``.0``, days without midnight."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
