"""The public site. Addresses in the chrome and in public rows are written out; keep them so."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import conditional_page

from gongkai.documents.addresses import moved
from gongkai.portal.views import machines, pages, search, sections

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.home, name="home"),
    path("", include("gongkai.documents.addresses")),  # first, being asked for most
    path("openness/", pages.openness, name="openness"),
    path("openness/rules/", pages.area, {"code": "rules"}, name="rules"),
    path("openness/statutory/", pages.area, {"code": "statutory"}, name="statutory"),
    path("openness/reports/", pages.area, {"code": "reports"}, name="reports"),
    path("openness/requests/", pages.requests, name="requests"),
    path("openness/requests/", include("gongkai.inforequests.addresses")),
    path("openness/", include("gongkai.filing.addresses")),
    path("openness/", include("gongkai.catalogue.addresses")),
    path("sections/<slug:slug>/", sections.section, name="section"),
    path(
        "sections/<slug:slug>/feed.atom",
        conditional_page(machines.SectionFeed()),
        name="section_feed",
    ),
    path(
        "sections/<slug:slug>/feed.rss", conditional_page(machines.SectionRss()), name="section_rss"
    ),
    path("units/", pages.units, name="units"),
    path("units/<slug:slug>/", pages.unit, name="unit"),
    path("units/<slug:slug>/feed.atom", conditional_page(machines.UnitFeed()), name="unit_feed"),
    path("units/<slug:slug>/feed.rss", conditional_page(machines.UnitRss()), name="unit_rss"),
    path("search/", search.search, name="search"),
    path("feed.atom", conditional_page(machines.SiteFeed()), name="feed"),
    path("feed.rss", conditional_page(machines.SiteRss()), name="rss"),
    path("sitemap/", pages.site_map, name="sitemap"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap_index"),
    path("sitemap-pages.xml", machines.sitemap_pages, name="sitemap_pages"),
    path("sitemap-<int:until>.xml", machines.sitemap, name="sitemap_file"),
    path("robots.txt", machines.robots, name="robots"),
    path("<path:old>", moved, name="moved"),
]
