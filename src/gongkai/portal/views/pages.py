"""Home, the openness area, unit sub-sites: what the portal puts together from several apps."""

from collections.abc import Iterable, Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from gongkai.catalogue.public import (
    AREAS,
    SectionNode,
    SectionView,
    disclosure_items,
    section_tree,
    sections_of_unit,
)
from gongkai.documents import public as documents
from gongkai.orgs.public import public_unit, public_units

LATEST = 8
FEATURED = 3
HOME_TYPES = ("通知公告", "政策文件", "工作动态", "信息公开")


def flat(nodes: Iterable[SectionNode]) -> Iterator[SectionView]:
    """The sections of a forest, parents first."""
    for node in nodes:
        yield node.section
        yield from flat(node.children)


@require_safe
@conditional_page
def home(request: HttpRequest) -> HttpResponse:
    """What is new, the featured sections, and the ways into everything else."""
    now = timezone.now()
    sections = list(flat(section_tree()))
    featured = _featured(sections)
    rows = documents.latest_by_section([section.id for section in featured], LATEST, now)
    context = {
        "nav": "home",
        "latest": documents.brief(documents.latest(now, LATEST)),
        "panels": [(section, rows[section.id]) for section in featured if rows[section.id]],
        "statutory": [section for section in sections if section.area == "statutory"][:18],
        "units": public_units(timezone.localdate(now))[:24],
    }
    return render(request, "portal/pages/home.html", context)


def _featured(sections: list[SectionView]) -> list[SectionView]:
    """At most three sections, one per kind, in the order of `HOME_TYPES`."""
    chosen: list[SectionView] = []
    for kind in HOME_TYPES:
        chosen += [section for section in sections if section.column_type == kind][:1]
    return chosen[:FEATURED]


@require_safe
@conditional_page
def openness(request: HttpRequest) -> HttpResponse:
    """政府信息公开: its fixed parts, the sections of each, and the newest records (rules §7.5)."""
    now = timezone.now()
    tree = section_tree()
    parts = [
        (code, label, [node for node in tree if node.section.area == code])
        for code, label in AREAS.items()
    ]
    context = {
        "nav": "openness",
        "trail": [("首页", "/"), ("政府信息公开", "")],
        "parts": [part for part in parts if part[2]],
        "items": disclosure_items(),
        "latest": documents.brief(documents.latest(now, LATEST)),
    }
    return render(request, "portal/pages/openness.html", context)


@require_safe
@conditional_page
def area(request: HttpRequest, code: str) -> HttpResponse:
    """One part of the openness area: 制度, 法定主动公开内容, 年报."""
    now = timezone.now()
    nodes = [node for node in section_tree() if node.section.area == code]
    sections = list(flat(nodes))[:12]
    rows = documents.latest_by_section([section.id for section in sections], 5, now)
    context = {
        "nav": "openness",
        "trail": [("首页", "/"), ("政府信息公开", "/openness/"), (AREAS[code], "")],
        "heading": AREAS[code],
        "nodes": nodes,
        "panels": [(section, rows[section.id]) for section in sections],
    }
    return render(request, "portal/pages/area.html", context)


@require_safe
@conditional_page
def requests(request: HttpRequest) -> HttpResponse:
    """依申请公开: how to ask, at which office; filing on line is not offered yet and is not faked."""
    root = public_units(timezone.localdate())[:1]
    sheet = public_unit(root[0].slug, timezone.localdate()) if root else None
    context = {
        "nav": "requests",
        "trail": [("首页", "/"), ("政府信息公开", "/openness/"), ("依申请公开", "")],
        "sheet": sheet,
    }
    return render(request, "portal/pages/requests.html", context)


@require_safe
@conditional_page
def units(request: HttpRequest) -> HttpResponse:
    """All units, by kind."""
    found = public_units(timezone.localdate())
    kinds: dict[str, list[object]] = {}
    for unit in found:
        kinds.setdefault(unit.kind_label, []).append(unit)
    context = {
        "nav": "units",
        "trail": [("首页", "/"), ("各单位", "")],
        "kinds": list(kinds.items()),
    }
    return render(request, "portal/pages/units.html", context)


@require_safe
@conditional_page
def unit(request: HttpRequest, slug: str) -> HttpResponse:
    """A unit's sub-site (J3): who it is, its sections, its records, from the one pool."""
    now = timezone.now()
    sheet = public_unit(slug, timezone.localdate(now))
    if sheet is None:
        raise Http404
    asked = request.GET
    context = {
        "nav": "units",
        "trail": [("首页", "/"), ("各单位", "/units/"), (sheet.unit.name, "")],
        "sheet": sheet,
        "sections": list(flat(sections_of_unit(sheet.unit.id, shared=False))),
        "page": documents.unit_page(
            sheet.unit.id, now, older=asked.get("after", ""), newer=asked.get("before", "")
        ),
        "feed_url": f"/units/{slug}/feed.atom",
    }
    return render(request, "portal/pages/unit.html", context)


@require_safe
@conditional_page
def site_map(request: HttpRequest) -> HttpResponse:
    """网站地图: every section and unit on one page."""
    context = {
        "nav": "",
        "trail": [("首页", "/"), ("网站地图", "")],
        "parts": [(label, section_tree(code)) for code, label in AREAS.items()],
        "units": public_units(timezone.localdate()),
    }
    return render(request, "portal/pages/sitemap.html", context)
