"""The form of 删减后公开."""

from django import forms

from gongkai.documents.forms import GROUND_CHOICES
from gongkai.screening.rules.by_hand import LONGEST_TEXT, reasons_against_words, words_in


class RedactionForm(forms.Form):
    """Why parts of the text may not be public, and what is masked beside personal data."""

    ground = forms.ChoiceField(
        label="删减部分不予公开的法定理由",
        choices=[("", "请选择"), *GROUND_CHOICES[1:]],
        help_text="将在门户上注明。",
    )
    note = forms.CharField(
        label="说明",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="写明删去哪些内容、为何不宜公开；供审查，不对外显示。",
    )
    strict = forms.BooleanField(
        label="从严", required=False, help_text="身份证号、手机号只留后 4 位，住址整个隐去。"
    )
    words = forms.CharField(
        label="另外隐去的词",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="一行一个，例如未成年人、举报人的姓名。只用于这一次，不保存。",
    )

    def clean_words(self) -> tuple[str, ...]:
        """The words, each once."""
        words = words_in(self.cleaned_data["words"])
        for reason in reasons_against_words(words):
            raise forms.ValidationError(reason.sentence)
        return words
