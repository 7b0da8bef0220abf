"""What reporting puts into the engines: deeds and the menu."""

from gongkai.kernel.permissions import Deed, Reach, Role, deeds
from gongkai.web.nav import NavItem, nav_items


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
        )
    )
    nav_items.register(NavItem("reporting:check", "年报核对", "compare", 62, "reporting.check"))
