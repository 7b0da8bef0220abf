"""Start-up checks that the database still holds its gates."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags
from django.core.checks import register as register_check


def gates_stand(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """One error per guard or composite key that the database has lost (design §3)."""
    from django.db import connections

    from gongkai.kernel.constraints import missing_guards

    errors: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if "django_migrations" not in connection.introspection.table_names():
            continue
        errors += [
            Error(
                f"数据库缺少闸口“{name}”，系统拒绝启动",
                hint="运行 gongkai manage migrate 恢复；若仍缺失，请核对是否有人改动过数据库结构",
                id="gongkai.E001",
            )
            for name in missing_guards(connection)
        ]
    return errors


def seals_work(**_: Any) -> list[CheckMessage]:
    """Errors when fields could not be sealed: an unknown cipher, an unreadable ring of keys."""
    from django.conf import settings

    from gongkai.kernel import keys
    from gongkai.kernel.sealed import has_cipher

    errors: list[CheckMessage] = []
    if not has_cipher(settings.FIELD_CIPHER):
        sentence = f"GONGKAI_FIELD_CIPHER 的“{settings.FIELD_CIPHER}”不能用，请改为 aes 或 sm4"
        errors.append(Error(sentence, id="gongkai.E002"))
    if keys.is_given() or keys.ring_path().exists():
        try:
            keys.ring()
        except keys.KeyRingError as error:
            errors.append(Error(str(error), id="gongkai.E003"))
    return errors


def register() -> None:
    register_check(Tags.database)(gates_stand)
    register_check(Tags.security)(seals_work)
