from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "gongkai.search"
    label = "search"

    def ready(self) -> None:
        from gongkai.search.jobs import register_jobs

        register_jobs()
