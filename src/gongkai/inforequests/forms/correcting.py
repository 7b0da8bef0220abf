"""Forms of claims that a record is wrong (条例第四十一条)."""

from collections.abc import Mapping
from typing import Any

from django import forms

from gongkai.inforequests.forms.deeds import DeedForm
from gongkai.inforequests.forms.fields import Words
from gongkai.inforequests.forms.intake import WrittenForm
from gongkai.inforequests.rules.correcting import OUTCOMES
from gongkai.inforequests.words import Channel


class ClaimForm(WrittenForm):
    """What staff fill in: who, which record, what is wrong; the evidence comes as files."""

    marked = ("name", "record", "claim")
    unit = forms.ChoiceField(label="受理机关")
    channel = forms.ChoiceField(
        label="提交渠道", choices=[each for each in Channel.choices if each[0] != Channel.INTERNET]
    )
    arrived_at = forms.DateTimeField(
        label="收到时间",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    record = forms.CharField(
        label="要更正的记录",
        max_length=120,
        help_text="如“教师资格认定登记表中的出生日期”；用作办件标题，不写申请人的个人信息",
    )
    claim = Words(label="哪里不准确，应当怎样记录", rows=6, help_text="加密保存，查看要留痕")
    field_order = ["unit", "channel", "arrived_at", "record", "claim"]

    def __init__(self, *args: Any, units: Mapping[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(str(pk), name) for pk, name in units.items()]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]
        self.order_fields(self.field_order)


class OutcomeForm(DeedForm):
    """What the check came to, and what the claimant is told."""

    outcome = forms.ChoiceField(
        label="处理结果", choices=list(OUTCOMES.items()), widget=forms.RadioSelect
    )
    said = Words(
        label="告知申请人的内容",
        rows=5,
        max_length=2000,
        help_text="写进告知书：核查了什么；更正的写明何时怎样更正，不予更正的写明理由",
    )
    other_organ = forms.CharField(label="有权更正的机关", max_length=120, required=False)
    other_contact = forms.CharField(label="该机关联系方式", max_length=200, required=False)
