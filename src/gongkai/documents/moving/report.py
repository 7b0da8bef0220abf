"""What became of every file of an import, for people and for machines."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LABELS = {
    "imported": "已迁入",
    "readable": "可以迁入",
    "already": "此前已迁入，跳过",
    "excluded": "此前已被剔除，跳过",
    "copy": "与另一文件是同一份信息",
    "attachment": "是附件，随所属信息迁入",
    "listing": "列表页，不是信息",
    "unreadable": "不能迁入",
    "other": "图片、样式等，不是信息",
}
SILENT = frozenset({"imported", "readable", "already", "attachment", "other"})
"""What needs no line of its own on the screen."""


@dataclass(frozen=True, slots=True)
class Line:
    """One file: its name, what became of it (a key of `LABELS`), and what there is to say."""

    name: str
    what: str
    reason: str = ""
    title: str = ""
    document_id: int | None = None
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class Report:
    """All lines of one run."""

    lines: list[Line] = field(default_factory=list)
    batch_id: int | None = None
    case_number: str = ""
    stopped: str = ""
    seconds: float = 0.0

    def add(self, lines: Iterable[Line]) -> None:
        self.lines.extend(lines)

    @property
    def counts(self) -> Mapping[str, int]:
        return Counter(line.what for line in self.lines)

    @property
    def warned(self) -> int:
        return sum(1 for line in self.lines if line.warnings)

    @property
    def has_findings(self) -> bool:
        """Whether somebody should look: something was not read, is double, or is doubtful."""
        loud = any(line.what not in SILENT or line.warnings for line in self.lines)
        return loud or bool(self.stopped)

    def as_json(self) -> dict[str, Any]:
        """Counts, the case, and every file that is not plainly in order."""
        return {
            "batch": self.batch_id,
            "case": self.case_number or None,
            "files": len(self.lines),
            "counts": {what: self.counts.get(what, 0) for what in LABELS},
            "with_warnings": self.warned,
            "stopped": self.stopped or None,
            "seconds": round(self.seconds, 2),
            "findings": [
                as_row(line) for line in self.lines if line.what not in SILENT or line.warnings
            ],
        }


def as_row(line: Line) -> dict[str, Any]:
    return {
        "file": line.name,
        "outcome": line.what,
        "reason": line.reason or None,
        "title": line.title or None,
        "document": line.document_id,
        "warnings": list(line.warnings),
    }


def write(report: Report, path: Path) -> None:
    """Every file as a line: CSV (opens in Excel) or JSON, by the ending of *path*."""
    if path.suffix.lower() == ".json":
        whole = report.as_json() | {"lines": [as_row(line) for line in report.lines]}
        path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", "utf-8")
        return
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["文件", "结果", "原因", "标题", "信息编号", "提示"])
        for line in report.lines:
            told = [line.name, LABELS[line.what], line.reason, line.title]
            writer.writerow(
                [_safe(text) for text in told]
                + [line.document_id or "", _safe("；".join(line.warnings))]
            )


def _safe(text: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
