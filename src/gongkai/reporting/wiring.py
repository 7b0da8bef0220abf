"""What reporting puts into the engines: deeds and the menu."""

from gongkai.audit.words import SubjectKind, subject_kinds
from gongkai.documents.origins import Origin, origins
from gongkai.kernel.permissions import Deed, Reach, Role, deeds
from gongkai.reporting.published import origin_of
from gongkai.web.nav import NavItem, nav_items

READERS = {
    Role.CLERK: Reach.UNIT,
    Role.SECTION_HEAD: Reach.UNIT,
    Role.LEADER: Reach.UNIT,
    Role.OFFICE: Reach.SUBTREE,
    Role.INSPECTOR: Reach.EVERYWHERE,
}


def register() -> None:
    """Called once when Django is ready."""
    deeds.register(
        Deed(
            "reporting.check",
            "核对年度报告",
            {
                Role.CLERK: Reach.UNIT,
                Role.OFFICE: Reach.SUBTREE,
                Role.INSPECTOR: Reach.EVERYWHERE,
            },
        ),
        Deed("reporting.read", "查看年度报告", READERS),
        Deed(
            "reporting.compile",
            "编写年度报告",
            {Role.CLERK: Reach.UNIT, Role.OFFICE: Reach.SUBTREE},
        ),
        Deed(
            "reporting.settle",
            "定稿年度报告",
            {Role.LEADER: Reach.UNIT, Role.OFFICE: Reach.SUBTREE},
        ),
        Deed(
            "reporting.summarise",
            "编写、定稿工作总结",
            {Role.CLERK: Reach.UNIT, Role.OFFICE: Reach.SUBTREE},
        ),
        Deed("reporting.publish", "把年度报告转入发布", {Role.CLERK: Reach.UNIT}),
    )
    origins.register(Origin("report", origin_of))
    subject_kinds.register(
        SubjectKind("report", "年度报告"),
        SubjectKind("summary", "工作总结", "reporting:summary", "reporting.read"),
    )
    nav_items.register(
        NavItem("reporting:reports", "年度报告", "chart", 51, "reporting.read"),
        NavItem("reporting:summaries", "工作总结", "document", 53, "reporting.read"),
        NavItem("reporting:check", "年报核对", "compare", 52, "reporting.check"),
    )
