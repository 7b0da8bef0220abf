"""The wizard along the question chain, and the facts of the reply it ends in."""

from typing import Any

from django import forms

from gongkai.inforequests.forms.fields import Words
from gongkai.inforequests.papers.fixed import GROUND_LABELS
from gongkai.inforequests.rules.acts.reply import EVENTS_DECIDE
from gongkai.inforequests.rules.chain import Question
from gongkai.inforequests.rules.replies import FACT_LABELS, ReplyKind


class AnswerForm(forms.Form):
    """One question of the chain; ``draft_version`` is that of the draft the person saw."""

    draft_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    answer = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args: Any, question: Question, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["answer"]
        field.label = question.text
        field.help_text = question.hint
        field.choices = [(each.code, each.label) for each in question.choices]  # type: ignore[attr-defined]


class FactsForm(forms.Form):
    """What a reply of one kind has to say; what the record shows by itself is not asked for."""

    draft_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, kind: ReplyKind, **options: Any) -> None:
        super().__init__(*args, **options)
        for fact in kind.facts:
            if fact not in EVENTS_DECIDE:
                self.fields[f"fact_{fact}"] = Words(
                    label=FACT_LABELS[fact], required=False, max_length=20_000
                )
        if kind.code == "partial":
            self.fields["withheld_on"] = forms.MultipleChoiceField(
                label="不予公开部分的依据",
                required=False,
                choices=[(code, GROUND_LABELS[code]) for code in kind.grounds],
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def facts(self) -> dict[str, str]:
        """The texts by fact."""
        return {
            name.removeprefix("fact_"): text
            for name, text in self.cleaned_data.items()
            if name.startswith("fact_")
        }

    @property
    def withheld_on(self) -> list[str]:
        return list(self.cleaned_data.get("withheld_on", []))
