"""Lists as CSV files that a spreadsheet opens safely."""

import csv
from collections.abc import Iterable, Iterator

from gongkai.casework.selectors import EXPORT_LIMIT, InboxItem
from gongkai.web.files import BOM, safe_cell
from gongkai.web.formats import day, minute

__all__ = ["BOM", "COLUMNS", "csv_lines", "safe_cell"]
COLUMNS = (
    "编号",
    "类别",
    "标题",
    "单位",
    "环节",
    "承办人",
    "灯",
    "期限",
    "剩余工作日",
    "立件时间",
    "办结时间",
)


class _Echo:
    """A file that gives back each line at once, for streaming."""

    def write(self, line: str) -> str:
        return line


def _row(item: InboxItem) -> list[str]:
    return [
        safe_cell(item.number),
        safe_cell(item.kind_label),
        safe_cell(item.title),
        safe_cell(item.unit),
        safe_cell(item.step),
        safe_cell(item.handler),
        item.light_label,
        f"{day(item.due_at)}（暂计）" if item.provisional else day(item.due_at),
        "" if item.days_left is None else str(item.days_left),
        minute(item.opened_at),
        minute(item.closed_at),
    ]


def csv_lines(items: Iterable[InboxItem | None]) -> Iterator[str]:
    """The file line by line, with a mark for Excel in front; None means that rows were left out."""
    writer = csv.writer(_Echo())
    yield BOM + writer.writerow(COLUMNS)
    for item in items:
        if item is None:
            note = f"只导出了前面的办件（至多 {EXPORT_LIMIT} 件），请按单位、类别缩小范围后再导出"
            yield writer.writerow(["", "", note])
        else:
            yield writer.writerow(_row(item))
