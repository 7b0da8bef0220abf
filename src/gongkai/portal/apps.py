from django.apps import AppConfig

from gongkai.kernel.visits import Place, Visited, visited

HOME = "portal:home"


class PortalConfig(AppConfig):
    name = "gongkai.portal"
    label = "portal"

    def ready(self) -> None:
        visited.register(
            Visited("home", "网站首页", HOME, "", "/", lambda keys: {HOME: Place("网站首页")})
        )
