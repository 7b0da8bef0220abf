"""The whole site, with the calendar pages where the desk shows them."""

from django.urls import include, path

urlpatterns = [
    path("desk/calendar/", include("gongkai.clock.urls")),
    path("", include("gongkai.config.urls")),
]
