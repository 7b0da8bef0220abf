"""The table of a round as files that a spreadsheet opens safely."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from gongkai.casework.exports import BOM, safe_cell
from gongkai.filing.rules import shown
from gongkai.filing.selectors import Table

Cell = str | int | float | None
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _rows(table: Table) -> Iterator[Sequence[Decimal | str | None]]:
    """Head, a line per unit, the sums, and last period's where there was one."""
    yield ["单位", "报送情况"] + [
        f"{field.full_label}（{field.unit}）" if field.unit else field.full_label
        for field in table.fields
    ]
    for row in table.rows:
        yield [row.unit, row.label, *row.values]
    yield ["合计", "", *table.totals]
    if any(number is not None for number in table.earlier):
        yield ["上期合计", "", *table.earlier]


def as_csv(title: str, table: Table) -> bytes:
    """UTF-8 with the mark that spreadsheets ask for."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([safe_cell(title)])
    for row in _rows(table):
        writer.writerow([_text(cell) for cell in row])
    return (BOM + out.getvalue()).encode()


def _text(cell: Decimal | str | None) -> str:
    if isinstance(cell, Decimal):
        return shown(cell)
    return safe_cell(cell) if cell else ""


def as_xlsx(title: str, table: Table) -> bytes:
    """One sheet; numbers are numbers."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new book has a sheet
    sheet.title = "汇总"
    sheet.append([safe_cell(title)])
    for row in _rows(table):
        sheet.append([_value(cell) for cell in row])
    sheet["A1"].font = Font(bold=True)
    for cell in sheet[2]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for place in range(1, len(table.fields) + 3):
        sheet.column_dimensions[get_column_letter(place)].width = 16
    sheet.freeze_panes = "B3"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _value(cell: Decimal | str | None) -> Cell:
    if isinstance(cell, Decimal):
        return int(cell) if cell == int(cell) else float(cell)
    return safe_cell(cell) if cell else None


MAKERS: Mapping[str, tuple[Callable[[str, Table], bytes], str]] = {
    ".csv": (as_csv, "text/csv; charset=utf-8"),
    ".xlsx": (as_xlsx, XLSX),
}
