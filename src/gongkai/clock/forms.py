"""What the calendar pages read from people."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from gongkai.clock.rules import KIND_LABELS, DayKind, Pause, Period
from gongkai.clock.rules.arrangements import (
    FIRST_YEAR,
    LAST_YEAR,
    MAX_BYTES,
    NAME_LENGTH,
    SOURCE_LENGTH,
)
from gongkai.clock.rules.tables import reasons_against_region
from gongkai.kernel.errors import Refusal

MAX_DAYS = 3660
PAUSE_ROWS = 3
UNITS = [
    (Period.WORKING_DAYS.value, "工作日"),
    (Period.CALENDAR_DAYS.value, "自然日"),
    (Period.MONTHS.value, "月"),
]
FIELDS = {
    "region": "region",
    "not_a_weekend": "kind",
    "is_a_weekend": "kind",
    "name_missing": "name",
    "name_too_long": "name",
    "source_missing": "source",
    "source_too_long": "source",
}
"""The field below which a reason of the rules is shown; others stand above the form."""


def add_reasons(form: forms.Form, refusal: Refusal) -> None:
    """Show every reason of *refusal* on *form*."""
    for reason in refusal.reasons:
        field = FIELDS.get(reason.code)
        form.add_error(field if field in form.fields else None, str(reason))


def no_control_characters(value: str) -> None:
    if any(unicodedata.category(sign) == "Cc" for sign in value):
        raise ValidationError("含有看不见的控制字符，请删去后再提交")


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """A date within the years that the calendar reckons with."""

    widget = DayInput

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(f"只能计算{FIRST_YEAR}—{LAST_YEAR}年的日期")
        return day


class RegionForm(forms.Form):
    """Whose calendar: an area code, nothing for the country; the site's own when not asked."""

    region = forms.CharField(
        label="地区代码",
        required=False,
        max_length=12,
        help_text="6位行政区划代码，不填为全国",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "list": "regions"}),
    )

    @classmethod
    def asked(cls, query: Any) -> "RegionForm":
        """From an address: without a region the site's own."""
        return cls({"region": query.get("region", settings.REGION)})

    @classmethod
    def posted(cls, data: Any) -> "RegionForm":
        """From a form that edits: it must name its region, if only as nothing."""
        return cls({"region": data.get("region", "?")})

    def clean_region(self) -> str:
        region: str = self.cleaned_data["region"]
        for reason in reasons_against_region(region):
            raise ValidationError(str(reason))
        return region

    @property
    def chosen(self) -> str:
        """The region asked for; the site's own when what was asked is no region."""
        chosen: str = self.cleaned_data["region"] if self.is_valid() else settings.REGION
        return chosen


class DayForm(forms.Form):
    kind = forms.ChoiceField(
        label="这一天是",
        choices=[(kind.value, KIND_LABELS[kind]) for kind in DayKind],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label="节日名称",
        required=False,
        max_length=NAME_LENGTH,
        validators=[no_control_characters],
        help_text="放假和调休上班须写明是哪个节日，例如“春节”",
    )
    source = forms.CharField(
        label="依据",
        max_length=SOURCE_LENGTH,
        validators=[no_control_characters],
        help_text="放假通知的标题或文号",
    )


class YearForm(forms.Form):
    state = forms.ChoiceField(
        label="本年放假安排",
        choices=[("known", "已全部录入"), ("unknown", "尚未公布或尚未录完，期限为暂定")],
        widget=forms.RadioSelect,
    )
    source = forms.CharField(
        label="依据",
        max_length=SOURCE_LENGTH,
        validators=[no_control_characters],
        help_text="放假通知的标题或文号",
    )


class ImportForm(forms.Form):
    file = forms.FileField(
        label="放假安排文件",
        help_text="holiday-cn格式的JSON，一年一份或多年合订，不超过1MB",
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(
                f"文件超过{MAX_BYTES // 1_000_000}MB，放假安排不会这么大，请核对选的是不是这份文件"
            )
        return file


class DueForm(forms.Form):
    received = DayField(label="起算日", help_text="收到之日，当日不计入")
    days = forms.IntegerField(
        label="期限",
        min_value=1,
        max_value=MAX_DAYS,
        initial=20,
        error_messages=dict.fromkeys(
            ("min_value", "max_value", "invalid"), f"请填写1至{MAX_DAYS}的整数"
        ),
    )
    unit = forms.ChoiceField(label="单位", choices=UNITS, initial=Period.WORKING_DAYS.value)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(1, PAUSE_ROWS + 1):
            self.fields[f"from{row}"] = DayField(label="开始日", required=False)
            self.fields[f"to{row}"] = DayField(label="结束日", required=False)
            self.fields[f"why{row}"] = forms.CharField(
                label="原因",
                required=False,
                max_length=NAME_LENGTH,
                validators=[no_control_characters],
            )

    def main_fields(self) -> list[forms.BoundField]:
        return [self["received"], self["days"], self["unit"]]

    def pause_rows(self) -> Iterable[list[forms.BoundField]]:
        for row in range(1, PAUSE_ROWS + 1):
            yield [self[f"{name}{row}"] for name in ("from", "to", "why")]

    def has_pauses(self) -> bool:
        """Whether anything was written into the rows, so that they are shown open."""
        return any(self.data.get(bound.html_name) for row in self.pause_rows() for bound in row)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        data["pauses"] = []
        for row in range(1, PAUSE_ROWS + 1):
            start, end = data.get(f"from{row}"), data.get(f"to{row}")
            if start is None and end is not None:
                self.add_error(f"from{row}", "请填写中止计时的开始日")
            elif start is not None and end is not None and end < start:
                self.add_error(f"to{row}", f"结束日早于开始日{start}")
            elif start is not None:
                data["pauses"].append(Pause(start, end, data.get(f"why{row}", "")))
        if data.get("unit") == Period.MONTHS and data.get("days", 0) > MAX_DAYS // 30:
            self.add_error("days", f"以月计的期限不超过{MAX_DAYS // 30}个月")
        return data
