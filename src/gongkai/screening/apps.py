from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "gongkai.screening"
    label = "screening"
    verbose_name = "内容检查"

    def ready(self) -> None:
        from gongkai.audit.words import SubjectKind, subject_kinds
        from gongkai.kernel.measures import dimensions, measures
        from gongkai.kernel.permissions import deeds
        from gongkai.screening.deeds import DEEDS
        from gongkai.screening.selectors import figures
        from gongkai.web.nav import NavItem, nav_items

        nav_items.register(NavItem("screening:check", "内容检查", "check", 40, "screening.read"))
        nav_items.register(NavItem("screening:maskings", "脱敏", "lock", 42, "screening.mask"))
        deeds.register(*DEEDS)
        measures.register(*figures.MEASURES)
        dimensions.register(*figures.DIMENSIONS)
        subject_kinds.register(
            SubjectKind("listed_word", "词表", "screening:word_edit", "screening.change_words"),
            SubjectKind("waiver", "豁免"),
            SubjectKind("masking", "脱敏登记"),
            SubjectKind("false_alarm", "误报"),
        )
