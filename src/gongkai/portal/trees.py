"""Sections with what stands in them and below them, and the records of a unit's sub-site."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from gongkai.catalogue.public import AREAS, SectionNode, SectionView
from gongkai.catalogue.sources import SectionFigures
from gongkai.documents import public as documents
from gongkai.documents.public import PublicRow, RowPage
from gongkai.orgs.public import PublicUnitSheet

Figures = Mapping[int, SectionFigures]
AREA_PAGES = {
    "guide": "/openness/guide/",
    "rules": "/openness/rules/",
    "statutory": "/openness/statutory/",
    "reports": "/openness/reports/",
    "requests": "/openness/requests/",
}
"""Where each part of the openness area stands; 政务动态 has its sections only."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A section, the branches below it, and the records of all of them together."""

    section: SectionView
    count: int = 0
    updated: datetime | None = None
    children: list["Branch"] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"/sections/{self.section.slug}/"

    def ids(self) -> Iterator[int]:
        """The section and all below it."""
        yield self.section.id
        for child in self.children:
            yield from child.ids()


def flat(nodes: Iterable[SectionNode]) -> Iterator[SectionView]:
    """The sections of a forest, parents first."""
    for node in nodes:
        yield node.section
        yield from flat(node.children)


def branches(nodes: Iterable[SectionNode], figures: Figures) -> list[Branch]:
    """The forest with the figures of every branch summed up."""
    return [_branch(node, figures) for node in nodes]


def _branch(node: SectionNode, figures: Figures) -> Branch:
    below = branches(node.children, figures)
    own = figures.get(node.section.id)
    moments = [each.updated for each in below if each.updated]
    if own and own.last_published_at:
        moments.append(own.last_published_at)
    count = (own.count if own else 0) + sum(each.count for each in below)
    return Branch(node.section, count, max(moments, default=None), below)


def is_area_itself(section: SectionView, figures: Figures) -> bool:
    """Whether a top section only stands for its part of the area and holds nothing of its own."""
    return (
        section.parent_id is None
        and section.closed_on is None
        and section.name == AREAS[section.area]
        and section.area in AREA_PAGES
        and section.id not in figures
    )


def area_branches(nodes: Iterable[SectionNode], code: str, figures: Figures) -> list[Branch]:
    """One part of the openness area; a section that only repeats its name is left out."""
    found: list[Branch] = []
    for node in nodes:
        if node.section.area != code:
            continue
        alone = is_area_itself(node.section, figures)
        found += branches(node.children if alone else [node], figures)
    return found


Panel = tuple[Branch, list[PublicRow]]


def panels(chosen: Sequence[Branch], figures: Figures, count: int, now: datetime) -> list[Panel]:
    """Each branch that holds records with its newest ones; a query for each section with any."""
    ids = [pk for branch in chosen for pk in branch.ids() if pk in figures]
    rows = documents.latest_by_section(ids, count, now)
    found = [(branch, _newest(branch, rows, count)) for branch in chosen]
    return [(branch, newest) for branch, newest in found if newest]


def _newest(branch: Branch, rows: Mapping[int, list[PublicRow]], count: int) -> list[PublicRow]:
    of_branch = [row for pk in branch.ids() for row in rows.get(pk, ())]
    of_branch.sort(key=lambda row: (row.listed_at, row.id), reverse=True)
    return of_branch[:count]


def records_of(sheet: PublicUnitSheet, now: datetime, older: str = "", newer: str = "") -> RowPage:
    """The records of a unit's sub-site; the county's own shows those of the whole county."""
    if sheet.unit.parent_id is None:
        return documents.site_page(now, older=older, newer=newer)
    return documents.unit_page(sheet.unit.id, now, older=older, newer=newer)
