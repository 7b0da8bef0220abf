"""What statistics puts into the engines: the right to read it, the measure of visits, the menu."""

from gongkai.kernel.measures import dimensions, measures
from gongkai.kernel.permissions import Deed, Reach, Role, deeds
from gongkai.statistics.selectors.visits import PAGE_KINDS, VIEWS
from gongkai.web.nav import NavItem, nav_items

READERS = {
    Role.CLERK: Reach.UNIT,
    Role.SECTION_HEAD: Reach.UNIT,
    Role.SECRECY_REVIEWER: Reach.UNIT,
    Role.LEGAL_ADVISER: Reach.UNIT,
    Role.LEADER: Reach.SUBTREE,
    Role.OFFICE: Reach.SUBTREE,
    Role.INSPECTOR: Reach.EVERYWHERE,
}


def register() -> None:
    """Called once when Django is ready."""
    deeds.register(Deed("statistics.read", "查看统计", READERS))
    measures.register(VIEWS)
    dimensions.register(PAGE_KINDS)
    nav_items.register(NavItem("statistics:board", "统计", "chart", 50, "statistics.read"))
