"""What the intake of requests puts into the engines: its deeds and its job."""

from gongkai.inforequests.services import retention
from gongkai.kernel.permissions import Deed, Reach, Role, deeds
from gongkai.kernel.schedule import Job, jobs

OFFICE = {Role.OFFICE: Reach.SUBTREE}
CLERK = {Role.CLERK: Reach.UNIT}
SYSTEM = {Role.SYSTEM: Reach.EVERYWHERE}

DEEDS = (
    Deed("inforequests.reset_code", "在窗口重设查询码", {**CLERK, **OFFICE}),
    Deed("inforequests.change_requester", "补录、更正申请人信息", {**CLERK, **OFFICE}),
    Deed("inforequests.rate", "评价申请的办理", SYSTEM),
    Deed("inforequests.fetch_paper", "下载文书", SYSTEM),
    Deed("inforequests.purge", "清除到期的申请人身份信息", SYSTEM),
)


def register() -> None:
    """Called once when Django is ready."""
    deeds.register(*DEEDS)
    jobs.register(
        Job("inforequests.retention", "清除到期的个人信息和草稿", 3600, retention.clear_away)
    )
