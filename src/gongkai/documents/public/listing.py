"""Public records as the sitemap and the unit's catalogue list them."""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.documents.public.rows import local_day, visible

SITEMAP = 5000


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """An address with the day it last changed."""

    path: str
    changed_on: date


def sitemap_pages(now: datetime) -> list[int]:
    """The last publication id of each sitemap file of at most `SITEMAP` records."""
    last = visible(now).order_by("-id").values_list("id", flat=True).first() or 0
    return list(range(SITEMAP, last + SITEMAP, SITEMAP))


def sitemap(until: int, now: datetime) -> list[SitemapEntry]:
    """The public records with publication ids in (until − `SITEMAP`, until]."""
    rows = visible(now).filter(id__gt=until - SITEMAP, id__lte=until).order_by("id")
    return [
        SitemapEntry(f"/documents/{document_id}/", local_day(at))
        for document_id, at in rows.values_list("document_id", "visible_from")
    ]


def catalogue_rows(
    now: datetime, *, unit_id: int, count: int
) -> list[tuple[str, str, str, date | None]]:
    """索引、名称、内容概述、生成日期 of a unit's newest records (条例第十二条)."""
    rows = visible(now).filter(unit_id=unit_id).order_by("-listed_at", "-id")
    names = rows.values_list(
        "document__index_number", "edition__title", "edition__summary", "edition__signed_on"
    )
    return [(number or "", title, summary, day) for number, title, summary, day in names[:count]]
