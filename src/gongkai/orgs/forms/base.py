"""Fields and the one habit all forms share: the version that the person saw travels with them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict

from gongkai.orgs.rules import Text
from gongkai.orgs.selectors import unit_by_id, unit_choices


class DayField(forms.DateField):
    """A date as browsers send it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        kwargs.setdefault("error_messages", {"invalid": "请按 2026-01-31 的样式填写日期"})
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)


class UnitField(forms.TypedChoiceField):
    """A unit chosen from the tree, indented; the value is the unit itself."""

    def __init__(self, *, on: date | None = None, **kwargs: Any) -> None:
        def choices() -> list[tuple[Any, str]]:
            return [("", "请选择"), *unit_choices(on=on)]

        kwargs.setdefault("error_messages", {"invalid_choice": "没有这个单位，请从列表中选择"})
        super().__init__(
            choices=choices, coerce=lambda value: unit_by_id(int(value)), empty_value=None, **kwargs
        )


def text_field(text: Text, help_text: str = "") -> forms.CharField:
    """The field of a one-line text, with its limit told to the browser."""
    return forms.CharField(
        label=text.label,
        required=text.required,
        help_text=help_text,
        max_length=text.limit,
        error_messages={
            "required": f"请填写{text.label}",
            "max_length": f"{text.label}最多%(limit_value)d个字，现有%(show_value)d个，请缩短",
        },
    )


class ConfirmForm(forms.Form):
    """Nothing to fill in: pressing the button is the answer."""


class EntriesForm(forms.Form):
    """Entries written over those the person saw; ``version`` tells whether they still stand."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def conflict_with(self, present: Mapping[str, Any], version: int) -> list[tuple[str, str, str]]:
        """(label, what stands now, what was typed) per difference; the next try counts from now.

        Nothing typed is lost: the fields keep it, the person decides.
        """
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("version")] = str(version)
        self.data = data
        rows = []
        for name in self.fields.keys() & present.keys():
            theirs, ours = present[name], self.cleaned_data.get(name)
            if theirs != ours:
                label = str(self.fields[name].label)
                rows.append((label, self._words(name, theirs), self._words(name, ours)))
        return sorted(rows)

    def _words(self, name: str, value: Any) -> str:
        """A value as the page shows it."""
        if isinstance(value, bool):
            return "是" if value else "否"
        kinds = dict(getattr(self.fields[name], "choices", ()))
        return str(kinds.get(value, "" if value is None else value))
