"""Designing a form: its name, its fields and checks one by one, who files it and by when."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from gongkai.filing.content import Content
from gongkai.filing.rules import (
    CADENCE_LABELS,
    KIND_LABELS,
    REST_DAY_LABELS,
    Cadence,
    Check,
    Field,
    FieldKind,
    RestDay,
)
from gongkai.kernel.measures import measures

if TYPE_CHECKING:
    Rows = BaseFormSet[Any]
else:
    Rows = BaseFormSet


class NewForm(forms.Form):
    """A new form; what it asks for is written on the next page."""

    owner = forms.TypedChoiceField(label="主管单位", coerce=int)
    name = forms.CharField(label="名称", max_length=120)
    code = forms.CharField(
        label="代码",
        max_length=40,
        help_text="小写字母开头，供导出和其他报表引用，以后不变，例如 hotline_monthly。",
    )
    basis = forms.CharField(label="依据", max_length=300, required=False)

    def __init__(self, *args: Any, owners: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["owner"], owners)


def _choose(field: forms.Field, units: Mapping[int, str]) -> None:
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so
    field.choices = list(units.items())


def _numbered(name: str, **extra: Any) -> forms.IntegerField:
    return forms.IntegerField(label=name, **extra)


class ScheduleForm(forms.Form):
    """How often, by when, by whom."""

    saves = forms.IntegerField(widget=forms.HiddenInput)
    cadence = forms.ChoiceField(
        label="报送周期", choices=[(code.value, label) for code, label in CADENCE_LABELS.items()]
    )
    due_months = _numbered(
        "期满后第几个月", min_value=1, max_value=12, help_text="一次性的报表在开期时写明期限。"
    )
    due_day = _numbered("当月几日前报送", min_value=1, max_value=31)
    rest_day = forms.ChoiceField(
        label="期限遇休息日",
        choices=[(code.value, label) for code, label in REST_DAY_LABELS.items()],
    )
    remind_days = _numbered("提前几个工作日催报", min_value=0, max_value=30)
    opens_itself = forms.BooleanField(label="期满后自动开期", required=False)
    kinds = forms.MultipleChoiceField(
        label="报送单位的类别", required=False, widget=forms.CheckboxSelectMultiple
    )
    unit_ids = forms.TypedMultipleChoiceField(
        label="另外指定的单位",
        required=False,
        coerce=int,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text="类别和单位都不选，则主管单位之下的全部单位都报。",
    )
    note = forms.CharField(label="本版修订说明", required=False, max_length=300)

    def __init__(
        self,
        *args: Any,
        kinds: list[tuple[str, str]],
        units: Mapping[int, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["kinds"]
        assert isinstance(chosen, forms.MultipleChoiceField)  # noqa: S101 - declared so
        chosen.choices = kinds
        _choose(self.fields["unit_ids"], units)


class FieldForm(forms.Form):
    """One field of the form."""

    label = forms.CharField(label="栏名", max_length=80)
    group = forms.CharField(label="所属标题", max_length=80, required=False)
    kind = forms.ChoiceField(
        label="类型",
        choices=[(code.value, label) for code, label in KIND_LABELS.items()],
        initial=FieldKind.INTEGER.value,  # a row left as it stands is an empty row
    )
    unit = forms.CharField(
        label="计量单位", max_length=20, required=False, help_text="件、万元、次……"
    )
    help = forms.CharField(label="填报说明", max_length=200, required=False)
    required = forms.BooleanField(label="必填", required=False, initial=True)
    least = forms.DecimalField(label="最小值", required=False, max_digits=15, decimal_places=6)
    most = forms.DecimalField(label="最大值", required=False, max_digits=15, decimal_places=6)
    choices = forms.CharField(
        label="选项", max_length=500, required=False, help_text="选择栏才填，用顿号隔开。"
    )
    measure = forms.ChoiceField(
        label="由系统统计填入", required=False, help_text="单位可以修改，修改的须说明。"
    )
    code = forms.CharField(
        label="代码", max_length=40, required=False, help_text="留空自动编；以后各版不要改动。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["measure"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - declared so
        known = [(each.code, f"{each.label}（{each.code}）") for each in measures]
        chosen.choices = [("", "不由系统填入"), *known]

    def field(self, code: str) -> Field:
        """The field as it was filled in; *code* where none was given."""
        stated = self.cleaned_data
        return Field(
            code=stated["code"] or code,
            label=stated["label"],
            kind=FieldKind(stated["kind"]),
            unit=stated["unit"],
            help=stated["help"],
            required=stated["required"],
            least=stated["least"],
            most=stated["most"],
            choices=tuple(part.strip() for part in stated["choices"].split("、") if part.strip()),
            measure=stated["measure"],
            group=stated["group"],
        )


class CheckForm(forms.Form):
    """One check between fields."""

    expression = forms.CharField(
        label="算式",
        max_length=300,
        help_text="例如：受理 = 准予 + 不予；准予 <= 上年(准予) * 2；合计(甲, 乙) = 丙。"
        "栏名里有括号、空格的写在方括号里。",
    )
    says = forms.CharField(label="不符时的提示", max_length=200)
    soft = forms.BooleanField(label="只作提示，写明原因即可报送", required=False)


class OwnSet(Rows):
    """Rows that can be ordered and removed, with Chinese names for both."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "ORDER" in form.fields:
            form.fields["ORDER"].label = "次序"
        form.fields["DELETE"].label = "删除"

    @property
    def kept(self) -> list[Any]:
        """The rows that were filled in and not removed, in their order."""
        rows = self.ordered_forms if self.can_order else self.forms
        return [row for row in rows if row.cleaned_data and not row.cleaned_data.get("DELETE")]


