"""The search page: hits with the words marked, filters with true counts, advice when empty."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from gongkai.documents import public as documents
from gongkai.documents.indexes import INDEX
from gongkai.files.public import texts_of
from gongkai.portal.forms import SearchForm
from gongkai.search import public as engine
from gongkai.search.highlight import as_html, highlight, snippet
from gongkai.web.page_meta import ColumnMeta

FACETS = ("unit", "section", "theme", "year", "validity")
SEARCH = ColumnMeta("检索", "检索全部主动公开的政府信息", "检索,政府信息公开", "信息公开")
LONGEST_QUERY = 1000
MOST_VALUES = 20
LONGEST_VALUE = 40
"""Values of a filter that an address may carry: more than anyone chooses by hand."""


@dataclass(frozen=True, slots=True)
class HitRow:
    """A hit as the page shows it; ``attachment`` names the file in which the words stand."""

    title: SafeString
    snippet: SafeString
    url: str
    date: datetime | None
    number: str
    unit: str
    column: str
    validity: str
    attachment: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search all public records. No query text, filter or page number is an error."""
    asked = _kept(request.GET)
    text = asked.get("q", "")
    form = SearchForm({"q": text, "sort": _sort(asked)})
    form.is_valid()
    page = request.GET.get("page", "1")
    found = engine.search(
        index=INDEX,
        text=text,
        filters={code: asked.getlist(code) for code in FACETS if code in asked},
        sort=_sort(asked),
        page=int(page) if page.isdecimal() and len(page) < 7 else 1,
    )
    context = {
        "nav": "search",
        "trail": [("首页", "/"), ("检索", "")],
        "column": SEARCH,
        "form": form,
        "found": found,
        "hits": _hits(found, timezone.now()),
        "kept": [(code, value) for code in FACETS for value in asked.getlist(code)],
        "groups": [_group(facet, asked) for facet in found.facets],
        "advice": [
            (each.sentence, _address(asked, q=each.text, drop=each.drop), each.total)
            for each in found.advice
        ],
        "pages": _pages(found),
    }
    return render(request, "portal/pages/search.html", context)


def _kept(given: QueryDict) -> QueryDict:
    """What a search page reads of its address; all else is dropped from the links it offers."""
    kept = QueryDict(mutable=True)
    text = given.get("q", "")[:LONGEST_QUERY]
    if text:
        kept["q"] = text
    if given.get("sort") == "date":
        kept["sort"] = "date"
    for code in FACETS:
        values = [each for each in given.getlist(code) if len(each) <= LONGEST_VALUE]
        if values:
            kept.setlist(code, values[:MOST_VALUES])
    return kept


def _sort(asked: QueryDict) -> str:
    return "date" if asked.get("sort") == "date" else "relevance"


def _hits(found: engine.ResultPage, now: datetime) -> list[HitRow]:
    rows = documents.rows_of(found.ids, now)
    texts = documents.excerpt_texts(found.ids, now)
    files = texts_of(sha256 for _, held in texts.values() for _, sha256 in held)
    return [
        _hit(rows[pk], *texts[pk], files, found.query)
        for pk in found.ids
        if pk in rows and pk in texts
    ]


def _hit(
    row: documents.PublicRow,
    body: str,
    held: Sequence[tuple[str, str]],
    files: dict[str, str],
    query: Any,
) -> HitRow:
    pieces, name = snippet(body, query), ""
    if not any(marked for _, marked in pieces):
        for file_name, sha256 in held:
            inside = snippet(files.get(sha256, ""), query)
            if any(marked for _, marked in inside):
                pieces, name = inside, file_name
                break
    return HitRow(
        title=as_html(highlight(row.title, query)),
        snippet=as_html(pieces),
        url=row.url,
        date=row.date,
        number=row.number,
        unit=row.unit,
        column=row.section,
        validity=row.validity,
        attachment=name,
    )


def _group(facet: engine.FacetPage, asked: QueryDict) -> dict[str, Any]:
    return {
        "label": facet.label,
        "options": [
            (each.label, each.hits, _toggled(asked, facet.code, each.value), each.chosen)
            for each in facet.values
        ],
    }


def _toggled(asked: QueryDict, code: str, value: str) -> str:
    """The address with this filter value added, or taken out if it is chosen."""
    changed = asked.copy()
    chosen = changed.getlist(code)
    without = [each for each in chosen if each != value]
    changed.setlist(code, without if value in chosen else [*chosen, value])
    return f"?{changed.urlencode()}"


def _address(asked: QueryDict, *, q: str, drop: Sequence[str]) -> str:
    changed = asked.copy()
    changed["q"] = q
    for code in FACETS if "*" in drop else drop:
        changed.pop(code, None)
    return f"?{changed.urlencode()}"


@dataclass(frozen=True, slots=True)
class Pages:
    """Cursors for the pager: page numbers as text, or empty."""

    next: str
    previous: str


def _pages(found: engine.ResultPage) -> Pages:
    return Pages(
        next=str(found.page + 1) if found.page < found.pages else "",
        previous=str(found.page - 1) if found.page > 1 else "",
    )
