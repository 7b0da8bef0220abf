"""Keeping visits. No person acts here: the public site counts its own pages."""

from collections import Counter

from django.db import transaction
from django.db.models import F

from gongkai.kernel.visits import Place, visited
from gongkai.statistics.models import VisitDay
from gongkai.statistics.tally import Key, Tally


@transaction.atomic
def keep_visits(*, counts: Counter[Key]) -> None:
    """Add *counts* to the days; pages that are not public (any more) are left out."""
    places = _places(counts)
    known = {key: number for key, number in counts.items() if key[1:] in places}
    VisitDay.objects.bulk_create(
        (
            VisitDay(
                day=day,
                kind=kind,
                key=key,
                unit_id=places[kind, key].unit_id,
                section_id=places[kind, key].section_id,
            )
            for day, kind, key in known
        ),
        ignore_conflicts=True,
    )
    for (day, kind, key), number in known.items():
        page = VisitDay.objects.filter(day=day, kind=kind, key=key)
        page.update(count=F("count") + number)


def _places(counts: Counter[Key]) -> dict[tuple[str, str], Place]:
    """(kind, page) → what it is: one question per kind."""
    keys: dict[str, set[str]] = {}
    for _, kind, key in counts:
        keys.setdefault(kind, set()).add(key)
    return {
        (kind, key): place
        for kind, wanted in keys.items()
        for key, place in visited[kind].places(sorted(wanted)).items()
    }


tally = Tally(lambda counts: keep_visits(counts=counts))
