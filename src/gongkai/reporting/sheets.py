"""Tables as Excel files."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from gongkai.reporting.checking.many import Checked
from gongkai.reporting.layout import TABLES, Placed
from gongkai.web.files import safe_cell

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


def report_book(title: str, tables: Mapping[str, Any]) -> bytes:
    """The three tables of a report, one sheet each, merged as the form prints them."""
    book = Workbook()
    book.properties.title, book.properties.creator = title, ""
    book.remove(book.worksheets[0])
    names = ("主动公开", "申请", "复议诉讼")
    for name, layout in zip(names, TABLES, strict=True):
        sheet = book.create_sheet(name)
        sheet.append([title])
        for line, row in enumerate(layout(tables), 2):
            for cell in row:
                box = sheet.cell(line, cell.column + 1)
                box.value = _value(cell)
                box.font = Font(bold=cell.is_head)
                box.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
                if cell.wide > 1 or cell.high > 1:
                    sheet.merge_cells(
                        start_row=line,
                        start_column=cell.column + 1,
                        end_row=line + cell.high - 1,
                        end_column=cell.column + cell.wide,
                    )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _value(cell: Placed) -> str | int | float | None:
    """A number as a number, a blank as nothing."""
    if not cell.is_number:
        return cell.text
    if not cell.text:
        return None
    return float(cell.text) if "." in cell.text else int(cell.text)
