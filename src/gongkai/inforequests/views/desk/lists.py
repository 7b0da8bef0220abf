"""The register of requests that a person may read."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from gongkai.casework.selectors import units_in
from gongkai.inforequests import selectors
from gongkai.inforequests.forms import RegisterFilter
from gongkai.inforequests.selectors import RegisterPage, Wanted
from gongkai.inforequests.selectors.figures import theme_names
from gongkai.kernel.actor import may
from gongkai.web.answers import cursor
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

READ = "inforequests.read"
LISTS = {"open": "在办", "lapsed": "待确认视为放弃", "closed": "已办结"}


@require_safe
@deed_required(READ)
def register(request: DeskRequest) -> HttpResponse:
    """Requests newest first: in hand, waiting to be confirmed as given up, or concluded."""
    wanted, form = _wanted(request)
    page = selectors.register_page(
        actor=request.actor, wanted=wanted, now=timezone.now(), region=settings.REGION
    )
    context = {
        "form": form,
        "may_receive": may(request.actor, "inforequests.receive"),
        "shown": wanted.listed,
        "words": wanted.words,
        "narrowed": wanted.narrowed,
        "tabs": [
            (label, _address(request, list=code, row="", after=""), code == wanted.listed, None)
            for code, label in LISTS.items()
        ],
        "reset": f"?list={wanted.listed}",
        "page": page,
        "paged": wanted.before is not None,
        "first_url": _address(request, after=""),
        "next_url": _next(request, page),
    }
    return render(request, "inforequests/desk/register.html", context)


def _wanted(request: DeskRequest) -> tuple[Wanted, RegisterFilter]:
    listed = request.GET.get("list", "open")
    listed = listed if listed in LISTS else "open"
    units = units_in(request.actor, READ)
    themes = theme_names()
    form = RegisterFilter(request.GET, units=units, themes=themes, closed=listed == "closed")
    form.is_valid()
    given = form.cleaned_data
    wanted = Wanted(
        listed=listed,
        words=given.get("q", "").strip(),
        unit_id=given.get("unit"),
        channel=given.get("channel", ""),
        theme_id=given.get("theme"),
        row=given.get("row", ""),
        before=cursor(request, "after"),
    )
    return wanted, form


def _address(request: DeskRequest, **changes: Any) -> str:
    names = ("list", "q", "unit", "channel", "theme", "row", "after")
    kept = {name: request.GET.get(name, "") for name in names} | changes
    return f"?{urlencode({name: value for name, value in kept.items() if value})}"


def _next(request: DeskRequest, page: RegisterPage) -> str:
    return _address(request, after=page.next) if page.next is not None else ""
