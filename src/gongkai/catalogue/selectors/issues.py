"""Guides and catalogues: what they would say now, and what they said in each version (B1)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from gongkai.catalogue import sources
from gongkai.catalogue.models import (
    CatalogueVersion,
    DisclosureDuty,
    Genre,
    GuideVersion,
    Section,
    Theme,
)
from gongkai.catalogue.rules import (
    CADENCE_LABELS,
    WITHOUT_RECORDS,
    Cadence,
    CatalogueDuty,
    CatalogueSection,
    GuideFacts,
    catalogue_lines,
    compose_catalogue,
    compose_guide,
    content_hash,
    guide_lines,
    missing_in_guide,
)
from gongkai.catalogue.selectors.sections import in_tree_order, sections_above_others
from gongkai.kernel.errors import Reason

if TYPE_CHECKING:
    from gongkai.orgs.models import Unit

Version = GuideVersion | CatalogueVersion


@dataclass(frozen=True, slots=True)
class Draft:
    """What a guide or a catalogue would say if it were issued now."""

    content: dict[str, Any]
    warnings: list[Reason]

    @property
    def hash(self) -> str:
        return content_hash(self.content)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of issue: its name, its table, how it is drafted and read as lines."""

    code: str
    label: str
    model: type[GuideVersion] | type[CatalogueVersion]
    draft: Callable[["Unit"], Draft]
    lines: Callable[[dict[str, Any]], Iterator[str]]


@dataclass(frozen=True, slots=True)
class IssueState:
    """A unit's latest guide and catalogue; None where none was issued."""

    unit: "Unit"
    guide: Version | None
    catalogue: Version | None


def _guide_areas(unit_id: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    names: dict[str, list[str]] = {}
    found = Section.objects.filter(Q(unit_id=unit_id) | Q(is_shared=True), is_open=True)
    for section in in_tree_order(list(found)):
        names.setdefault(section.area, []).append(section.name)
    return tuple((str(label), tuple(names.get(code, ()))) for code, label in Section.Area.choices)


def draft_guide(unit: "Unit") -> Draft:
    """The guide from live data; warnings name the facts of Art. 12 that are missing."""
    facts = GuideFacts(
        unit_name=unit.name,
        unit_code=unit.code,
        office_name=unit.office_name,
        address=unit.address,
        office_hours=unit.office_hours,
        phone=unit.phone,
        fax=unit.fax,
        email=unit.email,
        site_name=settings.SITE_NAME,
        site_url=settings.BASE_URL,
        areas=_guide_areas(unit.pk),
        themes=_names(Theme.objects.filter(is_open=True, parent__isnull=True)),
        genres=_names(Genre.objects.filter(is_open=True)),
    )
    return Draft(compose_guide(facts), missing_in_guide(facts))


def _names(rows: Iterable[Theme] | Iterable[Genre]) -> tuple[str, ...]:
    return tuple(row.name for row in rows)


def draft_catalogue(unit: "Unit") -> Draft:
    """The catalogue from live data: sections in which the unit has records or answers for."""
    figures = sources.figures(unit.pk)
    shown = Section.objects.filter(
        Q(unit_id=unit.pk, is_open=True) | Q(pk__in=list(figures))
    ).select_related("disclosure_item")
    rows = in_tree_order(list(shown))
    duties = DisclosureDuty.objects.filter(unit=unit, is_open=True).select_related(
        "item", "section"
    )
    lines = [_catalogue_duty(row) for row in duties.order_by("item__position", "position", "id")]
    sections = [_catalogue_section(row, figures.get(row.pk)) for row in rows]
    content = compose_catalogue(unit.name, sections, lines)
    return Draft(content, _catalogue_warnings(rows, set(figures), lines))


def _catalogue_section(
    section: Section, figures: sources.SectionFigures | None
) -> CatalogueSection:
    last = figures.last_published_at if figures else None
    return CatalogueSection(
        name=section.name,
        slug=section.slug,
        area=section.get_area_display(),
        item=section.disclosure_item.name if section.disclosure_item else "",
        update_rule=CADENCE_LABELS[Cadence(section.cadence)],
        count=figures.count if figures else 0,
        last_published_on=timezone.localdate(last) if last else None,
    )


def _catalogue_duty(duty: DisclosureDuty) -> CatalogueDuty:
    return CatalogueDuty(
        item=duty.item.name,
        matter=duty.matter,
        content=duty.content,
        basis=duty.basis,
        period=duty.period,
        channels=tuple(duty.channels),
        audience=duty.audience_group or duty.get_audience_display(),
        section=duty.section.name if duty.section else "",
    )


def _catalogue_warnings(
    rows: list[Section], filled: set[int], duties: list[CatalogueDuty]
) -> list[Reason]:
    found = []
    if not duties:
        found.append(Reason("no_duties", "本单位还没有编制主动公开基本目录"))
    above = sections_above_others()
    empty = [
        row.name for row in rows if row.pk not in filled | above and row.area not in WITHOUT_RECORDS
    ]
    if empty:
        found.append(Reason("empty_sections", f"这些栏目还没有信息：{'、'.join(empty)}"))
    return found


KINDS: Mapping[str, Kind] = {
    "guide": Kind("guide", "公开指南", GuideVersion, draft_guide, guide_lines),
    "catalogue": Kind("catalogue", "公开目录", CatalogueVersion, draft_catalogue, catalogue_lines),
}


def versions_of(kind: str, unit_id: int) -> list[Version]:
    """All versions of a unit's guide or catalogue, newest first, without their content."""
    found = KINDS[kind].model.objects.filter(unit_id=unit_id)
    return list(found.defer("content"))


def version_by_number(kind: str, unit_id: int, number: int | None = None) -> Version | None:
    """One version with its content; the newest when no number is given."""
    found = KINDS[kind].model.objects.filter(unit_id=unit_id)
    if number is not None:
        found = found.filter(number=number)
    return found.order_by("-number").first()


def issue_states(units: Iterable["Unit"]) -> list[IssueState]:
    """The latest versions of several units; two queries whatever their number."""
    units = list(units)
    latest: dict[str, dict[int, Version]] = {}
    for code, kind in KINDS.items():
        rows = kind.model.objects.filter(unit__in=units).defer("content").order_by("number")
        latest[code] = {row.unit_id: row for row in rows}
    return [
        IssueState(unit, latest["guide"].get(unit.pk), latest["catalogue"].get(unit.pk))
        for unit in units
    ]
