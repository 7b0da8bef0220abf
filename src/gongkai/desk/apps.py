from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "gongkai.desk"
    label = "desk"

    def ready(self) -> None:
        from gongkai.desk import signals

        signals.connect()
