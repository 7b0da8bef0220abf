"""Forms of the screening of what is public."""

from typing import Any

from django import forms

from gongkai.documents.forms import DayField
from gongkai.screening.rules.findings import CATEGORY_WORDS

STATES = (("open", "待处理"), ("answered", "已说明"), ("hint", "提示"), ("", "全部"))


class StockForm(forms.Form):
    """Which findings to list."""

    unit_id = forms.TypedChoiceField(label="单位", required=False, coerce=int, empty_value=None)
    category = forms.ChoiceField(
        label="类别",
        required=False,
        choices=[("", "全部"), *((code.value, word) for code, word in CATEGORY_WORDS.items())],
    )
    state = forms.ChoiceField(label="状态", required=False, choices=STATES)
    rule = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit_id"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "全部"), *units]


class AnswerForm(forms.Form):
    """Why a finding may stand, and until when."""

    reason = forms.CharField(
        label="可以保留的理由", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    until = DayField(label="有效至")
