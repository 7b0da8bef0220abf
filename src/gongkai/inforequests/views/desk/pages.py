"""Which form each deed has, and which service does it with what was given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.casework import selectors as cases
from gongkai.inforequests import forms as f
from gongkai.inforequests import selectors, services
from gongkai.inforequests.selectors.charging import items_before
from gongkai.inforequests.selectors.figures import theme_names
from gongkai.inforequests.services import Charge, Filed, Searched, Served
from gongkai.kernel.actor import Actor
from gongkai.kernel.errors import Reason, Refusal
from gongkai.kernel.permissions import Role
from gongkai.orgs.selectors import holders, unit_by_id

if TYPE_CHECKING:
    from gongkai.inforequests.models import InformationRequest


@dataclass(frozen=True)
class Given:
    """What a person filled in, about which request, and when."""

    actor: Actor
    asked: "InformationRequest"
    now: datetime
    values: dict[str, Any]

    @property
    def plain(self) -> dict[str, Any]:
        """Actor, request and moment, as every service wants them."""
        return {"actor": self.actor, "request_id": self.asked.pk, "now": self.now}

    @property
    def step(self) -> dict[str, Any]:
        """The same for a step of the flow, with the version that was seen."""
        return self.plain | {"expected_version": self.values.get("version")}

    def only(self, *names: str) -> dict[str, Any]:
        """Some of the values."""
        return {name: self.values[name] for name in names if name in self.values}


@dataclass(frozen=True)
class Page:
    """A form and its service. ``kept`` names reasons whose field has another name."""

    heading: str
    button: str
    form: Callable[..., forms.Form]
    do: Callable[[Given], object]
    options: Callable[["InformationRequest", datetime, Actor], dict[str, Any]] | None = None
    kept: Mapping[str, str] | None = None


def _plain(service: Callable[..., object], *names: str) -> Callable[[Given], object]:
    """A step whose service takes the form's values as they are."""
    return lambda given: service(**given.step, **given.only(*names))


def _beside(service: Callable[..., object], *names: str) -> Callable[[Given], object]:
    return lambda given: service(**given.plain, **given.only(*names))


def _transfer(given: Given) -> None:
    unit = unit_by_id(given.values["unit"])
    if unit is None:
        raise Refusal(Reason("unit", "没有这个单位，可能刚刚撤销，请重新选择"))
    services.transfer_out(
        **given.step, **given.only("note", "told"), unit=unit, unit_name=unit.short_name
    )


def _merge(given: Given) -> None:
    earlier = selectors.request_numbered(given.values["into"].strip())
    if earlier is None:
        raise Refusal(Reason("into", "没有这个编号的申请，请核对编号"))
    services.merge_request(
        **given.step, **given.only("same_information", "note"), into_id=earlier.pk
    )


def _split(given: Given) -> None:
    lines = [line for line in given.values["parts"].splitlines() if line.strip()]
    services.split_request(**given.step, parts=lines)


def _charge(given: Given) -> None:
    names = ("tariff", "quantity", "volume", "pay_to", "only_way")
    charge = Charge(**given.only(*names), already=given.values["already"] or 0)
    services.notice_fee(**given.step, charge=charge)


def _search(given: Given) -> None:
    names = ("on", "places", "method", "keywords", "result", "found")
    services.record_search(**given.plain, searched=Searched(**given.only(*names)))


def _deliver(given: Given) -> None:
    names = ("kind", "sent_on", "served_on", "receipt", "carrier", "tracking", "consent")
    served = Served(**given.only(*names, "place", "note"))
    services.record_delivery(**given.step, served=served)


def _dispute(given: Given) -> None:
    names = ("kind", "body", "filed_on", "docket", "note", "earlier_id")
    services.record_dispute(**given.plain, filed=Filed(**given.only(*names)))


def _accepting(asked: "InformationRequest", now: datetime, actor: Actor) -> dict[str, Any]:
    return {"channel": asked.channel, "themes": theme_names()}


def _themes(asked: "InformationRequest", now: datetime, actor: Actor) -> dict[str, Any]:
    return {"themes": theme_names(), "chosen": asked.theme_id}


def _people(asked: "InformationRequest", now: datetime, actor: Actor) -> dict[str, Any]:
    found = holders(Role.CLERK, asked.unit, now.date())
    return {"people": {person.pk: person.name for person in found}}


def _units(asked: "InformationRequest", now: datetime, actor: Actor) -> dict[str, Any]:
    return {"units": cases.other_units(asked.case, actor, now)}


def _items(asked: "InformationRequest", now: datetime, actor: Actor) -> dict[str, Any]:
    return {"items_before": items_before(asked)}


def _earlier(asked: "InformationRequest", now: datetime, actor: Actor) -> dict[str, Any]:
    """The reconsiderations of the request, which a suit may follow."""
    found = [each for each in selectors.disputes_of(asked.pk) if each.kind == "reconsideration"]
    return {"earlier": [(each.pk, f"{each.body}（{each.filed_on}）") for each in found]}


def _applicants(asked: "InformationRequest", now: datetime, actor: Actor) -> dict[str, Any]:
    return {"applicants": selectors.applicants_for_the_same(asked)}


