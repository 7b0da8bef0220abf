"""Sections as staff see them: the tree with its lamps, one sheet, choices for forms."""

from dataclasses import dataclass, fields, replace
from datetime import date

from django.db.models import Q
from django.utils import timezone

from gongkai.catalogue import sources
from gongkai.catalogue.models import AllocatedIndexNumber, Section, SectionResponsibility
from gongkai.catalogue.rules import (
    CADENCE_LABELS,
    WITHOUT_RECORDS,
    Cadence,
    SectionDraft,
    SectionSituation,
    Update,
    misfits,
    next_update,
)
from gongkai.catalogue.sources import SectionFigures
from gongkai.kernel.errors import Reason

NOTHING = SectionFigures(0, None)


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section in the tree: ``depth`` 0 at the top, its figures, what it owes, what misfits."""

    section: Section
    depth: int
    figures: SectionFigures
    update: Update | None
    misfits: list[Reason]

    @property
    def indent(self) -> str:
        """Full-width spaces that show the level in a table."""
        return "　" * self.depth

    @property
    def cadence_label(self) -> str:
        return CADENCE_LABELS[Cadence(self.section.cadence)]


@dataclass(frozen=True, slots=True)
class SectionSheet:
    """One section with its place and the history of who answered for it."""

    line: SectionLine
    above: list[Section]
    children: list[Section]
    responsibilities: list[SectionResponsibility]


def depth_of(path: str) -> int:
    """How many levels down a path stands: 1 at the top."""
    return path.count("/") - 1


def draft_of(section: Section) -> SectionDraft:
    """A section's entries as they stand."""
    plain = {
        f.name: getattr(section, f.name) for f in fields(SectionDraft) if f.name != "item_code"
    }
    item = section.disclosure_item
    return SectionDraft(**plain, item_code=item.code if item else "")


def section_by_id(section_id: int) -> Section | None:
    """The section with its unit, parent and disclosure item."""
    found = Section.objects.select_related("unit", "parent", "disclosure_item")
    return found.filter(pk=section_id).first()


def _line(section: Section, figures: SectionFigures, today: date) -> SectionLine:
    return SectionLine(
        section=section,
        depth=depth_of(section.path) - 1,
        figures=figures,
        update=_update(section, figures, today) if section.is_open else None,
        misfits=misfits(_situation(section)) if section.is_open else [],
    )


def _update(section: Section, figures: SectionFigures, today: date) -> Update:
    last = figures.last_published_at
    return next_update(
        last_published=timezone.localdate(last) if last else None,
        opened_on=section.opened_on,
        cadence=Cadence(section.cadence),
        days=section.update_days,
        today=today,
    )


def _situation(section: Section) -> SectionSituation:
    item = section.disclosure_item
    return SectionSituation(
        column_type=section.column_type,
        area=section.area,
        cadence=Cadence(section.cadence),
        update_days=section.update_days,
        is_top=section.parent_id is None,
        item_code=item.code if item else "",
        item_scope=item.scope if item else "",
        unit_kind=section.unit.kind,
    )


def in_tree_order(sections: list[Section]) -> list[Section]:
    """Parents before children, siblings by position; a section without its parent comes on top."""
    ids = {section.pk for section in sections}
    below: dict[int | None, list[Section]] = {}
    for section in sections:
        parent = section.parent_id if section.parent_id in ids else None
        below.setdefault(parent, []).append(section)
    ordered: list[Section] = []
    waiting = below.get(None, [])[::-1]
    while waiting:
        section = waiting.pop()
        ordered.append(section)
        waiting.extend(below.get(section.pk, [])[::-1])
    return ordered


def sections_overview(
    *, today: date, area: str = "", unit_id: int | None = None, closed: bool = False
) -> list[SectionLine]:
    """The tree of sections with lamps, filtered; one query and the figures of the sources.

    Only sections that hold records of their own have a lamp: one with open sections below it
    is judged by those, and the guide and 依申请公开 are pages.
    """
    found = Section.objects.select_related("unit", "disclosure_item")
    if not closed:
        found = found.filter(is_open=True)
    if area:
        found = found.filter(area=area)
    if unit_id is not None:
        found = found.filter(unit_id=unit_id)
    sections = in_tree_order(list(found))
    parents = sections_above_others()
    figures = sources.figures()
    lines = [_line(section, figures.get(section.pk, NOTHING), today) for section in sections]
    return [_judged(line, line.section.pk in parents) for line in lines]


def sections_above_others() -> set[int]:
    """Sections with open sections below them."""
    open_below = Section.objects.filter(is_open=True, parent__isnull=False)
    return {pk for pk in open_below.values_list("parent_id", flat=True).distinct() if pk}


def _judged(line: SectionLine, has_children: bool) -> SectionLine:
    """Without a lamp when no records are expected here: others hold them, or it is a page."""
    expected = not has_children and line.section.area not in WITHOUT_RECORDS
    if expected or line.figures.count:
        return line
    return replace(line, update=None)


def overdue_sections(*, today: date, unit_id: int | None = None) -> list[SectionLine]:
    """Open sections that are behind their own update rule, or blank (A5: who is behind)."""
    lines = sections_overview(today=today, unit_id=unit_id)
    return [line for line in lines if line.update and line.update.lamp == "overdue"]


def section_sheet(section_id: int, *, today: date) -> SectionSheet | None:
    """One section with everything its page shows."""
    section = section_by_id(section_id)
    if section is None:
        return None
    ids = [int(part) for part in section.path.strip("/").split("/")[:-1]]
    above = sorted(Section.objects.filter(pk__in=ids), key=lambda row: len(row.path))
    children = list(section.children.select_related("unit"))
    line = _line(section, sources.figures().get(section.pk, NOTHING), today)
    line = _judged(line, any(child.is_open for child in children))
    history = section.responsibilities.select_related("unit")
    return SectionSheet(line, above, children, list(history))


def sections_for_unit(unit_id: int) -> list[Section]:
    """Open sections in which a unit may publish: its own and the shared ones, in tree order."""
    mine = Q(unit_id=unit_id) | Q(is_shared=True)
    return in_tree_order(list(Section.objects.filter(mine, is_open=True)))


def section_choices(
    *, unit_id: int | None = None, without: str | None = None
) -> list[tuple[int, str]]:
    """Open sections as choices of a select box, indented by level.

    ``unit_id``: only where that unit may publish. ``without``: leave out the branch of this path.
    """
    if unit_id is None:
        found = in_tree_order(list(Section.objects.filter(is_open=True)))
    else:
        found = sections_for_unit(unit_id)
    return [
        (section.pk, "　" * (depth_of(section.path) - 1) + section.name)
        for section in found
        if not (without and section.path.startswith(without))
    ]


def index_number_known(number: str) -> bool:
    """Whether an index number is taken."""
    return AllocatedIndexNumber.objects.filter(number=number).exists()


def count_open_sections(person_id: int | None, unit_id: int | None) -> int:
    """Open sections a unit answers for: work that must be handed on before the unit closes."""
    if person_id is not None:
        return 0
    found = Section.objects.filter(is_open=True)
    return (found if unit_id is None else found.filter(unit_id=unit_id)).count()
