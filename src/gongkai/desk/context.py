"""What the desk's frame shows: who is signed in, and the menu open to them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from gongkai.desk.middleware import actor_of
from gongkai.kernel.permissions import ROLE_LABELS
from gongkai.web.nav import menu_of


def desk(request: HttpRequest) -> dict[str, Any]:
    """``desk_who`` and ``desk_nav`` for a signed-in person on a desk page, otherwise nothing."""
    actor = actor_of(request)
    if actor is None:
        return {}
    roles = dict.fromkeys(ROLE_LABELS[grant.role] for grant in actor.grants)
    return {
        "desk_who": {
            "name": actor.name,
            "unit": request.user.unit.short_name,  # type: ignore[union-attr]
            "roles": list(roles),
            "sign_out_url": reverse("desk:sign_out"),
        },
        "desk_nav": menu_of(actor, request.path),
    }
