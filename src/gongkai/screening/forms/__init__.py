"""Forms of the screening pages."""

from typing import Any

from django import forms

from gongkai.screening.models import FalseAlarm, ListedWord

MOST_TEXT = 200_000
MOST_FILE = 20 * 1024 * 1024


class CheckForm(forms.Form):
    """A text or a file to be checked; neither is kept."""

    text = forms.CharField(
        label="文字",
        required=False,
        max_length=MOST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="粘贴要检查的正文，或在下面选择文件。检查不保存任何内容。",
    )
    file = forms.FileField(
        label="文件",
        required=False,
        help_text="txt、html、docx、xlsx、pptx、pdf、图片、压缩包等，20 MB 以内。",
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        file = given.get("file")
        if not self.errors and not file and not given.get("text", "").strip():
            raise forms.ValidationError("请粘贴文字，或选择一个文件")
        if file and file.size > MOST_FILE:
            self.add_error("file", "文件超过 20 MB，请拆分后重试，或用命令 gongkai screen 检查")
        return given


class WordFilter(forms.Form):
    """What to look for in the lists."""

    words = forms.CharField(label="词语", required=False, max_length=60)
    kind = forms.ChoiceField(
        label="类别", required=False, choices=[("", "全部"), *ListedWord.Kind.choices]
    )


class WordForm(forms.Form):
    """A word of the house."""

    word = forms.CharField(label="词语", max_length=60)
    kind = forms.ChoiceField(label="类别", choices=ListedWord.Kind.choices)
    suggestion = forms.CharField(
        label="应写作", required=False, max_length=60, help_text="放行的词和内部标记不必填。"
    )
    severity = forms.ChoiceField(
        label="程度", choices=ListedWord.Grade.choices, initial=ListedWord.Grade.CONFIRM
    )
    unless = forms.CharField(
        label="例外",
        required=False,
        max_length=300,
        help_text="含有这个词而本身正确的说法，用空格隔开，例如：分布署名。",
    )
    source = forms.CharField(label="来源", max_length=200, help_text="文件、通报或词典的名称。")
    valid_from = forms.DateField(
        label="起用日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


class WordEditForm(WordForm):
    """Remembers which state of the word the person saw."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class AlarmFilter(forms.Form):
    """Reports in one state."""

    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部"), *FalseAlarm.State.choices]
    )


class AlarmForm(forms.Form):
    """A click on 误报: the rule, the words around it, and if wanted why."""

    rule = forms.CharField(max_length=40)
    context = forms.CharField(max_length=400, strip=False)
    note = forms.CharField(max_length=200, required=False)


class VerdictForm(forms.Form):
    """Whether a report is right."""

    is_false = forms.ChoiceField(choices=[("yes", "确是误报"), ("no", "不是误报")])
