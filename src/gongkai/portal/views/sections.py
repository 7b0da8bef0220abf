"""A section's page: its records, the sections below it, who keeps it up and how often."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from gongkai.catalogue.public import (
    SectionNode,
    SectionView,
    present_address,
    section_by_slug,
    section_tree,
    trail,
)
from gongkai.documents import public as documents
from gongkai.portal.trees import AREA_PAGES, branches, is_area_itself, panels
from gongkai.portal.views.pages import IN_PANEL
from gongkai.web.page_meta import ColumnMeta


@require_safe
@conditional_page
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """The records of one section, newest first, in pages whose cost does not grow."""
    found = section_by_slug(slug)
    if found is None:
        moved_to = present_address(slug)
        if moved_to is None:
            raise Http404
        return redirect(f"/sections/{moved_to}/", permanent=True)
    now = timezone.now()
    asked = request.GET
    figures = documents.section_figures(None)
    if is_area_itself(found, figures):
        return redirect(AREA_PAGES[found.area])
    below = branches(_below(section_tree(found.area), found.id), figures)
    own = figures.get(found.id)
    context = {
        "nav": "openness",
        "trail": _trail(found),
        "column": ColumnMeta(found.name, found.description, found.keywords, found.column_type),
        "section": found,
        "below": below,
        "panels": panels(below, figures, IN_PANEL, now),
        "total": own.count if own else 0,
        "updated": own.last_published_at if own else None,
        "page": documents.section_page(
            found.id, now, older=asked.get("after", ""), newer=asked.get("before", "")
        ),
        "feed_url": f"/sections/{slug}/feed.atom",
    }
    return render(request, "portal/pages/section.html", context)


def _below(nodes: list[SectionNode], pk: int) -> list[SectionNode]:
    """The nodes directly below the section *pk*, wherever it stands in the forest."""
    for node in nodes:
        found = node.children if node.section.id == pk else _below(node.children, pk)
        if found:
            return found
    return []


def _trail(found: SectionView) -> list[tuple[str, str]]:
    above = trail(found)
    top = (above or [found])[0]
    steps = [(each.name, f"/sections/{each.slug}/") for each in above]
    area = AREA_PAGES.get(top.area)
    if area and top.name != top.area_label:
        steps.insert(0, (top.area_label, area))
    return [("首页", "/"), ("政府信息公开", "/openness/"), *steps, (found.name, "")]
