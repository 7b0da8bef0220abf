"""Reprints on the desk: what superiors have published, the feeds, the figures counted apart."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.documents import selectors, services
from gongkai.documents.feeds import MOST_BYTES
from gongkai.documents.forms.reprints import AsideForm, EntryForm, FeedForm, FileForm
from gongkai.documents.views.desk.common import READ
from gongkai.kernel.actor import may
from gongkai.kernel.errors import Refusal
from gongkai.orgs.selectors import unit_by_id, units_open_to
from gongkai.web.answers import Onward, cursor, done
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

TABS = {"new": "待转载", "taken": "已转载", "aside": "不转载"}
DEED = "documents.reprint"
FORMS: dict[str, tuple[str, str, type[FeedForm] | type[EntryForm]]] = {
    "entry": ("登记一件上级文件", "登记", EntryForm),
    "feed": ("添加订阅", "添加", FeedForm),
}


@require_http_methods(["GET", "HEAD", "POST"])
@deed_required(READ)
def reprints(request: DeskRequest) -> HttpResponse:
    """Items of superiors by state, with the hours left of the 24; feeds; entering by hand."""
    units = list(units_open_to(request.actor, DEED).order_by("path").values_list("pk", "name"))
    filled: tuple[str, forms.Form] | None = None
    if request.method == "POST":
        part = request.POST.get("part", "")
        if part not in FORMS:
            raise Http404
        form = FORMS[part][2](request.POST, prefix=part, units=units)
        said = done(form, lambda asked: _enter(request, part, asked))
        if said is not None:
            messages.success(request, said)
            return redirect("documents:reprints")
        filled = (part, form)
    shown = request.GET.get("list", "new")
    shown = shown if shown in TABS else "new"
    now = timezone.now()
    rows = selectors.superior_entries(
        actor=request.actor, state=shown, now=now, before=cursor(request, "after")
    )
    more = len(rows) > selectors.LIST
    context = {
        "tabs": [
            (label, f"?{urlencode({'list': code})}", code == shown, None)
            for code, label in TABS.items()
        ],
        "shown": shown,
        "rows": rows[: selectors.LIST],
        "page": Onward(rows[selectors.LIST - 1].entry_id if more else None),
        "feeds": selectors.superior_feeds(actor=request.actor),
        "figures": selectors.reprint_figures(
            actor=request.actor, year=timezone.localdate(now).year
        ),
        "year": timezone.localdate(now).year,
        "may_reprint": may(request.actor, DEED),
        "may_draft": may(request.actor, "documents.draft"),
        "file_form": FileForm(),
        "parts": _parts(units, filled) if units else [],
    }
    return render(request, "documents/desk/reprints.html", context, status=422 if filled else 200)


def _parts(
    units: list[tuple[int, str]], filled: tuple[str, forms.Form] | None
) -> list[dict[str, Any]]:
    return [
        {
            "code": code,
            "heading": heading,
            "button": button,
            "form": filled[1] if filled and filled[0] == code else form(prefix=code, units=units),
            "open": bool(filled and filled[0] == code),
        }
        for code, (heading, button, form) in FORMS.items()
    ]


def _enter(request: DeskRequest, part: str, asked: dict[str, Any]) -> str:
    unit = unit_by_id(asked.pop("unit"))
    if unit is None:
        raise Http404
    if part == "feed":
        services.add_feed(actor=request.actor, unit=unit, now=timezone.now(), **asked)
        return "订阅已添加，每半小时读取一次"
    services.add_entry(actor=request.actor, unit=unit, now=timezone.now(), **asked)
    return "已登记，可以转载"


def _told(request: DeskRequest, deed: Callable[[], HttpResponse]) -> HttpResponse:
    """Do it; a refusal is told on the list, where it began."""
    try:
        return deed()
    except Refusal as refusal:
        if "permission" in refusal.codes:
            raise
        for reason in refusal.reasons:
            messages.error(request, str(reason))
        return redirect("documents:reprints")


@require_POST
def take(request: DeskRequest, entry_id: int) -> HttpResponse:
    """Draft the reprint of an item."""

    def deed() -> HttpResponse:
        draft = services.reprint(actor=request.actor, entry_id=entry_id, now=timezone.now())
        messages.success(request, "已建立转载稿，核对来源和栏目后提交审核")
        return redirect("documents:case", draft.case_id)

    return _told(request, deed)


@require_POST
def aside(request: DeskRequest, entry_id: int) -> HttpResponse:
    """Put an item aside, with the reason."""
    form = AsideForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""

    def deed() -> HttpResponse:
        services.put_aside(
            actor=request.actor, entry_id=entry_id, reason=reason, now=timezone.now()
        )
        messages.success(request, "已列入不转载")
        return redirect("documents:reprints")

    return _told(request, deed)


@require_POST
def upload(request: DeskRequest, feed_id: int) -> HttpResponse:
    """Take in a feed from a file; or switch the feed off and on."""
    if selectors.find_feed(feed_id) is None:
        raise Http404

    def deed() -> HttpResponse:
        if request.POST.get("then") == "switch":
            feed = services.switch_feed(actor=request.actor, feed_id=feed_id, now=timezone.now())
            messages.success(request, "订阅已启用" if feed.is_active else "订阅已停用")
            return redirect("documents:reprints")
        form = FileForm(request.POST, request.FILES)
        if not form.is_valid():
            messages.error(request, "请选择订阅文件")
            return redirect("documents:reprints")
        data = form.cleaned_data["file"].read(MOST_BYTES + 1)
        found = services.take_feed(
            actor=request.actor, feed_id=feed_id, data=data, now=timezone.now()
        )
        messages.success(request, f"读到 {found} 件新的信息")
        return redirect(f"{reverse('documents:reprints')}?list=new")

    return _told(request, deed)
