"""What a record's header says, as the form checks read it; no matter who keeps records."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gongkai.screening.rules.findings import Category, Finding, Severity

BASIS = "《政府信息公开条例》第十二条；国办发〔2017〕47号（页面要素）"
REQUIRED = ("标题", "索引号", "发布机构", "成文日期", "主题分类", "公开方式", "有效性", "内容概述")
"""Fields that a published record must have (规则手册 §7.2); pass others where the house differs."""
_ALIASES = {
    "信息名称": "标题", "名称": "标题", "发文机关": "发布机构", "发文机构": "发布机构",
    "公开主体": "发布机构", "来源": "发布机构", "文号": "发文字号", "生成日期": "成文日期",
    "发文日期": "成文日期", "成文时间": "成文日期", "公开日期": "发布日期", "发布时间": "发布日期",
    "信息分类": "主题分类", "公开属性": "公开方式", "效力状态": "有效性", "时效性": "有效性",
    "信息索引号": "索引号", "索取号": "索引号",
}  # fmt: skip
_NAMES = {
    "标题", "索引号", "发文字号", "发布机构", "成文日期", "发布日期", "主题分类", "公开方式", "有效性", "内容概述",
}  # fmt: skip
_LINE = re.compile(
    r"^[\s•·|]*([\u4e00-\u9fff]{2,6})\s*[:：]\s*\|?\s*([^\n|]*?)\s*\|?\s*$", re.MULTILINE
)
_HEAD = 1200
_DATE = re.compile(r"(\d{4})\s*[年\-/.]\s*(\d{1,2})\s*[月\-/.]\s*(\d{1,2})\s*日?")


@dataclass(frozen=True)
class Record:
    """A header by field names, the text, and where the text begins in what is screened."""

    header: Mapping[str, str]
    body: str
    offset: int = 0
    section: str = ""
    links: tuple[tuple[str, str], ...] = field(default=())

    def day(self, name: str) -> date | None:
        """A date of the header; None when it is missing or no date."""
        return read_day(self.header.get(name, ""))


def read_day(text: str) -> date | None:
    """The first date in *text*, in figures."""
    found = _DATE.search(text)
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def record_in(text: str) -> Record | None:
    """The header at the top of a plain text (``标签：值`` lines), None without at least three."""
    header: dict[str, str] = {}
    end = 0
    for line in _LINE.finditer(text[:_HEAD]):
        name = _ALIASES.get(line[1], line[1])
        if name in _NAMES and name not in header:
            header[name] = line[2]
            end = line.end()
    return Record(header, text[end:], end) if len(header) >= 3 else None


def form_finding(
    rule: str, severity: Severity, start: int, end: int, text: str, message: str, suggestion: str,
    basis: str = BASIS, location: str = "题头",
) -> Finding:  # fmt: skip
    return Finding(
        rule, Category.FORM.value, severity.value, start, end, text, message, suggestion, basis, location,
    )  # fmt: skip


def missing_fields(record: Record, required: tuple[str, ...] = REQUIRED) -> list[Finding]:
    """One finding for all required fields that are not filled in."""
    missing = [name for name in required if not record.header.get(name, "").strip()]
    if not missing:
        return []
    return [
        form_finding(
            "missing_field", Severity.CONFIRM, 0, 0, "", f"题头缺少：{'、'.join(missing)}",
            "补全后再发布",
        )
    ]  # fmt: skip
