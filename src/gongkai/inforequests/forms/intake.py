"""The application form: the same fields on the portal and at the counter, checked by one rule."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from gongkai.inforequests.forms.fields import DayField
from gongkai.inforequests.public import organs
from gongkai.inforequests.rules import intake as rules
from gongkai.inforequests.rules.intake import Applicant, Asked
from gongkai.inforequests.words import ApplicantClass, Channel, FormWanted, WayWanted
from gongkai.kernel.errors import Reason

BODY_CLASSES = [choice for choice in ApplicantClass.choices if choice[0] != rules.NATURAL]
PEOPLE = [(code, rules.IDENTITY_KINDS[code]) for code in rules.OF_PEOPLE]
BODIES = [(code, rules.IDENTITY_KINDS[code]) for code in rules.OF_BODIES]
APPLICANT_FIELDS = ("identity_kind", *rules.LIMITS)
ASKED_FIELDS = ("description", "form_wanted", "way_wanted")
TRAP = "website"
"""The field that only programs fill in."""
NAMES = {
    "name": "name",
    "phone": "tel",
    "email": "email",
    "address": "street-address",
    "postcode": "postal-code",
}


class WordsField(forms.CharField):
    """Text without control characters; how long it may be, the rules say, all at once."""

    def to_python(self, value: Any) -> str:
        return rules.cleaned(str(value)) if value else ""

    def validate(self, value: Any) -> None:
        """Whether it may be empty, the rules say; ``required`` only marks the field."""


class OrganField(forms.ChoiceField):
    """An organ from the list; that one must be chosen, the form says."""

    default_error_messages = {
        "invalid_choice": "没有这个机关，请从列表中选择",
        "required": "请选择向哪个机关申请",
    }


def words(label: str, help_text: str = "", *, name: str = "", rows: int = 0) -> WordsField:
    """A field of the form; ``name`` is what browsers fill in by themselves."""
    attrs = {"autocomplete": NAMES.get(name, "off")}
    if rows:
        return WordsField(
            label=label,
            help_text=help_text,
            required=False,
            widget=forms.Textarea(attrs={"rows": rows, **attrs}),
        )
    return WordsField(
        label=label, help_text=help_text, required=False, widget=forms.TextInput(attrs=attrs)
    )


class ApplicantForm(forms.Form):
    """Who asks, and how to reach them; a natural person or a body (``body=True``)."""

    applicant_class = forms.ChoiceField(label="申请人类型", choices=BODY_CLASSES, required=False)
    name = words("姓名", name="name")
    identity_kind = forms.ChoiceField(label="证件种类", choices=PEOPLE, required=False)
    identity_number = words("证件号码", "只用于核对申请人身份，加密保存")
    representative = words("法定代表人或者负责人")
    contact_name = words("联系人姓名")
    phone = words("联系电话", "收到申请后，工作机构按此与您确认", name="phone")
    email = words("电子邮箱", name="email")
    address = words("通信地址", name="address")
    postcode = words("邮政编码", name="postcode")

    of_bodies = ("applicant_class", "representative", "contact_name")
    marked: tuple[str, ...] = ("name", "identity_number", "contact_name", "description")
    law = staticmethod(rules.reasons_against_applicant)

    def __init__(self, *args: Any, body: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.body = body
        self.way = ""
        if body:
            self.fields["name"].label = "单位名称"
            self.fields["identity_kind"] = forms.ChoiceField(
                label="证件种类", choices=BODIES, required=False
            )
        else:
            for name in self.of_bodies:
                del self.fields[name]
        for name in self.marked:
            if name in self.fields:
                self.fields[name].required = True

    @property
    def applicant(self) -> Applicant:
        """What was typed, as the rules read it; for a form that was checked."""
        given = {name: self.cleaned_data.get(name) or "" for name in APPLICANT_FIELDS}
        own = self.cleaned_data.get("applicant_class") or ApplicantClass.OTHER.value
        return Applicant(applicant_class=own if self.body else rules.NATURAL, **given)

    def clean(self) -> dict[str, Any]:
        found: Mapping[str, Any] = super().clean() or self.cleaned_data
        self._take(self.law(self.applicant, self.way))
        return dict(found)

    def _take(self, reasons: list[Reason]) -> None:
        for reason in reasons:
            field = reason.code if reason.code in self.fields else None
            self.add_error(field, str(reason))


class AskForm(ApplicantForm):
    """The application of the portal: whom, who, what, in which form and by which way."""

    unit = OrganField(label="向哪个机关申请")
    description = words(
        "所需政府信息的内容",
        "写明名称、文号，或者便于查找的其他特征，如时间、事项、地点。不必说明用途",
        rows=7,
    )
    form_wanted = forms.ChoiceField(
        label="载体形式", choices=FormWanted.choices, required=False, initial="any"
    )
    way_wanted = forms.ChoiceField(
        label="获取方式", choices=WayWanted.choices, required=False, initial="online"
    )
    website = forms.CharField(
        label="请不要填写此栏",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = [(str(unit.id), unit.name) for unit in organs(on)]
        self.fields["unit"] = OrganField(
            label="向哪个机关申请",
            choices=[("", "请选择"), *self.units],
            help_text="不清楚是哪个机关的，可以选县人民政府，由其告知您该向谁提出",
        )

    @property
    def asked(self) -> Asked:
        return Asked(**{name: self.cleaned_data.get(name) or "" for name in ASKED_FIELDS})

    @property
    def content(self) -> dict[str, str]:
        """All that was typed, to be kept as a draft, whether or not it is in order."""
        return {
            name: rules.cleaned(str(self.data.get(name, "")))[: rules.DESCRIPTION_LIMIT * 40]
            for name in self.fields
            if name != TRAP
        }

    @property
    def unit_name(self) -> str:
        return dict(self.units).get(self.cleaned_data.get("unit", ""), "")

    def clean(self) -> dict[str, Any]:
        self.way = self.cleaned_data.get("way_wanted") or ""
        found = super().clean()
        self._take(rules.reasons_against_asking(self.asked))
        if self.cleaned_data.get(TRAP):
            self.add_error(None, "未能提交：请清空“请不要填写此栏”一栏后再试")
        return found


class WrittenForm(ApplicantForm):
    """Who asked, as far as a paper, a mail or a visitor says; for staff."""

    marked: tuple[str, ...] = ("name", "description")
    law = staticmethod(rules.reasons_against_written)


class ChangeForm(WrittenForm):
    """The same afterwards; the class was fixed at intake (§3.3)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("applicant_class", None)


