"""Opening a round, urging those that have not filed."""

from typing import Any

from django import forms

from gongkai.filing.rules import Cadence, Span, span_between, span_named

EXAMPLES = {
    Cadence.YEARLY: "年份，例如 2025",
    Cadence.QUARTERLY: "年份和季度，例如 2026Q1",
    Cadence.MONTHLY: "年份和月份，例如 2026-03",
}


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class OpenForm(forms.Form):
    """The period of a round; a form that is filed once names its days."""

    key = forms.CharField(label="统计期", max_length=10)
    start = forms.DateField(label="统计期起", widget=DayInput)
    end = forms.DateField(label="统计期止", widget=DayInput)
    due_on = forms.DateField(
        label="报送期限", required=False, widget=DayInput, help_text="留空则按报表的规定。"
    )

    def __init__(self, *args: Any, cadence: Cadence, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cadence = cadence
        if cadence is Cadence.ONCE:
            del self.fields["key"]
            self.fields["due_on"].required = True
            self.fields["due_on"].help_text = ""
        else:
            del self.fields["start"], self.fields["end"]
            self.fields["key"].help_text = EXAMPLES[cadence]

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"].strip()
        if span_named(self._cadence, key) is None:
            raise forms.ValidationError(f"请写成{EXAMPLES[self._cadence]}")
        return key

    def clean(self) -> dict[str, Any]:
        stated: dict[str, Any] = super().clean() or {}
        if "start" in stated and "end" in stated and stated["start"] > stated["end"]:
            self.add_error("end", "统计期止不能早于统计期起")
        return stated

    @property
    def span(self) -> Span:
        """The period that was asked for."""
        stated = self.cleaned_data
        if self._cadence is Cadence.ONCE:
            return span_between(stated["start"], stated["end"])
        found = span_named(self._cadence, stated["key"])
        assert found is not None  # noqa: S101 - clean_key has looked
        return found


class UrgeForm(forms.Form):
    """What a reminder says."""

    words = forms.CharField(
        label="催报内容",
        required=False,
        max_length=200,
        help_text="留空则写明报送期限。会写入各单位报表的办理过程。",
    )
