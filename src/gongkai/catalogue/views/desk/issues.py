"""Guides and catalogues: what is in force in each unit, preview, issue, compare (B1)."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.catalogue import selectors, services
from gongkai.catalogue.forms import ReasonForm
from gongkai.catalogue.rules import differences
from gongkai.catalogue.views.desk.answers import FormPage, Trail, answer, found_or_404, posted
from gongkai.kernel.actor import reasons_against
from gongkai.orgs.selectors import unit_by_id, unit_tree
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

ISSUE = "catalogue.issue_guide"


def _kind(code: str) -> Any:
    if code not in selectors.KINDS:
        raise Http404(f"没有这种目录：{code}")
    return selectors.KINDS[code]


def _trail(*steps: tuple[str, str]) -> Trail:
    return [
        ("栏目", reverse("catalogue:sections")),
        ("指南和目录", reverse("catalogue:issues")),
        *steps,
    ]


@require_safe
@deed_required("catalogue.read")
def index(request: DeskRequest) -> HttpResponse:
    """Every unit with its guide and catalogue in force, or without."""
    states = selectors.issue_states(unit_tree(on=timezone.localdate()))
    context = {"states": states, "trail": _trail()}
    return render(request, "catalogue/desk/issues.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@deed_required("catalogue.read")
def issue(request: DeskRequest, kind: str, unit_id: int) -> HttpResponse:
    """What a new version would say and change; issuing it; the versions so far."""
    meant = _kind(kind)
    unit = found_or_404(unit_by_id(unit_id), "单位")
    draft = meant.draft(unit)
    last = selectors.version_by_number(kind, unit.pk)
    here = reverse("catalogue:issue", args=[kind, unit.pk])
    form = ReasonForm(posted(request))

    def deed() -> str:
        do = services.generate_guide if kind == "guide" else services.generate_catalogue
        issued = do(
            actor=request.actor,
            unit=unit,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
        if not issued.is_new:
            return f"内容与第{issued.version.number}版相同，没有发布新版本"
        return f"已发布{meant.label}第{issued.version.number}版"

    page = FormPage(
        title=f"{unit.short_name}{meant.label}",
        form=form,
        deed=deed,
        next=lambda: here,
        back=reverse("catalogue:issues"),
        trail=_trail((f"{unit.short_name}{meant.label}", "")),
        submit="发布新版本",
        template="catalogue/desk/issue.html",
        context={
            "kind": meant,
            "unit": unit,
            "draft": draft,
            "last": last,
            "changes": _changes(meant, last, draft.content),
            "versions": selectors.versions_of(kind, unit.pk),
            "against": reasons_against(request.actor, ISSUE, unit),
        },
    )
    return answer(request, page)


def _changes(kind: Any, last: Any, content: dict[str, Any]) -> list[Any]:
    if last is None:
        return []
    return differences(list(kind.lines(last.content)), list(kind.lines(content)))


@require_safe
@deed_required("catalogue.read")
def version(request: DeskRequest, kind: str, unit_id: int, number: int) -> HttpResponse:
    """An issued version and how it differs from the one before."""
    meant = _kind(kind)
    unit = found_or_404(unit_by_id(unit_id), "单位")
    shown = found_or_404(selectors.version_by_number(kind, unit.pk, number), "版本")
    before = selectors.version_by_number(kind, unit.pk, number - 1) if number > 1 else None
    context = {
        "kind": meant,
        "unit": unit,
        "version": shown,
        "content": shown.content,
        "before": before,
        "changes": _changes(meant, before, shown.content),
        "trail": _trail(
            (
                f"{unit.short_name}{meant.label}",
                reverse("catalogue:issue", args=[kind, unit.pk]),
            ),
            (str(shown), ""),
        ),
    }
    return render(request, "catalogue/desk/version.html", context)
