"""Public pages of the catalogue, mounted by the portal at /openness/."""

from django.urls import path

from gongkai.catalogue.views import portal

app_name = "catalogue_public"
urlpatterns = [
    path("guide/", portal.guide, name="county_guide"),
    path("guide/<slug:slug>/", portal.guide, name="guide"),
    path("guide/<slug:slug>/<int:number>/", portal.guide, name="guide_version"),
    path("catalogue/<slug:slug>/", portal.catalogue, name="catalogue"),
    path("responsibilities/", portal.responsibilities, name="responsibilities"),
]
