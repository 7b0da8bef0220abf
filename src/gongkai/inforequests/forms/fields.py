"""Fields that the forms of requests share: words, days, counts."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

FIRST_YEAR, LAST_YEAR = 2000, 2200
WORDS_LIMIT = 5000
KEPT_CONTROLS = {"\n", "\t"}


class Words(forms.CharField):
    """Some sentences; control characters, which nobody types, are left out."""

    def __init__(self, **options: Any) -> None:
        rows = options.pop("rows", 4)
        options.setdefault("max_length", WORDS_LIMIT)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)
        self.error_messages["max_length"] = (
            "不能超过 %(limit_value)d 字，现有 %(show_value)d 字，请精简"
        )

    def to_python(self, value: Any) -> str:
        text = (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
        kept = (
            each
            for each in text
            if each in KEPT_CONTROLS or unicodedata.category(each) not in {"Cc", "Cs"}
        )
        return "".join(kept).strip()


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day of this time; anything else is a slip of the finger."""

    widget = DayInput

    def clean(self, value: Any) -> date | None:
        found: date | None = super().clean(value)
        if found is not None and not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise forms.ValidationError(f"年份应在 {FIRST_YEAR} 至 {LAST_YEAR} 之间，请核对")
        return found


class Days(forms.IntegerField):
    """A number of working days."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("min_value", 1)
        options.setdefault("max_value", 60)
        super().__init__(**options)


class ThemeField(forms.TypedChoiceField):
    """An upper theme of the catalogue by its id; None for none."""

    def __init__(self, *, blank: str = "未标注", **options: Any) -> None:
        self.blank = blank
        super().__init__(
            label="主题", required=False, coerce=int, empty_value=None, choices=[], **options
        )

    def offer(self, themes: Mapping[str, str]) -> None:
        """Let one of *themes* (id → name) be chosen."""
        self.choices = [("", self.blank), *themes.items()]


class YesNo(forms.TypedChoiceField):
    """A question that has to be answered with yes or no; None while it is not."""

    def __init__(self, *, yes: str = "是", no: str = "否", **options: Any) -> None:
        options.setdefault("widget", forms.RadioSelect)
        super().__init__(
            choices=[("yes", yes), ("no", no)],
            coerce=lambda value: value == "yes",
            empty_value=None,
            **options,
        )
