"""Keyset pages, newest first."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

R = TypeVar("R")
M = TypeVar("M", bound=Model)
SIZE = 30


@dataclass(frozen=True)
class Page(Generic[R]):
    """Rows and the key after which the next page begins (None on the last)."""

    rows: list[R]
    next: int | None


def page_of(rows: QuerySet[M], after: int | None) -> Page[Any]:
    """The page behind the row with id *after*; rows are ordered by falling id."""
    asked = rows.order_by("-pk")
    if after is not None:
        asked = asked.filter(pk__lt=after)
    found = list(asked[: SIZE + 1])
    more = len(found) > SIZE
    return Page(found[:SIZE], found[SIZE - 1].pk if more else None)
