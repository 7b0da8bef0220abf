from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


def lower_guards(using: str, plan: list[Any], **_: Any) -> None:
    """Take the guards down for migrations that are to run: they rebuild tables and fill columns."""
    from django.db import connections

    from gongkai.kernel.constraints import drop_guards

    if plan:
        drop_guards(connections[using])


def restore_guards(using: str, **_: Any) -> None:
    """Put the guards back after every migrate: a rebuilt SQLite table has lost its own."""
    from django.db import connections

    from gongkai.kernel.constraints import install_guards

    install_guards(connections[using])


class KernelConfig(AppConfig):
    name = "gongkai.kernel"
    label = "kernel"

    def ready(self) -> None:
        from gongkai.kernel import checks
        from gongkai.kernel.permissions import Deed, Reach, Role, deeds

        deeds.register(Deed("kernel.change_keys", "更换字段密钥", {Role.SYSTEM: Reach.EVERYWHERE}))
        checks.register()
        pre_migrate.connect(lower_guards, sender=self, dispatch_uid="kernel.guards")
        post_migrate.connect(restore_guards, sender=self, dispatch_uid="kernel.guards")
