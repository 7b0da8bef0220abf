"""What documents put into the engines: deeds, kinds of case, the search index."""

from gongkai.audit.words import SubjectKind, subject_kinds
from gongkai.casework.kinds import CaseKind, kinds
from gongkai.catalogue.sources import Source, sources
from gongkai.documents import flow, public, services
from gongkai.documents.flow.explaining import EXPLAINING
from gongkai.documents.flow.gazette import GAZETTE
from gongkai.documents.flow.life import CLEANUP, EXPIRY
from gongkai.documents.flow.revisit import REVISIT
from gongkai.documents.indexes import DOCUMENTS
from gongkai.documents.jobs import carry_on, read_superiors, screen_public, try_links
from gongkai.documents.selectors.figures import DIMENSIONS, MEASURES, RATES, places_of
from gongkai.documents.services.figures import recount
from gongkai.kernel.measures import dimensions, measures, rates
from gongkai.kernel.permissions import Deed, Reach, Role, deeds
from gongkai.kernel.schedule import Job, jobs
from gongkai.kernel.visits import Visited, visited
from gongkai.search.registry import indexes
from gongkai.web.nav import NavItem, nav_items

HEADS = {Role.SECTION_HEAD: Reach.UNIT, Role.LEADER: Reach.UNIT}

DEEDS = (
    Deed("documents.draft", "拟稿、修改与提交", {Role.CLERK: Reach.UNIT}),
    Deed("documents.return_text", "退文", {Role.SYSTEM: Reach.EVERYWHERE}),
    Deed("documents.review_section", "科室审核", {Role.SECTION_HEAD: Reach.UNIT}),
    Deed("documents.review_secrecy", "保密审查", {Role.SECRECY_REVIEWER: Reach.UNIT}),
    Deed("documents.sign", "签发", {Role.LEADER: Reach.UNIT}),
    Deed(
        "documents.read",
        "查看文稿与版本",
        {
            Role.CLERK: Reach.UNIT,
            Role.SECTION_HEAD: Reach.UNIT,
            Role.SECRECY_REVIEWER: Reach.UNIT,
            Role.LEGAL_ADVISER: Reach.UNIT,
            Role.LEADER: Reach.UNIT,
            Role.OFFICE: Reach.SUBTREE,
            Role.INSPECTOR: Reach.EVERYWHERE,
        },
    ),
    Deed(
        "documents.request_withdrawal",
        "申请撤下",
        {Role.CLERK: Reach.UNIT, Role.OFFICE: Reach.SUBTREE, **HEADS},
    ),
    Deed("documents.approve_withdrawal", "批准撤下", {Role.LEADER: Reach.UNIT}),
    Deed(
        "documents.change_validity",
        "登记废止、失效、修改",
        {Role.CLERK: Reach.UNIT, Role.OFFICE: Reach.SUBTREE},
    ),
    Deed(
        "documents.explain",
        "登记政策文件、解读方案和解读",
        {Role.CLERK: Reach.UNIT, Role.SECTION_HEAD: Reach.UNIT, Role.OFFICE: Reach.SUBTREE},
    ),
    Deed("documents.confirm_validity", "审定评估和清理意见", {Role.LEADER: Reach.UNIT}),
    Deed("documents.run_cleanup", "开展规范性文件清理", {Role.OFFICE: Reach.SUBTREE}),
    Deed(
        "documents.submit_gazette",
        "报送公报稿件",
        {Role.CLERK: Reach.UNIT, Role.OFFICE: Reach.SUBTREE},
    ),
    Deed("documents.compile_gazette", "公报组稿", {Role.OFFICE: Reach.SUBTREE}),
    Deed("documents.proof_gazette", "公报校对", {Role.SECTION_HEAD: Reach.UNIT}),
    Deed("documents.run_revisit", "开展不公开文件回头看", {Role.OFFICE: Reach.SUBTREE}),
    Deed(
        "documents.reprint",
        "转载上级文件",
        {Role.CLERK: Reach.UNIT, Role.OFFICE: Reach.SUBTREE, Role.SYSTEM: Reach.EVERYWHERE},
    ),
    Deed("documents.watch", "有效期自动监测", {Role.SYSTEM: Reach.EVERYWHERE}),
    Deed(
        "documents.exempt_explainer",
        "批准免予解读",
        {Role.LEADER: Reach.UNIT, Role.OFFICE: Reach.SUBTREE},
    ),
    Deed(
        "documents.record_channel",
        "登记公开渠道",
        {Role.CLERK: Reach.UNIT, Role.OFFICE: Reach.SUBTREE},
    ),
    Deed(
        "documents.import",
        "迁入旧站信息",
        {Role.CLERK: Reach.UNIT, Role.OFFICE: Reach.SUBTREE, Role.SYSTEM: Reach.EVERYWHERE},
    ),
    Deed(
        "documents.sift_import",
        "从迁入批次中剔除或恢复信息",
        {Role.SECRECY_REVIEWER: Reach.UNIT, Role.LEADER: Reach.UNIT},
    ),
    Deed(
        "documents.reject_migration",
        "退回迁入批次",
        {Role.SECRECY_REVIEWER: Reach.UNIT, Role.LEADER: Reach.UNIT},
    ),
)


