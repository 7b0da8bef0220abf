"""Which days and which unit the figures are asked for."""

from datetime import date
from typing import Any

from django import forms

FIRST_YEAR = 2008  # 条例 came into force on 2008-05-01


class FiguresFilter(forms.Form):
    """A year or days of one's own, and a unit; the present year where nothing is asked for."""

    start = forms.DateField(label="从", required=False, widget=forms.DateInput({"type": "date"}))
    end = forms.DateField(label="到", required=False, widget=forms.DateInput({"type": "date"}))
    unit = forms.TypedChoiceField(label="单位", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, units: dict[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        if len(units) > 1:
            self.fields["unit"].choices = [("", "全部"), *units.items()]  # type: ignore[attr-defined]
        else:
            self.fields.pop("unit")

    def clean(self) -> dict[str, Any]:
        """Both days stated or both left out, in their order, since the Regulation came into force."""
        given = super().clean() or {}
        start, end = given.get("start"), given.get("end")
        if start and end and start > end:
            self.add_error("end", "“到”不能早于“从”")
        for name in ("start", "end"):
            if given.get(name) and not FIRST_YEAR <= given[name].year <= 2100:
                self.add_error(name, f"年份应当在{FIRST_YEAR}—2100之间")
        return given

    def days(self, today: date) -> tuple[date, date]:
        """The days asked for; this year up to today where they are missing or wrong."""
        if self.is_valid() and (self.cleaned_data["start"] or self.cleaned_data["end"]):
            start = self.cleaned_data["start"] or date(self.cleaned_data["end"].year, 1, 1)
            return start, max(start, self.cleaned_data["end"] or today)
        return date(today.year, 1, 1), today
