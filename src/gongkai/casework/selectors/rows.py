"""Rows of any list of cases, and keyset paging over the two orders in which cases are listed."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat

from gongkai.casework import rules
from gongkai.casework.kinds import kinds
from gongkai.casework.models import Case
from gongkai.casework.rules import NO_DEADLINE, Lamps, Light
from gongkai.clock.selectors import calendar_for

PAGE = 20
COUNT_CAP = 100
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
CURSOR = re.compile(r"(\d{1,18})_(\d{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One row of a list of cases, as the looks' inbox table shows it."""

    case_id: int
    number: str
    kind_label: str
    title: str
    unit: str
    step: str
    due_at: datetime | None
    days_left: int | None
    provisional: bool
    light: Light
    handler: str
    opened_at: datetime
    closed_at: datetime | None
    url: str

    @property
    def light_label(self) -> str:
        return rules.LIGHT_LABELS[self.light]


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Rows in their order; ``next`` is the cursor of the following page, or "".

    ``searched`` is how many cases a search for words has looked through when it stopped early: the
    following page goes on searching. 0 when it looked through all.
    """

    items: list[InboxItem]
    next: str
    searched: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """An order with the index behind it: open cases by due time, closed ones newest first."""

    column: str
    newest_first: bool

    def sort(self, found: QuerySet[Case]) -> QuerySet[Case]:
        sign = "-" if self.newest_first else ""
        return found.order_by(f"{sign}{self.column}", f"{sign}pk")

    def cursor(self, case: Case) -> str:
        at: datetime = getattr(case, self.column)
        return f"{(at - EPOCH) // MICROSECOND}_{case.pk}"

    def after(self, cursor: str) -> Q:
        """Rows behind *cursor*; all rows when it is none, or was tampered with."""
        return self._beside(cursor, "lt" if self.newest_first else "gt")

    def until(self, cursor: str) -> Q:
        """Rows up to *cursor*, itself included."""
        return self._beside(cursor, "gte" if self.newest_first else "lte")

    def _beside(self, cursor: str, side: str) -> Q:
        found = CURSOR.fullmatch(cursor)
        if found is None:
            return Q()
        try:
            at = EPOCH + int(found[1]) * MICROSECOND
        except OverflowError:
            return Q()
        # The first condition is implied by the second: it is what an index can be entered by.
        near = Q(**{f"{self.column}__{side[:2]}e": at})
        return near & (
            Q(**{f"{self.column}__{side[:2]}": at}) | Q(**{f"pk__{side}": int(found[2])})
        )


BY_DUE = Order("next_due_at", newest_first=False)
BY_CLOSING = Order("closed_at", newest_first=True)


def lamps_now(now: datetime, region: str) -> Lamps:
    return rules.lamps(now, calendar_for(region))


def item_of(case: Case, lamp: Lamps) -> InboxItem:
    """The row of a case that was read with unit and handler."""
    kind = kinds[case.kind]
    closed = case.closed_at is not None
    return InboxItem(
        case_id=case.pk,
        number=case.number,
        kind_label=kind.label,
        title=case.title,
        unit=case.unit.short_name,
        step=kind.flow.state(case.state).label,
        due_at=None if case.next_due_at >= NO_DEADLINE else case.next_due_at,
        days_left=None if closed else lamp.days_left(case.next_due_at),
        provisional=case.due_provisional,
        light=lamp.light(case.next_due_at, closed),
        handler=case.handler.name if case.handler else "",
        opened_at=case.opened_at,
        closed_at=case.closed_at,
        url=kind.sheet(case.pk),
    )


def with_names(found: QuerySet[Case]) -> QuerySet[Case]:
    return found.select_related("unit", "handler")


def in_light(found: QuerySet[Case], light: str, lamp: Lamps) -> QuerySet[Case]:
    """Open cases of one light; an unknown light leaves them all."""
    if light == Light.OVERDUE:
        return found.filter(next_due_at__lt=lamp.now)
    if light == Light.SOON:
        return found.filter(next_due_at__range=(lamp.now, lamp.soon_until))
    if light == Light.NORMAL:
        return found.filter(next_due_at__gt=lamp.soon_until, next_due_at__lt=NO_DEADLINE)
    if light == Light.NONE:
        return found.filter(next_due_at=NO_DEADLINE)
    return found


def of_kind(found: QuerySet[Case], kind: str) -> QuerySet[Case]:
    """Only cases of *kind*, sifted out of the rows that another index has found.

    PostgreSQL knows by its statistics which index to read. SQLite would take the one by kind, which
    holds everybody's cases; the expression keeps it from that.
    """
    if not kind:
        return found
    if connection.vendor != "sqlite":
        return found.filter(kind=kind)
    return found.alias(sifted_kind=Concat("kind", Value(""))).filter(sifted_kind=kind)


def capped(found: QuerySet[Case]) -> int:
    """How many rows, counted to at most `COUNT_CAP`."""
    return len(found.order_by().values_list("pk")[:COUNT_CAP])
