"""Forms about sections."""

from typing import Any

from django import forms

from gongkai.catalogue.forms.base import Choices, VersionedForm, day_field, number_choice
from gongkai.catalogue.models import Section
from gongkai.catalogue.public import disclosure_items
from gongkai.catalogue.rules import CADENCE_LABELS, SectionDraft

CADENCES = [(code.value, label) for code, label in CADENCE_LABELS.items()]


class SectionFilter(forms.Form):
    """The filter above the tree of sections."""

    area = forms.ChoiceField(
        label="板块", required=False, choices=[("", "全部"), *Section.Area.choices]
    )
    behind = forms.BooleanField(label="只看逾期和空白", required=False)
    closed = forms.BooleanField(label="包括已关闭", required=False)

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = number_choice("责任单位", units, empty="全部")
        self.order_fields(["area", "unit", "behind", "closed"])


class SectionForm(VersionedForm):
    """What is written about a section."""

    name = forms.CharField(label="栏目名称", max_length=60)
    slug = forms.CharField(
        label="网址标识",
        max_length=60,
        help_text="小写字母、数字和连字符，例如 caizheng-yusuan；启用后尽量不改；改后旧网址自动转到新网址",
    )
    description = forms.CharField(
        label="栏目说明",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="写进网页标签，供检索引擎和监测使用",
    )
    keywords = forms.CharField(label="关键词", max_length=200, help_text="用逗号分隔")
    column_type = forms.ChoiceField(
        label="栏目类别", choices=Section.ColumnType.choices, initial="disclosure"
    )
    area = forms.ChoiceField(label="所属板块", choices=Section.Area.choices, initial="statutory")
    item_code = forms.ChoiceField(label="法定主动公开事项", required=False)
    cadence = forms.ChoiceField(label="更新规则", choices=CADENCES, initial="ad_hoc")
    update_days = forms.IntegerField(
        label="更新天数",
        min_value=0,
        max_value=366,
        initial=0,
        help_text="定期更新：每期结束后几日内更新；随时更新：最长多少日应有更新（0为不限）；"
        "长期公开填0",
    )
    is_shared = forms.BooleanField(label="各单位均可在此发布", required=False)
    position = forms.IntegerField(label="排序", min_value=0, max_value=9999, initial=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = [(item.code, f"{item.article}　{item.name}") for item in disclosure_items()]
        self.fields["item_code"].choices = [("", "（无）"), *items]  # type: ignore[attr-defined]

    def draft(self) -> SectionDraft:
        """The entries as the service takes them."""
        names = SectionDraft.__dataclass_fields__
        return SectionDraft(**{name: self.cleaned_data[name] for name in names})


class NewSectionForm(SectionForm):
    """A new section: also where it stands and who answers for it."""

    field_order = ["parent", "unit"]

    def __init__(self, *args: Any, units: Choices, parents: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        self.fields["parent"] = number_choice("上级栏目", parents, empty="（一级栏目）")
        self.fields["unit"] = number_choice("责任单位", units)
        self.order_fields(self.field_order)


class MoveForm(VersionedForm):
    """Where a section shall stand."""

    def __init__(self, *args: Any, parents: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = number_choice("新的上级栏目", parents, empty="（一级栏目）")


class ReassignForm(forms.Form):
    """Who shall answer for a section, since when and why."""

    since = day_field("自何日起")
    reason = forms.CharField(
        label="原因", max_length=200, help_text="例如：机构改革职能划转，附文号"
    )

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = number_choice("新的责任单位", units)
        self.order_fields(["unit", "since", "reason"])


class ConfirmForm(forms.Form):
    """A deed that needs nothing but the press of the button."""


class ReasonForm(forms.Form):
    """A deed that needs nothing but a reason."""

    reason = forms.CharField(label="原因", max_length=200)


class UnitForm(forms.Form):
    """A deed that needs a unit."""

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = number_choice("责任单位", units)
