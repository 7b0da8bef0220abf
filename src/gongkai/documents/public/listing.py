"""Public records as the sitemap and the unit's catalogue list them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, Max, OuterRef, Q, Sum
from django.utils import timezone

from gongkai.catalogue.sources import Entry, EntryQuery, SectionFigures
from gongkai.documents.models import Publication, SectionFigure
from gongkai.documents.public.rows import local_day, visible

SITEMAP = 5000
ENTRY_FIELDS = (
    "id",
    "document_id",
    "section_id",
    "listed_at",
    "document__index_number",
    "edition__title",
    "edition__summary",
    "edition__signed_on",
)


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


def section_figures(unit_id: int | None) -> dict[int, SectionFigures]:
    """Figures by section, of one unit or of all; one row per section and unit is read."""
    mine = Q() if unit_id is None else Q(unit_id=unit_id)
    found = SectionFigure.objects.filter(mine, count__gt=0)
    rows = found.values_list("section_id").annotate(Sum("count"), Max("last_published_at"))
    told = {pk: SectionFigures(number, newest) for pk, number, newest in rows.order_by()}
    return _without_scheduled(told, mine, timezone.now())


def _without_scheduled(
    told: dict[int, SectionFigures], mine: Q, now: datetime
) -> dict[int, SectionFigures]:
    """Take back what is only scheduled: the figures count a record from its signature on."""
    ahead = Publication.objects.filter(mine, listed_at__gt=now, visible_from__gt=now)
    shown = Exists(visible(now).filter(document_id=OuterRef("document_id")))
    # counted here and not by the database: grouped, it would read every publication there is
    fresh: dict[int, int] = {}
    for pk, corrects in ahead.annotate(shown=shown).values_list("section_id", "shown").order_by():
        fresh[pk] = fresh.get(pk, 0) + (not corrects)
    for pk, number in fresh.items():
        count = told[pk].count - number if pk in told else 0
        if count < 1:
            told.pop(pk, None)
            continue
        rows = visible(now).filter(mine, section_id=pk).order_by("-listed_at")
        told[pk] = SectionFigures(count, rows.values_list("listed_at", flat=True).first())
    return told


def catalogue_entries(asked: EntryQuery) -> list[Entry]:
    """Public records as entries of the catalogue (条例第十二条), newest first, by keyset."""
    found = visible(timezone.now())
    if asked.unit_id is not None:
        found = found.filter(unit_id=asked.unit_id)
    if asked.section_id is not None:
        found = found.filter(section_id=asked.section_id)
    if asked.before is not None:
        moment, key = asked.before
        older = Q(listed_at__lt=moment) | Q(listed_at=moment, id__lt=key)
        found = found.filter(older, listed_at__lte=moment)
    rows = found.order_by("-listed_at", "-id").values(*ENTRY_FIELDS)[: asked.limit]
    return [
        Entry(
            key=row["id"],
            index_number=row["document__index_number"] or "",
            title=row["edition__title"],
            summary=row["edition__summary"],
            generated_on=row["edition__signed_on"],
            published_at=row["listed_at"],
            url=f"/documents/{row['document_id']}/",
            section_id=row["section_id"],
        )
        for row in rows
    ]
