"""A section's page: its records, the sections below it, who keeps it up and how often."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from gongkai.catalogue.public import (
    SectionView,
    present_address,
    section_by_slug,
    section_tree,
    trail,
)
from gongkai.documents import public as documents
from gongkai.portal.views.pages import flat
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
    below = [each for each in flat(section_tree(found.area)) if each.parent_id == found.id]
    context = {
        "nav": "openness",
        "trail": _trail(found),
        "column": ColumnMeta(found.name, found.description, found.keywords, found.column_type),
        "section": found,
        "below": below,
        "page": documents.section_page(
            found.id, now, older=asked.get("after", ""), newer=asked.get("before", "")
        ),
        "feed_url": f"/sections/{slug}/feed.atom",
    }
    return render(request, "portal/pages/section.html", context)


def _trail(found: SectionView) -> list[tuple[str, str]]:
    above = [(each.name, f"/sections/{each.slug}/") for each in trail(found)]
    return [("首页", "/"), ("政府信息公开", "/openness/"), *above, (found.name, "")]
