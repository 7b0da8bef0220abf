"""Side roads and the end: 并案, 拆分, 转办, 送达, 办结."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.casework.rules import local_day
from gongkai.inforequests.rules.acts.standing import asked_of_others, blank, over
from gongkai.inforequests.rules.facts import RequestFacts
from gongkai.inforequests.rules.replies import REPORT_ROWS
from gongkai.kernel.errors import Reason

SERVICE = "国办公开办函〔2016〕235号"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who asked whom, as far as merging asks. ``applicant`` is a blind index, never a name."""

    request: int
    applicant: str
    unit: int


def reasons_against_merge(
    facts: RequestFacts, request: Identity, other: Identity, same_information: bool
) -> list[Reason]:
    """Against taking *request* into *other* (重复申请): same applicant, organ and information.

    *same_information* is a person's judgement, never a program's (条例第三十六条第六项).
    """
    ground = "条例第三十六条第六项"
    found = over(facts)
    if request.request == other.request:
        found.append(Reason("same_request", "不能并入它自己", ground))
    if request.applicant != other.applicant:
        sentence = "只有同一申请人的申请才能并案；不同申请人要相同信息的，分别答复"
        found.append(Reason("other_applicant", sentence, ground))
    if request.unit != other.unit:
        found.append(Reason("other_unit", "向不同机关提出的申请不能并案", ground))
    if not same_information:
        sentence = "请先逐项核对所要的信息相同：内容不同的，不是重复申请"
        found.append(Reason("other_information", sentence, ground))
    return found


def reasons_against_split(facts: RequestFacts, parts: Sequence[str]) -> list[Reason]:
    """Against splitting by 一事一申请; every part keeps the R of the whole (§2.1)."""
    ground = "国办函〔2020〕109号"
    found = [*over(facts), *asked_of_others(facts, "拆分")]
    written = [part.strip() for part in parts]
    if len(written) < 2:
        found.append(Reason("one_part", "至少要拆分为两件", ground))
    if not all(written):
        found.append(Reason("part_empty", "请写明每一件各要什么信息", ground))
    elif len(set(written)) < len(written):
        found.append(Reason("part_twice", "拆分的各件内容不能相同：拆分不是为了多计件数", ground))
    return found


def reasons_against_transfer(
    facts: RequestFacts, unit: int, target: int | None, reason: str, told: bool
) -> list[Reason]:
    """Against handing a request on to the organ that is responsible; the clock runs on.

    *told*: the applicant is told of it (条例第三十六条第五项).
    """
    ground = "条例第三十六条第五项"
    found = [*over(facts), *asked_of_others(facts, "转办")]
    if target is None or target == unit:
        found.append(Reason("target_missing", "请选择负责公开该信息的其他机关", ground))
    found += blank(reason, "transfer_reason", "请写明为何由该机关负责公开", ground)
    if not told:
        sentence = "转办应当告知申请人承接的机关及其联系方式"
        found.append(Reason("applicant_untold", sentence, ground))
    return found


@dataclass(frozen=True, slots=True)
class Service:
    """How a paper reached the applicant (§4.4). ``kind``: direct | entrusted | post | electronic.

    ``signed``: by the applicant or his legal representative; ``consent``: to electronic service.
    """

    kind: str
    sent: date
    served: date
    signed: bool = False
    refused: bool = False
    consent: bool = False
    carrier: str = ""
    cash_on_delivery: bool = False


POSTAL_ENTERPRISE = "邮政企业"


def reasons_against_service(facts: RequestFacts, now: datetime, service: Service) -> list[Reason]:
    """Against recording a service that would not count (国办公开办函〔2016〕235号)."""
    found = []
    replied = facts.clock.course.replied
    if facts.clock.ended is not None:
        found += over(facts)
    elif replied is None:
        found.append(Reason("not_replied", "还没有作出答复，没有可以送达的答复书", SERVICE))
    elif service.sent < replied:
        sentence = f"送出日期{service.sent}早于答复日期{replied}，请核对"
        found.append(Reason("sent_before_reply", sentence, SERVICE))
    if service.served < service.sent:
        found.append(Reason("served_before_sent", "送达日期早于送出日期，请核对", SERVICE))
    if service.served > local_day(now):
        found.append(Reason("served_in_future", "送达日期还没有到，送达之后再登记", SERVICE))
    return found + reasons_against_way(service)


def reasons_against_way(service: Service) -> list[Reason]:
    if service.kind == "post":
        return _against_post(service)
    if service.kind == "electronic" and not service.consent:
        sentence = "申请人没有选择或者同意电子送达的，不能以电子方式送达"
        return [Reason("consent_missing", sentence, SERVICE)]
    if service.kind in ("direct", "entrusted") and not (service.signed or service.refused):
        sentence = "当面送达须由申请人或者其法定代理人签收；拒收的，记明情况"
        return [Reason("signature_missing", sentence, SERVICE)]
    if service.kind not in ("direct", "entrusted", "electronic"):
        return [Reason("service_kind", "请选择送达方式", SERVICE)]
    return []


def _against_post(service: Service) -> list[Reason]:
    found = []
    if service.carrier != POSTAL_ENTERPRISE:
        sentence = "邮寄送达应当通过邮政企业（中国邮政），其他快递公司寄送的不算送达"
        found.append(Reason("not_by_post", sentence, SERVICE))
    if service.served != service.sent:
        sentence = f"邮寄送达以交邮之日为送达之日，送达日期应当是{service.sent}"
        found.append(Reason("posting_day", sentence, SERVICE))
    if service.cash_on_delivery:
        found.append(Reason("cash_on_delivery", "邮资不能由申请人到付", SERVICE))
    return found


def reasons_against_closing(rows: Sequence[str]) -> list[Reason]:
    """Against closing without exactly one row of the annual report (国办公开办函〔2021〕30号)."""
    if len(rows) == 1 and rows[0] in REPORT_ROWS:
        return []
    sentence = "每件办结的申请在年度报告中计入且只计入一项办理结果"
    return [Reason("report_row", sentence, "国办公开办函〔2021〕30号")]
