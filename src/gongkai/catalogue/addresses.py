"""Public pages of the catalogue, mounted by the portal at /openness/; pages write these out."""

from django.urls import path

from gongkai.catalogue.views import portal

urlpatterns = [
    path("guide/", portal.guide, name="county_guide"),
    path("guide/<slug:slug>/", portal.guide, name="guide"),
    path("guide/<slug:slug>/<int:number>/", portal.guide, name="guide_version"),
    path("catalogue/", portal.catalogue, name="county_catalogue"),
    path("catalogue/<slug:slug>/", portal.catalogue, name="catalogue"),
    path("responsibility/", portal.responsibility, name="responsibility"),
]
