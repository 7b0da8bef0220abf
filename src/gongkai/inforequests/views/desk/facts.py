"""What a request and its file state, as labels and values for the sheet. Nothing of who asked."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from gongkai.inforequests import flow, selectors
from gongkai.inforequests.papers.catalogue import paper_of
from gongkai.inforequests.papers.fixed import GROUND_LABELS
from gongkai.inforequests.rules import events as ev
from gongkai.inforequests.rules.facts import RequestFacts
from gongkai.inforequests.rules.replies import FACT_LABELS, REPLY_KINDS
from gongkai.inforequests.words import ReportRow
from gongkai.web.formats import day, minute

if TYPE_CHECKING:
    from gongkai.inforequests.models import InformationRequest, Reply

REMEDIES = {"A": "先申请行政复议（甲式）", "B": "行政复议或者行政诉讼（乙式）", "": "不告知救济"}


def facts_of(asked: "InformationRequest") -> list[tuple[str, Any]]:
    """The registration of a request; what is not known is left out."""
    row = ReportRow(asked.report_row).label if asked.report_row else ""
    return [
        ("申请编号", asked.number),
        ("受理机关", asked.unit.name),
        ("内容概述", asked.subject),
        ("申请内容", asked.description),
        ("本件办理的事项", asked.scope),
        ("主题", asked.theme.name if asked.theme else ""),
        ("申请人类型", asked.get_applicant_class_display()),
        ("提交渠道", asked.get_channel_display()),
        ("到达时间", minute(asked.arrived_at)),
        ("签收日期", asked.signed_on),
        ("收到申请之日", asked.receipt_day or "待确认"),
        ("载体形式", asked.get_form_wanted_display()),
        ("获取方式", asked.get_way_wanted_display()),
        ("发文字号", asked.issue.document_number if asked.issue else ""),
        ("办结方式", asked.get_outcome_display() if asked.outcome else ""),
        ("年报口径", row),
    ]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one reviewer said of a version."""

    step: str
    verdict: str
    opinion: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReplyView:
    """A version of the reply in words."""

    number: int
    author: str
    at: datetime
    kind: str
    paper: str
    article: str
    row: str
    remedy: str
    facts: list[tuple[str, str]]
    grounds: list[str]
    judgements: list[Judgement]


def reply_views(asked: "InformationRequest") -> list[ReplyView]:
    """Every version that was submitted, oldest first."""
    return [_view(reply) for reply in selectors.replies_of(asked.pk)]


def _view(reply: "Reply") -> ReplyView:
    kind = REPLY_KINDS[reply.kind]
    return ReplyView(
        number=reply.number,
        author=reply.author.name,
        at=reply.created_at,
        kind=kind.label,
        paper=paper_of(kind.code).code,
        article=kind.article,
        row=ReportRow(reply.report_row).label,
        remedy=REMEDIES[reply.remedy],
        facts=[(FACT_LABELS.get(name, name), text) for name, text in reply.facts.items()],
        grounds=[GROUND_LABELS.get(code, code) for code in reply.withheld_on],
        judgements=[
            Judgement(
                each.get_step_display(),
                each.get_verdict_display(),
                each.opinion,
                each.reviewer.name,
                each.at,
            )
            for each in reply.reviews.all()
        ],
    )


def exchanged(asked: "InformationRequest", facts: RequestFacts) -> list[tuple[str, list[str]]]:
    """What was asked of the applicant on the way, and what came back: heading and lines."""
    found = [
        _clarification(asked) if facts.has(ev.CLARIFICATION_ASKED) else None,
        _extension(asked) if asked.case.state == flow.EXTENDING else None,
        _reasons(asked) if facts.has(ev.REASONS_ASKED) else None,
        _fee(asked) if facts.has(ev.FEE_NOTICED) else None,
    ]
    return [each for each in found if each is not None]


def _clarification(asked: "InformationRequest") -> tuple[str, list[str]] | None:
    each = selectors.clarification_of(asked.pk)
    if each is None:
        return None
    lines = [f"需要补正：{each.unclear}", f"释明：{each.guidance}"]
    if each.answered_on:
        lines.append(f"{each.answered_on} 收到补正：{each.answer}")
    else:
        lines.append("还没有收到补正")
    return f"补正（{each.asked_on} 告知，{each.until} 前补正）", lines


def _extension(asked: "InformationRequest") -> tuple[str, list[str]] | None:
    each = selectors.extension_waiting(asked.pk)
    if each is None:
        return None
    heading = f"申请延期 {each.days} 个工作日，待审批"
    return heading, [f"理由：{each.reason}", f"{each.asked_by.name}，{minute(each.asked_at)}"]


def _reasons(asked: "InformationRequest") -> tuple[str, list[str]] | None:
    each = selectors.reasons_asked_of(asked.pk)
    if each is None:
        return None
    lines = [f"事实：{each.facts}"]
    if each.answered_on:
        lines.append(f"{each.answered_on} 申请人的说明：{each.answer or '逾期未说明'}")
        verdict = {True: "理由合理", False: "理由不合理", None: "待判断"}[each.reasonable]
        lines.append(f"判断：{verdict}")
    return f"说明理由（{each.asked_on} 告知，{each.until} 前说明）", lines


def _fee(asked: "InformationRequest") -> tuple[str, list[str]] | None:
    each = selectors.fee_notice_of(asked.pk)
    if each is None:
        return None
    heading = f"信息处理费 {each.amount} 元（{each.get_tariff_display()}，{each.quantity}）"
    lines = [f"{each.noticed_on} 通知，缴纳方式：{each.pay_to}"]
    lines.append(f"申请人收到通知：{day(each.received_on) or '尚未登记'}")
    lines.append(f"{each.paid_on} 缴费" if each.paid_on else "尚未缴费")
    return heading, lines