FieldSet = formset_factory(
    FieldForm, formset=OwnSet, extra=2, can_order=True, can_delete=True, max_num=62
)
CheckSet = formset_factory(CheckForm, formset=OwnSet, extra=2, can_delete=True, max_num=42)


def fields_initial(content: Content) -> list[dict[str, Any]]:
    """The rows of `FieldSet` for a version."""
    rows = []
    for field in content.fields:
        row = {name: getattr(field, name) for name in FieldForm.base_fields}
        rows.append(row | {"kind": field.kind.value, "choices": "、".join(field.choices)})
    return rows


def checks_initial(content: Content) -> list[dict[str, Any]]:
    """The rows of `CheckSet` for a version."""
    return [check.as_json() for check in content.checks]


def schedule_initial(content: Content, saves: int) -> dict[str, Any]:
    """The values of `ScheduleForm` for a version."""
    columns = content.columns()
    return {name: columns[name] for name in ScheduleForm.base_fields if name in columns} | {
        "saves": saves
    }


def content_from(schedule: ScheduleForm, fields: Any, checks: Any) -> Content:
    """What the three valid forms say together; fields without a code are numbered."""
    stated = schedule.cleaned_data
    taken = {row.cleaned_data["code"] for row in fields.kept}
    free = (f"field_{number}" for number in range(1, 1000) if f"field_{number}" not in taken)
    return Content(
        fields=tuple(
            row.field("" if row.cleaned_data["code"] else next(free)) for row in fields.kept
        ),
        checks=tuple(
            Check(
                row.cleaned_data["expression"], row.cleaned_data["says"], row.cleaned_data["soft"]
            )
            for row in checks.kept
        ),
        cadence=Cadence(stated["cadence"]),
        due_months=stated["due_months"],
        due_day=stated["due_day"],
        rest_day=RestDay(stated["rest_day"]),
        remind_days=stated["remind_days"],
        opens_itself=stated["opens_itself"],
        kinds=tuple(stated["kinds"]),
        unit_ids=tuple(stated["unit_ids"]),
        note=stated["note"],
    )
