"""What the intake of requests puts into the engines: its deeds."""

from gongkai.kernel.permissions import Deed, Reach, Role, deeds

OFFICE = {Role.OFFICE: Reach.SUBTREE}
CLERK = {Role.CLERK: Reach.UNIT}
SYSTEM = {Role.SYSTEM: Reach.EVERYWHERE}

DEEDS = (Deed("inforequests.reset_code", "在窗口重设查询码", {**CLERK, **OFFICE}),)


def register() -> None:
    """Called once when Django is ready."""
    deeds.register(*DEEDS)
