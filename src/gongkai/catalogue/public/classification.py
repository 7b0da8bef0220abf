"""Themes, genres and disclosure items in use."""

from collections.abc import Collection
from dataclasses import dataclass, field

from gongkai.catalogue.models import DisclosureItem, Genre, Theme


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme with its sub-themes; ``label`` is the full path 综合政务\\政务公开."""

    id: int
    code: str
    name: str
    label: str
    children: list["ThemeView"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class GenreView:
    """A genre."""

    id: int
    code: str
    name: str
    is_official_paper: bool


@dataclass(frozen=True, slots=True)
class ItemView:
    """A disclosure item of Art. 20 or 21."""

    id: int
    code: str
    article: str
    scope: str
    name: str


def themes() -> list[ThemeView]:
    """The themes in use with their sub-themes, in order; one query."""
    rows = list(Theme.objects.filter(is_open=True))
    tops = {
        row.id: ThemeView(row.id, row.code, row.name, row.name)
        for row in rows
        if row.parent_id is None
    }
    for row in rows:
        top = tops.get(row.parent_id) if row.parent_id else None
        if top:
            label = f"{top.name}\\{row.name}"
            top.children.append(ThemeView(row.id, row.code, row.name, label))
    return list(tops.values())


def genres() -> list[GenreView]:
    """The genres in use, official papers first; one query."""
    return [
        GenreView(row.id, row.code, row.name, row.is_official_paper)
        for row in Genre.objects.filter(is_open=True)
    ]


def disclosure_items() -> list[ItemView]:
    """The items that must be open by law, Art. 20 first; one query."""
    return [
        ItemView(row.id, row.code, row.article, row.scope, row.name)
        for row in DisclosureItem.objects.filter(is_open=True)
    ]


def theme_labels(ids: Collection[int]) -> dict[str, str]:
    """Names of themes by their id as text, sub-themes with the theme above, for filters."""
    rows = Theme.objects.filter(id__in=ids).values_list("id", "name", "parent__name")
    return {str(pk): f"{above}\\{name}" if above else name for pk, name, above in rows}
