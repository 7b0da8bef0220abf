"""Forms of templates, letterhead, issuing and service of papers."""

from collections.abc import Mapping
from typing import Any

from django import forms

from gongkai.inforequests.forms.fields import DayField, Words
from gongkai.inforequests.models import Delivery
from gongkai.inforequests.papers.fixed import GROUND_LABELS
from gongkai.inforequests.papers.template import LONGEST
from gongkai.inforequests.rules.acts.roads import POSTAL_ENTERPRISE
from gongkai.inforequests.rules.remedies import UNIT_KINDS
from gongkai.inforequests.rules.severing import Passage

KINDS, RECEIPTS = Delivery.Kind.choices, Delivery.Receipt.choices

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


class ServiceForm(forms.Form):
    """How one paper reached its reader (国办公开办函〔2016〕235号)."""

    kind = forms.ChoiceField(label="送达方式", choices=KINDS, widget=forms.RadioSelect)
    sent_on = DayField(label="交邮、递交或者发送日期")
    served_on = DayField(
        label="签收或者到达日期", required=False, help_text="邮寄的以交邮之日为送达之日，不用填。"
    )
    receipt = forms.ChoiceField(label="签收情况", choices=RECEIPTS)
    carrier = forms.ChoiceField(
        label="邮寄单位",
        required=False,
        choices=[("", "不是邮寄"), (POSTAL_ENTERPRISE, "中国邮政"), ("其他", "其他快递公司")],
        help_text="邮寄只能通过邮政企业。",
    )
    tracking = forms.CharField(label="邮件号码", max_length=40, required=False)
    consent = forms.BooleanField(label="对方选择或者同意电子送达", required=False)
    place = forms.CharField(label="送达地点", max_length=200, required=False)
    note = forms.CharField(
        label="说明", max_length=300, required=False, help_text="拒收的，写明见证人和经过。"
    )


class TransferForm(forms.Form):
    """What a 转送告知书 says beside the request."""

    other_organ = forms.CharField(label="转送给哪个机关", max_length=120)
    other_contact = forms.CharField(label="该机关的联系方式", max_length=200, required=False)
    sent_on = DayField(label="转送日期")


class CoHandlingForm(forms.Form):
    """What a 协办函 asks for."""

    recipient = forms.CharField(label="协办单位、机构", max_length=120)
    summary = Words(label="信息内容", help_text="不要写明申请人。")
    task = Words(label="请对方办理的事")
    new_due_on = DayField(label="请对方回复的日期")


class CorrectionForm(forms.Form):
    """What a 更正告知书 decides."""

    record = forms.CharField(label="申请更正的记录", max_length=200)
    outcome = Words(label="审核情况和处理结果")
    other_organ = forms.CharField(
        label="有权更正的行政机关",
        max_length=120,
        required=False,
        help_text="不属于本机关职能的填写。",
    )
    other_contact = forms.CharField(label="该机关的联系方式", max_length=200, required=False)


TYPED_FORMS: Mapping[str, type[forms.Form]] = {
    "transfer": TransferForm,
    "co_handling": CoHandlingForm,
    "correction": CorrectionForm,
}
"""The forms of papers that rest on no row of the request."""


def _upload(label: str, help_text: str = "") -> forms.FileField:
    return forms.FileField(label=label, help_text=help_text, allow_empty_file=True)


def _pages() -> forms.IntegerField:
    return forms.IntegerField(
        label="页数", min_value=1, max_value=100_000, help_text="答复书的附件说明和按量收费用。"
    )


class ProvideForm(forms.Form):
    """A whole file that goes with the reply."""

    upload = _upload("文件")
    pages = _pages()


class MaskForm(forms.Form):
    """An original from which personal data is taken out by the masker."""

    original = _upload("原件", "系统删去身份证号、手机号等个人信息，生成副本并逐处登记。")
    words = Words(
        label="另外要删去的词", required=False, help_text="一行一个，如当事人姓名。", rows=3
    )
    pages = _pages()

    def clean_words(self) -> list[str]:
        return [each.strip() for each in self.cleaned_data["words"].splitlines() if each.strip()]


ROWS = 8
PLACE, REASON = 120, 500


class SeverForm(forms.Form):
    """An original, its copy severed by hand, and the register of what was taken out."""

    original = _upload("原件")
    copy = _upload("遮盖后的副本", "须是另一个文件，遮盖的文字已经删除，不能只盖住。")
    pages = _pages()
    hidden = Words(
        label="已经遮盖的文字",
        required=False,
        rows=3,
        help_text="一行一处。只用来核对副本里是否还读得出，不保存。",
    )
    confirmed = forms.BooleanField(label="副本中检出的个人信息已经核对，可以提供", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grounds = [("", "请选择"), *GROUND_LABELS.items()]
        for number in range(1, ROWS + 1):
            self.fields[f"place_{number}"] = forms.CharField(
                label=f"第{number}处：位置", max_length=PLACE, required=False
            )
            self.fields[f"ground_{number}"] = forms.ChoiceField(
                label=f"第{number}处：依据", choices=grounds, required=False
            )
            self.fields[f"reason_{number}"] = forms.CharField(
                label=f"第{number}处：理由", max_length=REASON, required=False
            )

    def passages(self) -> list[Passage]:
        """The rows in which anything was filled in."""
        data = self.cleaned_data
        rows = (
            Passage(
                data.get(f"place_{number}", ""),
                data.get(f"ground_{number}", ""),
                data.get(f"reason_{number}", ""),
            )
            for number in range(1, ROWS + 1)
        )
        return [row for row in rows if row.place or row.ground or row.reason]

    def clean_hidden(self) -> list[str]:
        return [each.strip() for each in self.cleaned_data["hidden"].splitlines() if each.strip()]
