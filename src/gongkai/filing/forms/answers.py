"""The page on which a unit fills in: whatever is typed is kept, what is wrong is said beside it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField

from gongkai.filing.rules import NOTE_LIMIT, Field, FieldKind, Known, note_code, shown
from gongkai.filing.rules.fields import TEXT_LIMIT, YES_NO_LABELS
from gongkai.filing.selectors import Draft
from gongkai.kernel.errors import Reason

SAVES = "saves"


class AnswersForm(forms.Form):
    """One text box, date or choice per field, each with room for an explanation."""

    saves = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, draft: Draft, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self._draft = draft
        for field in draft.content.fields:
            self.fields[field.code] = _box(field, draft.known)
            if field.kind is FieldKind.TEXT:
                continue
            self.fields[note_code(field.code)] = forms.CharField(
                label=f"{field.label}的说明",
                required=False,
                widget=forms.TextInput(attrs={"maxlength": NOTE_LIMIT * 2}),
            )

    @classmethod
    def kept(cls, draft: Draft) -> "AnswersForm":
        """The form with what was saved last, and everything that is still wrong with it."""
        data = {SAVES: draft.filing.saves, **draft.typed}
        data |= {note_code(code): note for code, note in draft.filing.notes.items()}
        form = cls(draft, data)
        form.is_valid()
        if draft.filing.saves:
            form.add_reasons(draft.answer.reasons)
        return form

    def add_reasons(self, reasons: Iterable[Reason]) -> None:
        """Each reason at the field of its code."""
        for reason in reasons:
            self.add_error(reason.code if reason.code in self.fields else None, str(reason))

    def see(self, saves: int) -> None:
        """Show the form again in the knowledge of that many savings."""
        self.data = {**{name: self.data.get(name, "") for name in self.fields}, SAVES: saves}

    @property
    def typed(self) -> dict[str, str]:
        """The answers as they were typed, by field code."""
        return {field.code: self._text(field.code) for field in self._draft.content.fields}

    @property
    def notes(self) -> dict[str, str]:
        """The explanations, by field code."""
        fields = self._draft.content.fields
        return {field.code: self._text(note_code(field.code)) for field in fields}

    def _text(self, name: str) -> str:
        return str(self.cleaned_data.get(name, ""))

    @property
    def groups(self) -> list[tuple[str, list[list[BoundField]]]]:
        """Heading → answers, each with its explanation beside it, in the order of the form."""
        found: list[tuple[str, list[list[BoundField]]]] = []
        for field in self._draft.content.fields:
            if not found or found[-1][0] != field.group:
                found.append((field.group, []))
            names = (field.code, note_code(field.code))
            found[-1][1].append([self[name] for name in names if name in self.fields])
        return found


def _box(field: Field, known: Known) -> forms.CharField:
    unit = f"（{field.unit}）" if field.unit else ""
    optional = "" if field.required else "（可不填）"
    return forms.CharField(
        label=f"{field.label}{unit}{optional}",
        required=False,
        strip=False,
        widget=_widget(field),
        help_text=" ".join(_help(field, known)),
    )


def _widget(field: Field) -> forms.Widget:
    if field.kind is FieldKind.YES_NO:
        return forms.Select(choices=[("", "请选择"), *YES_NO_LABELS.items()])
    if field.kind is FieldKind.CHOICE:
        return forms.Select(choices=[("", "请选择"), *((each, each) for each in field.choices)])
    if field.kind is FieldKind.DATE:
        return forms.TextInput(attrs={"placeholder": "2026-01-31", "maxlength": 40})
    if field.is_number:
        return forms.TextInput(attrs={"inputmode": "decimal", "maxlength": 40})
    return forms.Textarea(attrs={"rows": 2, "maxlength": TEXT_LIMIT * 4})


def _help(field: Field, known: Known) -> list[str]:
    found = [field.help] if field.help else []
    if field.code in known.system:
        found.append(f"系统统计 {known.system[field.code]}，可修改并说明。")
    found += _past("上期", known.last.get(field.code))
    return found + _past("上年", known.last_year.get(field.code))


def _past(when: str, number: Decimal | None) -> list[str]:
    return [] if number is None else [f"{when}报 {shown(number)}。"]
