"""What the forms share: reasons placed at their fields, and edits that notice each other."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict

from gongkai.kernel.actor import Actor, may
from gongkai.kernel.errors import Refusal
from gongkai.orgs.selectors import unit_tree

Choices = list[tuple[int, str]]


def place_reasons(form: forms.Form, refusal: Refusal) -> None:
    """Show each reason at the field its code names, the others above the form.

    A refusal for lack of rights is no matter of the form and goes on as it is.
    """
    if "permission" in refusal.codes:
        raise refusal
    for reason in refusal.reasons:
        form.add_error(reason.code if reason.code in form.fields else None, str(reason))


def unit_choices_for(actor: Actor, deed: str, today: date) -> Choices:
    """The units on which *actor* may do *deed*, in tree order."""
    return [
        (unit.pk, "　" * unit.depth + unit.name)
        for unit in unit_tree(on=today)
        if may(actor, deed, unit)
    ]


def number_choice(label: str, choices: Choices, *, empty: str = "", **options: Any) -> forms.Field:
    """A select box whose values are ids; with *empty* it may be left open (None)."""
    offered: list[tuple[Any, str]] = [("", empty), *choices] if empty else list(choices)
    return forms.TypedChoiceField(
        label=label,
        choices=offered,
        coerce=int,
        empty_value=None,
        required=not empty,
        **options,
    )


def day_field(label: str, **options: Any) -> forms.DateField:
    """A day, with the browser's own calendar."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, **options)


class VersionedForm(forms.Form):
    """Remembers which state of the record the person saw."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    newer: list[tuple[str, str]] = []

    def rebase(self, version: int, current: Mapping[str, Any]) -> None:
        """After a clash: keep what was typed, show what the other saved, allow to save again."""
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("version")] = str(version)
        self.data = data
        self.newer = [
            (str(self.fields[name].label), self._shown(name, value))
            for name, value in current.items()
            if name in self.fields and value != self.cleaned_data.get(name)
        ]

    def _shown(self, name: str, value: Any) -> str:
        choices = getattr(self.fields[name], "choices", None)
        if isinstance(value, bool):
            return "是" if value else "否"
        if choices is None:
            return str(value)
        labels = {str(code): str(label).strip() for code, label in choices}
        values = value if isinstance(value, tuple) else (value,)
        return "、".join(labels.get(str(one), "") for one in values if one is not None)
