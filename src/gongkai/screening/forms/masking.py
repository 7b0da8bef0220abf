"""The form that makes a masked copy."""

from collections.abc import Sequence
from typing import Any

from django import forms

from gongkai.screening.rules.by_hand import LONGEST_TEXT, reasons_against_words, words_in

MOST_FILE = 20 * 1024 * 1024


class MaskForm(forms.Form):
    """A file and how strictly it is masked; the file itself is not kept."""

    unit = forms.TypedChoiceField(label="单位", coerce=int)
    file = forms.FileField(
        label="文件",
        help_text="txt、csv、docx、xlsx、pdf、图片，20 MB 以内。原件不保存，只保存脱敏后的副本。",
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

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = list(units)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_FILE:
            raise forms.ValidationError("文件超过 20 MB，请拆分后重试，或用命令 gongkai mask")
        return file

    def clean_words(self) -> tuple[str, ...]:
        words = words_in(self.cleaned_data["words"])
        for reason in reasons_against_words(words):
            raise forms.ValidationError(reason.sentence)
        return words
