"""Questions about reprints of superior documents (C12): what waits, what was taken, the figures."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count

from gongkai.documents import rules
from gongkai.documents.models import Publication, Reprint, SuperiorEntry, SuperiorFeed
from gongkai.documents.rules import reprints as law
from gongkai.kernel.actor import Actor
from gongkai.orgs.selectors import reach_of

LIST = 50


def is_reprint(document_id: int) -> bool:
    """Whether a record is a reprint: it is counted apart and never enters the gazette."""
    return Reprint.objects.filter(document_id=document_id).exists()


def superior_feeds(*, actor: Actor) -> list[SuperiorFeed]:
    """Feeds of the units within the reach of *actor*."""
    mine = reach_of(actor, "documents.read", "unit__path", "unit_id")
    return list(SuperiorFeed.objects.filter(mine).select_related("unit", "section").order_by("id"))


def find_feed(feed_id: int) -> SuperiorFeed | None:
    return SuperiorFeed.objects.select_related("unit").filter(pk=feed_id).first()


def active_feeds() -> list[SuperiorFeed]:
    """Feeds to be read by the job."""
    return list(SuperiorFeed.objects.filter(is_active=True).select_related("unit").order_by("id"))


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An item of a superior. ``hours`` are left for the target, negative when it is missed."""

    entry_id: int
    title: str
    source: str
    url: str
    unit: str
    published_at: datetime
    hours: int
    document_id: int | None
    reason: str


def superior_entries(
    *, actor: Actor, state: str, now: datetime, before: int | None = None
) -> list[EntryRow]:
    """Items in one state, newest first; one page and one more."""
    mine = reach_of(actor, "documents.read", "unit__path", "unit_id")
    found = SuperiorEntry.objects.filter(mine, state=state)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = found.select_related("unit", "reprint").defer("body_html").order_by("-pk")
    return [
        EntryRow(
            entry_id=row.pk,
            title=row.title,
            source=row.source,
            url=row.url,
            unit=row.unit.short_name,
            published_at=row.published_at,
            hours=law.hours_left(row.published_at, now),
            document_id=row.reprint.document_id if hasattr(row, "reprint") else None,
            reason=row.reason,
        )
        for row in rows[: LIST + 1]
    ]


@dataclass(frozen=True, slots=True)
class ReprintFigure:
    """What a unit published in a year: its own records, reprints, and those in time."""

    unit: str
    own: int
    reprints: int
    in_time: int


def reprint_figures(*, actor: Actor, year: int) -> list[ReprintFigure]:
    """Own records and reprints of a year, counted apart, by unit (those with reprints)."""
    mine = reach_of(actor, "documents.read", "unit__path", "unit_id")
    start = datetime.combine(date(year, 1, 1), time.min, rules.ZONE)
    end = datetime.combine(date(year + 1, 1, 1), time.min, rules.ZONE)
    of_year = Publication.objects.filter(
        mine, listed_at__gte=start, listed_at__lt=end, visible_until__isnull=True
    )
    rows = of_year.filter(document__reprint__isnull=False).values_list(
        "unit_id", "unit__short_name", "document__reprint__published_at", "visible_from"
    )
    told: dict[int, tuple[str, list[bool]]] = {}
    for unit_id, name, stated, reprinted in rows:
        told.setdefault(unit_id, (name, []))[1].append(law.in_time(stated, reprinted))
    own = dict(
        of_year.filter(unit_id__in=told, document__reprint__isnull=True)
        .values_list("unit_id")
        .annotate(number=Count("id"))
        .order_by()
    )
    return [
        ReprintFigure(
            name,
            own.get(unit_id, 0),
            len(times),
            sum(times),
        )
        for unit_id, (name, times) in sorted(told.items())
    ]
