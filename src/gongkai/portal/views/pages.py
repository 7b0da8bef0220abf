"""Home, the openness area, unit sub-sites: what the portal puts together from several apps."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from gongkai.catalogue.public import (
    AREAS,
    SectionView,
    disclosure_items,
    section_tree,
    sections_of_unit,
    units_with,
)
from gongkai.documents import public as documents
from gongkai.documents.public import PublicRow
from gongkai.filing import public as filing
from gongkai.inforequests import public as asking
from gongkai.orgs.public import PublicUnit, public_unit, public_units
from gongkai.portal.trees import (
    AREA_PAGES,
    Branch,
    Figures,
    area_branches,
    flat,
    panels,
    records_of,
)
from gongkai.web.page_meta import ColumnMeta

LATEST = 8
FEATURED = 3
IN_PANEL = 5
HOME_TYPES = ("通知公告", "政策文件", "工作动态", "信息公开", "政策解读")


def _meta(name: str, description: str) -> ColumnMeta:
    return ColumnMeta(name, description, f"政府信息公开,{name}", "信息公开")


@require_safe
@conditional_page
def home(request: HttpRequest) -> HttpResponse:
    """What is new, the featured sections, and the ways into everything else."""
    now = timezone.now()
    tree = section_tree()
    figures = documents.section_figures(None)
    featured = _featured(list(flat(tree)), figures)
    rows = documents.latest_by_section([section.id for section in featured], LATEST, now)
    context = {
        "nav": "home",
        "latest": documents.brief(documents.latest(now, LATEST)),
        "panels": [(section, rows[section.id]) for section in featured if rows[section.id]],
        "statutory": area_branches(tree, "statutory", figures)[:20],
        "units": [unit for unit in public_units(timezone.localdate(now)) if unit.depth < 2],
    }
    return render(request, "portal/pages/home.html", context)


def _featured(sections: list[SectionView], figures: Figures) -> list[SectionView]:
    """At most three sections that hold records, one per kind, in the order of `HOME_TYPES`."""
    chosen: list[SectionView] = []
    for kind in HOME_TYPES:
        of_kind = [each for each in sections if each.column_type == kind and each.id in figures]
        chosen += of_kind[:1]
    return chosen[:FEATURED]


@require_safe
@conditional_page
def openness(request: HttpRequest) -> HttpResponse:
    """政府信息公开: its fixed parts, the sections of each, and the newest records (rules §7.5)."""
    now = timezone.now()
    tree = section_tree()
    figures = documents.section_figures(None)
    places = {view.item_code: view for view in reversed(list(flat(tree))) if view.item_code}
    smaller = [
        (AREAS[code], address, _newest(area_branches(tree, code, figures), figures))
        for code, address in (("rules", "/openness/rules/"), ("reports", "/openness/reports/"))
    ]
    context = {
        "nav": "openness",
        "trail": [("首页", "/"), ("政府信息公开", "")],
        "column": _meta(
            "政府信息公开", "政府信息公开指南、制度、法定主动公开内容、年报和依申请公开"
        ),
        "statutory": area_branches(tree, "statutory", figures),
        "news": area_branches(tree, "news", figures),
        "smaller": [part for part in smaller if part[2]],
        "items": [(item, places.get(item.code)) for item in disclosure_items()],
        "latest": documents.brief(documents.latest(now, LATEST)),
        "filings": filing.is_listed(),
    }
    return render(request, "portal/pages/openness.html", context)


def _newest(found: list[Branch], figures: Figures) -> list[PublicRow]:
    """The newest records of several branches together."""
    rows = [row for _, rows in panels(found, figures, IN_PANEL, timezone.now()) for row in rows]
    return sorted(rows, key=lambda row: (row.listed_at, row.id), reverse=True)[:IN_PANEL]


@require_safe
@conditional_page
def area(request: HttpRequest, code: str) -> HttpResponse:
    """One part of the openness area: 制度, 法定主动公开内容, 年报."""
    figures = documents.section_figures(None)
    found = area_branches(section_tree(code), code, figures)
    context = {
        "nav": "openness",
        "trail": [("首页", "/"), ("政府信息公开", "/openness/"), (AREAS[code], "")],
        "column": _meta(AREAS[code], f"{AREAS[code]}的各栏目和最新信息"),
        "heading": AREAS[code],
        "branches": found,
        "total": sum(branch.count for branch in found),
        "updated": max((branch.updated for branch in found if branch.updated), default=None),
        "panels": panels(found, figures, IN_PANEL, timezone.now()),
    }
    return render(request, "portal/pages/area.html", context)


@require_safe
@conditional_page
def requests(request: HttpRequest) -> HttpResponse:
    """依申请公开: how to ask, at which office, within what time, all from what is in force (E4)."""
    now = timezone.now()
    root = public_units(timezone.localdate(now))[:1]
    figures = documents.section_figures(None)
    found = area_branches(section_tree("requests"), "requests", figures)
    context = {
        "nav": "requests",
        "trail": [("首页", "/"), ("政府信息公开", "/openness/"), ("依申请公开", "")],
        "column": _meta("依申请公开", "申请公开政府信息的条件、方式、时限和受理机构"),
        "sheet": public_unit(root[0].slug, timezone.localdate(now)) if root else None,
        "branches": found,
        "panels": panels(found, figures, IN_PANEL, now),
        "promises": asking.promises(),
        "channels": asking.guide_steps(),
        "road": asking.road(),
    }
    return render(request, "portal/pages/requests.html", context)


@require_safe
@conditional_page
def units(request: HttpRequest) -> HttpResponse:
    """All units, by kind."""
    found = public_units(timezone.localdate())
    kinds: dict[str, list[PublicUnit]] = {}
    for unit in found:
        kinds.setdefault(unit.kind_label, []).append(unit)
    context = {
        "nav": "units",
        "trail": [("首页", "/"), ("各单位", "")],
        "column": _meta("各单位", "各部门、乡镇（街道）、村（社区）的公开信息和联系方式"),
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
    name, pk = sheet.unit.name, sheet.unit.id
    asked = request.GET
    figures = documents.section_figures(pk)
    context = {
        "nav": "units",
        "trail": [("首页", "/"), ("各单位", "/units/"), (name, "")],
        "column": _meta(name, f"{name}主动公开的政府信息、公开指南、公开目录和联系方式"),
        "sheet": sheet,
        "takes_requests": asking.takes_requests(sheet.unit),
        "guided": any(each.id == pk for each in units_with("guide")),
        "sections": [
            view
            for view in flat(sections_of_unit(pk, shared=False))
            if view.name not in AREAS.values()
        ],
        "filed": [
            (view, figures[view.id].count) for view in flat(section_tree()) if view.id in figures
        ],
        "below": [each for each in public_units(timezone.localdate(now)) if each.parent_id == pk],
        "page": records_of(sheet, now, older=asked.get("after", ""), newer=asked.get("before", "")),
        "feed_url": f"/units/{slug}/feed.atom",
    }
    return render(request, "portal/pages/unit.html", context)


@require_safe
@conditional_page
def site_map(request: HttpRequest) -> HttpResponse:
    """网站地图: every section and unit on one page."""
    tree = section_tree()
    figures = documents.section_figures(None)
    context = {
        "nav": "",
        "trail": [("首页", "/"), ("网站地图", "")],
        "column": _meta("网站地图", "本网站的全部栏目和单位"),
        "parts": [
            (label, AREA_PAGES.get(code), area_branches(tree, code, figures))
            for code, label in AREAS.items()
        ],
        "units": public_units(timezone.localdate()),
    }
    return render(request, "portal/pages/sitemap.html", context)
