from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CatalogueConfig(AppConfig):
    name = "gongkai.catalogue"
    label = "catalogue"
    verbose_name = "公开目录"

    def ready(self) -> None:
        from gongkai.audit.words import SubjectKind, subject_kinds
        from gongkai.catalogue.deeds import DEEDS
        from gongkai.catalogue.seeds import seed
        from gongkai.catalogue.selectors import count_open_sections, figures
        from gongkai.kernel.measures import dimensions, measures
        from gongkai.kernel.permissions import deeds
        from gongkai.kernel.visits import Visited, visited
        from gongkai.orgs.handover import OpenWorkCounter, open_work_counters
        from gongkai.web.nav import NavItem, nav_items

        open_work_counters.register(OpenWorkCounter("catalogue.sections", count_open_sections))
        nav_items.register(
            NavItem("catalogue:sections", "栏目与目录", "section", 21, "catalogue.read")
        )
        post_migrate.connect(seed, sender=self, dispatch_uid="catalogue.seeds")
        deeds.register(*DEEDS)
        measures.register(*figures.MEASURES)
        dimensions.register(*figures.DIMENSIONS)
        visited.register(
            Visited("section", "栏目", "portal:section", "slug", "/sections/{}/", figures.places_of)
        )
        subject_kinds.register(
            SubjectKind("section", "栏目", "catalogue:section", "catalogue.read"),
            SubjectKind("duty", "公开事项"),
            SubjectKind("theme", "主题分类"),
            SubjectKind("genre", "体裁分类"),
            SubjectKind("guide", "公开指南"),
            SubjectKind("catalogue", "公开目录"),
        )
