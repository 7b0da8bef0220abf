"""Forms about the classification tables."""

from typing import Any

from django import forms

from gongkai.catalogue.forms.base import Choices, VersionedForm, number_choice
from gongkai.catalogue.rules import TermDraft


class TermForm(VersionedForm):
    """A theme or a genre."""

    name = forms.CharField(label="名称", max_length=60)
    position = forms.IntegerField(label="排序", min_value=0, max_value=9999)
    is_open = forms.BooleanField(
        label="启用", required=False, help_text="停用后不再供选择，已归入的信息不变"
    )

    def draft(self) -> TermDraft:
        """The entries as the service takes them."""
        entries = self.cleaned_data
        return TermDraft(entries["name"], entries["position"], entries["is_open"])


class NewThemeForm(forms.Form):
    """A new theme or sub-theme."""

    name = forms.CharField(label="名称", max_length=60)

    def __init__(self, *args: Any, parents: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = number_choice("上级主题", parents, empty="（一级主题）")
        self.order_fields(["parent", "name"])


class NewGenreForm(forms.Form):
    """A new kind of site content."""

    name = forms.CharField(label="名称", max_length=40)


class ThemeListForm(forms.Form):
    """Many themes at once."""

    lines = forms.CharField(
        label="主题分类",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="每行一个，写成“主题”或“主题\\子类”；已有的不重复添加",
    )
