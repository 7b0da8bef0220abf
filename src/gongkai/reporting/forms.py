"""What people hand in."""

from collections.abc import Mapping, Sequence
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


TRIPLES = {
    "regulations": ("规章", ("本年制发", "本年废止", "现行有效")),
    "normative": ("行政规范性文件", ("本年制发", "本年废止", "现行有效")),
}
SINGLES = {"licence": "行政许可（件）", "penalty": "行政处罚（件）", "coercion": "行政强制（件）"}
PARTS = {
    "overview": "一、总体情况",
    "problems": "五、存在的主要问题及改进情况",
    "others": "六、其他需要报告的事项",
}


class DraftForm(forms.Form):
    """The unit's figures of part two, where they come from, and the written parts."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for key, (name, columns) in TRIPLES.items():
            for place, column in enumerate(columns):
                self.fields[f"{key}_{place}"] = _count(f"{name}：{column}件数")
        for key, name in SINGLES.items():
            self.fields[key] = _count(name)
        self.fields["fees_wan"] = forms.DecimalField(
            label="行政事业性收费（万元）",
            required=False,
            min_value=0,
            decimal_places=6,
            max_digits=16,
        )
        self.fields["source"] = forms.CharField(
            label="数据来源",
            required=False,
            max_length=200,
            help_text="例如“行政审批系统 1 月 5 日导出”",
        )
        for key, name in PARTS.items():
            self.fields[key] = forms.CharField(
                label=name, required=False, widget=forms.Textarea({"rows": 8})
            )

    def filed(self) -> dict[str, Any]:
        """The stated figures; empty when none is stated."""
        given = self.cleaned_data
        found: dict[str, Any] = {
            key: [given[f"{key}_{place}"] for place in range(3)] for key in TRIPLES
        }
        found |= {key: given[key] for key in SINGLES}
        fees = given["fees_wan"]
        found["fees_wan"] = None if fees is None else _plain(float(fees))
        values = [
            value for one in found.values() for value in (one if isinstance(one, list) else [one])
        ]
        return found if any(value is not None for value in values) else {}

    def texts(self) -> dict[str, str]:
        return {key: self.cleaned_data[key] for key in PARTS}


def _plain(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _count(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=99_999_999)


def initial_of(
    filed: Mapping[str, Any], source: str, texts: Mapping[str, str], version: int
) -> dict[str, Any]:
    """What the form shows at first."""
    found: dict[str, Any] = {"source": source, "version": version, **texts}
    for key in TRIPLES:
        for place, value in enumerate(filed.get(key) or [None] * 3):
            found[f"{key}_{place}"] = value
    return found | {key: filed.get(key) for key in (*SINGLES, "fees_wan")}


class YearForm(forms.Form):
    """Whose report, and of which year."""

    unit = forms.TypedChoiceField(label="单位", coerce=int)
    year = forms.IntegerField(label="年度", min_value=2008, max_value=2100)

    def __init__(self, *args: Any, units: Mapping[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].choices = list(units.items())  # type: ignore[attr-defined]


class NewSummaryForm(forms.Form):
    """Whose summary, and of which days."""

    unit = forms.TypedChoiceField(label="单位", coerce=int)
    title = forms.CharField(label="标题", max_length=120)
    start = forms.DateField(label="从", widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    end = forms.DateField(label="到", widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))

    def __init__(self, *args: Any, units: Mapping[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].choices = list(units.items())  # type: ignore[attr-defined]


class SummaryForm(forms.Form):
    """The text of a summary; figures stand in it by name."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    title = forms.CharField(label="标题", max_length=120)
    start = forms.DateField(label="从", widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    end = forms.DateField(label="到", widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    text = forms.CharField(
        label="正文",
        required=False,
        widget=forms.Textarea({"rows": 22}),
        help_text="一行一段；数写作“{{ 名称 }}”，名称见下面的表；“{{ 名称|上年同期 }}”“{{ 名称|增减 }}”"
        "“{{ 名称|2025年 }}”“{{ 名称|单位简称 }}”也可以",
    )
