"""A table as a file that a spreadsheet opens safely: CSV with its mark, or XLSX."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOM = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
WIDEST = 40


@dataclass(frozen=True, slots=True)
class Sheet:
    """A caption, the heads of its columns, its rows; numbers stay numbers."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str | int]]


def safe_cell(text: str) -> str:
    """*text* with an apostrophe in front when a spreadsheet would take it for a formula."""
    if text.lstrip().startswith(DANGEROUS) or text.startswith(("\t", "\r", "\n")):
        return f"'{text}"
    return text


def _safe(row: Sequence[str | int]) -> list[str | int]:
    return [safe_cell(cell) if isinstance(cell, str) else cell for cell in row]


def as_csv(sheet: Sheet) -> bytes:
    """The table with a mark for Excel in front."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(sheet.columns)
    writer.writerows(_safe(row) for row in sheet.rows)
    return (BOM + out.getvalue()).encode()


def as_xlsx(sheet: Sheet) -> bytes:
    """The table in a workbook, its heads bold and standing still."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "统计"
    page.append([sheet.caption])
    page.append(list(sheet.columns))
    for row in sheet.rows:
        page.append(_safe(row))
    for line in (1, 2):
        for cell in page[line]:
            cell.font = Font(bold=True)
    for place in range(1, len(sheet.columns) + 1):
        longest = max((len(str(row[place - 1])) for row in sheet.rows), default=4)
        page.column_dimensions[get_column_letter(place)].width = min(WIDEST, 2 * longest + 4)
    page.freeze_panes = "B3"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


MAKERS = {"csv": (as_csv, "text/csv; charset=utf-8"), "xlsx": (as_xlsx, XLSX)}


def file_of(sheet: Sheet, ending: str) -> HttpResponse:
    """The table as a file to keep. Raises LookupError for an ending other than csv and xlsx."""
    make, media_type = MAKERS[ending]
    answer = HttpResponse(make(sheet), content_type=media_type)
    name = quote(f"{sheet.caption}.{ending}")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer
