"""Guide, catalogue and the table of who keeps up which section, for the public (条例第十二条, A5)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.catalogue import public
from gongkai.orgs.public import public_unit
from gongkai.web.page_meta import ColumnMeta

Trail = list[tuple[str, str]]


def _trail(*steps: tuple[str, str]) -> Trail:
    return [("首页", "/"), ("政府信息公开", "/openness/"), *steps]


def _meta(name: str, description: str) -> ColumnMeta:
    return ColumnMeta(name, description, f"政府信息公开,{name}", "信息公开")


@require_safe
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
def catalogue(request: HttpRequest, slug: str) -> HttpResponse:
    """A unit's 政府信息公开目录: the issued frame, and its records read live, fifty to a page."""
    sheet = public_unit(slug, timezone.localdate())
    if sheet is None:
        raise Http404("没有这个单位")
    title = f"{sheet.unit.name}政府信息公开目录"
    context = {
        "nav": "openness",
        "title": title,
        "unit": sheet.unit,
        "issue": public.issue("catalogue", slug),
        "page": public.catalogue_entries(sheet.unit.id, after=request.GET.get("after", "")),
        "column": _meta("政府信息公开目录", f"{title}：索引、名称、内容概述、生成日期"),
        "trail": _trail(
            (sheet.unit.short_name + "公开指南", reverse("catalogue_public:guide", args=[slug])),
            ("公开目录", ""),
        ),
    }
    return render(request, "catalogue/portal/catalogue.html", context)


@require_safe
def responsibilities(request: HttpRequest) -> HttpResponse:
    """栏目内容保障责任表: which unit keeps up which section, how often, since when."""
    title = "栏目内容保障责任表"
    context = {
        "nav": "openness",
        "title": title,
        "lines": public.responsibility_table(),
        "column": _meta(title, "各栏目的责任单位和更新规则"),
        "trail": _trail((title, "")),
    }
    return render(request, "catalogue/portal/responsibilities.html", context)
