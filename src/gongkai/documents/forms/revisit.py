"""Forms of 回头看."""

from django import forms

from gongkai.documents.forms import GROUND_CHOICES, DayField
from gongkai.documents.rules.revisit import OUTCOME_LABELS


class RoundForm(forms.Form):
    """Starting a round."""

    title = forms.CharField(
        label="名称", max_length=200, help_text="例如：2026年不公开文件回头看。"
    )
    share = forms.IntegerField(
        label="抽查比例（%）", min_value=1, max_value=100, initial=100, help_text="100 为全部。"
    )
    due_on = DayField(label="完成期限")


class FindingForm(forms.Form):
    """What the examination of one document finds."""

    outcome = forms.ChoiceField(
        label="结论", choices=[(code.value, label) for code, label in OUTCOME_LABELS.items()]
    )
    ground = forms.ChoiceField(
        label="仍然成立的法定理由",
        required=False,
        choices=[("", "（转为公开的不选）"), *GROUND_CHOICES[1:]],
    )
    note = forms.CharField(label="说明", required=False, max_length=500)
