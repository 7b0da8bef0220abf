"""Forms of the page 政策解读."""

from collections.abc import Sequence
from typing import Any

from django import forms

from gongkai.documents.forms import DayField, RecordField
from gongkai.documents.rules import TITLE_LIMIT
from gongkai.documents.rules.explainers import ELEMENTS, KIND_LABELS

KIND_CHOICES = [(code.value, label) for code, label in KIND_LABELS.items()]


class PolicyForm(forms.Form):
    """What a document is: 规范性文件, important; whom to ask about it."""

    normative = forms.BooleanField(
        label="规范性文件",
        required=False,
        help_text="涉及公民、法人和其他组织权利义务，普遍适用、反复适用的文件；须同步解读。",
    )
    important = forms.BooleanField(
        label="重要文件", required=False, help_text="社会关注度高、专业性强的其他文件；须同步解读。"
    )
    contact = forms.CharField(
        label="政策咨询渠道和电话",
        required=False,
        max_length=200,
        help_text="例如：县教育局基础教育股，0999-6000021；显示在文件页面。",
    )
    registration_number = forms.CharField(
        label="统一登记号", required=False, max_length=80, help_text="没有则留空。"
    )
    filed_on = DayField(label="备案日期", required=False)


class PlanForm(forms.Form):
    """解读方案."""

    outline = forms.CharField(label="解读提纲", widget=forms.Textarea(attrs={"rows": 3}))
    channels = forms.CharField(
        label="发布渠道", required=False, max_length=300, help_text="门户网站之外的渠道。"
    )
    planned_on = DayField(label="计划发布日期")
    follow_reason = forms.CharField(
        label="解读随后发布的理由",
        required=False,
        max_length=300,
        help_text="解读应与文件同时发布；确需随后发布的才填写。",
    )
    forms = forms.MultipleChoiceField(
        label="解读形式", choices=KIND_CHOICES, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("outline", "forms", "channels", "planned_on", "follow_reason")

    def __init__(self, *args: Any, follow_days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not follow_days:
            del self.fields["follow_reason"]
        else:
            words = f"解读应与文件同时发布；确需随后发布的才填写，最迟 {follow_days} 个工作日。"
            self.fields["follow_reason"].help_text = words


class ExplainerForm(forms.Form):
    """What is said of an explainer."""

    kind = forms.ChoiceField(label="解读形式", choices=KIND_CHOICES)
    interpreter = forms.CharField(
        label="解读机关、解读人",
        required=False,
        max_length=200,
        help_text="写明单位、姓名、联系电话。",
    )
    leader_id = forms.TypedChoiceField(
        label="负责人解读",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="由单位负责人解读的，请选择；每位负责人每年至少解读一次。",
    )

    def __init__(self, *args: Any, leaders: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["leader_id"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "不是负责人解读"), *leaders]


class DraftExplainerForm(ExplainerForm):
    title = forms.CharField(label="解读标题", max_length=TITLE_LIMIT)
    field_order = ("title", "kind", "interpreter", "leader_id")


class LinkForm(ExplainerForm):
    explainer_id = RecordField(
        label="已有的解读",
        max_length=200,
        help_text="填索引号，或粘贴该信息的网址。",
    )
    field_order = ("explainer_id", "kind", "interpreter", "leader_id")


class DescribeForm(ExplainerForm):
    not_applicable = forms.MultipleChoiceField(
        label="本政策不涉及的要素",
        required=False,
        choices=[(element.code, element.label) for element in ELEMENTS],
        widget=forms.CheckboxSelectMultiple,
    )


class ExemptionForm(forms.Form):
    reason = forms.CharField(
        label="免予解读的理由", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
