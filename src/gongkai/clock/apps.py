from django.apps import AppConfig


class ClockConfig(AppConfig):
    name = "gongkai.clock"
    label = "clock"
