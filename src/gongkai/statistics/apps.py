from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "gongkai.statistics"
    label = "statistics"
    verbose_name = "统计"

    def ready(self) -> None:
        from gongkai.statistics import wiring

        wiring.register()
