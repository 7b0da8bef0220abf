"""The gazette on the portal: issues by year, contents, texts, search, the printable file, the feed."""

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
)
from django.shortcuts import render
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.views.decorators.http import conditional_page, require_safe

from gongkai.documents import public, rules
from gongkai.documents.papers.gazette import Printed, gazette_pdf
from gongkai.documents.papers.keeping import kept
from gongkai.documents.papers.pdf import font_path
from gongkai.documents.papers.word import Copy
from gongkai.documents.public import Issue, IssueItem, IssueRow
from gongkai.kernel.errors import Refusal
from gongkai.web.context import SITE
from gongkai.web.formats import day
from gongkai.web.page_meta import ColumnMeta

NAME = "政府公报"
ENTRIES = 30
WORDS_LIMIT = 100
if TYPE_CHECKING:
    IssueFeed = Feed[IssueRow, Any]
else:
    IssueFeed = Feed


def _column(name: str) -> ColumnMeta:
    return ColumnMeta(name, f"{SITE['name']}公报电子版", "政府公报", "政府公报")


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [("首页", "/"), ("政府信息公开", "/openness/"), *steps]


@require_safe
@conditional_page
def gazette(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Issues of a year, newest first; ``?q=`` looks for a text in all issues."""
    now = timezone.now()
    years = public.gazette_years()
    shown = year or (years[0] if years else None)
    if year is not None and year not in years:
        raise Http404
    words = " ".join(request.GET.get("q", "").split())[:WORDS_LIMIT]
    context = {
        "nav": "openness",
        "trail": _trail((NAME, "")),
        "column": _column(NAME),
        "tabs": [(f"{each} 年", f"/gazette/{each}/", each == shown, None) for each in years],
        "issues": public.gazette_issues(now, shown),
        "with_pdf": font_path() is not None,
        "words": words,
        "found": public.search_gazette(words, now) if words else [],
    }
    return render(request, "documents/portal/gazette.html", context)


def _issue(year: int, number: int, *, bodies: bool = False) -> Issue:
    found = public.gazette_issue(year, number, timezone.now(), bodies=bodies)
    if found is None:
        raise Http404
    return found


@require_safe
@conditional_page
def issue(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """The contents of an issue."""
    found = _issue(year, number)
    context = {
        "nav": "openness",
        "trail": _trail((NAME, "/gazette/"), (found.row.name, "")),
        "column": _column(f"{NAME}{found.row.name}"),
        "issue": found,
        "with_pdf": font_path() is not None,
    }
    return render(request, "documents/portal/gazette_issue.html", context)


@require_safe
@conditional_page
def item(request: HttpRequest, year: int, number: int, place: int) -> HttpResponse:
    """A text as it stands in the issue, marked with what has become of it since."""
    found = _issue(year, number, bodies=True)
    shown = next((each for each in found.items if each.place == place), None)
    if shown is None:
        raise Http404
    context = {
        "nav": "openness",
        "trail": _trail((NAME, "/gazette/"), (found.row.name, found.row.url), (shown.title, "")),
        "column": _column(f"{NAME}{found.row.name}"),
        "issue": found,
        "item": shown,
        "body": mark_safe(shown.html),  # noqa: S308 - cleaned by nh3 when it was saved
        "header": [
            ("文号", shown.number),
            ("发布机关", shown.issuer),
            ("成文日期", shown.signed_on),
            ("刊载", f"{NAME}{found.row.name}"),
            ("有效性", shown.validity),
        ],
    }
    return render(request, "documents/portal/gazette_item.html", context)


@require_safe
def printable(request: HttpRequest, year: int, number: int) -> HttpResponseBase:
    """The issue as a PDF file: the same texts as on the pages, with the marks of today."""
    found = _issue(year, number, bodies=True)
    key = repr([(each.content_hash, each.validity, each.ground, each.told) for each in found.items])
    try:
        path = kept(f"gazette:{year}:{number}:{key}", "pdf", lambda: gazette_pdf(_printed(found)))
    except Refusal as refusal:
        context = {"nav": "", "reasons": refusal.reasons}
        return render(request, "documents/portal/no_copy.html", context, status=503)
    response = FileResponse(path.open("rb"), content_type="application/pdf")
    name = content_disposition_header(True, f"{SITE['name']}公报{found.row.name}.pdf")
    response["Content-Disposition"] = name or "attachment"
    response["Cache-Control"] = "no-cache"
    return response


def _printed(found: Issue) -> Printed:
    return Printed(
        name=found.row.name,
        publisher=str(SITE["name"]),
        issued_on=found.row.issued_on,
        address=f"{SITE['base_url']}{found.row.url}",
        parts=[(label, [_copy(each) for each in items]) for label, items in found.headings],
    )


def _copy(shown: IssueItem) -> Copy:
    ended = shown.validity in {"废止", "失效"}
    ground = f"，依据{shown.ground}" if shown.ground and ended else ""
    header = [("发布机关", shown.issuer), ("成文日期", day(shown.signed_on))]
    return Copy(
        title=shown.title,
        number=shown.number,
        header=[(label, value) for label, value in header if value],
        html=shown.html or f"<p>{shown.told}</p>",
        address=f"{SITE['base_url']}/documents/{shown.document_id}/",
        banner=f"【本文件已{shown.validity}{ground}】" if ended else "",
    )


class GazetteFeed(IssueFeed):
    """The newest issues."""

    feed_type = Atom1Feed
    language = "zh-CN"

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Feeds are read only, like every page of the portal."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return super().__call__(request, *args, **kwargs)

    def link(self, obj: Any) -> str:
        return f"{settings.BASE_URL}/gazette/"

    def feed_url(self, obj: Any) -> str:
        return f"{settings.BASE_URL}/gazette/feed.atom"

    def title(self, obj: Any) -> str:
        return f"{SITE['name']}公报"

    def items(self, obj: Any) -> list[IssueRow]:
        return public.gazette_issues(timezone.now(), limit=ENTRIES)

    def item_title(self, item: IssueRow) -> str:
        return f"{NAME}{item.name}"

    def item_description(self, item: IssueRow) -> str:
        return f"共 {item.items} 件"

    def item_link(self, item: IssueRow) -> str:
        return f"{settings.BASE_URL}{item.url}"

    def item_pubdate(self, item: IssueRow) -> datetime:
        return datetime.combine(item.issued_on, time.min, rules.ZONE)

    def item_updateddate(self, item: IssueRow) -> datetime:
        return item.published_at