class TakeForm(WrittenForm):
    """What staff fill in for a request that came by post, fax, mail, at the counter or orally."""

    unit = forms.ChoiceField(label="受理机关")
    channel = forms.ChoiceField(
        label="提交渠道", choices=[each for each in Channel.choices if each[0] != Channel.INTERNET]
    )
    arrived_at = forms.DateTimeField(
        label="到达时间",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": "请选择日期和时间", "required": "请填写到达时间"},
    )
    signed_on = DayField(
        label="签收日期", required=False, help_text="邮寄签收的填写，答复期限自签收之日起算"
    )
    description = words("申请内容", "照原文录入；口头提出的，写后读给申请人听", rows=7)
    form_wanted = forms.ChoiceField(label="载体形式", choices=FormWanted.choices, initial="any")
    way_wanted = forms.ChoiceField(label="获取方式", choices=WayWanted.choices, initial="pick_up")
    key = forms.CharField(widget=forms.HiddenInput, max_length=100)
    field_order = ["unit", "channel", "arrived_at", "signed_on", "description"]

    def __init__(self, *args: Any, units: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = forms.ChoiceField(
            label="受理机关", choices=[(str(pk), name) for pk, name in units.items()]
        )
        self.order_fields(self.field_order)

    @property
    def asked(self) -> Asked:
        return Asked(**{name: self.cleaned_data.get(name) or "" for name in ASKED_FIELDS})

    def clean(self) -> dict[str, Any]:
        self.way = self.cleaned_data.get("way_wanted") or ""
        found = super().clean()
        self._take(rules.reasons_against_asking(self.asked))
        return found


class MailForm(forms.Form):
    """To which organ the dropped mails were sent; the mails themselves are read as files."""

    unit = forms.ChoiceField(label="受理机关")

    def __init__(self, *args: Any, units: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = forms.ChoiceField(
            label="受理机关", choices=[(str(pk), name) for pk, name in units.items()]
        )


class CodeForm(forms.Form):
    """Number and query code: both, or nothing is shown."""

    number = words("申请编号", "见回执，如 990000002-2026-00012")
    code = words("查询码", "见回执，12 位，不分大小写")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        for name, label in (("number", "申请编号"), ("code", "查询码")):
            if not found.get(name):
                self.add_error(name, f"请填写{label}")
        return found


class AnswerForm(forms.Form):
    """The applicant's answer to 补正告知."""

    answer = words("补正内容", "按告知书的要求，写明所需信息的具体名称、文号或者特征", rows=7)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        for reason in rules.reasons_against_asking(Asked(found.get("answer", ""))):
            self.add_error("answer", reason.sentence)
        return found


class ExplainForm(forms.Form):
    """Why the applicant needs so much, or so often (条例第三十五条)."""

    answer = words(
        "您的说明", "写明为什么需要这么多件信息，或者多次申请的原因，最多 5000 字", rows=7
    )


class RatingForm(forms.Form):
    """How satisfied the applicant is."""

    score = forms.ChoiceField(
        label="总体评价",
        choices=[("5", "很满意"), ("4", "满意"), ("3", "一般"), ("2", "不满意"), ("1", "很不满意")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择一项评价", "invalid_choice": "请从列表中选择"},
    )
    comment = words("意见建议", "选填，最多 500 字", rows=4)

    def clean_comment(self) -> str:
        comment: str = self.cleaned_data["comment"]
        if len(comment) > 500:
            raise forms.ValidationError(f"意见最多 500 字，现有 {len(comment)} 个，请缩短")
        return comment


class WithdrawForm(forms.Form):
    """Withdrawing needs a deliberate tick."""

    sure = forms.BooleanField(
        label="我确认撤回这份申请。撤回后本机关不再办理，需要时可以重新申请",
        error_messages={"required": "请勾选确认，或者返回"},
    )
