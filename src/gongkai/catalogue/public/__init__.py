"""All that the portal, the search indexes and the interfaces may know of the catalogue."""

from gongkai.catalogue.public.classification import (
    GenreView,
    ItemView,
    ThemeView,
    disclosure_items,
    genres,
    themes,
)
from gongkai.catalogue.public.issues import (
    EntryPage,
    IssueView,
    VersionRef,
    catalogue_entries,
    issue,
    units_with,
)
from gongkai.catalogue.public.sections import (
    AREAS,
    COLUMN_TYPES,
    Responsibility,
    SectionNode,
    SectionView,
    UnitRef,
    present_address,
    responsibility_table,
    section_by_slug,
    section_tree,
    sections_of_unit,
    trail,
)

__all__ = [
    "AREAS",
    "COLUMN_TYPES",
    "EntryPage",
    "GenreView",
    "IssueView",
    "ItemView",
    "Responsibility",
    "SectionNode",
    "SectionView",
    "ThemeView",
    "UnitRef",
    "VersionRef",
    "catalogue_entries",
    "disclosure_items",
    "genres",
    "issue",
    "present_address",
    "responsibility_table",
    "section_by_slug",
    "section_tree",
    "sections_of_unit",
    "themes",
    "trail",
    "units_with",
]
