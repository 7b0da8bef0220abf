"""Tables as Excel files."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from gongkai.casework.exports import safe_cell
from gongkai.reporting.checking.many import Checked

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTHS = (34, 26, 8, 12, 10, 60, 12, 12)
_HEAD = ("文件", "机关", "年度", "结论", "检查项", "说明", "应为", "写作")


def checked_book(checked: Iterable[Checked]) -> bytes:
    """One line per thing that is wrong, unsure or noted; a sound report has one line."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new book has a sheet
    sheet.title = "年报核对"
    sheet.append(_HEAD)
    for one in checked:
        for line in _lines(one):
            sheet.append([safe_cell(cell) if isinstance(cell, str) else cell for cell in line])
    for place, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _lines(one: Checked) -> list[Sequence[str | int | float | None]]:
    head = (one.name, one.organ, one.year, one.state)
    lines: list[Sequence[str | int | float | None]] = [
        (*head, found["check"], found["text"], found["expected"], found["found"])
        for found in one.violations
    ]
    if one.problem:
        lines.append((*head, "", one.problem, None, None))
    lines += [(*head, "待核", f"{name}：数字连在一起，拆分存疑", None, None) for name in one.unsure]
    lines += [(*head, "注意", note, None, None) for note in one.notes]
    return lines or [(*head, "", "没有发现不符", None, None)]