def _answered(asked: "InformationRequest", now: datetime, actor: Actor) -> dict[str, Any]:
    found = selectors.reasons_asked_of(asked.pk)
    on = found.answered_on if found else None
    return {"answered": (on, found.answer) if found and on else None}


TERMS = {"term_missing": "days", "unclear_missing": "unclear", "guidance_missing": "guidance"}
CONSULTING = {"party_missing": "party", "summary_missing": "summary", "asked_already": "party"}
PAGES: dict[str, Page] = {
    "accept": Page(
        "登记",
        "登记",
        f.AcceptForm,
        _plain(services.accept_request, "subject", "confirmed_on", "theme_id"),
        _accepting,
        {"confirmed_before_arrival": "confirmed_on"},
    ),
    "ask_clarification": Page(
        "告知补正",
        "发出补正告知书",
        f.ClarificationForm,
        _plain(services.ask_clarification, "unclear", "guidance", "days"),
        kept=TERMS,
    ),
    "receive_clarification": Page(
        "收到补正",
        "登记补正",
        f.ClarifiedForm,
        _plain(services.receive_clarification, "answer", "received_on"),
        kept={"clarified_before_asked": "received_on"},
    ),
    "assign": Page(
        "分办",
        "分办",
        f.AssignForm,
        lambda given: services.assign_request(
            **given.step, note=given.values["note"], person_id=given.values["person"]
        ),
        _people,
    ),
    "transfer": Page(
        "转办其他机关",
        "转办",
        f.TransferForm,
        _transfer,
        _units,
        {"target_missing": "unit", "transfer_reason": "note", "applicant_untold": "told"},
    ),
    "merge": Page(
        "并案",
        "并案",
        f.MergeForm,
        _merge,
        kept={
            "same_request": "into",
            "other_applicant": "into",
            "other_unit": "into",
            "other_information": "same_information",
        },
    ),
    "withdraw": Page(
        "登记申请人撤回", "登记撤回", f.WithdrawForm, _plain(services.withdraw_request, "note")
    ),
    "split": Page(
        "按一事一申请拆分",
        "拆分",
        f.SplitForm,
        _split,
        kept={"one_part": "parts", "part_empty": "parts", "part_twice": "parts"},
    ),
    "request_extension": Page(
        "申请延期",
        "报请审批",
        f.ExtensionForm,
        _plain(services.request_extension, "days", "reason"),
        kept={"extension_days": "days", "extension_reason": "reason"},
    ),
    "ask_reasons": Page(
        "要求说明理由",
        "发出说明理由告知书",
        f.AskReasonsForm,
        _plain(services.ask_reasons, "facts", "days"),
        kept={"volume_missing": "facts", "term_missing": "days"},
    ),
    "receive_reasons": Page(
        "登记说明理由的情况",
        "登记",
        f.ReasonsForm,
        _plain(services.receive_reasons, "answer", "reasonable", "answered_on"),
        _answered,
    ),
    "delay": Page(
        "确定延迟答复期限",
        "确定",
        f.DelayForm,
        _beside(services.set_delay, "days", "reason"),
        kept={"delay_days": "days", "delay_reason": "reason"},
    ),
    "notice_fee": Page(
        "通知缴费",
        "发出收费通知书",
        f.FeeForm,
        _charge,
        _items,
        kept={
            "volume_missing": "volume",
            "tariff_missing": "tariff",
            "tariff_mixed": "tariff",
            "nothing_due": "quantity",
            "nothing_provided": "only_way",
        },
    ),
    "fee_receipt": Page(
        "登记申请人收到收费通知书",
        "登记",
        f.FeeReceiptForm,
        _beside(services.record_fee_receipt, "received_on"),
    ),
    "record_payment": Page(
        "登记缴费",
        "登记",
        f.PaymentForm,
        _plain(services.record_payment, "paid_on", "receipt_number"),
    ),
    "consult_third_party": Page(
        "征求第三方意见",
        "发出征求意见书",
        f.ConsultationForm,
        _beside(services.consult_third_party, "party", "summary"),
        kept=CONSULTING,
    ),
    "consult_joint_maker": Page(
        "征求共同制作机关意见",
        "发出征求意见书",
        f.ConsultationForm,
        _beside(services.consult_joint_maker, "party", "summary"),
        kept=CONSULTING,
    ),
    "search": Page("登记检索", "登记", f.SearchForm, _search),
    "record_delivery": Page(
        "登记送达",
        "登记",
        f.DeliveryForm,
        _deliver,
        kept={
            "sent_before_reply": "sent_on",
            "served_before_sent": "served_on",
            "served_in_future": "served_on",
            "not_by_post": "carrier",
            "consent_missing": "consent",
            "signature_missing": "receipt",
        },
    ),
    "theme": Page(
        "标注主题", "保存", f.ThemeForm, _beside(services.set_theme, "theme_id"), _themes
    ),
    "dispute": Page(
        "登记复议诉讼", "登记", f.DisputeForm, _dispute, _earlier, {"earlier": "earlier_id"}
    ),
    "propose": Page(
        "建议转为主动公开",
        "提出建议",
        f.ProposalForm,
        _beside(services.propose_conversion, "ground", "reason"),
        _applicants,
        {"applicants": "ground"},
    ),
}
