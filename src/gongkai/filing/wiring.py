"""What filing puts into the engines: deeds, its kind of case, jobs, the menu."""

from gongkai.audit.words import SubjectKind, subject_kinds
from gongkai.casework.kinds import CaseKind, kinds
from gongkai.filing import flow, selectors, services
from gongkai.filing.jobs import register_jobs
from gongkai.kernel.permissions import Deed, Reach, Role, deeds
from gongkai.web.nav import NavItem, nav_items

OFFICE = {Role.OFFICE: Reach.SUBTREE}
CLERK = {Role.CLERK: Reach.UNIT}
SYSTEM = {Role.SYSTEM: Reach.EVERYWHERE}

DEEDS = (
    Deed("filing.design", "设计报表", OFFICE),
    Deed("filing.open", "开报表的一期", {**OFFICE, **SYSTEM}),
    Deed("filing.fill", "填报报表", CLERK),
    Deed("filing.check", "审核本单位报表", {Role.LEADER: Reach.UNIT}),
    Deed("filing.accept", "核收、退回报表", OFFICE),
    Deed("filing.correct", "更正已核收的报表", {**CLERK, **OFFICE}),
    Deed("filing.urge", "催报", {**OFFICE, **SYSTEM}),
    Deed(
        "filing.read",
        "查看报表",
        {
            **CLERK,
            Role.SECTION_HEAD: Reach.UNIT,
            Role.LEADER: Reach.UNIT,
            **OFFICE,
            Role.INSPECTOR: Reach.EVERYWHERE,
        },
    ),
)


def register() -> None:
    """Called once when Django is ready."""
    deeds.register(*DEEDS)
    kinds.register(
        CaseKind(
            flow.FILING,
            services.reasons,
            services.perform,
            selectors.sheet_address,
            deadline=selectors.term_of_case,
        )
    )
    subject_kinds.register(
        SubjectKind("form", "报表", "filing:design", "filing.design"),
        SubjectKind("round", "报表的一期", "filing:round", "filing.read"),
    )
    nav_items.register(NavItem("filing:rounds", "报表", "send", 54, "filing.read"))
    register_jobs()
