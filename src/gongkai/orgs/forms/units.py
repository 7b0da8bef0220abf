"""Forms about units."""

from dataclasses import fields, replace
from typing import Any

from django import forms

from gongkai.orgs.forms.base import DayField, EntriesForm, UnitField, text_field
from gongkai.orgs.rules import CONTACT_FIELDS, UNIT_TEXTS, Text, UnitDraft

KINDS = [
    ("government", "人民政府"),
    ("department", "政府部门"),
    ("township", "乡镇（街道）"),
    ("village", "村（社区）"),
    ("institution", "公共企事业单位"),
]
TEXTS = {text.field: text for text in UNIT_TEXTS}
NOTE = Text("note", "依据或说明", 200)


class ContactForm(EntriesForm):
    """What 公开指南 says about a unit (条例第十二条)."""

    office_name = text_field(TEXTS["office_name"], "承担政府信息公开工作的机构")
    address = text_field(TEXTS["address"])
    office_hours = text_field(TEXTS["office_hours"], "例如：工作日 8:30—12:00，14:30—17:30")
    phone = text_field(TEXTS["phone"])
    fax = text_field(TEXTS["fax"])
    email = forms.EmailField(
        label="电子邮箱",
        required=False,
        max_length=254,
        error_messages={"invalid": "请填写完整的电子邮箱，例如 gongkai@example.cn"},
    )
    note = text_field(NOTE)

    def draft(self, present: UnitDraft) -> UnitDraft:
        """The contact data typed, over everything else as it stands."""
        return replace(present, **{name: self.cleaned_data[name] for name in CONTACT_FIELDS})


class UnitForm(ContactForm):
    """All entries of a unit, apart from its place in the tree."""

    kind = forms.ChoiceField(label="类别", choices=KINDS)
    name = text_field(TEXTS["name"])
    short_name = text_field(TEXTS["short_name"])
    slug = forms.CharField(
        label="网址标识", max_length=60, help_text="小写字母、数字和短横线，用作子站网址"
    )
    code = forms.CharField(
        label="机构代码", max_length=18, help_text="组织机构代码或统一社会信用代码，编入索引号"
    )
    region = forms.CharField(label="行政区划代码", max_length=12)
    position = forms.IntegerField(
        label="排序", min_value=0, max_value=1_000_000, initial=0, help_text="小的在前"
    )
    field_order = [
        "kind",
        "name",
        "short_name",
        "code",
        "region",
        "slug",
        "position",
        *CONTACT_FIELDS,
    ]

    def draft(self, present: UnitDraft | None = None) -> UnitDraft:
        """Everything as typed."""
        names = [field.name for field in fields(UnitDraft)]
        return UnitDraft(**{name: self.cleaned_data[name] for name in names})


class NewUnitForm(UnitForm):
    """A unit to be set up below another one."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)
    parent = UnitField(label="上级单位")
    opened_on = DayField(label="设立日期", required=False)
    field_order = ["parent", *UnitForm.field_order, "opened_on", "note"]


class MoveForm(forms.Form):
    """A new place in the tree."""

    parent = UnitField(label="新的上级单位")
    note = text_field(NOTE)


class CloseForm(forms.Form):
    """The day on which a unit ends."""

    on = DayField(label="撤销日期")
    note = text_field(NOTE)


class UnitFilter(forms.Form):
    """Units by a part of their name."""

    name = forms.CharField(label="单位名称", required=False, max_length=60)

    def asked(self) -> str:
        """The part of the name, or "" when there is none that can be looked for."""
        data: dict[str, Any] = self.cleaned_data if self.is_valid() else {}
        return str(data.get("name", ""))
