"""What machines read: feeds, sitemaps, robots."""

from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.views.decorators.http import require_safe

from gongkai.catalogue.public import SectionView, section_by_slug
from gongkai.documents import public as documents
from gongkai.documents.public import PublicRow
from gongkai.orgs.public import PublicUnitSheet, public_unit
from gongkai.web.context import SITE

ZONE = ZoneInfo("Asia/Shanghai")
ENTRIES = 30
"""Records in one feed."""


if TYPE_CHECKING:
    RowFeed = Feed[PublicRow, Any]
else:
    RowFeed = Feed


class SiteFeed(RowFeed):
    """The newest records of the whole site."""

    feed_type: type[SyndicationFeed] = Atom1Feed
    link = "/"

    def title(self, obj: Any) -> str:
        return f"{self.what(obj)} - {SITE['name']}"

    def what(self, obj: Any) -> str:
        return "最新公开信息"

    def subtitle(self, obj: Any) -> str:
        return self.what(obj)

    description = subtitle

    def items(self, obj: Any) -> list[PublicRow]:
        return documents.latest(timezone.now(), ENTRIES)

    def item_title(self, item: PublicRow) -> str:
        return item.title

    def item_description(self, item: PublicRow) -> str:
        return item.summary

    def item_link(self, item: PublicRow) -> str:
        return f"{settings.BASE_URL}{item.url}"

    def item_guid(self, item: PublicRow) -> str:
        return f"{settings.BASE_URL}{item.url}"

    def item_pubdate(self, item: PublicRow) -> datetime | None:
        return item.date

    def item_updateddate(self, item: PublicRow) -> datetime | None:
        return item.date

    def item_author_name(self, item: PublicRow) -> str:
        return item.unit

    def item_categories(self, item: PublicRow) -> tuple[str, ...]:
        return (item.section,)


class SectionFeed(SiteFeed):
    """The newest records of a section."""

    def get_object(self, request: HttpRequest, slug: str) -> SectionView:
        found = section_by_slug(slug)
        if found is None:
            raise Http404
        return found

    def what(self, obj: SectionView) -> str:
        return obj.name

    def items(self, obj: SectionView) -> list[PublicRow]:
        return documents.latest(timezone.now(), ENTRIES, section_id=obj.id)


class UnitFeed(SiteFeed):
    """The newest records of a unit."""

    def get_object(self, request: HttpRequest, slug: str) -> PublicUnitSheet:
        found = public_unit(slug, timezone.localdate())
        if found is None:
            raise Http404
        return found

    def what(self, obj: PublicUnitSheet) -> str:
        return obj.unit.name

    def items(self, obj: PublicUnitSheet) -> list[PublicRow]:
        return documents.unit_page(obj.unit.id, timezone.now()).rows


class SiteRss(SiteFeed):
    feed_type = Rss201rev2Feed


class SectionRss(SectionFeed):
    feed_type = Rss201rev2Feed


class UnitRss(UnitFeed):
    feed_type = Rss201rev2Feed


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; the desk and searches need not be crawled."""
    lines = ["User-agent: *", "Disallow: /desk/", "Disallow: /search/", "Crawl-delay: 1"]
    lines.append(f"Sitemap: {settings.BASE_URL}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The list of sitemap files, each of at most 5,000 records."""
    pages = documents.sitemap_pages(timezone.now())
    addresses = [f"{settings.BASE_URL}/sitemap-{until}.xml" for until in pages]
    context = {"addresses": addresses}
    return render(request, "portal/pages/sitemap_index.xml", context, "application/xml")


@require_safe
def sitemap(request: HttpRequest, until: int) -> HttpResponse:
    """One sitemap file."""
    entries = [
        (f"{settings.BASE_URL}{entry.path}", datetime.combine(entry.changed_on, time.min, ZONE))
        for entry in documents.sitemap(until, timezone.now())
    ]
    return render(request, "portal/pages/sitemap.xml", {"entries": entries}, "application/xml")
