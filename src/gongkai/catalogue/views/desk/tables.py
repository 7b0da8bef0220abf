"""The classification tables: themes with sub-themes, genres (rules §7.3, §7.4)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.catalogue import selectors, services
from gongkai.catalogue.forms import NewGenreForm, NewThemeForm, TermForm, ThemeListForm
from gongkai.catalogue.views.desk.answers import (
    FormPage,
    Trail,
    answer,
    ask,
    found_or_404,
    posted,
)
from gongkai.kernel.actor import may
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

form_page = require_http_methods(["GET", "HEAD", "POST"])


def _tables() -> str:
    return reverse("catalogue:tables")


def _trail(*steps: tuple[str, str]) -> Trail:
    here = ("分类表", _tables() if steps else "")
    return [("栏目", reverse("catalogue:sections")), here, *steps]


@require_safe
@deed_required("catalogue.read")
def index(request: DeskRequest) -> HttpResponse:
    """All themes and genres, in use or not."""
    context = {
        "themes": selectors.theme_rows(),
        "genres": selectors.genre_rows(),
        "may_manage": may(request.actor, "catalogue.change_theme"),
        "trail": _trail(),
    }
    return render(request, "catalogue/desk/tables.html", context)


def _page(request: DeskRequest, title: str, form: Any, deed: Any, **options: Any) -> HttpResponse:
    page = FormPage(
        title=title,
        form=form,
        deed=deed,
        next=_tables,
        back=_tables(),
        trail=_trail((title, "")),
        **options,
    )
    return answer(request, page)


@form_page
def new_theme(request: DeskRequest) -> HttpResponse:
    """Add a theme or a sub-theme."""
    ask(request.actor, "catalogue.create_theme")
    tops = [(row.pk, row.name) for row in selectors.theme_rows() if row.parent_id is None]
    form = NewThemeForm(posted(request), parents=tops)

    def deed() -> str:
        parent = form.cleaned_data["parent"]
        theme = services.create_theme(
            actor=request.actor,
            name=form.cleaned_data["name"],
            now=timezone.now(),
            parent=selectors.theme_by_id(parent) if parent else None,
        )
        return f"已添加主题“{theme.name}”"

    return _page(request, "添加主题", form, deed, submit="添加")


@form_page
def new_genre(request: DeskRequest) -> HttpResponse:
    """Add a genre."""
    ask(request.actor, "catalogue.create_genre")
    form = NewGenreForm(posted(request))

    def deed() -> str:
        genre = services.create_genre(
            actor=request.actor, name=form.cleaned_data["name"], now=timezone.now()
        )
        return f"已添加体裁“{genre.name}”"

    return _page(request, "添加体裁", form, deed, submit="添加")


@form_page
def import_themes(request: DeskRequest) -> HttpResponse:
    """Add many themes, one to a line."""
    ask(request.actor, "catalogue.create_theme")
    form = ThemeListForm(posted(request))

    def deed() -> str:
        added = services.import_themes(
            actor=request.actor,
            lines=form.cleaned_data["lines"].splitlines(),
            now=timezone.now(),
        )
        return f"已添加{added}个主题" if added else "所列主题都已有，没有改动"

    return _page(request, "批量添加主题", form, deed, submit="添加")


def _entries(term: Any) -> dict[str, Any]:
    return {"name": term.name, "position": term.position, "is_open": term.is_open}


def _edit(
    request: DeskRequest, what: str, find: Any, pk: int, change: Any, keyword: str
) -> HttpResponse:
    ask(request.actor, f"catalogue.change_{keyword}")
    term = found_or_404(find(pk), what)
    form = TermForm(posted(request), initial=_entries(term) | {"version": term.version})

    def deed() -> str:
        change(
            actor=request.actor,
            version=form.cleaned_data["version"],
            draft=form.draft(),
            now=timezone.now(),
            **{keyword: term},
        )
        return "已保存"

    def latest() -> tuple[int, dict[str, Any]]:
        now = found_or_404(find(pk), what)
        return now.version, _entries(now)

    return _page(request, f"修改{what}", form, deed, latest=latest)


@form_page
def edit_theme(request: DeskRequest, theme_id: int) -> HttpResponse:
    """Rename, order, close or open a theme."""
    find, change = selectors.theme_by_id, services.change_theme
    return _edit(request, "主题", find, theme_id, change, "theme")


@form_page
def edit_genre(request: DeskRequest, genre_id: int) -> HttpResponse:
    """Rename, order, close or open a genre."""
    find, change = selectors.genre_by_id, services.change_genre
    return _edit(request, "体裁", find, genre_id, change, "genre")
