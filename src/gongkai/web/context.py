"""What every template knows about the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

SITE = {
    "name": settings.SITE_NAME,
    "domain": settings.SITE_DOMAIN,
    "id_code": settings.SITE_ID_CODE,
    "icp": settings.SITE_ICP,
    "police": settings.SITE_POLICE,
    "host_unit": settings.SITE_HOST_UNIT,
    "contact": settings.SITE_CONTACT,
    "base_url": settings.BASE_URL,
}


def site(request: HttpRequest) -> dict[str, Any]:
    """The site's identity (网站发展指引, rules §9.4), the same object for every request."""
    return {"site": SITE}
