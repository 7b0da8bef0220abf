"""How a request stands, in plain words, for whoever holds its query code."""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.casework.rules import local_day
from gongkai.inforequests import flow
from gongkai.inforequests.models import (
    Clarification,
    Delivery,
    FeeNotice,
    InformationRequest,
    Notice,
    ReasonsAsked,
)
from gongkai.inforequests.rules.clock import ClockState, RequestDeadline
from gongkai.inforequests.rules.course import REPLY_DAYS
from gongkai.inforequests.selectors import deadline_of
from gongkai.inforequests.words import Outcome

SENTENCES = {
    flow.RECEIVED: "申请已经送达，工作机构将与您确认收到申请；答复期限自双方确认之日起算。请保持联系方式畅通。",
    flow.SCREENING: "申请已经登记，正在审核申请内容。",
    flow.CLARIFYING: "申请内容还不够明确，请您补正。收到补正的申请后，答复期限重新起算。",
    flow.HANDLING: "正在办理：查找信息，拟定答复。",
    flow.EXTENDING: "正在办理：查找信息，拟定答复。",
    flow.EXPLAINING: "请您说明申请数量、频次较多的理由。",
    flow.PAYING: "请您按通知缴纳信息处理费。缴费后，答复期限重新起算。",
    flow.AUDIT: "答复已经拟定，正在审核。",
    flow.LEGAL: "答复已经拟定，正在审核。",
    flow.SIGNING: "答复已经拟定，正在审核。",
    flow.ISSUING: "答复已经审定，即将印发。",
    flow.SERVING: "答复已经作出，正在送达您。",
    flow.SERVED: "答复已经送达。",
    flow.ARCHIVED: "答复已经送达，申请办结。",
    flow.WITHDRAWN: "申请已经按您的意思撤回，不再办理。",
    flow.LAPSED: "因逾期未补正或者未缴费，视为放弃申请，不再办理。需要时可以重新申请。",
    flow.MERGED: "这份申请与您此前的申请相同，已经并入一并办理。",
}
EXPLAINED = "您的说明已经收到，正在核对理由是否合理。"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the receipt says, without the code."""

    number: str
    unit_name: str
    arrived_at: datetime
    channel_label: str
    way_label: str
    reply_days: int = REPLY_DAYS


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way: its name, its day once taken, and whether it is the present one."""

    label: str
    on: date | None = None
    done: bool = False
    current: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper issued to the applicant, with its files as (place, name)."""

    id: int
    title: str
    number: str
    issued_on: date
    files: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Status:
    """All that the holder of the code may see; not who asked."""

    number: str
    unit_name: str
    unit_slug: str
    asked: str
    arrived_at: datetime
    sentence: str
    steps: list[Step]
    deadline: RequestDeadline
    clarification: Clarification | None
    fee: FeeNotice | None
    reasons_asked: ReasonsAsked | None
    merged_number: str
    part_numbers: list[str]
    papers: list[Paper]
    is_open: bool
    can_withdraw: bool
    can_rate: bool

    @property
    def due(self) -> date | None:
        return self.deadline.due if self.is_open else None

    @property
    def paused(self) -> bool:
        return self.is_open and self.deadline.state is ClockState.PAUSED

    @property
    def waiting_for(self) -> str:
        """What the clock waits for, in words; "" while it runs."""
        if not self.is_open or self.deadline.state is ClockState.RUNNING:
            return ""
        return "、".join(each.label.replace("申请人", "您") for each in self.deadline.pending)


def receipt_of(request_id: int) -> Receipt | None:
    """The receipt of a request that has just come in."""
    found = InformationRequest.objects.select_related("unit").filter(pk=request_id).first()
    if found is None:
        return None
    return Receipt(
        number=found.number,
        unit_name=found.unit.name,
        arrived_at=found.arrived_at,
        channel_label=found.get_channel_display(),
        way_label=found.get_way_wanted_display(),
    )


def status_of(request_id: int) -> Status | None:
    """How a request stands; the caller has made sure that the reader holds its code."""
    found = (
        InformationRequest.objects.select_related("unit", "case", "merged_into")
        .filter(pk=request_id)
        .first()
    )
    if found is None:
        return None
    state, is_open = found.case.state, found.closed_at is None
    asked_reasons = _reasons_asked(found, state)
    served = Delivery.objects.filter(request=found).order_by("-id").first()
    return Status(
        number=found.number,
        unit_name=found.unit.name,
        unit_slug=found.unit.slug,
        asked=found.asked,
        arrived_at=found.arrived_at,
        sentence=_sentence(state, asked_reasons),
        steps=_steps(found, state, served.served_on if served else None),
        deadline=deadline_of(found),
        clarification=_clarification(found, state),
        fee=_fee(found, state),
        reasons_asked=asked_reasons,
        merged_number=found.merged_into.number if found.merged_into else "",
        part_numbers=list(found.parts.order_by("id").values_list("number", flat=True)),
        papers=_papers(found),
        is_open=is_open,
        can_withdraw=state in flow.BEFORE_REPLY,
        can_rate=not is_open and found.outcome == Outcome.REPLIED and not hasattr(found, "rating"),
    )


def _sentence(state: str, asked_reasons: ReasonsAsked | None) -> str:
    if state == flow.EXPLAINING and asked_reasons is None:
        return EXPLAINED
    return SENTENCES[state]


def _steps(found: InformationRequest, state: str, served_on: date | None) -> list[Step]:
    """提交 → 确认收到 → 办理 → 答复 → 送达, or where it ended otherwise."""
    arrived = local_day(found.arrived_at)
    ended = state in (flow.WITHDRAWN, flow.LAPSED, flow.MERGED)
    replied = found.issue.issued_on if found.issue else None
    steps = [
        Step("提交申请", arrived, done=True),
        Step("确认收到", found.receipt_day, done=found.receipt_day is not None),
    ]
    if ended:
        label = {flow.WITHDRAWN: "已撤回", flow.LAPSED: "视为放弃", flow.MERGED: "已并案"}[state]
        closed = local_day(found.closed_at) if found.closed_at else None
        return [*steps, Step(label, closed, done=True, current=True)]
    waiting = {flow.CLARIFYING: "等待您补正", flow.PAYING: "等待您缴费"}.get(state, "办理")
    steps += [
        Step(waiting, done=replied is not None),
        Step("作出答复", replied, done=replied is not None),
        Step("送达", served_on, done=served_on is not None),
    ]
    present = next((place for place, step in enumerate(steps) if not step.done), len(steps) - 1)
    if state == flow.RECEIVED:
        present = 1
    return [
        Step(step.label, step.on, step.done, place == present) for place, step in enumerate(steps)
    ]


def _clarification(found: InformationRequest, state: str) -> Clarification | None:
    if state != flow.CLARIFYING:
        return None
    return Clarification.objects.filter(request=found, answered_on=None).first()


def _fee(found: InformationRequest, state: str) -> FeeNotice | None:
    if state != flow.PAYING:
        return None
    return FeeNotice.objects.filter(request=found, paid_on=None).first()


def _reasons_asked(found: InformationRequest, state: str) -> ReasonsAsked | None:
    if state != flow.EXPLAINING:
        return None
    return ReasonsAsked.objects.filter(request=found, answered_on=None).first()


def _papers(found: InformationRequest) -> list[Paper]:
    """Papers written to the applicant, the latest first."""
    rows = Notice.objects.filter(request=found, audience=Notice.Audience.APPLICANT)
    return [_paper(row) for row in rows.order_by("-id")]


def _paper(row: Notice) -> Paper:
    files = tuple((place, str(each.get("name", row.title))) for place, each in enumerate(row.files))
    return Paper(row.pk, row.title, row.number, row.issued_on, files)


def paper_of(request_id: int, notice_id: int, place: int) -> dict[str, object] | None:
    """One stored file of a paper written to the applicant of this request; None for any other."""
    rows = Notice.objects.filter(request_id=request_id, audience=Notice.Audience.APPLICANT)
    row = rows.filter(pk=notice_id).first()
    if row is None or not 0 <= place < len(row.files):
        return None
    found: dict[str, object] = row.files[place]
    return found
