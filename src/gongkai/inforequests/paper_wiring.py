"""What the papers of requests put into the engines: who may edit, issue, deliver and take away."""

from gongkai.inforequests.services.hand import AFTERWARDS
from gongkai.inforequests.services.papers import issue_wanting
from gongkai.kernel.permissions import Deed, Reach, Role, deeds
from gongkai.web.nav import NavItem, nav_items

CLERK = {Role.CLERK: Reach.UNIT}
OFFICE = {Role.OFFICE: Reach.SUBTREE}
DEEDS = (
    Deed("inforequests.edit_papers", "维护文书模板和文书设置", OFFICE),
    Deed("inforequests.issue_paper", "出具文书、登记送达", {**CLERK, **OFFICE}),
    Deed(
        "inforequests.open_paper",
        "打开已出具的文书",
        {
            **CLERK,
            Role.SECTION_HEAD: Reach.UNIT,
            Role.LEGAL_ADVISER: Reach.UNIT,
            Role.LEADER: Reach.UNIT,
            **OFFICE,
            Role.INSPECTOR: Reach.EVERYWHERE,
        },
    ),
    Deed(
        "inforequests.take_archive",
        "下载案卷",
        {
            **CLERK,
            Role.LEGAL_ADVISER: Reach.UNIT,
            Role.LEADER: Reach.UNIT,
            **OFFICE,
            Role.INSPECTOR: Reach.EVERYWHERE,
        },
    ),
)


def register() -> None:
    """Called once when Django is ready."""
    deeds.register(*DEEDS)
    if issue_wanting not in AFTERWARDS:
        AFTERWARDS.append(issue_wanting)
    nav_items.register(
        NavItem(
            "inforequests:paper_templates", "文书模板", "document", 32, "inforequests.edit_papers"
        )
    )
