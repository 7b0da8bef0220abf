"""Guide, catalogue and the table of who keeps up which section, for the public (条例第十二条, A5)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from gongkai.catalogue import public
from gongkai.orgs.public import public_units
from gongkai.web.page_meta import ColumnMeta

Trail = list[tuple[str, str]]


def _trail(*steps: tuple[str, str]) -> Trail:
    return [("首页", "/"), ("政府信息公开", "/openness/"), *steps]


def _meta(name: str, description: str) -> ColumnMeta:
    return ColumnMeta(name, description, f"政府信息公开,{name}", "信息公开")


@require_safe
@conditional_page
def guide(request: HttpRequest, slug: str = "", number: int | None = None) -> HttpResponse:
    """A unit's 政府信息公开指南, the county's when none is named; earlier versions too."""
    units = public.units_with("guide")
    if not slug and units:
        slug = units[0].slug
    issue = public.issue("guide", slug, number) if slug else None
    if issue is None and (slug or number):
        raise Http404("没有这个单位的公开指南，或者没有这一版")
    title = issue.content["title"] if issue else "政府信息公开指南"
    context = {
        "nav": "guide",
        "title": title,
        "issue": issue,
        "units": units,
        "column": _meta("政府信息公开指南", f"{title}：分类、编排体系、获取方式和工作机构"),
        "trail": _trail((title, "")),
    }
    return render(request, "catalogue/portal/guide.html", context)


@require_safe
@conditional_page
def catalogue(request: HttpRequest, slug: str = "") -> HttpResponse:
    """A unit's 政府信息公开目录, the county's when none is named.

    The issued frame (sections, duties) and the records read live, fifty to a page. The county's own
    catalogue lists the records of the whole county.
    """
    today = timezone.localdate()
    units = public_units(today)
    unit = next((unit for unit in units if slug in ("", unit.slug)), None)
    if unit is None:
        raise Http404("没有这个单位")
    title = f"{unit.name}政府信息公开目录"
    whole = unit.id if unit.parent_id else None
    context = {
        "nav": "openness",
        "title": title,
        "unit": unit,
        "units": units,
        "guided": any(each.id == unit.id for each in public.units_with("guide")),
        "issue": public.issue("catalogue", unit.slug),
        "page": public.catalogue_entries(whole, after=request.GET.get("after", "")),
        "column": _meta("政府信息公开目录", f"{title}：索引、名称、内容概述、生成日期"),
        "trail": _trail((title, "")),
    }
    return render(request, "catalogue/portal/catalogue.html", context)


@require_safe
@conditional_page
def responsibility(request: HttpRequest) -> HttpResponse:
    """栏目内容保障责任表: which unit keeps up which section, how often, since when."""
    title = "栏目内容保障责任表"
    context = {
        "nav": "openness",
        "title": title,
        "lines": public.responsibility_table(),
        "column": _meta(title, "各栏目的责任单位和更新规则"),
        "trail": _trail((title, "")),
    }
    return render(request, "catalogue/portal/responsibility.html", context)
