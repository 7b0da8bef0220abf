"""Forms of templates, letterhead, issuing and service of papers."""

from typing import Any

from django import forms

from gongkai.inforequests.papers.template import LONGEST
from gongkai.inforequests.rules.remedies import UNIT_KINDS

NOT_SET = ("", "按单位类别和上级设置")


class TemplateForm(forms.Form):
    """A template's text; ``version`` is what the person saw."""

    text = forms.CharField(
        label="模板",
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false"}),
        help_text="一行一段。【】是固定内容，不能删；{} 由系统填写。",
        error_messages={"required": "模板不能是空的；如要恢复原样，请用“恢复”"},
    )
    note = forms.CharField(
        label="修改说明", max_length=200, required=False, help_text="写明为什么改，供以后查考。"
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


def _name(label: str, limit: int, help_text: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=limit, required=False, help_text=help_text)


class PaperSettingsForm(forms.Form):
    """What a unit's papers say about itself; empty: taken from above."""

    mark = _name("发文机关代字", 12, "文号“澄教公复〔2026〕1号”中的“澄教”。不填用单位简称。")
    review_kind = forms.ChoiceField(
        label="机关性质",
        required=False,
        choices=[NOT_SET, *UNIT_KINDS.items()],
        help_text="决定向谁申请行政复议（行政复议法第二十四、二十七、二十八条）。",
    )
    own_government = _name("本级人民政府", 120, "写全称。不填按单位隶属关系取。")
    higher_government = _name("上一级人民政府", 120, "本机关是人民政府的，填上一级人民政府全称。")
    higher_department = _name("上一级主管部门", 120, "司法行政部门、垂直领导的机关须填。")
    court = _name(
        "受理行政诉讼的人民法院", 120, "写全称；有集中管辖的按当地规定。不填用上级单位的。"
    )
    higher_court = _name(
        "受理对本级人民政府诉讼的中级人民法院",
        120,
        "只有县级以上人民政府须填：以政府名义作出的答复由中级人民法院管辖（行政诉讼法第十五条）。",
    )
    online_channel = _name(
        "网上申请行政复议的渠道", 200, "网上送达的答复须写明（行政复议法第二十二条）。"
    )
    query_remedy = forms.ChoiceField(
        label="行政查询事项的救济告知",
        required=False,
        choices=[
            ("", "沿用上级设置（没有则为：行政复议或者行政诉讼）"),
            ("A", "先申请行政复议"),
            ("B", "行政复议或者行政诉讼"),
        ],
        help_text="各地掌握不一，由本地确定。",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class PaperUnitForm(forms.Form):
    """Which unit's papers to look at."""

    unit = forms.TypedChoiceField(label="单位", coerce=int, empty_value=None)

    def __init__(self, *args: Any, units: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
