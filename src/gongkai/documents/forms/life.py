"""Forms of the life of 规范性文件: amendments, clean-ups, a unit's proposals."""

from typing import Any

from django import forms
from django.utils import timezone

from gongkai.documents.forms import Choices, DayField, RecordField
from gongkai.documents.rules.life import PROPOSAL_LABELS


class AmendmentForm(forms.Form):
    basis = forms.CharField(
        label="修改依据", max_length=290, help_text="文号或决定名称，例如：澄政〔2026〕3号。"
    )
    on = DayField(label="修改后施行日期", initial=timezone.localdate)
    acting_document_id = RecordField(
        label="作出修改的文件",
        required=False,
        max_length=200,
        help_text="填索引号，或粘贴该文件的网址；不在本站的留空。",
    )


class CampaignForm(forms.Form):
    """Starting a clean-up."""

    title = forms.CharField(
        label="名称", max_length=200, help_text="例如：2026年度规范性文件全面清理。"
    )
    unit = forms.TypedChoiceField(label="公布结果的单位", coerce=int)
    on = DayField(label="以哪一天现行有效为准", initial=timezone.localdate)
    due_on = DayField(label="各单位报送期限")
    scope = forms.CharField(
        label="范围和要求",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "请选择"), *units]


class ProposalForm(forms.Form):
    """What a unit proposes for one document; its prefix is the item's id."""

    proposal = forms.ChoiceField(
        label="意见",
        required=False,
        choices=[("", "未提出"), *((code.value, label) for code, label in PROPOSAL_LABELS.items())],
    )
    reason = forms.CharField(label="理由", required=False, max_length=300)
