"""What people fill in on the pages of cases."""

import unicodedata
from typing import Any

from django import forms

from gongkai.casework.kinds import kinds
from gongkai.casework.rules import LIGHT_LABELS, NOTE_LIMIT, Light
from gongkai.kernel.errors import Reason

KEPT_CONTROLS = {"\n", "\t"}
OPEN_LIGHTS = (Light.OVERDUE, Light.SOON, Light.NORMAL, Light.NONE)


def without_controls(text: str) -> str:
    """*text* with plain line breaks and without control characters, which nobody types."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        each
        for each in text
        if each in KEPT_CONTROLS or unicodedata.category(each) not in {"Cc", "Cs"}
    )


class Words(forms.CharField):
    """Some sentences, at most `NOTE_LIMIT` characters."""

    def __init__(self, **options: Any) -> None:
        rows = options.pop("rows", 4)
        options.setdefault("max_length", NOTE_LIMIT)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)
        self.error_messages["max_length"] = (
            "不能超过 %(limit_value)d 字，现有 %(show_value)d 字，请精简"
        )

    def to_python(self, value: Any) -> str:
        return without_controls(super().to_python(value) or "").strip()


class ActForm(forms.Form):
    """A step on a sheet: the version the person saw, and an opinion."""

    version = forms.IntegerField(
        min_value=1,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value"), "页面不完整，请刷新后再办"
        ),
    )
    note = Words(label="意见", required=False)

    def reasons(self) -> list[Reason]:
        """What is wrong with the form, as reasons for the sheet."""
        return [
            Reason("form", f"{self.fields[name].label or ''}{error}")
            for name, errors in self.errors.items()
            for error in errors
        ]


class ReturningForm(forms.Form):
    """Beside its own fields, the version that the person saw."""

    version = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)


class AssignForm(ReturningForm):
    """交办: to whom."""

    person = forms.TypedChoiceField(label="交给", coerce=int)

    def __init__(self, *args: Any, people: dict[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].choices = list(people.items())  # type: ignore[attr-defined]


def _unit_field(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        error_messages={"required": "请选择单位", "invalid_choice": "请从名单中选择单位"},
    )


class TransferForm(ReturningForm):
    """转办: to which unit, and why."""

    unit = _unit_field("转往单位")
    note = Words(
        label="理由", rows=3, error_messages={"required": "转办须写明理由，对方单位看得到"}
    )

    def __init__(self, *args: Any, units: dict[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", "请选择"), *units.items()]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]


class AskForm(forms.Form):
    """协办: which unit is asked what, and until when."""

    unit = _unit_field("协办单位")
    question = Words(label="协办事项", rows=3, error_messages={"required": "请写明需要协办的事项"})
    days = forms.IntegerField(
        label="几个工作日内答复",
        initial=5,
        min_value=1,
        max_value=60,
        error_messages={
            "required": "请填写天数",
            "invalid": "请填写整数天数",
            "min_value": "至少 1 个工作日",
            "max_value": "最多 60 个工作日",
        },
    )

    def __init__(self, *args: Any, units: dict[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", "请选择"), *units.items()]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]


class SuperviseForm(forms.Form):
    """督办: what the office demands."""

    demand = Words(label="督办要求", error_messages={"required": "请写明督办要求"})


class AnswerForm(forms.Form):
    """An answer to another unit's question, or to a supervision."""

    answer = Words(label="答复", rows=6, error_messages={"required": "请写明答复内容"})


class ListFilter(forms.Form):
    """What a list of cases is narrowed to. Anything unknown narrows nothing."""

    q = forms.CharField(
        label="编号或标题",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(label="类别", required=False)
    unit = forms.TypedChoiceField(label="单位", required=False, coerce=int, empty_value=None)
    light = forms.ChoiceField(
        label="灯",
        required=False,
        choices=[("", "全部"), *((light.value, LIGHT_LABELS[light]) for light in OPEN_LIGHTS)],
    )
    closed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: dict[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [("", "全部"), *((kind.code, kind.label) for kind in kinds)]
        fields["unit"].choices = [("", "全部"), *units.items()]

    def clean_q(self) -> str:
        return " ".join(without_controls(self.cleaned_data["q"]).split())
