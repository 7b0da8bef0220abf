"""Forms about leading groups."""

from django import forms

from gongkai.orgs.forms.base import DayField, EntriesForm, UnitField, text_field
from gongkai.orgs.rules import GROUP_TEXTS, MEMBER_TEXTS, GroupDraft, MemberDraft

POSTS = [
    ("head", "组长"),
    ("deputy", "副组长"),
    ("member", "成员"),
    ("office_head", "办公室主任"),
]


class GroupForm(EntriesForm):
    """A leading group's entries."""

    name = text_field(GROUP_TEXTS[0])
    office_unit = UnitField(label="办公室所在单位")
    since = DayField(label="成立日期")
    until = DayField(label="届满日期", required=False)
    basis = text_field(GROUP_TEXTS[1], "例如成立文件的文号")

    def draft(self) -> GroupDraft:
        """Everything as typed, apart from the units."""
        return GroupDraft(
            **{name: self.cleaned_data[name] for name in ("name", "since", "until", "basis")}
        )


class NewGroupForm(GroupForm):
    """A leading group to be set up in a unit."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)
    unit = UnitField(label="设立单位")
    field_order = ["unit"]


class MemberForm(forms.Form):
    """A member to be added."""

    post = forms.ChoiceField(label="组内职务", choices=POSTS)
    name = text_field(MEMBER_TEXTS[0])
    job_title = text_field(MEMBER_TEXTS[1])
    since = DayField(label="加入日期")
    position = forms.IntegerField(
        label="排序", min_value=0, max_value=1_000_000, initial=0, help_text="小的在前"
    )

    def draft(self) -> MemberDraft:
        """Everything as typed."""
        return MemberDraft(**self.cleaned_data)
