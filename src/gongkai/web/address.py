"""Where a request comes from. A header is believed only from as many proxies as the setting says."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The client's IP address, or None when there is none to be trusted.

    With ``GONGKAI_TRUSTED_PROXIES=n`` it is the n-th address from the right of X-Forwarded-For,
    the one that our own outermost proxy has seen; what stands left of it anybody can write.
    """
    candidate = str(request.META.get("REMOTE_ADDR", ""))
    if settings.TRUSTED_PROXIES:
        chain = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        if len(chain) >= settings.TRUSTED_PROXIES:
            candidate = chain[-settings.TRUSTED_PROXIES] or candidate
    try:
        return str(ipaddress.ip_address(candidate))
    except ValueError:
        return None
