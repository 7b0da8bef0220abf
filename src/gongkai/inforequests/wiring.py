"""What information requests put into the engines: deeds, kinds of case, the menu, jobs."""

from gongkai.audit.words import SubjectKind, subject_kinds
from gongkai.casework.kinds import CaseKind, kinds
from gongkai.clock.services import CalendarListener, calendar_listeners
from gongkai.inforequests import flow, selectors, services
from gongkai.inforequests.jobs import propose_lapses
from gongkai.inforequests.selectors.correcting import term_of_claim
from gongkai.inforequests.selectors.figures import DIMENSION_NAMES, IN_TIME_RATE, MEASURES
from gongkai.inforequests.services import correcting, retention
from gongkai.inforequests.services.hand import AFTERWARDS
from gongkai.inforequests.services.papers import issue_wanting
from gongkai.kernel.measures import dimensions, measures, rates
from gongkai.kernel.permissions import Deed, Reach, Role, deeds
from gongkai.kernel.schedule import Job, jobs
from gongkai.web.nav import NavItem, nav_items

OFFICE = {Role.OFFICE: Reach.SUBTREE}
CLERK = {Role.CLERK: Reach.UNIT}
PORTAL = {Role.SYSTEM: Reach.EVERYWHERE}
"""The applicant on the portal, for whom the system acts."""
FILE = {
    **CLERK,
    Role.LEGAL_ADVISER: Reach.UNIT,
    Role.LEADER: Reach.UNIT,
    **OFFICE,
    Role.INSPECTOR: Reach.EVERYWHERE,
}
"""Who may take the whole file of a request away."""
READERS = {**FILE, Role.SECTION_HEAD: Reach.UNIT}
"""Who may read a request and its papers."""

DEEDS = (
    Deed("inforequests.register", "登记信息公开申请", {**OFFICE, **CLERK}),
    Deed("inforequests.receive", "接收申请人提交的材料", {**OFFICE, **CLERK, **PORTAL}),
    Deed("inforequests.clarify", "告知补正", {**OFFICE, **CLERK}),
    Deed("inforequests.assign", "分办、转办、并案、拆分", OFFICE),
    Deed("inforequests.handle", "办理信息公开申请", CLERK),
    Deed("inforequests.approve_extension", "审批延期", OFFICE),
    Deed("inforequests.audit", "审核答复", {Role.SECTION_HEAD: Reach.UNIT}),
    Deed("inforequests.review_law", "法律顾问审查答复", {Role.LEGAL_ADVISER: Reach.UNIT}),
    Deed("inforequests.sign", "签发答复", {Role.LEADER: Reach.UNIT}),
    Deed("inforequests.withdraw", "办理撤回申请", {**OFFICE, **CLERK, **PORTAL}),
    Deed("inforequests.confirm_lapse", "确认视为放弃申请", {**OFFICE, **CLERK}),
    Deed("inforequests.read", "查看信息公开申请", READERS),
    Deed("inforequests.record_dispute", "登记复议诉讼", {**OFFICE, **CLERK}),
    Deed("inforequests.check_quality", "抽查办理质量并评分", OFFICE),
    Deed("inforequests.convert", "把答复转为主动公开", CLERK),
    Deed("inforequests.read_requester", "查看申请人身份和联系方式", {**CLERK, **OFFICE}),
    Deed("inforequests.reset_code", "在窗口重设查询码", {**CLERK, **OFFICE}),
    Deed("inforequests.change_requester", "补录、更正申请人信息", {**CLERK, **OFFICE}),
    Deed("inforequests.rate", "评价申请的办理", PORTAL),
    Deed("inforequests.fetch_paper", "下载文书", PORTAL),
    Deed("inforequests.purge", "清除到期的申请人身份信息", PORTAL),
    Deed("inforequests.edit_papers", "维护文书模板和文书设置", OFFICE),
    Deed("inforequests.issue_paper", "出具文书、登记送达", {**CLERK, **OFFICE}),
    Deed("inforequests.open_paper", "打开已出具的文书", READERS),
    Deed("inforequests.take_archive", "下载案卷", FILE),
)


def sheet(case_id: int) -> str:
    """The page of a request."""
    return f"/desk/requests/cases/{case_id}/"


def consultation_sheet(case_id: int) -> str:
    """The page of a consultation."""
    return f"/desk/requests/consultations/{case_id}/"


def claim_sheet(case_id: int) -> str:
    """The page of a claim that a record is wrong."""
    return f"/desk/requests/corrections/{case_id}/"


def register() -> None:
    """Called once when Django is ready."""
    deeds.register(*DEEDS)
    subject_kinds.register(
        SubjectKind("request", "信息公开申请"),
        SubjectKind("correction", "更正要求"),
        SubjectKind("spot_check", "办理质量抽查"),
    )
    kinds.register(
        CaseKind(
            flow.REQUEST,
            services.reasons,
            services.perform,
            sheet,
            deadline=selectors.term_of_case,
            number=selectors.request_number,
        ),
        CaseKind(
            flow.CONSULTATION,
            services.consultation_reasons,
            services.perform_consultation,
            consultation_sheet,
        ),
        CaseKind(
            flow.CORRECTION,
            correcting.claim_reasons,
            correcting.perform_claim,
            claim_sheet,
            deadline=term_of_claim,
        ),
    )
    calendar_listeners.register(CalendarListener("inforequests", services.hear_calendar))
    measures.register(*MEASURES)
    rates.register(IN_TIME_RATE)
    dimensions.register(*DIMENSION_NAMES)
    jobs.register(
        Job("inforequests.lapses", "提示逾期不补正、不缴费", 3600, propose_lapses),
        Job("inforequests.retention", "清除到期的个人信息和草稿", 3600, retention.clear_away),
    )
    if issue_wanting not in AFTERWARDS:
        AFTERWARDS.append(issue_wanting)
    nav_items.register(
        NavItem("inforequests:register", "依申请公开", "inbox", 30, "inforequests.read"),
        NavItem("inforequests:disputes", "复议诉讼", "compare", 32, "inforequests.read"),
        NavItem("inforequests:conversions", "转为主动公开", "publish", 34, "inforequests.read"),
        NavItem("inforequests:claims", "更正自身信息", "draft", 33, "inforequests.read"),
        NavItem("inforequests:checks", "办理质量抽查", "check", 35, "inforequests.check_quality"),
        NavItem("inforequests:figures", "申请统计", "chart", 31, "inforequests.read"),
        NavItem(
            "inforequests:paper_templates", "文书模板", "document", 36, "inforequests.edit_papers"
        ),
    )
