"""Puts the classification tables of law and of the State Council in place, and keeps local edits.

Rows are known by code: what is missing is added after every migrate, what is there stays as it is.
"""

from typing import Any

from django.db import connections

from gongkai.catalogue.seeds.data import ART_20, ART_21, GENRES, SITE_GENRES, THEMES


def seed(using: str, **_: Any) -> None:
    """Handler of post_migrate."""
    from gongkai.catalogue.models import Theme

    if Theme._meta.db_table in connections[using].introspection.table_names():
        _seed_items(using)
        _seed_themes(using)
        _seed_genres(using)


def _seed_items(using: str) -> None:
    from gongkai.catalogue.models import DisclosureItem

    known = set(DisclosureItem.objects.using(using).values_list("code", flat=True))
    rows = [
        DisclosureItem(code=code, article=article, scope=scope, name=name, position=position)
        for position, (code, article, scope, name) in enumerate((*ART_20, *ART_21), start=1)
        if code not in known
    ]
    DisclosureItem.objects.using(using).bulk_create(rows, ignore_conflicts=True)


def _seed_themes(using: str) -> None:
    from gongkai.catalogue.models import Theme

    themes = Theme.objects.using(using)
    known = set(themes.values_list("code", flat=True))
    tops = [
        Theme(code=f"T{n:02d}", name=name, position=n)
        for n, name in enumerate(THEMES, start=1)
        if f"T{n:02d}" not in known
    ]
    themes.bulk_create(tops, ignore_conflicts=True)
    ids = dict(themes.filter(parent__isnull=True).values_list("code", "id"))
    subs = [
        Theme(code=f"T{n:02d}-{m:02d}", name=name, position=m, parent_id=ids[f"T{n:02d}"])
        for n, names in enumerate(THEMES.values(), start=1)
        for m, name in enumerate(names, start=1)
        if f"T{n:02d}" in ids and f"T{n:02d}-{m:02d}" not in known
    ]
    themes.bulk_create(subs, ignore_conflicts=True)


def _seed_genres(using: str) -> None:
    from gongkai.catalogue.models import Genre

    known = set(Genre.objects.using(using).values_list("code", flat=True))
    rows = [
        Genre(code=code, name=name, position=position, is_official_paper=code in GENRES)
        for position, (code, name) in enumerate((GENRES | SITE_GENRES).items(), start=1)
        if code not in known
    ]
    Genre.objects.using(using).bulk_create(rows, ignore_conflicts=True)
