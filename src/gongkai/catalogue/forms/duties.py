"""Forms about the basic catalogue."""

from typing import Any

from django import forms

from gongkai.catalogue.forms.base import Choices, VersionedForm, number_choice
from gongkai.catalogue.models import DisclosureDuty
from gongkai.catalogue.public import disclosure_items
from gongkai.catalogue.reading import LARGEST_FILE
from gongkai.catalogue.rules import CHANNELS, DutyDraft


class UnitPicker(forms.Form):
    """Whose catalogue is shown."""

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = number_choice("单位", units, empty="（请选择）")


class DutyForm(VersionedForm):
    """A line of the basic catalogue."""

    item_code = forms.ChoiceField(label="法定主动公开事项")
    matter = forms.CharField(label="公开事项", max_length=120)
    content = forms.CharField(
        label="公开内容（要素）", max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    basis = forms.CharField(
        label="公开依据", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    period = forms.CharField(
        label="公开时限",
        max_length=120,
        initial="自信息形成或者变更之日起20个工作日内",
        help_text="法律、法规另有规定的从其规定",
    )
    channels = forms.MultipleChoiceField(
        label="公开渠道和载体",
        choices=[(channel, channel) for channel in CHANNELS],
        widget=forms.CheckboxSelectMultiple,
        initial=["政府网站"],
    )
    audience = forms.ChoiceField(
        label="公开对象", choices=DisclosureDuty.Audience.choices, initial="everyone"
    )
    audience_group = forms.CharField(
        label="特定群众", max_length=120, required=False, help_text="公开对象为特定群众时填写"
    )
    position = forms.IntegerField(label="排序", min_value=0, max_value=9999, initial=0)

    def __init__(self, *args: Any, sections: Choices, new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = [(item.code, f"{item.article}　{item.name}") for item in disclosure_items()]
        self.fields["item_code"].choices = items  # type: ignore[attr-defined]
        self.fields["section_id"] = number_choice("公开栏目", sections, empty="（暂未确定）")
        if new:
            del self.fields["version"]

    def draft(self) -> DutyDraft:
        """The entries as the service takes them."""
        names = DutyDraft.__dataclass_fields__
        entries = {name: self.cleaned_data[name] for name in names}
        return DutyDraft(**entries | {"channels": tuple(entries["channels"])})


class DutyFileForm(forms.Form):
    """A table of lines."""

    file = forms.FileField(
        label="表格文件",
        help_text="xlsx 或 csv，不超过2MB；首行为列名：法定事项、公开事项、公开内容、公开依据、"
        "公开时限、公开渠道、公开对象、公开栏目",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError("文件超过2MB，请分成几个文件再导入")
        return file
