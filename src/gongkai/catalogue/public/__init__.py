"""All that the portal, the search indexes and the interfaces may know of the catalogue."""

from gongkai.catalogue.public.classification import (
    GenreView,
    ItemView,
    ThemeView,
    disclosure_items,
    genres,
    themes,
)
from gongkai.catalogue.public.sections import (
    AREAS,
    Responsibility,
    SectionNode,
    SectionView,
    UnitRef,
    responsibility_table,
    section_by_slug,
    section_tree,
    sections_of_unit,
    trail,
)

__all__ = [
    "AREAS",
    "GenreView",
    "ItemView",
    "Responsibility",
    "SectionNode",
    "SectionView",
    "ThemeView",
    "UnitRef",
    "disclosure_items",
    "genres",
    "responsibility_table",
    "section_by_slug",
    "section_tree",
    "sections_of_unit",
    "themes",
    "trail",
]
