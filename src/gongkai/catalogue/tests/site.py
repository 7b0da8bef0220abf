"""The site with the catalogue's public pages where the portal mounts them."""

from django.urls import include, path

urlpatterns = [
    path("openness/", include("gongkai.catalogue.public_urls")),
    path("", include("gongkai.config.urls")),
]
