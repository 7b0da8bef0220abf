"""How a form's page answers: errors beside their fields, nothing that was typed is lost."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest

from gongkai.kernel.errors import Refusal

T = TypeVar("T")
MAX_CURSOR_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Onward:
    """The cursor of the following page, for the pager."""

    next: int | None


def add_reasons(form: forms.Form, refusal: Refusal) -> None:
    """Put each reason at the field of its code, the others above the form."""
    for reason in refusal.reasons:
        form.add_error(reason.code if reason.code in form.fields else None, str(reason))


def done(form: forms.Form, deed: Callable[[dict[str, Any]], T]) -> T | None:
    """Do *deed* with a valid form's data; None when the form must be shown again.

    A missing permission is not a mistake in the form: that refusal goes up to the desk's gate.
    """
    if not form.is_valid():
        return None
    try:
        return deed(form.cleaned_data)
    except Refusal as refusal:
        if "permission" in refusal.codes:
            raise
        add_reasons(form, refusal)
        return None


def cursor(request: HttpRequest, name: str) -> int | None:
    """A key from the address for keyset paging; None for anything that is not one."""
    value = request.GET.get(name, "")
    if value.isascii() and value.isdigit() and len(value) <= MAX_CURSOR_DIGITS:
        return int(value)
    return None
