from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "gongkai.reporting"
    label = "reporting"
    verbose_name = "统计与年度报告"

    def ready(self) -> None:
        from gongkai.reporting import wiring

        wiring.register()
