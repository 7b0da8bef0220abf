from django.apps import AppConfig

from gongkai.kernel.permissions import Deed, Reach, Role, deeds


class AuditConfig(AppConfig):
    name = "gongkai.audit"
    label = "audit"

    def ready(self) -> None:
        deeds.register(
            Deed(
                "audit.read",
                "查阅审计日志",
                {Role.INSPECTOR: Reach.EVERYWHERE, Role.ADMIN: Reach.EVERYWHERE},
            )
        )
