"""Records of the units a person may read: in hand, public, ended."""

from collections.abc import Callable, Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from gongkai.documents import flow, selectors
from gongkai.documents.forms import ListForm
from gongkai.documents.selectors import RecordPage
from gongkai.documents.views.desk.common import READ
from gongkai.kernel.actor import may
from gongkai.web.answers import cursor
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

LISTS: Mapping[str, tuple[str, str, Callable[..., RecordPage]]] = {
    "drafts": ("在办文稿", "保存时间", selectors.drafts_in_hand),
    "published": ("已发布", "发布时间", selectors.published_records),
    "ended": ("已更正或撤下", "结束时间", selectors.ended_records),
}


@require_safe
@deed_required(READ)
def records(request: DeskRequest) -> HttpResponse:
    """One of three lists, filtered by title, 文号 or 索引号; keyset pages."""
    shown = request.GET.get("list", "drafts")
    shown = shown if shown in LISTS else "drafts"
    form = ListForm(request.GET)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    before = cursor(request, "after")
    page = LISTS[shown][2](actor=request.actor, words=words, before=before)
    steps = {state.code: state.label for state in flow.PUBLISHING.states}
    context = {
        "tabs": [
            (label, f"?{urlencode({'list': code, 'words': words})}", code == shown, None)
            for code, (label, _, _) in LISTS.items()
        ],
        "shown": shown,
        "words": words,
        "now": timezone.now(),
        "paged": before is not None,
        "first_url": f"?{urlencode({'list': shown, 'words': words})}",
        "moment_label": LISTS[shown][1],
        "form": form,
        "page": page,
        "rows": [(row, steps.get(row.step, row.step)) for row in page.rows],
        "next_url": _next(shown, words, page.next),
        "new_url": reverse("documents:new") if may(request.actor, "documents.draft") else "",
    }
    return render(request, "documents/desk/records.html", context)


def _next(shown: str, words: str, cursor: int | None) -> str:
    if cursor is None:
        return ""
    return f"?{urlencode([('list', shown), ('words', words), ('after', cursor)])}"
