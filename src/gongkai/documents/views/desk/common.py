"""What the desk pages of documents share."""

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from gongkai.catalogue.public import SectionNode, ThemeView, genres, sections_of_unit, themes
from gongkai.documents import selectors
from gongkai.documents.forms import DraftForm
from gongkai.kernel.actor import Placed, may
from gongkai.web.http import DeskRequest

if TYPE_CHECKING:
    from gongkai.documents.models import Draft

READ = "documents.read"
DeskView = Callable[[DeskRequest, int], HttpResponse]
UPLOAD_LIMIT = settings.UPLOAD_LIMIT_BYTES


def _indented(nodes: Iterable[SectionNode], depth: int = 0) -> Iterator[tuple[int, str]]:
    for node in nodes:
        yield node.section.id, "　" * depth + node.section.name
        yield from _indented(node.children, depth + 1)


def _theme_choices(views: Iterable[ThemeView]) -> Iterator[tuple[int, str]]:
    for view in views:
        yield view.id, view.label
        yield from _theme_choices(view.children)


def draft_form(unit_id: int, *args: Any, **kwargs: Any) -> DraftForm:
    """The draft form with the sections open to a unit, and the classification tables."""
    return DraftForm(
        *args,
        sections=list(_indented(sections_of_unit(unit_id))),
        themes=list(_theme_choices(themes())),
        genres=[(genre.id, genre.name) for genre in genres()],
        **kwargs,
    )


def readable_or_404(request: DeskRequest, unit: Placed) -> None:
    """Whoever may not read a unit's records is told that there are none."""
    if not may(request.actor, READ, unit):
        raise Http404


def draft_or_404(request: DeskRequest, draft_id: int) -> "Draft":
    """The draft, for those who may read its unit's records."""
    draft = selectors.find_draft(draft_id)
    if draft is None:
        raise Http404
    readable_or_404(request, draft.case.unit)
    return draft


def posted_or_back(view: DeskView) -> DeskView:
    """Let a form through; whoever only opens its address is led to the record it belongs to."""

    @wraps(view)
    def guarded(request: DeskRequest, document_id: int) -> HttpResponse:
        if request.method in {"GET", "HEAD"}:
            return redirect("documents:record", document_id)
        return view(request, document_id)

    return require_http_methods(["GET", "HEAD", "POST"])(guarded)
