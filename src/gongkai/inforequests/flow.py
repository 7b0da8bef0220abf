"""登记 → 初审 → 分办 → 办理 → 审核 → 法律顾问 → 审签 → 答复 → 送达 → 归档, with its side roads (§4.1).

The clock is not here: it is `rules.clock` over the events of the request, which no list of pauses
could express (条例第三十至三十五条).
"""

from dataclasses import dataclass

from gongkai.casework.flows import Action, Clock, Desk, Flow, State, Style
from gongkai.kernel.permissions import Role

RECEIVED, SCREENING, CLARIFYING = "received", "screening", "clarifying"
HANDLING, EXTENDING, EXPLAINING, PAYING = "handling", "extending", "explaining", "paying"
AUDIT, LEGAL, SIGNING = "audit", "legal", "signing"
ISSUING, SERVING, SERVED, ARCHIVED = "issuing", "serving", "served", "archived"
WITHDRAWN, LAPSED, MERGED = "withdrawn", "lapsed", "merged"

IN_REVIEW = (AUDIT, LEGAL, SIGNING)
BEFORE_REPLY = (
    *(RECEIVED, SCREENING, CLARIFYING, HANDLING, EXTENDING, EXPLAINING, PAYING),
    *IN_REVIEW,
    ISSUING,
)
"""Steps in which nothing has been decided yet: the applicant may still withdraw."""

AFTER_REPLY = (SERVING, SERVED, ARCHIVED)
EVERY_STATE = (*BEFORE_REPLY, *AFTER_REPLY, WITHDRAWN, LAPSED, MERGED)

REGISTER, CLARIFY, HANDLE = "inforequests.register", "inforequests.clarify", "inforequests.handle"
RECEIVE, ASSIGN = "inforequests.receive", "inforequests.assign"
EXTEND, AUDITS = "inforequests.approve_extension", "inforequests.audit"
LAW, SIGN = "inforequests.review_law", "inforequests.sign"
WITHDRAW, LAPSE = "inforequests.withdraw", "inforequests.confirm_lapse"
DISPUTE, CONVERT = "inforequests.record_dispute", "inforequests.convert"

_STATES = (
    State(RECEIVED, "登记", Role.OFFICE, Desk.OFFICE),
    State(SCREENING, "初审", Role.OFFICE, Desk.OFFICE),
    State(CLARIFYING, "待补正", Role.OFFICE, Desk.OFFICE),
    State(HANDLING, "办理", Role.CLERK),
    State(EXTENDING, "延期审批", Role.OFFICE, Desk.OFFICE),
    State(EXPLAINING, "待说明理由", Role.CLERK),
    State(PAYING, "待缴费", Role.CLERK),
    State(AUDIT, "审核", Role.SECTION_HEAD),
    State(LEGAL, "法律顾问审查", Role.LEGAL_ADVISER),
    State(SIGNING, "领导审签", Role.LEADER),
    State(ISSUING, "印发答复", Role.CLERK),
    State(SERVING, "送达", Role.CLERK),
    State(SERVED, "待归档", Role.CLERK),
    State(ARCHIVED, "已归档"),
    State(WITHDRAWN, "已撤回"),
    State(LAPSED, "视为放弃"),
    State(MERGED, "已并案"),
)

_OPENING = (
    Action("accept", "登记", (RECEIVED,), SCREENING, REGISTER, "登记，确定收到申请之日"),
    Action(
        "ask_clarification",
        "告知补正",
        (SCREENING, HANDLING),
        CLARIFYING,
        CLARIFY,
        "发出补正告知书",
    ),
    Action(
        "receive_clarification",
        "收到补正",
        (CLARIFYING,),
        SCREENING,
        RECEIVE,
        "收到补正的申请，答复期限重新起算",
    ),
    Action(
        "lapse_clarification",
        "逾期不补正，视为放弃",
        (CLARIFYING,),
        LAPSED,
        LAPSE,
        "申请人逾期不补正，视为放弃申请",
        Style.DANGER,
    ),
    Action("assign", "分办", (SCREENING,), HANDLING, ASSIGN, "分办", Style.PRIMARY),
    Action(
        "transfer",
        "转办其他机关",
        (SCREENING,),
        SCREENING,
        ASSIGN,
        "转由其他机关办理",
        Style.DANGER,
    ),
    Action("merge", "并案", (SCREENING,), MERGED, ASSIGN, "并入同一申请人的同一申请", Style.DANGER),
)

