"""Visits of the demo county's pages: many on the first days, fewer later, none of them anybody's."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from gongkai.catalogue.public import section_tree
from gongkai.kernel.measures import Period, Row, measures
from gongkai.kernel.visits import visited
from gongkai.orgs.public import public_units
from gongkai.statistics.services import keep_visits
from gongkai.statistics.tally import Key

SEED = 20260102
AFTER = (0, 1, 2, 5, 12, 40)
"""Days after publication on which a record is read."""
MOST = 400


def visits_of_the_year(today: date) -> None:
    """Write the visits of the year that ends *today*; the same records, the same visits."""
    chance = Random(SEED)  # noqa: S311 - a story, not a secret
    counts: Counter[Key] = Counter()
    for row in _records(Period(today - timedelta(days=380), today)):
        first = min(MOST, round(8 * chance.paretovariate(1.1)))
        for days in AFTER:
            day = (row.day or today) + timedelta(days=days)
            number = round(first / (1 + days / 2))
            if day <= today and number:
                counts[day, "record", row.portal.strip("/").split("/")[-1]] += number
    for day in (today - timedelta(days=7 * week) for week in range(52)):
        counts[day, "home", visited["home"].view] += chance.randint(60, 240)
        for node in section_tree():
            counts[day, "section", node.section.slug] += chance.randint(4, 60)
        for unit in public_units(today):
            counts[day, "unit", unit.slug] += chance.randint(1, 25)
    keep_visits(counts=counts)


def _records(period: Period) -> Iterator[Row]:
    """What the county published and still shows, oldest first."""
    after: int | None = None
    while True:
        page = measures["documents.published"].page(period, {}, after)
        yield from (row for row in page.rows if row.portal)
        if page.next is None:
            return
        after = page.next
