from django.apps import AppConfig

from gongkai.kernel.permissions import deeds
from gongkai.orgs.deeds import DEEDS


class OrgsConfig(AppConfig):
    name = "gongkai.orgs"
    label = "orgs"

    def ready(self) -> None:
        deeds.register(*DEEDS)
