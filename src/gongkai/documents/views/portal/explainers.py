"""The list of explainers on the portal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.views.decorators.http import conditional_page, require_safe

from gongkai.documents import public
from gongkai.documents.rules.explainers import KIND_LABELS, ExplainerKind
from gongkai.web.page_meta import ColumnMeta


@require_safe
@conditional_page
def explainers(request: HttpRequest) -> HttpResponse:
    """政策解读: all of them, or those of one form, each with the document that it explains."""
    asked = request.GET
    kind = asked.get("kind", "")
    kind = kind if kind in set(ExplainerKind) else ""
    page = public.explainers_page(
        timezone.now(), kind=kind, older=asked.get("after", ""), newer=asked.get("before", "")
    )
    context = {
        "nav": "openness",
        "trail": [("首页", "/"), ("政府信息公开", "/openness/"), ("政策解读", "")],
        "column": ColumnMeta("政策解读", "对本级政策文件的解读", "政策解读", "政策解读"),
        "tabs": [
            ("全部", "?", not kind, None),
            *(
                (label, f"?{urlencode({'kind': code.value})}", kind == code, None)
                for code, label in KIND_LABELS.items()
            ),
        ],
        "page": page,
        "documents": [_item(line) for line in page.rows],
    }
    return render(request, "documents/portal/explainers.html", context)


def _item(line: public.ExplainerRow) -> dict[str, object]:
    row, explained = line.row, line.explained
    told = line.kind
    if explained is not None:
        link = '{}，解读：<a href="{}">{}</a>'
        told = format_html(link, line.kind, explained.url, explained.title)
    return {"title": row.title, "url": row.url, "date": row.date, "unit": row.unit, "summary": told}
