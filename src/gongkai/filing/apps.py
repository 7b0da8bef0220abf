from django.apps import AppConfig


class FilingConfig(AppConfig):
    name = "gongkai.filing"
    label = "filing"
    verbose_name = "报表报送"

    def ready(self) -> None:
        from gongkai.filing import wiring

        wiring.register()
