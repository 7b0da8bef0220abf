"""Forms of reprints."""

from typing import Any

from django import forms

from gongkai.documents.forms import Choices, MomentField


class UnitForm(forms.Form):
    """A form that asks for the unit with which the items wait."""

    unit = forms.TypedChoiceField(label="转载单位", coerce=int)

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = list(units)


class FeedForm(UnitForm):
    name = forms.CharField(label="上级机关", max_length=120, help_text="例如：国务院、省人民政府。")
    url = forms.CharField(label="订阅地址（Atom 或 RSS）", max_length=500)
    field_order = ("name", "url", "unit")


class EntryForm(UnitForm):
    title = forms.CharField(label="标题", max_length=300)
    source = forms.CharField(label="原发布机关", max_length=120)
    url = forms.CharField(label="原网址", required=False, max_length=500)
    published_at = MomentField(label="原发布时间")
    body_html = forms.CharField(
        label="正文", required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    field_order = ("title", "source", "url", "published_at", "unit", "body_html")


class FileForm(forms.Form):
    file = forms.FileField(
        label="订阅文件（.xml）", help_text="不能联网时，下载订阅文件后在此上传。"
    )


class AsideForm(forms.Form):
    reason = forms.CharField(label="不转载的理由", max_length=300)
