"""Sections as the public sees them: tree, header data, who answers for them (A5, J3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.catalogue.models import Section, SectionAddress, SectionResponsibility
from gongkai.catalogue.rules import CADENCE_LABELS, Cadence

AREAS: Mapping[str, str] = {code: str(label) for code, label in Section.Area.choices}
"""The parts of the 政府信息公开 area by code, in their fixed order (国办公开办函〔2019〕61号)."""


COLUMN_TYPES: Mapping[str, str] = {code: str(label) for code, label in Section.ColumnType.choices}
"""The values of the ColumnType tag by code (rules §9.5)."""


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit as pages name and link it."""

    id: int
    name: str
    short_name: str
    slug: str


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with all that its page and its meta tags need (rules §9.5).

    ``column_type`` is the Chinese value of the ColumnType tag. ``closed_on`` is set when the
    section was closed: its page says so and its records stay.
    """

    id: int
    slug: str
    name: str
    description: str
    keywords: str
    column_type: str
    area: str
    path: str
    parent_id: int | None
    unit: UnitRef
    is_shared: bool
    item_code: str
    item_name: str
    item_article: str
    cadence: str
    cadence_label: str
    update_days: int
    opened_on: date
    closed_on: date | None

    @property
    def area_label(self) -> str:
        return AREAS[self.area]


@dataclass(frozen=True, slots=True)
class SectionNode:
    """A section with the open sections below it."""

    section: SectionView
    children: list["SectionNode"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A line of the 栏目内容保障责任表; ``depth`` is 0 for a top section."""

    section: SectionView
    depth: int
    since: date | None

    @property
    def indent(self) -> str:
        """Full-width spaces that show the level in a table."""
        return "　" * self.depth


def view_of(section: Section) -> SectionView:
    """The view of a row fetched with its unit and disclosure item."""
    item = section.disclosure_item
    unit = section.unit
    return SectionView(
        id=section.id,
        slug=section.slug,
        name=section.name,
        description=section.description,
        keywords=section.keywords,
        column_type=section.get_column_type_display(),
        area=section.area,
        path=section.path,
        parent_id=section.parent_id,
        unit=UnitRef(unit.id, unit.name, unit.short_name, unit.slug),
        is_shared=section.is_shared,
        item_code=item.code if item else "",
        item_name=item.name if item else "",
        item_article=item.article if item else "",
        cadence=section.cadence,
        cadence_label=CADENCE_LABELS[Cadence(section.cadence)],
        update_days=section.update_days,
        opened_on=section.opened_on,
        closed_on=section.closed_on,
    )


def _with_names(sections: QuerySet[Section]) -> QuerySet[Section]:
    return sections.select_related("unit", "disclosure_item")


def section_by_slug(slug: str) -> SectionView | None:
    """The section at an address, closed ones included; one query."""
    section = _with_names(Section.objects.filter(slug=slug)).first()
    return view_of(section) if section else None


def present_address(slug: str) -> str | None:
    """The slug a section has now that once stood at *slug*; None when none ever did; one query."""
    left = SectionAddress.objects.filter(slug=slug).select_related("section").first()
    return left.section.slug if left else None


def trail(section: SectionView) -> list[SectionView]:
    """The sections above *section*, from the top: its location path; one query, or none."""
    ids = [int(part) for part in section.path.strip("/").split("/")[:-1]]
    if not ids:
        return []
    above = _with_names(Section.objects.filter(id__in=ids)).order_by("path")
    return sorted((view_of(row) for row in above), key=lambda view: ids.index(view.id))


def nest(views: Iterable[SectionView]) -> list[SectionNode]:
    """The trees that *views* form; a section whose parent is not among them becomes a top."""
    nodes = {view.id: SectionNode(view) for view in views}
    tops: list[SectionNode] = []
    for node in nodes.values():
        above = nodes.get(node.section.parent_id) if node.section.parent_id else None
        (above.children if above else tops).append(node)
    return tops


def section_tree(area: str | None = None) -> list[SectionNode]:
    """The open sections of the whole site, or of one part of the openness area; one query."""
    found = Section.objects.filter(is_open=True)
    if area is not None:
        found = found.filter(area=area)
    return nest(view_of(row) for row in _with_names(found))


def sections_of_unit(unit_id: int, *, shared: bool = True) -> list[SectionNode]:
    """The open sections of a unit's sub-site (J3): its own and, if *shared*, those of all units."""
    mine = Q(unit_id=unit_id) | Q(is_shared=True) if shared else Q(unit_id=unit_id)
    return nest(view_of(row) for row in _with_names(Section.objects.filter(mine, is_open=True)))


def responsibility_table() -> list[Responsibility]:
    """栏目内容保障责任表 (A5): every open section, its unit, rule and since when; two queries."""
    current = SectionResponsibility.objects.filter(until__isnull=True)
    since = dict(current.values_list("section_id", "since"))
    lines: list[Responsibility] = []

    def walk(nodes: list[SectionNode], depth: int) -> None:
        for node in nodes:
            lines.append(Responsibility(node.section, depth, since.get(node.section.id)))
            walk(node.children, depth + 1)

    walk(section_tree(), 0)
    return lines
