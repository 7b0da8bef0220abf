"""What people hand in."""

from collections.abc import Sequence
from typing import Any

from django import forms

from gongkai.web.formats import size

MOST_FILES = 40
MOST_BYTES = 20 * 1024 * 1024
HELP = (
    f"可一次选多个，至多 {MOST_FILES} 个；html、docx、pdf、txt。相邻两年的报告一起选，会互相比对。"
)


class _ManyInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class _ManyField(forms.FileField):
    widget = _ManyInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, Sequence) else [data]
        return [super(_ManyField, self).clean(one, initial) for one in given or [None]]


class ReportsForm(forms.Form):
    """Reports to be checked; nothing of them is stored."""

    reports = _ManyField(
        label="年度报告",
        help_text=HELP,
        error_messages={
            "required": "请选择要核对的年度报告",
            "missing": "请选择要核对的年度报告",
            "empty": "有一个文件是空的（0 字节），请去掉后重选",
            "invalid": "没有收到文件，请重新选择",
        },
    )

    def clean_reports(self) -> list[Any]:
        files: list[Any] = self.cleaned_data["reports"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"一次至多 {MOST_FILES} 个文件，这次选了 {len(files)} 个")
        large = [one.name for one in files if (one.size or 0) > MOST_BYTES]
        if large:
            raise forms.ValidationError(
                f"单个文件不超过 {size(MOST_BYTES)}：{'、'.join(map(str, large))}"
            )
        return files
