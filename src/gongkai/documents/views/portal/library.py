"""规范性文件库: the catalogue of any day, copies in Word and PDF, texts before and after amendment."""

from datetime import date, timedelta

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import conditional_page, require_safe

from gongkai.catalogue.public import themes
from gongkai.documents import comparing, public
from gongkai.documents.forms.library import LibraryForm
from gongkai.documents.papers.keeping import kept
from gongkai.documents.papers.pdf import font_path, pdf_copy
from gongkai.documents.papers.word import Copy, word_copy
from gongkai.documents.public import PublicDocument
from gongkai.documents.views.portal.records import header_of
from gongkai.kernel.errors import Refusal
from gongkai.web.context import SITE
from gongkai.web.formats import plain
from gongkai.web.page_meta import ColumnMeta

EARLIEST, LATEST = date(1949, 10, 1), date(2200, 1, 1)
ONE_DAY = timedelta(days=1)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@conditional_page
def library(request: HttpRequest) -> HttpResponse:
    """规范性文件 in one place and one format: those in force today, or on any day (``?on=``)."""
    now = timezone.now()
    today = timezone.localdate(now)
    form = LibraryForm(
        request.GET,
        units=public.library_units(now),
        themes=[(theme.id, theme.label) for theme in themes()],
    )
    asked = form.asked
    on = asked.get("on") or today
    on = on if EARLIEST <= on <= LATEST else today
    state = asked.get("state") or "in_force"
    page = public.library_page(
        now,
        on=on,
        state=state,
        unit_id=asked.get("unit"),
        theme_id=asked.get("theme"),
        words=asked.get("q", ""),
        older=request.GET.get("after", ""),
        newer=request.GET.get("before", ""),
    )
    context = {
        "nav": "openness",
        "trail": [("首页", "/"), ("政府信息公开", "/openness/"), ("规范性文件库", "")],
        "column": ColumnMeta("规范性文件库", "行政规范性文件集中公开", "规范性文件", "政策文件"),
        "form": form,
        "on": on,
        "past": on != today,
        "state_label": public.STATES[state],
        "page": page,
        "with_pdf": font_path() is not None,
        "then": f"?{urlencode({'on': on.isoformat()})}" if on < today else "",
    }
    return render(request, "documents/portal/library.html", context)


def _found(document_id: int) -> PublicDocument:
    found = public.find_document(document_id, timezone.now())
    if found is None:
        raise Http404
    return found


@require_safe
def copy(request: HttpRequest, document_id: int, ending: str) -> HttpResponseBase:
    """The Word or PDF copy of a 规范性文件, its validity on its face."""
    found = _found(document_id)
    if not found.normative:
        raise Http404
    paper = paper_of(found)
    try:
        path = kept(
            f"{ending}:{found.content_hash}:{found.id}:{paper.banner}:{paper.header}",
            ending,
            lambda: word_copy(paper) if ending == "docx" else pdf_copy(paper),
        )
    except Refusal as refusal:
        context = {"nav": "", "reasons": refusal.reasons}
        return render(request, "documents/portal/no_copy.html", context, status=503)
    kind = WORD if ending == "docx" else "application/pdf"
    response = FileResponse(path.open("rb"), content_type=kind)
    name = content_disposition_header(True, f"{found.title[:80]}.{ending}")
    response["Content-Disposition"] = name or "attachment"
    response["Cache-Control"] = "no-cache"
    return response


FACTS = ("索引号", "发布机构", "成文日期", "发布日期", "施行日期", "有效期至", "有效性")


def paper_of(found: PublicDocument) -> Copy:
    """What a printed copy of the record shows."""
    header = [(label, str(plain(value))) for label, value in header_of(found) if value]
    upon = [change for change in found.changes if change.acted_upon]
    ended = found.validity_label in {"废止", "失效"}
    ground = f"，依据{upon[-1].basis}" if upon and ended else ""
    return Copy(
        title=found.title,
        number=found.document_number,
        header=[(label, value) for label, value in header if label in FACTS],
        html=found.body_html,
        address=f"{SITE['base_url']}/documents/{found.id}/",
        banner=f"【本文件已{found.validity_label}{ground}】" if ended else "",
    )


@require_safe
@conditional_page
def comparison(request: HttpRequest, document_id: int) -> HttpResponse:
    """The text before the last amendment beside the one after it."""
    found = _found(document_id)
    pair = public.amended_pair(document_id, timezone.now())
    if pair is None:
        raise Http404
    context = {
        "nav": "openness",
        "trail": [
            ("首页", "/"),
            ("规范性文件库", "/policies/"),
            (found.title, f"/documents/{document_id}/"),
            ("修改前后对照", ""),
        ],
        "column": ColumnMeta("修改前后对照", found.title, "规范性文件", "政策文件"),
        "found": found,
        "pair": pair,
        "rows": comparing.pairs(pair.before, pair.after),
        "before_url": f"/documents/{document_id}/?"
        + urlencode({"on": (timezone.localdate(pair.before_until) - ONE_DAY).isoformat()}),
    }
    return render(request, "documents/portal/comparison.html", context)