_HANDLING = (
    Action(
        "send_to_office",
        "退回公开办",
        (HANDLING,),
        SCREENING,
        HANDLE,
        "退回公开办重新分办",
        Style.DANGER,
        needs_note=True,
    ),
    Action("request_extension", "申请延期", (HANDLING,), EXTENDING, HANDLE, "申请延长答复期限"),
    Action(
        "approve_extension",
        "同意延期",
        (EXTENDING,),
        HANDLING,
        EXTEND,
        "同意延长答复期限",
        Style.PRIMARY,
    ),
    Action(
        "reject_extension",
        "不同意延期",
        (EXTENDING,),
        HANDLING,
        EXTEND,
        "不同意延长答复期限",
        Style.DANGER,
        needs_note=True,
    ),
    Action("ask_reasons", "要求说明理由", (HANDLING,), EXPLAINING, HANDLE, "要求申请人说明理由"),
    Action(
        "receive_reasons",
        "登记说明情况",
        (EXPLAINING,),
        HANDLING,
        HANDLE,
        "登记申请人说明理由的情况",
    ),
    Action("notice_fee", "通知缴费", (HANDLING,), PAYING, HANDLE, "发出收费通知书"),
    Action(
        "record_payment",
        "登记缴费",
        (PAYING,),
        HANDLING,
        HANDLE,
        "申请人已缴费，答复期限重新起算",
    ),
    Action(
        "lapse_fee",
        "逾期不缴费，视为放弃",
        (PAYING,),
        LAPSED,
        LAPSE,
        "申请人逾期不缴费，视为放弃申请",
        Style.DANGER,
    ),
    Action("submit", "提交审核", (HANDLING,), AUDIT, HANDLE, "提交审核", Style.PRIMARY),
)

_REVIEW = (
    Action("pass_audit", "同意", (AUDIT,), LEGAL, AUDITS, "审核通过", Style.PRIMARY),
    Action(
        "return_audit",
        "退回",
        (AUDIT,),
        HANDLING,
        AUDITS,
        "审核退回",
        Style.DANGER,
        needs_note=True,
    ),
    Action("pass_legal", "同意", (LEGAL,), SIGNING, LAW, "法律顾问审查通过", Style.PRIMARY),
    Action(
        "return_legal",
        "退回",
        (LEGAL,),
        HANDLING,
        LAW,
        "法律顾问退回",
        Style.DANGER,
        needs_note=True,
    ),
    Action("sign", "签发", (SIGNING,), ISSUING, SIGN, "领导签发", Style.PRIMARY),
    Action(
        "return_signing",
        "退回",
        (SIGNING,),
        HANDLING,
        SIGN,
        "领导退回",
        Style.DANGER,
        needs_note=True,
    ),
    Action("recall", "撤回修改", (*IN_REVIEW, ISSUING), HANDLING, HANDLE, "经办人撤回修改"),
)

_ENDING = (
    Action("issue", "印发答复", (ISSUING,), SERVING, HANDLE, "印发答复", Style.PRIMARY),
    Action("record_delivery", "登记送达", (SERVING,), SERVED, HANDLE, "登记送达", Style.PRIMARY),
    Action("archive", "归档", (SERVED,), ARCHIVED, HANDLE, "归档", Style.PRIMARY),
    Action(
        "withdraw",
        "申请人撤回",
        BEFORE_REPLY,
        WITHDRAWN,
        WITHDRAW,
        "申请人撤回申请",
        Style.DANGER,
        needs_note=True,
    ),
)

