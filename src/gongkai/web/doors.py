"""Which stage of signing in a desk view asks for, and which deed.

Every view below ``/desk/`` is closed by default: the middleware lets only signed-in people pass.
A view that opens earlier says so with `open_to`; a view that wants a right says `deed_required`.
"""

from collections.abc import Callable
from enum import IntEnum
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpResponseBase

from gongkai.kernel.actor import reasons_against
from gongkai.kernel.errors import refuse_if
from gongkai.web.http import DeskRequest

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Stage(IntEnum):
    """How far a person has come in signing in."""

    ANYONE = 0
    PASSWORD_GIVEN = 1
    """The password was right; the second step is still to come."""
    PASSWORD_TO_CHANGE = 2
    """Both steps are done; a temporary password must be changed first."""
    SIGNED_IN = 3


def open_to(stage: Stage) -> Callable[[View], View]:
    """Open a desk view to people who have come only as far as *stage*."""

    def mark(view: View) -> View:
        cast(Any, view).stage = stage
        return view

    return mark


def stage_of(view: Callable[..., Any]) -> Stage:
    """The stage a view asks for; signed in unless it says otherwise."""
    return cast(Stage, getattr(view, "stage", Stage.SIGNED_IN))


def deed_required(deed: str) -> Callable[[View], View]:
    """Refuse the page, with the reasons, to those who may do *deed* nowhere.

    The service behind the page still asks for the deed on the very unit.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            refuse_if(reasons_against(request.actor, deed))
            return view(request, *args, **kwargs)

        return cast(View, guarded)

    return guard
