"""Keeping the figures of sections in step with what is public, in the deed's own transaction."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, Max

from gongkai.documents.models import Publication, SectionFigure


def count_in(*, section_id: int, unit_id: int, records: int, newest: datetime) -> None:
    """Add *records* that became public in a section; *newest* is the latest of their dates."""
    figure = _locked(section_id, unit_id)
    figure.count += records
    figure.last_published_at = max(filter(None, (figure.last_published_at, newest)))
    figure.save(update_fields=["count", "last_published_at"])


def count_out(*, section_id: int, unit_id: int) -> None:
    """Take out one record that is not public any more; the newest date is looked up again."""
    figure = _locked(section_id, unit_id)
    standing = Publication.objects.filter(
        section_id=section_id, unit_id=unit_id, visible_until__isnull=True
    )
    newest = standing.order_by("-listed_at").values_list("listed_at", flat=True).first()
    SectionFigure.objects.filter(pk=figure.pk, count__gt=0).update(
        count=F("count") - 1, last_published_at=newest
    )


def _locked(section_id: int, unit_id: int) -> SectionFigure:
    figure, _ = SectionFigure.objects.select_for_update().get_or_create(
        section_id=section_id, unit_id=unit_id
    )
    return figure


@transaction.atomic
def recount() -> int:
    """Count everything anew and mend what differs; how many figures were wrong."""
    standing = Publication.objects.filter(visible_until__isnull=True)
    counted = {
        (section_id, unit_id): (number, newest)
        for section_id, unit_id, number, newest in standing.values_list("section_id", "unit_id")
        .annotate(number=Count("id"), newest=Max("listed_at"))
        .order_by()
    }
    wrong = 0
    for figure in SectionFigure.objects.select_for_update():
        number, newest = counted.pop((figure.section_id, figure.unit_id), (0, None))
        if (figure.count, figure.last_published_at) != (number, newest):
            wrong += 1
            figure.count, figure.last_published_at = number, newest
            figure.save()
    for (section_id, unit_id), (number, newest) in counted.items():
        wrong += 1
        SectionFigure.objects.create(
            section_id=section_id, unit_id=unit_id, count=number, last_published_at=newest
        )
    return wrong
