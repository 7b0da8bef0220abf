"""The public list of who has filed and who has not."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.filing import public
from gongkai.web.page_meta import ColumnMeta

NAME = "报表报送情况"


@require_safe
def filings(request: HttpRequest) -> HttpResponse:
    """报表报送情况, where the county publishes it."""
    if not public.is_listed():
        raise Http404
    context = {
        "nav": "openness",
        "trail": [("首页", "/"), ("政府信息公开", "/openness/"), (NAME, "")],
        "column": ColumnMeta(NAME, "各单位报送政务公开报表的情况", NAME, "信息公开"),
        "rounds": public.public_rounds(timezone.now()),
    }
    return render(request, "filing/portal/filings.html", context)
