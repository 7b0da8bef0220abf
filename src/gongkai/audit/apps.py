from django.apps import AppConfig

from gongkai.kernel.permissions import Deed, Reach, Role, deeds


class AuditConfig(AppConfig):
    name = "gongkai.audit"
    label = "audit"

    def ready(self) -> None:
        from gongkai.audit import figures
        from gongkai.kernel.measures import dimensions, measures

        measures.register(*figures.MEASURES)
        dimensions.register(figures.DEEDS)
        deeds.register(
            Deed(
                "audit.read",
                "查阅审计日志",
                {Role.INSPECTOR: Reach.EVERYWHERE, Role.ADMIN: Reach.EVERYWHERE},
            )
        )
