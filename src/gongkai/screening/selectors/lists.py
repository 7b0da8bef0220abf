"""The word lists: those of the product, those of the house, and the engine over both."""

import hashlib
from collections import Counter
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q

from gongkai import __version__
from gongkai.screening.engine import Engine
from gongkai.screening.models import ListedWord
from gongkai.screening.rules.findings import Severity
from gongkai.screening.rules.sets import personal_data_rules, wording_rules
from gongkai.screening.rules.wording.entries import (
    Entry,
    in_force,
    read_leaders,
    read_phrases,
    shipped_entries,
)
from gongkai.screening.selectors.pages import Page, page_of

MOST_SHIPPED = 50
_COLUMNS = ("word", "suggestion", "severity", "kind", "unless", "source", "valid_from", "valid_to")


def current_engine(day: date) -> Engine:
    """The engine with the product's lists and the house's words of *day*; one query.

    It is built anew only when the words differ, or on another day.
    """
    return _engine(day, _own(day), settings.SCREENING_LEADERS)


def lists_stamp(day: date) -> str:
    """A digest of everything `current_engine` judges by: words, phrases, leaders, our release."""
    return _stamp(day, _own(day), settings.SCREENING_LEADERS)


def _own(day: date) -> tuple[tuple[Any, ...], ...]:
    return tuple(ListedWord.objects.filter(_used_on(day)).order_by("pk").values_list(*_COLUMNS))


@lru_cache(maxsize=2)
def _stamp(day: date, rows: tuple[tuple[Any, ...], ...], leaders: str) -> str:
    read = Path(leaders).read_bytes() if leaders else b""
    told = [__version__, rows, read, in_force(_shipped(), day), read_phrases()]
    return hashlib.sha256(repr(told).encode()).hexdigest()


@lru_cache(maxsize=2)
def _engine(day: date, rows: tuple[tuple[Any, ...], ...], leaders: str) -> Engine:
    own = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
    allowed = [row["word"] for row in own if row["kind"] == ListedWord.Kind.ALLOWED]
    mine = [_entry(row) for row in own if row["kind"] != ListedWord.Kind.ALLOWED]
    known = {entry.word for entry in mine}
    shipped = [entry for entry in in_force(_shipped(), day) if entry.word not in known]
    table = read_leaders(Path(leaders)) if leaders else read_leaders()
    wording = wording_rules([*mine, *shipped], read_phrases(), table, day, allowed)
    return Engine([*personal_data_rules(), *wording])


def _used_on(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def _entry(row: dict[str, Any]) -> Entry:
    given = {**row, "severity": Severity(row["severity"]), "unless": tuple(row["unless"].split())}
    return Entry(**given)


@cache
def _shipped() -> tuple[Entry, ...]:
    return tuple(shipped_entries())


def shipped_lists() -> list[tuple[str, int, str]]:
    """(name, number of entries, source) of each list of the product."""
    counts = Counter((entry.kind, entry.source) for entry in _shipped())
    labels = dict(ListedWord.Kind.choices)
    return [(labels[kind], count, source) for (kind, source), count in counts.items()]


def shipped_like(words: str, kind: str = "") -> list[Entry]:
    """Entries of the product whose word or suggestion holds *words*, at most fifty."""
    found = [
        entry
        for entry in _shipped()
        if (words in entry.word or words in entry.suggestion) and kind in {"", entry.kind}
    ]
    return found[:MOST_SHIPPED]


def word_page(*, words: str = "", kind: str = "", after: int | None = None) -> "Page[ListedWord]":
    """The house's own words, newest first."""
    rows = ListedWord.objects.all()
    if words:
        rows = rows.filter(Q(word__contains=words) | Q(suggestion__contains=words))
    if kind:
        rows = rows.filter(kind=kind)
    return page_of(rows, after)


def word_by_id(word_id: int) -> ListedWord | None:
    return ListedWord.objects.filter(pk=word_id).first()
