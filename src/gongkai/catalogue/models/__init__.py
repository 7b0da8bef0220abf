"""Facts of the catalogue: classification, sections, duties, index numbers, issued versions."""

from gongkai.catalogue.models.classification import DisclosureItem, Genre, Theme
from gongkai.catalogue.models.duties import DisclosureDuty
from gongkai.catalogue.models.index_numbers import AllocatedIndexNumber, IndexSequence
from gongkai.catalogue.models.issues import CatalogueVersion, GuideVersion
from gongkai.catalogue.models.sections import (
    Section,
    SectionAddress,
    SectionResponsibility,
)

__all__ = [
    "AllocatedIndexNumber",
    "CatalogueVersion",
    "DisclosureDuty",
    "DisclosureItem",
    "Genre",
    "GuideVersion",
    "IndexSequence",
    "Section",
    "SectionAddress",
    "SectionResponsibility",
    "Theme",
]
