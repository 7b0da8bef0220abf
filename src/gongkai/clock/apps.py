from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def seed(using: str, **_: Any) -> None:
    """Fill the working-day table after a migrate, once its tables stand."""
    from django.db import DEFAULT_DB_ALIAS, connections
    from django.utils import timezone

    from gongkai.clock.models import CalendarDay, CalendarVersion, CalendarYear
    from gongkai.clock.services import seed_calendar

    tables = {model._meta.db_table for model in (CalendarDay, CalendarVersion, CalendarYear)}
    standing = connections[using].introspection.table_names()
    if using == DEFAULT_DB_ALIAS and tables <= set(standing):
        seed_calendar(now=timezone.now())


class ClockConfig(AppConfig):
    name = "gongkai.clock"
    label = "clock"
    verbose_name = "工作日历"

    def ready(self) -> None:
        from gongkai.kernel.permissions import Deed, Reach, Role, deeds
        from gongkai.web.nav import NavItem, nav_items

        post_migrate.connect(seed, sender=self, dispatch_uid="clock.seed")
        nav_items.register(NavItem("clock:this_year", "工作日历", "calendar", 70))
        deeds.register(
            Deed(
                "clock.edit_calendar",
                "维护工作日历",
                {Role.OFFICE: Reach.EVERYWHERE, Role.ADMIN: Reach.EVERYWHERE},
            )
        )
