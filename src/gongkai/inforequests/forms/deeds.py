"""One form per deed on a request. Days are working days; every form carries the version seen."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from gongkai.inforequests.forms.fields import DayField, Days, ThemeField, Words, YesNo
from gongkai.inforequests.models import Delivery, FeeNotice
from gongkai.inforequests.rules.acts import POSTAL_ENTERPRISE
from gongkai.inforequests.rules.receipt import needs_confirmation


class DeedForm(forms.Form):
    """Beside its own fields, the version of the case that the person saw."""

    version = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)


class AcceptForm(DeedForm):
    """登记."""

    subject = forms.CharField(
        label="内容概述",
        max_length=120,
        help_text="一句话概括要什么信息，用作办件标题；不写申请人的姓名等个人信息。",
    )
    confirmed_on = DayField(
        label="双方确认之日",
        required=False,
        help_text="与申请人确认收到申请的日期，答复期限自该日起算（条例第三十一条）。",
    )

    theme_id = ThemeField(help_text="选填，用于统计；以后可以改。")

    def __init__(self, *args: Any, channel: str, themes: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["theme_id"].offer(themes)  # type: ignore[attr-defined]
        if not needs_confirmation(channel):
            self.fields.pop("confirmed_on")


class ThemeForm(DeedForm):
    """标注主题."""

    theme_id = ThemeField(help_text="申请统计按主题分组时用。")

    def __init__(
        self, *args: Any, themes: Mapping[str, str], chosen: int | None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["theme_id"].offer(themes)  # type: ignore[attr-defined]
        self.fields["theme_id"].initial = chosen


class ClarificationForm(DeedForm):
    """告知补正."""

    unclear = Words(label="哪里不明确", help_text="一次性写全：告知之后不能再次要求补正。")
    guidance = Words(label="怎样补正", help_text="给予指导和释明，写明要补充什么、怎样写。")
    days = Days(label="补正期限（工作日）", initial=15)


class ClarifiedForm(DeedForm):
    """收到补正."""

    received_on = DayField(label="收到补正之日", help_text="答复期限自收到补正的申请之日重新起算。")
    answer = Words(label="补正的内容", rows=6)


class AssignForm(DeedForm):
    """分办."""

    person = forms.TypedChoiceField(
        label="交给",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="不选则由本单位信息员领办。",
    )
    note = Words(label="办理要求", required=False, max_length=2000)

    def __init__(self, *args: Any, people: dict[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", "本单位全体信息员"), *people.items()]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]


class TransferForm(DeedForm):
    """转办其他机关."""

    unit = forms.TypedChoiceField(label="负责公开的机关", coerce=int)
    note = Words(label="由该机关负责公开的理由", max_length=2000)
    told = forms.BooleanField(
        label="将转办的机关及其联系方式告知申请人", required=False, initial=True
    )

    def __init__(self, *args: Any, units: dict[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", "请选择"), *units.items()]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]


class MergeForm(DeedForm):
    """并案."""

    into = forms.CharField(label="并入哪件申请（编号）", max_length=40)
    same_information = forms.BooleanField(
        label="已逐项核对：两件申请所要的信息相同", required=False
    )
    note = Words(label="理由", max_length=2000)


class WithdrawForm(DeedForm):
    """登记申请人撤回."""

    note = Words(
        label="撤回的情况",
        max_length=2000,
        help_text="申请人何时、以什么方式撤回，撤回书在何处；撤回后不再办理，不能恢复。",
    )


class SplitForm(DeedForm):
    """拆分."""

    parts = Words(
        label="拆分为哪几件",
        rows=6,
        help_text="每行一件，写明各要什么信息；第一行留在本件，其余另立新件，收到申请之日不变。",
    )


class ExtensionForm(DeedForm):
    """申请延期."""

    days = Days(label="延长多少个工作日", initial=20, max_value=20)
    reason = Words(label="理由", max_length=2000)


class AskReasonsForm(DeedForm):
    """要求说明理由."""

    facts = Words(label="数量、频次明显超过合理范围的事实", help_text="写明件数、期间等。")
    days = Days(label="说明理由的期限（工作日）", initial=7)


class ReasonsForm(DeedForm):
    """登记说明情况."""

    answered_on = DayField(label="收到说明之日", help_text="逾期未说明的，填今天。")
    answer = Words(label="申请人的说明", required=False, help_text="逾期未说明的，留空。")
    reasonable = YesNo(label="理由是否合理", yes="合理，继续办理", no="不合理，或者没有说明")

    def __init__(self, *args: Any, answered: tuple[date, str] | None, **options: Any) -> None:
        """``answered``: when and what the applicant explained on line, which nobody else changes."""
        super().__init__(*args, **options)
        for name, known in zip(("answered_on", "answer"), answered or (), strict=False):
            self.initial[name] = known
            self.fields[name].disabled = True
            self.fields[name].help_text = "申请人在网上说明的，照原文判断。"


class DelayForm(DeedForm):
    """确定延迟答复期限."""

    days = Days(label="延迟多少个工作日")
    reason = Words(label="为何无法在法定期限内答复", max_length=2000)


class FeeForm(DeedForm):
    """通知缴费."""

    tariff = forms.ChoiceField(
        label="计收方式", choices=FeeNotice.Tariff.choices, widget=forms.RadioSelect
    )
    quantity = forms.IntegerField(label="件数或者页数", min_value=1, max_value=100_000)
    already = forms.IntegerField(
        label="该申请人当月此前已计件数",
        min_value=0,
        max_value=100_000,
        initial=0,
        required=False,
    )
    only_way = forms.BooleanField(label="只告知获取已公开信息的途径", required=False)
    volume = Words(label="数量、频次明显超过合理范围的事实")
    pay_to = Words(label="缴纳方式", rows=2, max_length=500)

    def __init__(self, *args: Any, items_before: int, **options: Any) -> None:
        super().__init__(*args, **options)
        already = self.fields["already"]
        already.initial = items_before
        already.help_text = (
            f"只用于按件计收。同一申请人当月（按收到申请之日）此前登记在案 {items_before} 件，"
            "撤回、并案和视为放弃的不计；可以少计，不能多计。"
        )


class FeeReceiptForm(DeedForm):
    """登记申请人收到收费通知书."""

    received_on = DayField(label="收到收费通知书的日期")


class PaymentForm(DeedForm):
    """登记缴费."""

    paid_on = DayField(label="缴费日期")
    receipt_number = forms.CharField(label="票据号", max_length=60, required=False)


class ConsultationForm(DeedForm):
    """征求意见."""

    party = forms.CharField(label="向谁征求意见", max_length=200)
    summary = Words(
        label="拟公开的信息内容", help_text="写进征求意见书；除非必要，不透露申请人是谁。"
    )


class SearchForm(DeedForm):
    """登记检索."""

    on = DayField(label="检索日期")
    places = Words(label="检索范围", rows=2, help_text="查了哪些档案、系统、科室。")
    method = Words(label="检索方法", rows=2)
    keywords = forms.CharField(label="关键词", max_length=300)
    result = Words(label="检索结果", rows=3)
    found = YesNo(label="是否检索到所申请的信息", yes="检索到", no="没有检索到")


class DeliveryForm(DeedForm):
    """登记送达."""

    kind = forms.ChoiceField(
        label="送达方式", choices=Delivery.Kind.choices, widget=forms.RadioSelect
    )
    sent_on = DayField(label="交邮、递交或者发送日期")
    served_on = DayField(
        label="签收或者到达日期", required=False, help_text="邮寄的以交邮之日为送达之日，不用填。"
    )
    receipt = forms.ChoiceField(label="签收情况", choices=Delivery.Receipt.choices)
    carrier = forms.ChoiceField(
        label="邮寄单位",
        required=False,
        choices=[("", "不是邮寄"), (POSTAL_ENTERPRISE, "中国邮政"), ("other", "其他快递公司")],
    )
    tracking = forms.CharField(label="邮件号码", max_length=40, required=False)
    consent = forms.BooleanField(label="申请人选择或者同意电子送达", required=False)
    place = forms.CharField(label="送达地点", max_length=200, required=False)
    note = forms.CharField(label="说明", max_length=300, required=False)


class LetterReceivedForm(DeedForm):
    """登记对方收到征求意见书."""

    received_on = DayField(label="对方收到日期", help_text="十五个工作日自收到征求意见书之日起算。")


class OpinionForm(DeedForm):
    """登记对方意见."""

    answer = forms.ChoiceField(
        label="对方意见",
        choices=[("agrees", "同意公开"), ("objects", "不同意公开")],
        widget=forms.RadioSelect,
    )
    answered_on = DayField(label="答复日期")
    reasons = Words(label="对方的理由", required=False)
    reasons_accepted = YesNo(
        label="不同意的，理由是否合理",
        required=False,
        yes="合理",
        no="不合理",
    )


class OverrideForm(DeedForm):
    """因公共利益决定公开."""

    reason = Words(
        label="不公开会对公共利益造成什么重大影响",
        help_text="此理由将连同公开的内容书面告知第三方。",
    )


class OverrideNoticeForm(DeedForm):
    """登记书面告知第三方."""

    notified_on = DayField(label="书面告知第三方的日期")
