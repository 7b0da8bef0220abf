"""Published records that look like the answer, shown before an application is sent (E1)."""

from datetime import datetime

from gongkai.documents.indexes import INDEX
from gongkai.documents.public import PublicRow, rows_of
from gongkai.inforequests.intake.phrases import phrases
from gongkai.search.public import search

MOST = 5
PER_PHRASE = 5


def similar_records(description: str, now: datetime) -> list[PublicRow]:
    """At most five public records that hold phrases of the description, those with most first."""
    weights: dict[int, float] = {}
    for place, phrase in enumerate(phrases(description)):
        found = search(index=INDEX, text=f'"{phrase}"', page_size=PER_PHRASE)
        for rank, pk in enumerate(found.ids):
            weights[pk] = weights.get(pk, 0.0) + len(phrase) / (1 + rank) / (1 + place)
    best = sorted(weights, key=lambda pk: weights[pk], reverse=True)[:MOST]
    rows = rows_of(best, now)
    return [rows[pk] for pk in best if pk in rows]
