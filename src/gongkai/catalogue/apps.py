from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CatalogueConfig(AppConfig):
    name = "gongkai.catalogue"
    label = "catalogue"
    verbose_name = "公开目录"

    def ready(self) -> None:
        from gongkai.catalogue.seeds import seed
        from gongkai.catalogue.selectors import count_open_sections
        from gongkai.kernel.permissions import Deed, Reach, Role, deeds
        from gongkai.orgs.handover import OpenWorkCounter, open_work_counters
        from gongkai.web.nav import NavItem, nav_items

        open_work_counters.register(OpenWorkCounter("catalogue.sections", count_open_sections))
        nav_items.register(
            NavItem("catalogue:sections", "栏目与目录", "section", 50, "catalogue.read")
        )
        post_migrate.connect(seed, sender=self, dispatch_uid="catalogue.seeds")
        deeds.register(
            Deed(
                "catalogue.manage_sections",
                "管理栏目",
                {Role.OFFICE: Reach.SUBTREE, Role.ADMIN: Reach.EVERYWHERE},
            ),
            Deed(
                "catalogue.manage_classification",
                "维护分类表",
                {Role.OFFICE: Reach.EVERYWHERE, Role.ADMIN: Reach.EVERYWHERE},
            ),
            Deed(
                "catalogue.edit_duties",
                "编制主动公开基本目录",
                {
                    Role.CLERK: Reach.UNIT,
                    Role.SECTION_HEAD: Reach.UNIT,
                    Role.OFFICE: Reach.SUBTREE,
                },
            ),
            Deed(
                "catalogue.issue_guide",
                "发布公开指南和公开目录",
                {
                    Role.LEADER: Reach.UNIT,
                    Role.OFFICE: Reach.SUBTREE,
                    Role.SYSTEM: Reach.EVERYWHERE,
                },
            ),
            Deed(
                "catalogue.read",
                "查看栏目与目录",
                {
                    Role.CLERK: Reach.EVERYWHERE,
                    Role.SECTION_HEAD: Reach.EVERYWHERE,
                    Role.SECRECY_REVIEWER: Reach.EVERYWHERE,
                    Role.LEGAL_ADVISER: Reach.EVERYWHERE,
                    Role.LEADER: Reach.EVERYWHERE,
                    Role.OFFICE: Reach.EVERYWHERE,
                    Role.INSPECTOR: Reach.EVERYWHERE,
                    Role.ADMIN: Reach.EVERYWHERE,
                },
            ),
        )
