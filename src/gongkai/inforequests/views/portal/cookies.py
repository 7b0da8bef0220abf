"""The two cookies of these pages: the secret of a draft, and which request a code has opened.

Both are set only by pages that need them, end by themselves and go no further than these pages.
"""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from gongkai.inforequests.services.codes import Opened, still_open

PATH = "/openness/requests/"
DRAFT = "request_draft"
OPEN = "request_open"
OPEN_SECONDS = 30 * 60
_SALT = "inforequests.open"


def draft_token(request: HttpRequest) -> str:
    """The secret of this browser's draft, or ""."""
    token = request.COOKIES.get(DRAFT, "")
    return token if len(token) <= 100 else ""


def _set(response: HttpResponse, name: str, value: str, seconds: int) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path=PATH,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def keep_draft(response: HttpResponse, token: str) -> HttpResponse:
    """Remember the draft's secret in this browser."""
    _set(response, DRAFT, token, settings.DRAFT_HOURS * 3600)
    return response


def forget_draft(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(DRAFT, path=PATH)
    return response


def keep_open(response: HttpResponse, opened: Opened) -> HttpResponse:
    """Remember for half an hour which request the code has opened."""
    value = signing.dumps([opened.request_id, opened.stamp], salt=_SALT)
    _set(response, OPEN, value, OPEN_SECONDS)
    return response


def close(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(OPEN, path=PATH)
    return response


def opened_request(request: HttpRequest) -> int | None:
    """The id of the request that this browser may see; None when the code must be given again."""
    try:
        pk, stamp = signing.loads(request.COOKIES.get(OPEN, ""), salt=_SALT, max_age=OPEN_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return pk if still_open(Opened(pk, stamp)) else None
