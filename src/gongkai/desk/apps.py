from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "gongkai.desk"
    label = "desk"

    def ready(self) -> None:
        from gongkai.desk import jobs, signals
        from gongkai.web.nav import NavItem, nav_items

        signals.connect()
        jobs.register_jobs()
        nav_items.register(NavItem("desk:password", "本人账号", "key", 72))
