"""Forms about people, their roles and their training."""

from dataclasses import fields
from typing import Any

from django import forms

from gongkai.kernel.permissions import ROLE_LABELS, Role
from gongkai.orgs.forms.base import DayField, EntriesForm, UnitField, text_field
from gongkai.orgs.rules import PERSON_TEXTS, PersonDraft, Text
from gongkai.orgs.selectors import person_by_username

TEXTS = {text.field: text for text in PERSON_TEXTS}
ROLES = [(role.value, ROLE_LABELS[role]) for role in Role if role is not Role.SYSTEM]


class PersonForm(EntriesForm):
    """A person's entries in the register (A2)."""

    name = text_field(TEXTS["name"])
    job_title = text_field(TEXTS["job_title"])
    phone = text_field(TEXTS["phone"])
    mobile = text_field(TEXTS["mobile"], "只在工作台内供同事联系，不对外公开")
    email = forms.EmailField(
        label="电子邮箱",
        required=False,
        max_length=254,
        error_messages={"invalid": "请填写完整的电子邮箱，例如 lin@example.cn"},
    )
    full_time = forms.BooleanField(label="专职从事公开工作", required=False)

    def draft(self) -> PersonDraft:
        """Everything as typed."""
        names = [field.name for field in fields(PersonDraft)]
        return PersonDraft(**{name: self.cleaned_data[name] for name in names})


class NewPersonForm(PersonForm):
    """A person to be registered, with an account."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)
    unit = UnitField(label="所在单位")
    username = forms.CharField(
        label="账号", max_length=60, help_text="字母、数字和 _ . @ -，登录时使用，不能再改"
    )
    field_order = ["unit", "username"]


class TransferForm(forms.Form):
    """The unit a person goes to."""

    unit = UnitField(label="调往单位")


class AppointForm(forms.Form):
    """A role in a unit for a term."""

    role = forms.TypedChoiceField(label="角色", choices=[("", "请选择"), *ROLES], coerce=Role)
    unit = UnitField(label="任职单位")
    since = DayField(label="任职日期")
    until = DayField(label="离任日期", required=False, help_text="不设任期的不填；当天起不再任职")
    basis = text_field(Text("basis", "任免依据", 120), "例如任免文件的文号")


class EndForm(forms.Form):
    """The first day out of office."""

    on = DayField(label="离任日期", help_text="当天起不再任职")


class TrainingForm(forms.Form):
    """A course attended."""

    held_on = DayField(label="培训日期")
    title = text_field(Text("title", "培训内容", 120, required=True))
    organiser = text_field(Text("organiser", "组织单位", 120))
    hours = forms.DecimalField(label="学时", max_digits=4, decimal_places=1)


class HandoverForm(forms.Form):
    """Who takes over; people of the unit are offered, any account may be typed."""

    successor = forms.CharField(label="接手人账号", max_length=60)
    note = text_field(Text("note", "交接说明", 500))

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = colleagues
        self.fields["successor"].widget.attrs["list"] = "colleagues"

    def clean_successor(self) -> Any:
        person = person_by_username(self.cleaned_data["successor"])
        if person is None:
            raise forms.ValidationError("没有这个账号，请从列表中选择，或先登记人员")
        return person


class PeopleFilter(forms.Form):
    """The register by unit, role, name and state."""

    unit = UnitField(label="单位", required=False)
    role = forms.TypedChoiceField(
        label="角色", required=False, choices=[("", "全部"), *ROLES], coerce=Role, empty_value=None
    )
    name = forms.CharField(label="姓名或账号", required=False, max_length=60)
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "在岗"), ("left", "已停用")]
    )
