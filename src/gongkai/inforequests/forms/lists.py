"""The filter of the register."""

from collections.abc import Mapping
from typing import Any

from django import forms

from gongkai.inforequests.forms.fields import ThemeField
from gongkai.inforequests.words import Channel, ReportRow


class RegisterFilter(forms.Form):
    """Number or words, unit, channel, result; what is filled in wrongly narrows nothing."""

    list = forms.CharField(required=False, widget=forms.HiddenInput)
    q = forms.CharField(label="编号或内容概述", required=False, max_length=60)
    unit = forms.TypedChoiceField(label="单位", required=False, coerce=int, empty_value=None)
    channel = forms.ChoiceField(
        label="提交渠道", required=False, choices=[("", "全部"), *Channel.choices]
    )
    theme = ThemeField(blank="全部")
    row = forms.ChoiceField(
        label="处理结果", required=False, choices=[("", "全部"), *ReportRow.choices]
    )

    def __init__(
        self,
        *args: Any,
        units: dict[int, str],
        themes: Mapping[str, str],
        closed: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        if len(units) > 1:
            self.fields["unit"].choices = [("", "全部"), *units.items()]  # type: ignore[attr-defined]
        else:
            self.fields.pop("unit")
        self.fields["theme"].offer(themes)  # type: ignore[attr-defined]
        if not closed:
            self.fields.pop("row")
