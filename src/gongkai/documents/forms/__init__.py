"""Forms of the desk: what a person types, checked and explained before a service is called."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone

from gongkai.documents import selectors
from gongkai.documents.content import FIELDS, Text
from gongkai.documents.models import ChannelPosting
from gongkai.documents.rules import GROUNDS, OPENNESS_LABELS, TITLE_LIMIT, VALIDITY_LABELS, Validity

OPENNESS_CHOICES = [(code.value, label) for code, label in OPENNESS_LABELS.items()]
GROUND_CHOICES = [("", "（主动公开不需要）")] + [
    (ground.code, f"{ground.label}（{ground.article}）") for ground in GROUNDS
]
BODY_LIMIT = 2_000_000
WRITTEN_IN = re.compile(r"data:image/[\w.+-]{1,40};base64,[A-Za-z0-9+/=\s]++")
FIRST_YEAR, LAST_YEAR = 1900, 2200
Choices = Sequence[tuple[Any, str]]


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class YearsField:
    """Days and moments of this and the last century; anything else is a slip of the finger."""

    def clean(self, value: Any) -> Any:
        found = super().clean(value)  # type: ignore[misc]
        if isinstance(found, date) and not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise forms.ValidationError(f"年份应在 {FIRST_YEAR} 至 {LAST_YEAR} 之间，请核对")
        return found


class DayField(YearsField, forms.DateField):
    widget = DayInput


class MomentField(YearsField, forms.DateTimeField):
    widget = MomentInput


class RecordField(forms.CharField):
    """A record as people name it: 索引号, the address of its page, or its number there."""

    default_error_messages = {"unknown": "没有找到这条信息，请核对索引号或网址"}

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        if not words:
            return None
        found = selectors.document_named(words)
        if found is None:
            raise forms.ValidationError(self.error_messages["unknown"], "unknown")
        return found.pk


class DraftForm(forms.Form):
    """The draft sheet. Nothing but lengths and dates is refused here: an unfinished text is saved."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label="标题", required=False, max_length=TITLE_LIMIT)
    openness = forms.ChoiceField(
        label="公开属性",
        required=False,
        choices=OPENNESS_CHOICES,
        widget=forms.RadioSelect,
        help_text="拟稿时必须注明；未注明或缺少理由的，提交后会被退文。",
    )
    ground = forms.ChoiceField(label="不主动公开的法定理由", required=False, choices=GROUND_CHOICES)
    ground_note = forms.CharField(
        label="理由说明",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="写明哪些内容、为何不宜公开。",
    )
    section_id = forms.TypedChoiceField(
        label="发布栏目", required=False, coerce=int, empty_value=None
    )
    document_number = forms.CharField(
        label="文号",
        required=False,
        max_length=80,
        help_text="例如：澄教〔2026〕12号；没有则留空。",
    )
    issuer = forms.CharField(label="发布机构", required=False, max_length=200)
    department = forms.CharField(label="责任部门", required=False, max_length=120)
    theme_id = forms.TypedChoiceField(
        label="主题分类", required=False, coerce=int, empty_value=None
    )
    genre_id = forms.TypedChoiceField(
        label="体裁分类", required=False, coerce=int, empty_value=None
    )
    keywords = forms.CharField(
        label="关键词", required=False, max_length=200, help_text="多个词用空格隔开。"
    )
    summary = forms.CharField(
        label="内容概述", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    signed_on = DayField(label="成文日期", required=False)
    issued_on = DayField(label="印发日期", required=False)
    effective_on = DayField(label="施行日期", required=False)
    expires_on = DayField(label="有效期至", required=False)
    publish_at = MomentField(
        label="定时发布",
        required=False,
        help_text="留空则签发后立即发布；早于签发时间的，按签发时间发布。",
    )
    body_html = forms.CharField(
        label="正文",
        required=False,
        widget=forms.Textarea(attrs={"rows": 18, "data-rich": ""}),
    )

    def __init__(
        self, *args: Any, sections: Choices, themes: Choices, genres: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("section_id", sections), ("theme_id", themes), ("genre_id", genres)):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
            field.choices = [("", "请选择"), *choices]

    def clean_body_html(self) -> str:
        """The text may be long; pictures written into it are taken out of it and do not count."""
        body: str = self.cleaned_data["body_html"]
        length = len(WRITTEN_IN.sub("", body))
        if length > BODY_LIMIT:
            sentence = (
                f"正文有 {length} 个字符（含格式），超过 {BODY_LIMIT} 个，请将部分内容改作附件"
            )
            raise forms.ValidationError(sentence)
        return body

    def text(self) -> Text:
        """What was typed, as the services take it."""
        stated = {name: self.cleaned_data[name] for name in FIELDS if name in self.cleaned_data}
        return Text(**stated)

    @property
    def scheduled(self) -> datetime | None:
        """The moment from which the text is to be public, if it is not at once."""
        moment: datetime | None = self.cleaned_data["publish_at"]
        return moment


class FilesField(forms.FileField):
    """Several files at once."""

    widget = forms.ClearableFileInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        single = super().clean
        many = data if isinstance(data, list | tuple) else [data]
        return [single(each, initial) for each in many if each]


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class UploadForm(forms.Form):
    uploads = FilesField(
        label="添加附件",
        required=False,
        widget=FilesInput(attrs={"multiple": True}),
        help_text="可一次选择多个；Word、Excel、PDF、WPS、OFD、图片等。",
    )


class ReasonForm(forms.Form):
    """A reason that the public will read."""

    reason = forms.CharField(label="理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class CorrectionForm(ReasonForm):
    reason = forms.CharField(
        label="更正说明",
        max_length=300,
        help_text="更正什么、为什么。说明随新版本留存。",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class WithdrawalForm(ReasonForm):
    reason = forms.CharField(
        label="撤下理由",
        max_length=500,
        help_text="将在原网址向公众显示，请勿写入个人信息。",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    successor_id = RecordField(
        label="由哪条信息替换",
        required=False,
        max_length=200,
        help_text="填索引号，或粘贴该信息的网址；原网址将自动转到该信息。没有则留空。",
    )


class ValidityForm(forms.Form):
    kind = forms.ChoiceField(
        label="效力变动",
        choices=[
            (code.value, VALIDITY_LABELS[code])
            for code in (Validity.REPEALED, Validity.LAPSED, Validity.AMENDED)
        ],
    )
    on = DayField(label="生效日", initial=timezone.localdate)
    basis = forms.CharField(
        label="依据", max_length=300, help_text="文号或决定名称，例如：澄政〔2026〕3号。"
    )
    acting_document_id = RecordField(
        label="作出变动的文件",
        required=False,
        max_length=200,
        help_text="填索引号，或粘贴该文件的网址；不在本站的留空。",
    )


class ChannelForm(forms.Form):
    channel = forms.ChoiceField(label="渠道", choices=ChannelPosting.Channel.choices)
    place = forms.CharField(label="网址、期号或地点", max_length=300)
    posted_on = DayField(label="日期", initial=timezone.localdate)


class ListForm(forms.Form):
    """The filter above the lists of records."""

    list = forms.CharField(required=False, widget=forms.HiddenInput)
    words = forms.CharField(label="标题、文号或索引号", required=False, max_length=100)


class ExclusionForm(forms.Form):
    """Leaving records out of a batch, or putting them back; which ones, the list's boxes say."""

    reason = forms.CharField(label="剔除理由", max_length=300, help_text="会写入办理经过。")

    def __init__(self, *args: Any, restoring: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.button = "恢复所选" if restoring else "剔除所选"
        if restoring:
            del self.fields["reason"]