def sheet(case_id: int) -> str:
    """The page of a case of documents."""
    return f"/desk/documents/cases/{case_id}/"


def batch_sheet(case_id: int) -> str:
    """The page of a batch of an old site."""
    return f"/desk/documents/imports/{case_id}/"


def explaining_sheet(case_id: int) -> str:
    """The page of a case 补发政策解读."""
    return f"/desk/documents/explaining/{case_id}/"


def expiry_sheet(case_id: int) -> str:
    """The page of a case 到期评估."""
    return f"/desk/documents/expiry/{case_id}/"


def cleanup_sheet(case_id: int) -> str:
    """The page of a unit's part in a clean-up."""
    return f"/desk/documents/cleanup/{case_id}/"


def gazette_sheet(case_id: int) -> str:
    """The page of an issue of the gazette."""
    return f"/desk/documents/gazette/cases/{case_id}/"


def revisit_sheet(case_id: int) -> str:
    """The page of a unit's part in a round of 回头看."""
    return f"/desk/documents/revisit/{case_id}/"


def register() -> None:
    """Called once when Django is ready."""
    deeds.register(*DEEDS)
    indexes.register(DOCUMENTS)
    measures.register(*MEASURES)
    rates.register(*RATES)
    dimensions.register(*DIMENSIONS)
    visited.register(
        Visited(
            "record",
            "信息",
            "portal:records:document",
            "document_id",
            "/documents/{}/",
            places_of,
        )
    )
    subject_kinds.register(
        SubjectKind("document", "信息", "documents:record", "documents.read"),
        SubjectKind("import", "迁入批次"),
        SubjectKind("feed", "上级订阅"),
        SubjectKind("entry", "上级信息"),
        SubjectKind("revisit", "回头看"),
        SubjectKind("cleanup", "清理", "documents:cleanup_campaign", "documents.read"),
    )
    nav_items.register(
        NavItem("documents:list", "信息", "document", 20, deed="documents.read"),
        NavItem("documents:gazette", "公报", "stamp", 22, deed="documents.read"),
        NavItem("documents:reprints", "转载", "external", 23, deed="documents.read"),
        NavItem("documents:stock", "全站检查", "search", 41, deed="documents.read"),
        NavItem("audit:log", "审计日志", "audit", 71, deed="audit.read"),
    )
    sources.register(
        Source("documents", "公开信息", public.section_figures, public.catalogue_entries)
    )
    jobs.register(Job("documents.recount", "核对栏目计数", 24 * 3600, lambda now: recount()))
    jobs.register(
        Job("documents.expiry", "规范性文件到期前评估", 6 * 3600, services.watch_expiring)
    )
    jobs.register(Job("documents.superiors", "读取上级订阅", 1800, read_superiors))
    jobs.register(Job("documents.stock", "检查已公开信息的内容", 60, screen_public))
    jobs.register(Job("documents.links", "检查已公开信息里的外部链接", 600, try_links))
    jobs.register(Job("documents.migrations", "整批决定逐件写入", 20, carry_on))
    kinds.register(
        CaseKind(flow.PUBLISHING, services.reasons, services.perform, sheet),
        CaseKind(flow.WITHDRAWAL, services.withdrawal_reasons, services.perform_withdrawal, sheet),
        CaseKind(
            EXPLAINING, services.explaining_reasons, services.perform_explaining, explaining_sheet
        ),
        CaseKind(GAZETTE, services.gazette_reasons, services.perform_gazette, gazette_sheet),
        CaseKind(REVISIT, services.revisit_reasons, services.perform_revisit, revisit_sheet),
        CaseKind(EXPIRY, services.expiry_reasons, services.perform_expiry, expiry_sheet),
        CaseKind(CLEANUP, services.cleanup_reasons, services.perform_cleanup, cleanup_sheet),
        CaseKind(
            flow.MIGRATION, services.migration_reasons, services.perform_migration, batch_sheet
        ),
    )
