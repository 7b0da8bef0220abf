"""The filter of the library of 规范性文件."""

from collections.abc import Sequence
from typing import Any

from django import forms

STATES = (
    ("in_force", "现行有效"),
    ("not_yet", "尚未施行"),
    ("ended", "已废止、失效"),
    ("all", "全部"),
)
Choices = Sequence[tuple[Any, str]]


class LibraryForm(forms.Form):
    """All fields are filters; what cannot be read is left out, never refused."""

    q = forms.CharField(label="标题或文号", required=False, max_length=100)
    on = forms.DateField(
        label="以哪一天的效力为准", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    state = forms.ChoiceField(label="有效性", required=False, choices=STATES)
    unit = forms.TypedChoiceField(label="发布机关", required=False, coerce=int, empty_value=None)
    theme = forms.TypedChoiceField(label="主题分类", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, units: Choices, themes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("unit", units), ("theme", themes)):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
            field.choices = [("", "全部"), *choices]

    @property
    def asked(self) -> dict[str, Any]:
        """The filters that could be read."""
        self.is_valid()
        return getattr(self, "cleaned_data", {})
