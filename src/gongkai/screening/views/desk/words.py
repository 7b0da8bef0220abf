"""The word lists: the house's own words, and a look into those of the product."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.kernel.actor import may
from gongkai.screening import selectors, services
from gongkai.screening.forms import WordEditForm, WordFilter, WordForm
from gongkai.screening.services import WordDraft
from gongkai.web.answers import cursor, done
from gongkai.web.doors import deed_required
from gongkai.web.http import DeskRequest

form_page = require_http_methods(["GET", "HEAD", "POST"])
_CHANGE = "screening.change_words"
_ENTRIES = ("word", "kind", "suggestion", "severity", "unless", "source", "valid_from")


@require_safe
@deed_required("screening.read")
def index(request: DeskRequest) -> HttpResponse:
    """Own words, newest first; entries of the product when one looks for a word."""
    form = WordFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"words": "", "kind": ""}
    context = {
        "form": form,
        "page": selectors.word_page(**asked, after=cursor(request, "after")),
        "shipped": selectors.shipped_like(**asked) if asked["words"] else [],
        "lists": selectors.shipped_lists(),
        "looked": asked["words"],
        "may_change": may(request.actor, _CHANGE),
        "today": timezone.localdate(),
    }
    return render(request, "screening/words.html", context)


@form_page
@deed_required(_CHANGE)
def new(request: DeskRequest) -> HttpResponse:
    """Add a word."""
    first = {"valid_from": timezone.localdate(), "word": request.GET.get("word", "")[:60]}
    form = WordForm(request.POST) if request.method == "POST" else WordForm(initial=first)
    added = done(
        form,
        lambda data: services.add_word(actor=request.actor, draft=_draft(data), now=timezone.now()),
    )
    if added is None:
        return _form(request, form, "添加词语")
    messages.success(request, f"已添加“{added.word}”，{added.valid_from}起检查")
    return redirect("screening:words")


@form_page
@deed_required(_CHANGE)
def edit(request: DeskRequest, word_id: int) -> HttpResponse:
    """Change a word, or use it no more."""
    word = _found(word_id)
    now_is = {name: getattr(word, name) for name in (*_ENTRIES, "version")}
    posted = request.method == "POST"
    form = WordEditForm(request.POST) if posted else WordEditForm(initial=now_is)
    changed = done(
        form,
        lambda data: services.change_word(
            actor=request.actor,
            word=word,
            version=data["version"],
            draft=_draft(data),
            now=timezone.now(),
        ),
    )
    if changed is None:
        return _form(request, form, f"修改“{word.word}”", word=word)
    messages.success(request, f"“{changed.word}”已修改")
    return redirect("screening:words")


@require_POST
def close(request: DeskRequest, word_id: int) -> HttpResponse:
    """Use a word no more from today on."""
    word = services.close_word(actor=request.actor, word=_found(word_id), now=timezone.now())
    messages.success(request, f"“{word.word}”已停用")
    return redirect("screening:words")


def _draft(data: dict[str, Any]) -> WordDraft:
    return WordDraft(**{name: data[name] for name in _ENTRIES})


def _found(word_id: int) -> Any:
    word = selectors.word_by_id(word_id)
    if word is None:
        raise Http404("没有这个词")
    return word


def _form(request: DeskRequest, form: WordForm, title: str, **more: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(
        request, "screening/word.html", {"form": form, "title": title, **more}, status=status
    )
