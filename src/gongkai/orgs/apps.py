from django.apps import AppConfig

from gongkai.kernel.permissions import deeds
from gongkai.orgs.deeds import DEEDS


class OrgsConfig(AppConfig):
    name = "gongkai.orgs"
    label = "orgs"

    def ready(self) -> None:
        from gongkai.audit.words import SubjectKind, subject_kinds
        from gongkai.kernel.measures import Dimension, dimensions
        from gongkai.kernel.visits import Visited, visited
        from gongkai.orgs.selectors import unit_names, unit_places, unseen_handovers
        from gongkai.web.nav import NavItem, nav_items

        deeds.register(*DEEDS)
        visited.register(
            Visited("unit", "单位主页", "portal:unit", "slug", "/units/{}/", unit_places)
        )
        dimensions.register(Dimension("unit", "单位", unit_names, "未定单位"))
        subject_kinds.register(
            SubjectKind("unit", "单位", "orgs:unit", "orgs.read_units"),
            SubjectKind("person", "人员", "orgs:person", "orgs.read_people"),
            SubjectKind("group", "领导小组", "orgs:group"),
            SubjectKind("handover", "工作交接"),
        )
        nav_items.register(
            NavItem("orgs:units", "单位", "unit", 60, "orgs.read_units"),
            NavItem("orgs:people", "人员", "people", 61, "orgs.read_people"),
            NavItem(
                "orgs:handovers",
                "工作交接",
                "compare",
                62,
                "orgs.register_handover",
                unseen_handovers,
            ),
            NavItem("orgs:groups", "领导小组", "stamp", 63, "orgs.read_units"),
        )
