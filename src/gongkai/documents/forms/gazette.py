"""Forms of the gazette."""

from typing import Any

from django import forms
from django.utils import timezone

from gongkai.documents.forms import Choices, DayField
from gongkai.documents.rules.gazette import HEADINGS

HEADING_CHOICES = [(heading, heading) for heading in HEADINGS]


class SubmissionForm(forms.Form):
    heading = forms.ChoiceField(label="公报栏目", choices=HEADING_CHOICES)
    note = forms.CharField(label="说明", required=False, max_length=300)


class IssueForm(forms.Form):
    """Beginning an issue."""

    unit = forms.TypedChoiceField(
        label="编印单位", coerce=int, help_text="由该单位的科室负责人校对、分管领导签发。"
    )
    year = forms.IntegerField(label="年", min_value=1950, max_value=2200)
    number = forms.IntegerField(label="期号", min_value=1, max_value=999)
    issued_on = DayField(label="出版日期", initial=timezone.localdate)

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "请选择"), *units]


class DeclineForm(forms.Form):
    answer = forms.CharField(label="不采用的理由", max_length=300)
