"""Sections as the public sees them: tree, header data, who answers for them (A5, J3)."""

from collections.abc import Collection, Iterable, Mapping
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


COLUMNS = (
    *("id", "slug", "name", "description", "keywords", "column_type", "area", "path", "parent_id"),
    *("unit_id", "unit__name", "unit__short_name", "unit__slug", "is_shared"),
    *("disclosure_item__code", "disclosure_item__name", "disclosure_item__article"),
    *("cadence", "update_days", "opened_on", "closed_on"),
)
"""What a view is made of: columns and not objects, for public pages read hundreds at a time."""


def _views(sections: QuerySet[Section]) -> list[SectionView]:
    """The views of *sections* in their order; one query."""
    return [_view(*row) for row in sections.values_list(*COLUMNS)]


def _view(
    pk: int,
    slug: str,
    name: str,
    description: str,
    keywords: str,
    column_type: str,
    area: str,
    path: str,
    parent_id: int | None,
    unit_id: int,
    unit_name: str,
    unit_short_name: str,
    unit_slug: str,
    is_shared: bool,
    item_code: str | None,
    item_name: str | None,
    item_article: str | None,
    cadence: str,
    update_days: int,
    opened_on: date,
    closed_on: date | None,
) -> SectionView:
    return SectionView(
        id=pk,
        slug=slug,
        name=name,
        description=description,
        keywords=keywords,
        column_type=COLUMN_TYPES[column_type],
        area=area,
        path=path,
        parent_id=parent_id,
        unit=UnitRef(unit_id, unit_name, unit_short_name, unit_slug),
        is_shared=is_shared,
        item_code=item_code or "",
        item_name=item_name or "",
        item_article=item_article or "",
        cadence=cadence,
        cadence_label=CADENCE_LABELS[Cadence(cadence)],
        update_days=update_days,
        opened_on=opened_on,
        closed_on=closed_on,
    )


def section_by_slug(slug: str) -> SectionView | None:
    """The section at an address, closed ones included; one query."""
    found = _views(Section.objects.filter(slug=slug))
    return found[0] if found else None


def present_address(slug: str) -> str | None:
    """The slug a section has now that once stood at *slug*; None when none ever did; one query."""
    left = SectionAddress.objects.filter(slug=slug).select_related("section").first()
    return left.section.slug if left else None


def trail(section: SectionView) -> list[SectionView]:
    """The sections above *section*, from the top: its location path; one query, or none."""
    ids = [int(part) for part in section.path.strip("/").split("/")[:-1]]
    if not ids:
        return []
    above = _views(Section.objects.filter(id__in=ids))
    return sorted(above, key=lambda view: ids.index(view.id))


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
    return nest(_views(found))


def sections_of_unit(unit_id: int, *, shared: bool = True) -> list[SectionNode]:
    """The open sections of a unit's sub-site (J3): its own and, if *shared*, those of all units."""
    mine = Q(unit_id=unit_id) | Q(is_shared=True) if shared else Q(unit_id=unit_id)
    return nest(_views(Section.objects.filter(mine, is_open=True)))


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


def section_names(ids: Collection[int]) -> dict[str, str]:
    """Names of sections by their id as text, for filters; one query."""
    return {
        str(pk): name for pk, name in Section.objects.filter(id__in=ids).values_list("id", "name")
    }
