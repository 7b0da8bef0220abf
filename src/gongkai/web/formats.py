"""How values are written for people: dates, moments, sizes."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) else value


def day(value: date | datetime | None) -> str:
    """A date as ``YYYY-MM-DD``; a moment is taken at local time; nothing for None."""
    return _local(value).strftime("%Y-%m-%d") if value else ""


def minute(value: datetime | None) -> str:
    """A moment as ``YYYY-MM-DD HH:MM`` in local time (网站发展指引: 发布时间); nothing for None."""
    return _local(value).strftime("%Y-%m-%d %H:%M") if value else ""


def moment(value: datetime | None) -> str:
    """A moment for machines (``datetime`` of a time element); nothing for None."""
    return timezone.localtime(value).isoformat(timespec="minutes") if value else ""


def chinese_day(value: date | datetime | None) -> str:
    """A date as ``2026年3月5日``, the way official documents write it; nothing for None."""
    if not value:
        return ""
    local = _local(value)
    return f"{local.year}年{local.month}月{local.day}日"


def plain(value: Any) -> Any:
    """A cell of a table: days and moments in their one form, everything else as it is."""
    if isinstance(value, datetime):
        return minute(value)
    return day(value) if isinstance(value, date) else value


def days_left(days: int | None) -> str:
    """Working days until a deadline in words; negative ones are days overdue; nothing for None."""
    if days is None:
        return ""
    if days < 0:
        return f"已超 {-days} 个工作日"
    return f"还有 {days} 个工作日" if days else "今日到期"


def size(value: int | None) -> str:
    """Bytes as ``512 字节``, ``34 KB``, ``1.2 MB``; nothing for None."""
    if value is None:
        return ""
    if value < 1024:
        return f"{value} 字节"
    if value < 1024 * 1024:
        return f"{value / 1024:.0f} KB"
    if value < 1024**3:
        return f"{value / 1024**2:.1f}".removesuffix(".0") + " MB"
    return f"{value / 1024**3:.1f}".removesuffix(".0") + " GB"


def file_format(name: str) -> str:
    """The format of a file by its name, in words a reader knows: ``Word``, ``PDF``, ``OFD``."""
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    return FORMATS.get(ending, ending.upper() or "文件")


FORMATS = {
    "doc": "Word",
    "docx": "Word",
    "wps": "WPS",
    "xls": "Excel",
    "xlsx": "Excel",
    "et": "WPS 表格",
    "csv": "CSV",
    "txt": "文本",
    "jpg": "图片",
    "jpeg": "图片",
    "png": "图片",
    "zip": "压缩包",
}