REQUEST = Flow(
    code="inforequest",
    label="信息公开申请",
    prefix="YS",
    states=_STATES,
    actions=(*_OPENING, *_HANDLING, *_REVIEW, *_ENDING),
)

CONSULTATION = Flow(
    code="consultation",
    label="征求意见",
    prefix="ZQ",
    states=(
        State("waiting", "等待答复", Role.CLERK),
        State("answered", "已答复"),
        State("silent", "逾期未提出意见"),
        State("cancelled", "不再征求"),
    ),
    actions=(
        Action(
            "record_opinion",
            "登记意见",
            ("waiting",),
            "answered",
            HANDLE,
            "登记对方意见",
            Style.PRIMARY,
            events=("closed",),
        ),
        Action(
            "record_silence",
            "逾期未提出意见",
            ("waiting",),
            "silent",
            HANDLE,
            "对方逾期未提出意见",
            events=("closed",),
        ),
        Action(
            "cancel",
            "不再征求",
            ("waiting",),
            "cancelled",
            HANDLE,
            "不再征求意见",
            Style.DANGER,
            needs_note=True,
            events=("closed",),
        ),
    ),
    clock=Clock(
        label="征求意见期限",
        days=15,
        article="条例第三十二条、第三十四条",
        starts=("sent", "delivered"),
        stops=("closed",),
    ),
)

CORRECTION = Flow(
    code="correction",
    label="更正自身信息",
    prefix="GZ",
    states=(
        State("checking", "核查", Role.CLERK),
        State("signing", "领导审签", Role.LEADER),
        State("told", "已告知"),
    ),
    actions=(
        Action(
            "propose_outcome",
            "提出处理意见",
            ("checking",),
            "signing",
            HANDLE,
            "核查完毕，提出处理意见",
            Style.PRIMARY,
        ),
        Action("sign", "签发", ("signing",), "told", SIGN, "签发并告知", Style.PRIMARY),
        Action(
            "send_back",
            "退回",
            ("signing",),
            "checking",
            SIGN,
            "退回重新核查",
            Style.DANGER,
            needs_note=True,
        ),
    ),
)
"""Records about oneself (第四十一条). The law names no period: the days are a setting."""

BY_FORM = frozenset(
    {
        *("accept", "ask_clarification", "receive_clarification", "assign", "transfer", "merge"),
        *("request_extension", "ask_reasons", "receive_reasons", "notice_fee", "record_payment"),
        *("record_delivery", "record_opinion", "withdraw", "propose_outcome"),
    }
)
"""Actions that need more than an opinion: each has a form of its own beside the buttons."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A deed beside the flow: the request stays in the step where it stands.

    ``quiet``: not spoken of while something stands against it.
    """

    code: str
    label: str
    states: tuple[str, ...]
    deed: str
    quiet: bool = False


ASIDE = {
    each.code: each
    for each in (
        Aside("search", "登记检索", (HANDLING,), HANDLE),
        Aside("draft", "起草答复", (HANDLING,), HANDLE),
        Aside("consult_third_party", "征求第三方意见", (HANDLING,), HANDLE),
        Aside("consult_joint_maker", "征求共同制作机关意见", (HANDLING,), HANDLE),
        Aside("override", "因公共利益决定公开", (HANDLING,), HANDLE),
        Aside("override_notice", "登记书面告知第三方", (HANDLING,), HANDLE),
        Aside("delay", "确定延迟答复期限", (HANDLING,), HANDLE),
        Aside("explain", "收到申请人网上说明的理由", (EXPLAINING,), RECEIVE),
        Aside("fee_receipt", "登记收到收费通知书", (PAYING,), HANDLE),
        Aside("split", "按一事一申请拆分", (SCREENING,), ASSIGN),
        Aside("theme", "标注主题", (SCREENING, HANDLING, *AFTER_REPLY), REGISTER),
        Aside("dispute", "登记复议诉讼", EVERY_STATE, DISPUTE, quiet=True),
        Aside("propose", "建议转为主动公开", AFTER_REPLY, CONVERT, quiet=True),
    )
}
"""Deeds beside the flow by their code."""
