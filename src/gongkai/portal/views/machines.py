"""What machines read: feeds, sitemaps, robots."""

from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape
from django.views.decorators.http import require_safe

from gongkai.catalogue.public import SectionView, section_by_slug, section_tree
from gongkai.documents import public as documents
from gongkai.documents.public import PublicRow
from gongkai.orgs.public import PublicUnitSheet, public_unit, public_units
from gongkai.portal.trees import flat, records_of
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
    language = "zh-CN"
    file = "feed.atom"

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Feeds are read only, like every page of the portal."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return super().__call__(request, *args, **kwargs)

    def place(self, obj: Any) -> str:
        """The page whose records the feed gives."""
        return "/"

    def link(self, obj: Any) -> str:
        return f"{settings.BASE_URL}{self.place(obj)}"

    def feed_url(self, obj: Any) -> str:
        return f"{self.link(obj)}{self.file}"

    def feed_guid(self, obj: Any) -> str:
        return self.link(obj)

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
        return escape(item.summary)

    def item_link(self, item: PublicRow) -> str:
        return f"{settings.BASE_URL}{item.url}"

    def item_guid(self, item: PublicRow) -> str:
        return f"{settings.BASE_URL}{item.url}"

    def item_pubdate(self, item: PublicRow) -> datetime | None:
        return item.date

    def item_updateddate(self, item: PublicRow) -> datetime | None:
        return item.updated

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

    def place(self, obj: SectionView) -> str:
        return f"/sections/{obj.slug}/"

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

    def place(self, obj: PublicUnitSheet) -> str:
        return f"/units/{obj.unit.slug}/"

    def items(self, obj: PublicUnitSheet) -> list[PublicRow]:
        return records_of(obj, timezone.now()).rows


class SiteRss(SiteFeed):
    feed_type = Rss201rev2Feed
    file = "feed.rss"


class SectionRss(SectionFeed):
    feed_type = Rss201rev2Feed
    file = "feed.rss"


class UnitRss(UnitFeed):
    feed_type = Rss201rev2Feed
    file = "feed.rss"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; the desk and searches need not be crawled."""
    lines = ["User-agent: *", "Disallow: /desk/", "Disallow: /search/", "Crawl-delay: 1"]
    lines.append(f"Sitemap: {settings.BASE_URL}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The list of sitemap files: the pages, then the records, at most 5,000 in a file."""
    pages = documents.sitemap_pages(timezone.now())
    names = ["pages", *map(str, pages)]
    addresses = [f"{settings.BASE_URL}/sitemap-{name}.xml" for name in names]
    context = {"addresses": addresses}
    return render(request, "portal/pages/sitemap_index.xml", context, "application/xml")


PAGES = (
    *("/", "/openness/", "/openness/guide/", "/openness/rules/", "/openness/statutory/"),
    *("/openness/reports/", "/openness/requests/", "/openness/catalogue/"),
    *("/openness/responsibility/", "/policies/", "/explainers/", "/gazette/"),
    *("/units/", "/sitemap/"),
)


@require_safe
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    """The sitemap of what is not a record: fixed pages, sections with their last day, units."""
    figures = documents.section_figures(None)
    entries: list[tuple[str, datetime | None]] = [(address, None) for address in PAGES]
    for section in flat(section_tree()):
        told = figures.get(section.id)
        if told:
            entries.append((f"/sections/{section.slug}/", told.last_published_at))
    for unit in public_units(timezone.localdate()):
        entries.append((f"/units/{unit.slug}/", None))
    context = {"entries": [(f"{settings.BASE_URL}{path}", changed) for path, changed in entries]}
    return render(request, "portal/pages/sitemap.xml", context, "application/xml")


@require_safe
def sitemap(request: HttpRequest, until: int) -> HttpResponse:
    """One sitemap file."""
    entries = [
        (f"{settings.BASE_URL}{entry.path}", datetime.combine(entry.changed_on, time.min, ZONE))
        for entry in documents.sitemap(until, timezone.now())
    ]
    return render(request, "portal/pages/sitemap.xml", {"entries": entries}, "application/xml")
