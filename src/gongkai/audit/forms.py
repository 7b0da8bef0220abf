"""The filter above the log."""

from datetime import date
from typing import Any

from django import forms

from gongkai.audit.words import subject_of, subject_words
from gongkai.kernel.permissions import deeds

FIRST_YEAR, LAST_YEAR = 2000, 2200


class LogFilter(forms.Form):
    """Who, what, about what and when; an address may name a deed that is no longer known."""

    actor_name = forms.CharField(label="人员（全名）", required=False, max_length=60)
    deed = forms.ChoiceField(label="事项", required=False)
    subject = forms.CharField(
        label="对象",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"placeholder": "例如：信息 12"}),
    )
    day = forms.DateField(
        label="日期", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, asked: Any) -> None:
        given = asked.copy()
        given["subject"] = subject_words(asked.get("subject", ""))
        super().__init__(given)
        known = sorted(((deed.code, deed.label) for deed in deeds), key=lambda each: each[1])
        unknown = asked.get("deed", "")
        field = self.fields["deed"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [
            ("", "全部"),
            *known,
            *([(unknown, unknown)] if unknown and unknown not in deeds else []),
        ]

    def clean_subject(self) -> str:
        return subject_of(self.cleaned_data["subject"])

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError("没有这一年的记录，请核对日期")
        return day
